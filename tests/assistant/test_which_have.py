"""Which of several products have what is asked about: what counts as having it, and how it is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.actions.facts import Answer
from assistant.actions.pointing_out import Look, Spotted
from assistant.actions.which_have import which_have
from assistant.outcome import Result
from data.product import Pick, Product, Variant


def look(
    name: str, *told: Answer, sentence: str = "", spotted: Spotted | None = None, asked: str = "hood", marked: str | None = None
) -> Look:
    variant = Variant(name, {}, Decimal(10), "USD", stock=3)
    pick = Pick(Product(name, name.title(), (variant,)), variant)
    facts = {"answers": told, "sentences": (sentence,) if sentence else (), "asked": asked}
    return Look(pick, Result("visual_detail", "seen", (pick,), facts), spotted, marked)


def seen(verdict: str, marked: str | None = None) -> Spotted:
    return Spotted("hood", verdict, "one.webp", marked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "group"),
    [
        (look("a", Answer("features", "yes", ("Hood",), "hood")), "has"),
        (look("a", Answer("hood", "states", ("Detachable",))), "has"),
        (look("a", Answer("hood", "states", ("No",))), "not"),
        (look("a", Answer("features", "no", ("No Hood",), "hood")), "not"),
        (look("a", Answer("neckline", "other", ("V-Neck",), "crew neck")), "not"),
        (look("a", Answer("features", "other", ("Zip-Free",), "hood")), "unknown"),  # no hood is no zip
        (look("a", spotted=seen("shown")), "seen"),
        (look("a", spotted=seen("absent")), "unseen"),
        (look("a"), "unknown"),
    ],
)
def test_what_counts_as_having_it(one: Look, group: str) -> None:
    out = which_have("visual_detail", [one, look("b"), look("c")])
    assert out is not None
    facts = out.results[0].facts
    assert "A" in facts[group]  # type: ignore[operator]
    others = [kind for kind in ("has", "says", "seen", "not", "unseen", "unknown") if kind != group]
    assert all("A" not in facts[kind] for kind in others)  # type: ignore[operator]


def test_a_sentence_of_the_shops_is_quoted_and_claims_nothing_else() -> None:
    out = which_have("detail", [look("a", sentence="The hood stows away."), look("b", sentence="No hood, no fuss."), look("c")])
    assert out is not None
    facts = out.results[0].facts
    assert (facts["speakers"], facts["spoken"]) == (("A", "B"), ("The hood stows away.", "No hood, no fuss."))
    assert out.focus == ("a",)  # the only one that surely has it


def test_the_picture_of_the_first_that_has_it_marked_is_shown() -> None:
    lit = look("b", spotted=seen("shown", "/media/b.webp"), marked="/media/b.webp")
    out = which_have("visual_detail", [look("a"), lit, look("c", Answer("features", "yes", ("Hood",), "hood"))])
    assert out is not None
    assert (out.image_url, out.focus, out.results[0].facts["marked"]) == ("/media/b.webp", (), "B")


def test_what_they_are_made_of_is_no_question_of_having() -> None:
    looks = [look(name, Answer("material", "states", ("Cotton",)), asked="") for name in "abc"]
    assert which_have("detail", looks) is None
