"""A turn as a Slack message: text in sections, products as a carousel of cards, quick replies as buttons.

Limits: 50 blocks, 3,000 characters of a section, cards of 150 + 150 + 200 characters and three buttons, ten cards of a carousel,
75 characters of a button's label (docs.slack.dev/reference/block-kit, read 2026-11-27).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.channels.render.cutting import cut, joined, parts
from assistant.channels.render.plain import text_of
from assistant.channels.shown import Card, Shown, product_variants
from assistant.channels.taps import Tap, written

Block = dict[str, object]

BLOCKS, SECTION, TITLE, BODY, LABEL, ALT, CARDS, ADDRESS, FALLBACK = 50, 3000, 150, 200, 75, 2000, 10, 3000, 4000
OPTION, OPTIONS, WINDOW, METADATA = 150, 100, 24, 3000
CHOOSING = "choose-variant"
"""The callback id of the window in which a size and a color are chosen."""

_BUTTONS = 3


def message(shown: Shown) -> dict[str, object]:
    """`text` and `blocks` of `chat.postMessage`."""
    said = [_section(part) for part in parts(shown.text, SECTION - 500)]
    picture = [_image(shown.public_image, "The picture asked about")] if shown.public_image and not shown.cards else []
    cards: list[Block] = []
    if shown.cards:
        cards.append({"type": "carousel", "elements": [_card(card) for card in shown.cards[:CARDS]]})
    last: list[Block] = []
    if shown.checkout_url:
        last.append(_actions([_link("Check out", shown.checkout_url, "checkout", style="primary")]))
    taps = _buttons(shown.taps, "say")
    if taps:
        last.append(_actions(taps))
    blocks = [*said[: BLOCKS - 4], *picture, *cards, *last]
    return {"text": cut(escaped(text_of(shown)), FALLBACK), "blocks": blocks}


def window(product: Mapping[str, object], metadata: str) -> Block | None:
    """`view` of `views.open`: the variants in stock of a product (`GET /v1/products/{id}`) to choose from, by color.

    None where there is no choice to make. The id of what is chosen comes back, and `metadata` as it is.
    """
    groups: dict[str, list[Block]] = {}
    stocked = 0
    for variant in product_variants(product):
        options = variant.options
        stocked += 1
        rest = " · ".join(text for slot, text in options.items() if slot != "color") or options.get("color", "")
        if 0 < len(variant.id) <= OPTION and rest:
            kept = groups.setdefault(cut(options.get("color") or variant.title, LABEL), [])
            kept.append({"text": _plain(cut(f"{rest}, {variant.price}", LABEL)), "value": variant.id})
    groups = {name: kept[:OPTIONS] for name, kept in list(groups.items())[:OPTIONS]}
    if stocked < 2 or not groups or len(metadata) > METADATA:
        return None
    choices = [{"label": _plain(name), "options": kept} for name, kept in groups.items()]
    select: Block = {"type": "static_select", "action_id": "variant", "placeholder": _plain("Choose"), "option_groups": choices}
    return {
        "type": "modal",
        "callback_id": CHOOSING,
        "private_metadata": metadata,
        "title": _plain(cut(str(product.get("title") or "Which one?"), WINDOW)),
        "submit": _plain("Add to cart"),
        "close": _plain("Not now"),
        "blocks": [{"type": "input", "block_id": "variant", "label": _plain("Which one would you like?"), "element": select}],
    }


def escaped(text: str) -> str:
    """Text whose `&`, `<` and `>` Slack shows as they are: no record can make a link or call somebody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}


def _card(card: Card) -> Block:
    title = cut(card.title, TITLE - 5)
    shown: Block = {
        "type": "card",
        "title": _plain(f"{card.number}. {title}"),
        "subtitle": _plain(cut(card.price_line, TITLE)),
    }
    body = [part for part in (" · ".join(card.options), *(reason.told for reason in card.reasons)) if part]
    if body:
        shown["body"] = _plain(joined(body, BODY, "\n"))
    if card.public_picture and len(card.public_picture) <= ADDRESS:
        shown["hero_image"] = {"type": "image", "image_url": card.public_picture, "alt_text": cut(card.pictured, ALT)}
    buttons = _buttons(card.taps[:_BUTTONS], f"card{card.number}")
    if card.url and len(card.url) <= ADDRESS:
        buttons = [*buttons[: _BUTTONS - 1], _link("In the shop", card.url, f"card{card.number}.shop")]
    if buttons:
        shown["actions"] = buttons
    return shown


def _buttons(taps: Sequence[tuple[str, Tap]], of: str) -> list[Block]:
    """Buttons whose value says what they mean; a tap that no value can hold is left out."""
    out: list[Block] = []
    for place, (label, tap) in enumerate(taps):
        value = written(tap)
        if value is not None:
            out.append({"type": "button", "text": _plain(cut(label, LABEL)), "action_id": f"{of}.{place}", "value": value})
    if out and of.startswith("card") and taps[0][1].kind == "act" and taps[0][0] == "Add to cart":
        out[0]["style"] = "primary"
    return out


def _link(label: str, address: str, action_id: str, *, style: str | None = None) -> Block:
    link: Block = {"type": "button", "text": _plain(label), "action_id": action_id, "url": address}
    return {**link, "style": style} if style else link


def _actions(elements: Sequence[Block]) -> Block:
    return {"type": "actions", "elements": list(elements)}


def _image(address: str, alt: str) -> Block:
    return {"type": "image", "image_url": address, "alt_text": cut(alt, ALT)}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
