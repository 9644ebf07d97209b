"""A turn as calls of Telegram's Bot API: text, a photo for each product, buttons whose data refers to the answer's taps.

Limits: 4,096 characters of a message, 1,024 of a caption, 64 bytes of a button's data (core.telegram.org/bots/api).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.channels.render.cutting import cut, parts
from assistant.channels.render.plain import line_of
from assistant.channels.shown import Card, Shown
from assistant.channels.taps import reference

Call = tuple[str, dict[str, object]]
"""A method of the Bot API, and its fields without `chat_id`."""

TEXT, CAPTION, DATA = 4096, 1024, 64
_IN_A_ROW = 2


def calls(shown: Shown) -> list[Call]:
    """What to send, in order. The quick replies stand beneath the last message."""
    out: list[Call] = [("sendMessage", {"text": part}) for part in parts(shown.text, TEXT)]
    if shown.public_image and not shown.cards:
        out.append(("sendPhoto", {"photo": shown.public_image}))
    place = 0
    for card in shown.cards:
        labels = [label for label, _ in card.taps]
        rows: list[list[dict[str, object]]] = [_row(labels, shown.named, place)]
        if card.url:
            rows.append([{"text": "In the shop", "url": card.url}])
        out.append(_product(card, rows))
        place += len(labels)
    if shown.checkout_url:
        out.append(("sendMessage", {"text": "When you're ready:", "reply_markup": _keyboard([[_link(shown.checkout_url)]])}))
    chips = _row([label for label, _ in shown.taps], shown.named, place)
    if chips:
        rows = [chips[at : at + _IN_A_ROW] for at in range(0, len(chips), _IN_A_ROW)]
        if shown.cards or shown.checkout_url or shown.public_image:
            out.append(("sendMessage", {"text": "What next?", "reply_markup": _keyboard(rows)}))
        else:
            method, fields = out[-1]
            out[-1] = (method, {**fields, "reply_markup": _keyboard(rows)})
    return out


def _product(card: Card, rows: list[list[dict[str, object]]]) -> Call:
    caption = line_of(card)
    if card.public_picture:
        return "sendPhoto", {"photo": card.public_picture, "caption": cut(caption, CAPTION), "reply_markup": _keyboard(rows)}
    return "sendMessage", {"text": cut(caption, TEXT), "reply_markup": _keyboard(rows)}


def _row(labels: Sequence[str], named: str, first: int) -> list[dict[str, object]]:
    return [{"text": label, "callback_data": reference(named, first + at)} for at, label in enumerate(labels)]


def _link(address: str) -> dict[str, object]:
    return {"text": "Check out", "url": address}


def _keyboard(rows: list[list[dict[str, object]]]) -> dict[str, object]:
    return {"inline_keyboard": [row for row in rows if row]}
