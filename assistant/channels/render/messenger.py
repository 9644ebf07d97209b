"""A turn as Messenger messages: text, a carousel of products, quick replies.

Limits: 2,000 characters of text, ten elements of 80 + 80 characters and three buttons, 13 quick replies with 20 characters of a
label, 640 characters above buttons, 1,000 of a payload (developers.facebook.com, Send API v25.0, read 2026-11-27).
"""

from __future__ import annotations

from assistant.channels.render.cutting import cut, joined, parts
from assistant.channels.shown import Card, Shown
from assistant.channels.taps import written

Message = dict[str, object]

TEXT, TITLE, LABEL, ELEMENTS, BUTTONS, QUICK_REPLIES, OVER_BUTTONS = 2000, 80, 20, 10, 3, 13, 640
_CHECK_OUT = "Check out"
_SHORTER = {
    "Compare the first two": "Compare first two",
    "Show me something similar": "Something similar",
    "What do people say about it?": "What buyers say",
    "What do people say about the first one?": "About the first one",
    "Tell me more about it": "Tell me more",
    "What's your return policy?": "Your return policy",
}
"""Quick replies of ours whose label would be cut; what they say stays whole."""


def messages(shown: Shown) -> list[Message]:
    """The `message` objects of the Send API, in the order to send; the quick replies hang on the last."""
    out: list[Message] = [{"text": part} for part in parts(shown.text, TEXT)]
    if shown.public_image and not shown.cards:
        out.append({"attachment": {"type": "image", "payload": {"url": shown.public_image, "is_reusable": False}}})
    if shown.cards:
        elements = [_element(card) for card in shown.cards[:ELEMENTS]]
        out.append(_template({"template_type": "generic", "elements": elements}))
    if shown.checkout_url:
        button = {"type": "web_url", "url": shown.checkout_url, "title": _CHECK_OUT}
        out.append(_template({"template_type": "button", "text": "When you're ready:", "buttons": [button]}))
    replies = [_quick(label, payload) for label, tap in shown.taps if (payload := written(tap)) is not None]
    if replies:
        out[-1] = {**out[-1], "quick_replies": replies[:QUICK_REPLIES]}
    return out


def _element(card: Card) -> Message:
    why = [reason.told for reason in card.reasons]
    element: Message = {
        "title": cut(f"{card.number}. {card.title}", TITLE),
        "subtitle": joined([card.price_line, *why, *card.options], TITLE),
    }
    if card.public_picture:
        element["image_url"] = card.public_picture
    if card.url:
        element["default_action"] = {"type": "web_url", "url": card.url}
    buttons = [_button(label, payload) for label, tap in card.taps[:BUTTONS] if (payload := written(tap)) is not None]
    if buttons:
        element["buttons"] = buttons
    return element


def _button(label: str, payload: str) -> Message:
    return {"type": "postback", "title": cut(label, LABEL), "payload": payload}


def _quick(label: str, payload: str) -> Message:
    return {"content_type": "text", "title": cut(_SHORTER.get(label, label), LABEL), "payload": payload}


def _template(payload: Message) -> Message:
    return {"attachment": {"type": "template", "payload": payload}}
