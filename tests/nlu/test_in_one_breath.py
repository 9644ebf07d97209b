"""Two things said at once: a judgement and a search, a size and a purchase, a limit that is only roughly one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from data.constraint import Constraint
from nlu.understand import Understander
from nlu.understanding import Context


def test_what_is_sought_beside_a_dislike_is_not_disliked(understand: Understander, table: Context) -> None:
    heard = understand("I don't really like red, do you have anything in green or blue instead?", table)
    assert heard.constraints["color"].not_ == {"red"}
    assert heard.constraints["color"].is_ >= {"green", "blue"}


def test_a_dislike_alone_rules_out_all_that_it_names(understand: Understander) -> None:
    assert understand("I hate red and green", Context()).constraints["color"].not_ == {"red", "green"}


def test_a_size_said_with_a_purchase_is_the_products(understand: Understander, table: Context) -> None:
    talked = replace(table, action="detail", focus=("jade",))
    heard = understand("ok I think I'd be a medium, could you put it in my basket please", talked)
    assert [i.name for i in heard.intents] == ["add_to_cart"]
    assert (heard.constraints, heard.options) == ({}, {"size": "m"})


@pytest.mark.parametrize("said", ["I'd rather not spend more than about 120 dollars", "not more than around $120"])
def test_a_rough_limit_is_a_limit(understand: Understander, said: str) -> None:
    assert understand(said, Context("recommend", "dresses")).constraints == {"price": Constraint(max=Decimal(120))}


@pytest.mark.parametrize("said", ["do you have those in black", "have you got them in black", "do these come in black"])
def test_of_all_on_the_table_others_are_sought(understand: Understander, table: Context, said: str) -> None:
    heard = understand(said, table)
    assert [i.name for i in heard.intents] == ["refine_search"]
    assert heard.constraints["color"].is_ == {"black"}


def test_of_the_one_talked_about_its_stock_is_asked(understand: Understander, table: Context) -> None:
    talked = replace(table, action="detail", user="tell me about the first", focus=("jade",))
    assert [i.name for i in understand("do you have it in black", talked).intents] == ["check_availability"]


def test_a_bare_price_is_a_question_for_it(understand: Understander, table: Context) -> None:
    assert understand("price?", replace(table, focus=("jade",), action="detail")).asked == {"price": ()}
