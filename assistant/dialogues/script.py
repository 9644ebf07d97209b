"""The files that conversation designers write: suites of dialogues, read strictly, so that a misspelt expectation is an error."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.constraint import Constraint
from data.errors import ShopwindowError
from dialogue_policy.action import TOLD_ACTIONS

ProductAt = tuple[int, int]
"""[turn, position], both from 1: the product at that position of that turn's cards."""


class ScriptError(ShopwindowError):
    """A scripted dialogue that cannot be read; the message names file, dialogue and key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _known_action(name: str) -> str:
    if name not in TOLD_ACTIONS:
        raise ValueError(f"no such action; there are {', '.join(TOLD_ACTIONS)}")
    return name


Action = Annotated[str, AfterValidator(_known_action)]
Bounds = dict[str, object]
"""One slot's expectation: `is`, `not`, `min`, `max` as in contract.md; null for a bound means that there is none."""


def _known_bounds(slots: dict[str, object]) -> dict[str, object]:
    for slot, bounds in slots.items():
        if isinstance(bounds, dict) and (odd := set(bounds) - {"is", "not", "min", "max", "matches"}):
            raise ValueError(f"slot {slot}: a bound is is, not, min, max or matches, not {', '.join(sorted(odd))}")
    return slots


SlotChecks = Annotated[dict[str, object], AfterValidator(_known_bounds)]


class Ids(_Strict):
    """Which products, by id or `{product_at: [turn, position]}`."""

    first: str | dict[str, ProductAt] | None = None
    includes: list[str | dict[str, ProductAt]] = []
    excludes: list[str | dict[str, ProductAt]] = []


class Products(_Strict):
    min: int | None = None
    max: int | None = None
    count: int | None = None
    every: SlotChecks = {}
    some: SlotChecks = {}
    none: SlotChecks = {}
    ids: Ids | None = None
    same_as_turn: int | None = None
    sorted: Literal["price_asc", "price_desc", "rating_desc", "newest", "popularity"] | None = None
    cheaper_than: dict[Literal["product_at"], ProductAt] | None = None


class ReasonCheck(_Strict):
    phrase: str | None = None
    holds: bool | None = None
    source: Literal["attribute", "text", "image"] | None = None
    box_overlaps: tuple[float, float, float, float] | None = None


class ReplyCheck(_Strict):
    contains: str | list[str] = []
    not_contains: str | list[str] = []
    matches: str | list[str] = []
    not_matches: str | list[str] = []


class QuickReplies(_Strict):
    min: int | None = None
    max: int | None = None
    includes: list[str] = []


class ReferenceCheck(_Strict):
    id: str | None = None
    product_at: ProductAt | None = None
    ambiguous: bool | None = None


class CartLineCheck(_Strict):
    id: str | None = None
    product_at: ProductAt | None = None
    title: str | None = None
    quantity: int | None = None
    size: str | None = None
    color: str | None = None


class Expect(_Strict):
    """What is expected of one turn; what is not stated is not checked."""

    intents: list[str] | None = None
    action: Action | list[Action] | None = None
    constraints: SlotChecks = {}
    products: Products | None = None
    reasons: ReasonCheck | list[ReasonCheck] | None = None
    reply: ReplyCheck | None = None
    quick_replies: QuickReplies | None = None
    references: ReferenceCheck | list[ReferenceCheck] | None = None
    sort: str | None = None
    quantity: int | None = None
    sentiment: str | None = None
    order_id: str | None = None
    email: str | None = None
    highlight: str | None = None
    command: str | None = None
    dropped: list[str] | None = None
    asked: dict[str, list[str]] | None = None
    options: dict[str, str] | None = None
    handoff: bool | None = None
    checkout_url: dict[Literal["matches"], str] | None = None
    image_url: dict[Literal["matches"], str] | None = None
    """The picture that the reply shows: `overlay/hood` where the hood is marked on it."""
    awaiting: str | dict[str, object] | None = None
    gave_up: list[str] | Literal["any"] | None = None
    cart: list[CartLineCheck] | None = None
    cart_total: float | None = None
    any_of: list[Expect] = []


class FeedbackLine(_Strict):
    product_at: ProductAt
    value: Literal["up", "down"]


class TurnScript(_Strict):
    """What the shopper does. `user`, `act`, `feedback`: at least one."""

    user: str | None = None
    image: str | None = None
    act: dict[str, object] | None = None
    """An act as in contract.md; `product_at` in place of `product_id`."""
    feedback: FeedbackLine | None = None
    engagement: dict[str, object] | None = None
    expect: Expect = Expect()

    @model_validator(mode="after")
    def _does_something(self) -> TurnScript:
        if self.user is None and self.act is None and self.feedback is None and self.image is None:
            raise ValueError("a turn needs user, act, feedback or image")
        return self


class End(_Strict):
    cart: list[CartLineCheck] | None = None
    cart_total: float | None = None
    max_turn_ms: float | None = None


class Dialogue(_Strict):
    id: str
    tags: list[str] = []
    turns: list[TurnScript] = Field(min_length=1)
    end: End = End()
    runs: int | None = Field(None, ge=1)


class Defaults(_Strict):
    runs: int = Field(default=1, ge=1)


class Suite(_Strict):
    suite: str
    defaults: Defaults = Defaults()
    dialogues: list[Dialogue]

    @model_validator(mode="after")
    def _ids_differ(self) -> Suite:
        ids = [d.id for d in self.dialogues]
        if twice := {i for i in ids if ids.count(i) > 1}:
            raise ValueError(f"dialogue ids occur twice: {', '.join(sorted(twice))}")
        return self


def read_suite(path: Path) -> Suite:
    """Reads one suite. Raises `ScriptError` naming the file, the dialogue and the key."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ScriptError(f"{path}: cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ScriptError(f"{path}: not YAML ({error})") from error
    if not isinstance(raw, dict) or "dialogues" not in raw:
        raise ScriptError(f"{path}: not a suite: expected `suite:` and `dialogues:` at the top")
    try:
        return Suite.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ScriptError(f"{path}: {_dialogue_name(raw, first['loc'])}{where}: {first['msg']}") from error


def suite_files(paths: Sequence[Path]) -> list[Path]:
    """The YAML files named, or found under the folders named. Raises `ScriptError` where there is none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted([*path.rglob("*.yml"), *path.rglob("*.yaml")])
        elif path.exists():
            found.append(path)
        else:
            raise ScriptError(f"{path}: no such file or folder")
    if not found:
        raise ScriptError(f"no scripted dialogues (*.yml) under {', '.join(map(str, paths))}")
    return found


def constraint_of(bounds: object) -> Constraint:
    """A slot's expectation as a constraint: bounds that are null say nothing."""
    if not isinstance(bounds, dict):
        return Constraint(is_=frozenset({str(bounds).casefold()}))
    return Constraint.from_json({k: v for k, v in bounds.items() if v is not None and k != "matches"})


def _dialogue_name(raw: dict[str, object], loc: tuple[int | str, ...]) -> str:
    dialogues = raw.get("dialogues")
    if len(loc) > 1 and loc[0] == "dialogues" and isinstance(loc[1], int) and isinstance(dialogues, list):
        one = dialogues[loc[1]]
        if isinstance(one, dict) and "id" in one:
            return f"dialogue {one['id']!r}: "
    return ""
