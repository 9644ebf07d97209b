"""What each platform's documentation allows, checked on what we would send. Written from the documentation alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def slack(message: Json) -> None:
    """`chat.postMessage`: docs.slack.dev/reference/block-kit."""
    assert 0 < len(message["text"]) <= 40_000
    blocks = message["blocks"]
    assert 0 < len(blocks) <= 50
    seen: list[str] = []
    for block in blocks:
        _slack_block(block)
        seen += [e["action_id"] for e in _slack_elements(block)]
    assert len(seen) == len(set(seen)), "an action_id stands once in a message"


def _slack_block(block: Json) -> None:
    kind = block["type"]
    if kind == "section":
        assert 0 < len(block["text"]["text"]) <= 3000
    elif kind == "actions":
        assert 0 < len(block["elements"]) <= 25
    elif kind == "carousel":
        assert 1 <= len(block["elements"]) <= 10
        for card in block["elements"]:
            _slack_card(card)
    elif kind == "image":
        _slack_image(block)
    elif kind == "input":
        assert 0 < len(block["label"]["text"]) <= 2000
        _slack_select(block["element"])
    else:
        raise AssertionError(f"a block of another kind: {kind}")
    for element in _slack_elements(block):
        _slack_button(element)


def _slack_card(card: Json) -> None:
    assert card["type"] == "card"
    assert any(card.get(part) for part in ("hero_image", "title", "actions", "body"))
    for part, most in (("title", 150), ("subtitle", 150), ("body", 200)):
        if part in card:
            assert 0 < len(card[part]["text"]) <= most
    assert len(card.get("actions", [])) <= 3
    if "hero_image" in card:
        _slack_image(card["hero_image"])


def _slack_image(image: Json) -> None:
    assert image["image_url"].startswith("https://")
    assert len(image["image_url"]) <= 3000
    assert 0 < len(image["alt_text"]) <= 2000


def _slack_elements(block: Json) -> Iterator[Json]:
    if block["type"] == "actions":
        yield from block["elements"]
    elif block["type"] == "carousel":
        for card in block["elements"]:
            yield from card.get("actions", [])


def _slack_button(button: Json) -> None:
    assert button["type"] == "button"
    assert button["text"]["type"] == "plain_text"
    assert 0 < len(button["text"]["text"]) <= 75
    assert 0 < len(button["action_id"]) <= 255
    assert len(button.get("value", "")) <= 2000
    assert len(button.get("url", "")) <= 3000
    assert button.get("style") in (None, "primary", "danger")


def _slack_select(select: Json) -> None:
    groups = select.get("option_groups") or [{"label": {"text": "x"}, "options": select["options"]}]
    assert 1 <= len(groups) <= 100
    for group in groups:
        assert 0 < len(group["label"]["text"]) <= 75
        assert 1 <= len(group["options"]) <= 100
        for option in group["options"]:
            assert 0 < len(option["text"]["text"]) <= 75
            assert 0 < len(option["value"]) <= 150


def slack_modal(view: Json) -> None:
    """`views.open`."""
    assert view["type"] == "modal"
    for part in ("title", "submit", "close"):
        assert 0 < len(view[part]["text"]) <= 24
    assert 0 < len(view["blocks"]) <= 100
    assert len(view["callback_id"]) <= 255
    assert len(view["private_metadata"]) <= 3000
    for block in view["blocks"]:
        _slack_block(block)


def messenger(message: Json) -> None:
    """A `message` of the Send API."""
    assert bool(message.get("text")) != bool(message.get("attachment"))
    assert len(message.get("text", "").encode("utf-16-le")) // 2 <= 2000
    replies = message.get("quick_replies", [])
    assert len(replies) <= 13
    for reply in replies:
        assert 0 < len(reply["title"]) <= 20
        assert 0 < len(reply["payload"]) <= 1000
    attachment = message.get("attachment")
    if attachment is None:
        return
    if attachment["type"] == "image":
        assert attachment["payload"]["url"].startswith("https://")
        return
    template = attachment["payload"]
    if template["template_type"] == "button":
        assert 0 < len(template["text"]) <= 640
        _messenger_buttons(template["buttons"])
        return
    assert template["template_type"] == "generic"
    assert 1 <= len(template["elements"]) <= 10
    for element in template["elements"]:
        assert 0 < len(element["title"]) <= 80
        assert len(element.get("subtitle", "")) <= 80
        assert len(element) > 1, "at least one property must be set in addition to title"
        assert element.get("image_url", "https://").startswith("https://")
        _messenger_buttons(element.get("buttons", [{"type": "postback", "title": "x", "payload": "x"}]))


def _messenger_buttons(buttons: list[Json]) -> None:
    assert 1 <= len(buttons) <= 3
    for button in buttons:
        assert 0 < len(button["title"]) <= 20
        if button["type"] == "postback":
            assert 0 < len(button["payload"]) <= 1000
        else:
            assert button["type"] == "web_url"
            assert button["url"].startswith(("https://", "http://"))


def telegram(method: str, fields: Json) -> None:
    """A call of the Bot API."""
    if method == "sendPhoto":
        assert fields["photo"].startswith("https://")
        assert len(fields.get("caption", "")) <= 1024
    else:
        assert method == "sendMessage"
        assert 0 < len(fields["text"]) <= 4096
    for row in fields.get("reply_markup", {}).get("inline_keyboard", []):
        assert 1 <= len(row) <= 8
        for button in row:
            assert button["text"]
            assert len(button.get("callback_data", "").encode()) <= 64
            assert ("url" in button) != ("callback_data" in button)
