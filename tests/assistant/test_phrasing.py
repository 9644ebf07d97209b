"""Words: from records and from the shopper alone, the same for the same turn, and easy to read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_shop import PAGES, PRODUCTS, Talk

from assistant.phrasing.grammar import listed, option_words, plural
from assistant.phrasing.money import money
from assistant.phrasing.templates import ALL
from assistant.phrasing.wishes import wishes
from assistant.world import World
from data.constraint import Constraint
from dialogue_policy.action import ACTIONS
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import Note

pytest_plugins = ("small_shop",)

WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
GRAMMAR = "and or size sizes review reviews item items each of is are it those the more not this these in page promotions"
MONTHS = "january february march april may june july august september october november december"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _strings(one)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from _strings(one)
    elif value is not None:
        yield f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def known(talk: Talk) -> str:
    """Everything that a reply may take its words and numbers from, beside the templates."""
    store = talk.world.store
    ids = [p["id"] for p in PRODUCTS]
    records = [asdict(product) for i in ids if (product := store.product(i)) is not None]
    reviews = [asdict(review) for i in ids for review in store.reviews(i)]
    order = store.order("7")
    pages = [*PAGES.values(), *(asdict(p) for p in store.promotions), *(asdict(p) for p in store.policies)]
    shown = [asdict(line) for line in talk.state.cart.lines]
    told = [
        list(talk.heard),
        talk.world.shop.name,
        asdict(order) if order else "",
        [d.name for d in talk.world.search.overview()],
    ]
    return " ".join(_strings([records, reviews, pages, shown, told, [s.replace("_", " ") for s in store.slots()]])).casefold()


def counted(talk: Talk) -> set[str]:
    """Numbers that are no record's but counts and sums of what was done in this turn."""
    lines = talk.state.cart.lines
    sums = [talk.state.cart.total, *(x.price * x.quantity for x in lines), *(x.price for x in lines)]
    order = talk.world.store.order("7")
    sums += [x.unit_price * x.quantity for x in order.lines] if order else []
    counts = [sum(x.quantity for x in lines), len(talk.outcome.products), len(talk.state.seen), *(x.quantity for x in lines)]
    facts = [v for r in talk.outcome.results for v in r.facts.values()]
    counts += [v for v in facts if isinstance(v, int)]
    counts += [int(v) for fact in facts if isinstance(fact, tuple) for v in fact if isinstance(v, str) and v.isdigit()]
    ratings = [f"{p.product.rating:.1f}" for r in talk.outcome.results for p in r.picks if p.product.rating is not None]
    reviews = [f"{r.rating:g}" for result in talk.outcome.results for r in result.reviews]
    return {*(f"{s:.2f}" for s in sums), *map(str, counts), *ratings, *reviews, "5", "1"}


TEXTS = [
    "hello",
    "jackets for women under $60",
    "not in black",
    "does the second one come in medium?",
    "is it waterproof?",
    "what do people say about it",
    "any complaints about the zipper?",
    "I'm 5'9 and 160 lbs, which size?",
    "show me the pockets",
    "zoom in on the collar",
    "compare the first two",
    "which one is warmer?",
    "why these?",
    "add it in medium",
    "make that large",
    "make it 3",
    "remove it",
    "what's in my cart",
    "check out",
    "where's my order",
    "how much is shipping?",
    "do you ship to Canada?",
    "any discount codes?",
    "is there a warranty?",
    "get me a human",
    "I hate polyester",
    "undo",
    "start over",
    "tell me a joke",
]
STEPS = st.tuples(
    st.sampled_from(ACTIONS),
    st.sampled_from(TEXTS),
    st.sampled_from([None, "jade", "nora", "tess", "sock", "mug"]),
    st.sampled_from(
        [
            {},
            {"asked": {"material": ()}},
            {"asked": {"price": ()}},
            {"asked": {"size": ("medium",)}},
            {"asked": {"color": ("green",)}},
            {"asked": {"material": ("leather",)}},
            {"options": {"size": "L"}},
            {"quantity": 4},
            {"order_id": "000000007", "email": "ann@example.com"},
            {"sentiment": "negative"},
        ]
    ),
)


@given(turns=st.lists(STEPS, min_size=1, max_size=10))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_number_and_no_word_in_a_reply_is_made_up(
    small_world: World, turns: list[tuple[Any, str, str | None, dict[str, Any]]]
) -> None:
    vocabulary = set(WORD.findall(" ".join(t for said in ALL.values() for t in said).casefold()))
    vocabulary |= set(f"{GRAMMAR} {MONTHS}".split())
    talk = Talk(small_world)
    talk.wish("color", "not in black", Constraint(not_=frozenset({"black"})))
    talk.search("jade", "nora", "tess")
    for name, text, about, understood in turns:
        heard = f"{text} {' '.join(_strings(understood))}"
        picks = tuple(talk.pick(i) for i in ("jade", "nora", "tess"))
        talk.do(name, text, about=about, candidates=Candidates(picks, 3), **understood)
        record = f"{known(talk)} {heard.casefold()}"
        invented = set(WORD.findall(talk.said.text.casefold())) - vocabulary - set(WORD.findall(record))
        assert not {w for w in invented if w.removesuffix("s") not in record}, (name, text, talk.said.text)
        numbers = set(NUMBER.findall(talk.said.text)) - counted(talk) - set(NUMBER.findall(record))
        assert not numbers, (name, text, talk.said.text)
        assert talk.said.text.strip()
        assert "{" not in talk.said.text
        assert not re.search(r"\|\s*---|\*\*|<[a-z]+>", talk.said.text)
        assert len(talk.said.quick_replies) == len(set(talk.said.quick_replies)) <= 6


def test_templates_hold_no_figures_of_their_own() -> None:
    for kind, said in ALL.items():
        for template in said:
            assert not NUMBER.findall(template.replace("of 5", "")), (kind, template)


@given(session=st.text(min_size=1, max_size=8), turn=st.integers(0, 50))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_replay_says_the_same(small_world: World, session: str, turn: int) -> None:
    replies = []
    for _ in range(2):
        talk = Talk(small_world)
        talk.state = replace(talk.state, session_id=session, turn=turn)
        talk.do("greet", "hi", intent="greet")
        replies.append(talk.said)
    assert replies[0] == replies[1]


def test_different_turns_say_it_differently(small_world: World) -> None:
    said = set()
    for turn in range(12):
        talk = Talk(small_world)
        talk.state = replace(talk.state, turn=turn)
        talk.do("goodbye", "thanks", intent="goodbye")
        said.add(talk.said.text)
    assert len(said) > 1


def test_wishes_are_said_back_in_the_shoppers_words(small_world: World) -> None:
    talk = Talk(small_world)
    talk.wish("category", "jacket", Constraint(is_=frozenset({"jacket"})))
    talk.wish("gender", "for women", Constraint(is_=frozenset({"women"})), "women")
    talk.wish("price", "under $60", Constraint(max=Decimal(60)))
    talk.wish("color", "not in black", Constraint(not_=frozenset({"black"})))
    assert wishes(talk.state) == "jackets for women under $60, not in black"


def test_what_goes_along_to_another_search_is_said(small_world: World) -> None:
    talk = Talk(small_world)
    talk.wish("price", "under $60", Constraint(max=Decimal(60)))
    talk.state = replace(talk.state, notes=(Note("new_search"), Note("kept", "price"), Note("let_go", "color")))
    talk.search("sock")
    assert "“under $60”" in talk.said.text
    assert "let go of what you said about the color" in talk.said.text


def test_a_comparison_stands_before_its_noun(small_world: World) -> None:
    talk = Talk(small_world)
    talk.wish("category", "jackets", Constraint(is_=frozenset({"jacket"})))
    talk.wish("price", "something cheaper", Constraint(max=Decimal("58.99")))
    assert wishes(talk.state) == "cheaper jackets"


@pytest.mark.parametrize(
    ("said", "told"),
    [("sleeveless", "sleeveless tops"), ("without sleeves", "tops without sleeves"), ("long sleeves", "tops with long sleeves")],
)
def test_a_part_is_told_as_it_was_said(small_world: World, said: str, told: str) -> None:
    talk = Talk(small_world)
    talk.wish("category", "tops", Constraint(is_=frozenset({"top"})))
    talk.wish("sleeve", said, Constraint(is_=frozenset({"sleeveless"})), "sleeveless")
    assert wishes(talk.state) == told


def test_what_cannot_be_counted_is_counted_in_pieces(small_world: World) -> None:
    talk = Talk(small_world)
    talk.wish("category", "clothing", Constraint(is_=frozenset({"clothing"})))
    talk.wish("gender", "for men", Constraint(is_=frozenset({"men"})), "men")
    assert wishes(talk.state, numbered=True) == "pieces of clothing for men"
    assert wishes(talk.state) == "clothing for men"


def test_a_wish_that_was_dropped_is_no_longer_said(small_world: World) -> None:
    talk = Talk(small_world)
    talk.wish("color", "red", Constraint(is_=frozenset({"red"})))
    talk.state = replace(talk.state, constraints={"color": Constraint(is_=frozenset({"blue"}))})
    assert "red" not in wishes(talk.state)


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "written"),
    [
        ("64", "USD", "en-US", "$64.00"),
        ("1234.5", "USD", "en-US", "$1,234.50"),
        ("64", "EUR", "de-DE", "64,00\u00a0€"),
        ("1234.5", "EUR", "fr-FR", "1\u202f234,50\u00a0€"),
        ("6400", "JPY", "en-US", "¥6,400"),
        ("64", "CAD", "en-CA", "$64.00"),
        ("64", "CAD", "en-US", "CA$64.00"),
        ("64", "CHF", "en-US", "CHF\u00a064.00"),
        ("0.125", "KWD", "en-US", "KWD\u00a00.125"),
        ("-3", "USD", "en-US", "-$3.00"),
        ("2.005", "USD", "en-US", "$2.01"),
    ],
)
def test_amounts_are_written_as_the_locale_does(amount: str, currency: str, locale: str, written: str) -> None:
    assert money(Decimal(amount), currency, locale) == written


@given(amount=st.decimals("0", "99999999", places=2))
def test_an_amount_loses_nothing_in_writing(amount: Decimal) -> None:
    assert Decimal(money(amount, "USD").lstrip("$").replace(",", "")) == amount


@pytest.mark.parametrize(
    ("noun", "many"),
    [("jacket", "jackets"), ("watch", "watches"), ("running shoes", "running shoes"), ("dress", "dresses"),
     ("accessory", "accessories"), ("footwear", "footwear"), ("rain jacket", "rain jackets"), ("toy", "toys")],
)  # fmt: skip
def test_nouns_are_put_into_the_plural(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_lists_and_options_read_as_one_says_them() -> None:
    assert listed(["S", "M", "L"], "or") == "S, M or L"
    assert listed(["S"]) == "S"
    assert option_words({"size": "M", "color": "Blue"}) == "Blue, size M"
