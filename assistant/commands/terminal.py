"""How a conversation looks in a terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.message import ChatRequest
from assistant.phrasing.money import money

if TYPE_CHECKING:
    from assistant.reply import Card, ReasonReply, TurnReply
    from assistant.session import Assistant

_MARKS = {True: ("✓", "green"), False: ("✕", "red"), None: ("?", "dim")}
_ENDS = frozenset(("quit", "exit", "/quit", "/exit", ":q"))


def converse(assistant: Assistant, session_id: str) -> None:
    """Talks until the input ends or `quit` is said."""
    console = Console(highlight=False)
    shop = assistant.store().shop
    console.print(f"\n[bold]{_plain(shop.name)}[/bold]  [dim]{assistant.ready().products:,} products · quit to leave[/dim]\n")
    while True:
        try:
            line = console.input("[bold cyan]you ›[/bold cyan] ").strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if line.casefold() in _ENDS:
            return
        if line:
            show(console, assistant.turn(ChatRequest.model_validate({"session_id": session_id, "text": line})), shop.locale)


def show(console: Console, reply: TurnReply, locale: str) -> None:
    """One answer: the words, the products, the cart where it changed, what may be said next."""
    console.print()
    console.print(Text(reply.reply.text))
    for number, card in enumerate(reply.reply.products, 1):
        console.print(Padding(product(card, number, locale), (1, 0, 0, 2)))
    if reply.reply.checkout_url:
        console.print(Text(reply.reply.checkout_url, style="underline"))
    cart = reply.state.cart
    if cart.lines and reply.action.name in ("add_to_cart", "update_cart"):
        pieces = sum(line.quantity for line in cart.lines)
        total = money(Decimal(str(cart.total)), cart.currency, locale)
        console.print(Text(f"\nCart: {pieces} {'piece' if pieces == 1 else 'pieces'}, {total}", style="dim"))
    if reply.reply.quick_replies:
        console.print(Text("\n" + "  ·  ".join(reply.reply.quick_replies), style="cyan dim"))
    console.print()


def product(card: Card, number: int, locale: str) -> Text:
    """A product in a few lines."""
    text = Text()
    text.append(f"{number}. ", style="dim").append(card.title, style="bold")
    if card.brand and card.brand.casefold() not in card.title.casefold():
        text.append(f"  {card.brand}", style="dim")
    text.append("\n   ").append(money(Decimal(str(card.price)), card.currency, locale), style="bold green")
    if card.on_sale and card.list_price is not None:
        text.append(" ").append(money(Decimal(str(card.list_price)), card.currency, locale), style="dim strike")
    facts = [" / ".join(card.options.values())]
    if card.rating is not None:
        facts.append(f"★ {card.rating:.1f} ({card.reviews_count})")
    if not card.in_stock:
        facts.append("out of stock")
    text.append("".join(f"  {fact}" for fact in facts if fact), style="dim")
    if card.reasons:
        text.append("\n   ")
    for reason in card.reasons:
        text.append_text(_reason(reason))
    return text


def _reason(reason: ReasonReply) -> Text:
    mark, style = _MARKS[reason.holds]
    return Text().append(f"{mark} ", style=style).append(f"{reason.phrase}   ")


def _plain(text: str) -> str:
    return text.replace("[", "\\[")
