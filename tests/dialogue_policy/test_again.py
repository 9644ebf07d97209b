"""A question asked again of another product: what counts as that, and what is asked then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogue_policy.again import asked_again
from dialogue_policy.state import DialogueState
from nlu.understanding import Intent, Reference, Understanding

FIRST = Understanding(
    "what colour is the sole of the first one?",
    (Intent("ask_visual_detail", 1.0),),
    asked={"sole_color": ()},
    references=(Reference("the first one", "a"),),
)


def after(before: Understanding) -> DialogueState:
    return replace(DialogueState("again"), understanding=before)


def said(text: str, pointer: str = "the second", *ids: str, intent: str = "add_to_cart") -> Understanding:
    return Understanding(
        text, (Intent(intent, 0.9),), references=tuple(Reference(pointer, i) for i in ids or ("b",)), options={"size": "1"}
    )


@pytest.mark.parametrize(
    "text",
    ["and the second?", "n the second", "and on the second", "what about the second", "the second too", "the second?",
     "same question for the second", "is the sole of the second also that colour", "ok and the second one as well?"],
)  # fmt: skip
def test_the_question_is_asked_of_the_product_that_is_named_now(text: str) -> None:
    heard = asked_again(after(FIRST), said(text))
    assert heard is not None
    assert heard.says("ask_visual_detail")
    assert (heard.asked, heard.references[0].product_id, dict(heard.options)) == ({"sole_color": ()}, "b", {})
    assert heard.text == "what colour is the sole of the second?"


@pytest.mark.parametrize(
    "text",
    ["the second", "add the second?", "and the second in size 9?", "is the second waterproof?", "take the second one too",
     "and the second, how much is it?"],
)  # fmt: skip
def test_what_says_more_is_no_question_again(text: str) -> None:
    assert asked_again(after(FIRST), said(text)) is None


def test_a_question_of_its_own_about_it_is_no_question_again() -> None:
    before = replace(FIRST, text="is the sole white?", references=())
    assert asked_again(after(before), said("is it white?", "it", "a")) is None
    assert asked_again(after(before), said("is the second white too?")) is not None


def test_only_questions_about_a_product_are_asked_again() -> None:
    assert asked_again(after(replace(FIRST, intents=(Intent("add_to_cart", 1.0),))), said("and the second?")) is None
    assert asked_again(after(replace(FIRST, references=tuple(Reference("these", i) for i in "abc"))), said("the second?")) is None
    assert asked_again(DialogueState("new"), said("and the second?")) is None
    assert asked_again(after(FIRST), replace(said("and the second?"), references=(Reference("the second", None),))) is None
