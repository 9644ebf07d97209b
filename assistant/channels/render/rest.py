"""A turn as the messages of Rasa's REST channel: what every web widget made for Rasa shows.

Text, then a picture and its buttons for each product, then the quick replies; the last message is the whole turn, `custom`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.channels.render.plain import line_of
from assistant.channels.shown import Shown
from assistant.channels.taps import Tap, written

Answer = dict[str, object]


def answers(shown: Shown, turn: Mapping[str, object], recipient: str) -> list[Answer]:
    """The messages for `recipient`, in order."""
    out: list[Answer] = [{"text": shown.text}]
    if shown.image_url and not shown.cards:
        out.append({"image": shown.image_url})
    for card in shown.cards:
        pictured: Answer = {"text": line_of(card), "buttons": _buttons(card.taps)}
        out.append({**pictured, "image": card.picture} if card.picture else pictured)
    if shown.checkout_url and shown.checkout_url not in shown.text:
        out.append({"text": shown.checkout_url})
    if shown.quick_replies:
        # Where nothing stands beneath the text, its chips are its own: a widget shows them under it.
        if len(out) == 1:
            out[0]["buttons"] = _buttons(shown.taps)
        else:
            out.append({"text": "What next?", "buttons": _buttons(shown.taps)})
    out.append({"custom": {"shopwindow": dict(turn)}})
    return [{"recipient_id": recipient, **one} for one in out]


def _buttons(taps: Sequence[tuple[str, Tap]]) -> list[dict[str, str]]:
    return [{"title": label, "payload": payload} for label, tap in taps if (payload := written(tap)) is not None]
