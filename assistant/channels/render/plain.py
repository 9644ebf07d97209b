"""A turn in plain text: for channels that show nothing else, and for screen readers and notifications of those that do."""

from __future__ import annotations

from assistant.channels.shown import Card, Shown


def text_of(shown: Shown) -> str:
    """All of the answer: the words, the cards with their numbers, the way to the checkout, what may be said next."""
    lines = [shown.text, *(line_of(card) for card in shown.cards)]
    if shown.checkout_url and shown.checkout_url not in shown.text:
        lines.append(shown.checkout_url)
    if shown.quick_replies:
        lines.append(f"You can say: {' · '.join(shown.quick_replies)}")
    return "\n".join(lines)


def line_of(card: Card) -> str:
    """ "2. Jade Rain Jacket, $64.00 (✓ under $80; ✓ waterproof) https://…"."""
    why = "; ".join(reason.told for reason in card.reasons)
    return " ".join(
        part for part in (f"{card.number}. {card.title}, {card.price_line}", f"({why})" if why else "", card.url or "") if part
    )
