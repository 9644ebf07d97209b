"""Replies about the cart, the checkout, orders and the shop's terms."""

from __future__ import annotations

from datetime import date

from assistant.actions.facts import Line, Money, changes, count, lines, options, quotes, text, words
from assistant.outcome import Result
from assistant.phrasing.grammar import named, option_words
from assistant.phrasing.lists import join
from assistant.phrasing.voice import Voice


def added(voice: Voice, result: Result) -> str:
    quantity = count(result, "quantity")
    first = next((r for r in voice.outcome.results if r.kind == "added"), result)
    kind = "added" if first is result else "added_next"
    return voice(kind, result.facts, named=_named(result), quantity_of=f"{quantity} × " if quantity > 1 else "")


def asked(voice: Voice, result: Result) -> str:
    """The option still open, with the values in stock; the colour that is settled is said, so that it can be corrected."""
    color = options(result).get("color", "")
    first = next((r for r in voice.outcome.results if r.kind in ("added", "ask_option")), result)
    kind = "ask_option" if first is result else "ask_option_next"
    return voice(kind, result.facts, colored=f" for the {text(result, 'title')}{f' in {color}' if color else ''}")


def not_made(voice: Voice, result: Result) -> str:
    said = text(result, "said")
    facts = {**result.facts, "said": f"size {said}" if text(result, "slot") == "size" else said}
    if result.kind == "option_not_made" and not words(result, "values"):
        return voice("option_gone", facts)
    return voice(result.kind, facts)


def short(voice: Voice, result: Result) -> str:
    """Less in stock than asked for: the number there is, or the nearest variant, is offered."""
    left, held = count(result, "left"), count(result, "held")
    return voice(
        result.kind,
        result.facts,
        named=_named(result),
        near=_near(result),
        are="is" if left == 1 else "are",
        more="more " if held else "",
        them="it" if left == 1 else "those",
    )


def offered(voice: Voice, result: Result) -> str:
    return voice(result.kind, result.facts, named=_named(result), near=_near(result))


def changed(voice: Voice, result: Result) -> str:
    """A line taken out, recounted or swapped, and what the cart comes to now."""
    said = voice(result.kind, result.facts, named=_named(result))
    if result.kind == "emptied":
        return said
    return join(said, voice("cart_total", result.facts) if lines(result) else voice("cart_emptied"))


def swap_sold_out(voice: Voice, result: Result) -> str:
    others = words(result, "values")
    said = voice("swap_sold_out", result.facts, wanted=option_words(options(result)))
    return join(said, voice("swap_others", values=others) if others else "")


def cart(voice: Voice, result: Result) -> str:
    """The cart line by line, with what a fresh look at the stock changed."""
    notices = [_change(voice, result, i) for i in range(len(changes(result)))]
    if result.kind in ("cart_empty", "cart_emptied", "nothing_to_buy"):
        return join(*notices, voice(result.kind))
    rows = [_row(voice, line) for line in lines(result)]
    after = join(voice("cart_total", result.facts), voice("shall_i") if result.kind == "confirm" else "")
    return "\n".join([*([join(*notices)] if notices else []), voice(result.kind), *rows, after])


def checkout(voice: Voice, result: Result) -> str:
    urls = words(result, "urls")
    if result.kind == "checkout":
        return voice("checkout", result.facts, url=urls[0])
    if result.kind == "checkout_each":
        each = (f"{line.title}: {url}" for line, url in zip(lines(result), urls, strict=True))
        return "\n".join([voice("checkout_each"), *each])
    return voice("no_checkout_link", result.facts, pieces_words=pieces(count(result, "pieces")))


def order(voice: Voice, result: Result) -> str:
    """An order's status, its lines, and its date if the shop has one."""
    placed = result.facts.get("placed")
    head = [voice("order", result.facts)]
    head.append(voice("order_placed", placed=_day(placed)) if isinstance(placed, date) else voice("order_undated"))
    if count(result, "refunded"):
        head.append(voice("order_refunded"))
    if "tracking" in result.facts:
        head.append(voice("order_tracking", result.facts))
    rows = [voice("order_line", quantity=x.quantity, named=named(x.title, x.options), price=x.price) for x in lines(result)]
    after = [voice("order_change")] if count(result, "wants_change") else []
    return "\n".join([join(*head), *rows, *after])


def policy(voice: Voice, result: Result) -> str:
    """The shop's own sentences with their page; several pages one below the other."""
    said = [voice("policy", text=q.text, source=q.source) for q in quotes(result)]
    if result.kind == "policy_silent":
        contact = [voice("policy_contact", text=q.text, source=q.source) for q in quotes(result)[:1]]
        return join(voice("policy_silent"), *contact)
    there = "policy_unsaid_there" if words(result, "unsaid_on") else "policy_unsaid"
    sorry = [voice("policy_sorry")] if count(result, "faulty") else []
    unsaid = sorry or ([voice(there, result.facts)] if "unsaid" in result.facts else [])
    if len(said) == 1:
        return "\n".join([*unsaid, *said])
    differ = [voice("policy_differ")] if count(result, "may_differ") else []
    return "\n".join([*unsaid, voice("policy_many"), *said, *differ])


def handed(voice: Voice, result: Result) -> str:
    spoken = quotes(result)[:1]
    facts = {**result.facts, **({"text": spoken[0].text, "source": spoken[0].source} if spoken else {})}
    return join(voice(result.kind, facts), voice("hours", result.facts) if "hours" in result.facts else "")


def pieces(n: int) -> str:
    return "1 item" if n == 1 else f"{n} items"


def _row(voice: Voice, line: Line) -> str:
    each = voice.book.format_field(line.price, "")
    whole = voice.book.format_field(Money(line.price.amount * line.quantity, line.price.currency), "")
    return f"{line.quantity} × {named(line.title, line.options)}: {each if line.quantity == 1 else f'{whole} ({each} each)'}"


def _change(voice: Voice, result: Result, i: int) -> str:
    one = changes(result)[i]
    facts = {"named": named(one.title, one.options), "quantity": one.quantity, "price": one.price}
    return voice(f"change_{one.kind}", facts, are="is" if one.quantity == 1 else "are")


def _named(result: Result) -> str:
    return named(text(result, "title"), options(result))


def _near(result: Result) -> str:
    return option_words(options(result, "nearest"))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
