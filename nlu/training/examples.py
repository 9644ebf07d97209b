"""Reads the training examples: Rasa NLU YAML, with what came before and which words each intent has.

Several intents are joined with `+`, in the order said. Metadata, of an intent's block or of one example, says the rest:
`after` is the action before (`after: recommend`, or `after: {action: ask_slot, awaiting: size}`), and `then` the words with
which the second and
later intents begin. An entity is `[navy](color)`, `[navy blue](color:navy)` or Rasa's JSON form, whose `role` says what a
value is for: `not`
(ruled out), `dropped` (let go), `asked` (only asked about) or `option` (chosen for the cart); without one it is wished.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from data.errors import ShopwindowError

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "nlu"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ROLES = ("wish", "not", "dropped", "asked", "option")
_ENTITY = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\((?P<entity>[^():]+)(?::(?P<value>[^()]*))?\)|(?P<json>\{[^{}]*\}))")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that names a value of a slot; `value` is the text itself where none is given."""

    start: int
    end: int
    slot: str
    value: str
    role: str = "wish"


@dataclass(frozen=True, slots=True)
class Example:
    """One utterance. `parts` are where each intent's words begin: as many as intents, the first at 0."""

    text: str
    intents: tuple[str, ...]
    parts: tuple[int, ...] = (0,)
    marks: tuple[Mark, ...] = ()
    action: str | None = None
    awaiting: str | None = None


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """The examples of all `*.yml` files of a folder (or of one file), each once.

    Raises `ShopwindowError` naming file and example where one cannot be read.
    """
    paths = sorted(folder.glob("*.yml")) if folder.is_dir() else [folder]
    if not paths:
        raise ShopwindowError(f"{folder}: no *.yml files with examples")
    found: dict[tuple[str, str | None, str | None], Example] = {}
    for path in paths:
        try:
            raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
            blocks = [block for block in raw["nlu"] if "intent" in block]
        except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
            raise ShopwindowError(f'{path}: not Rasa NLU YAML ({error}); wanted version "3.1" and a list `nlu`') from error
        for block in blocks:
            for text, metadata in _listed(path, block):
                example = _example(path, str(block["intent"]), text, metadata)
                found[example.text.lower(), example.action, example.awaiting] = example
    return list(found.values())


def _listed(path: Path, block: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The examples of a block, as one text of "- " lines or as a list of texts with metadata of their own."""
    shared, examples = block.get("metadata") or {}, block.get("examples") or ""
    if isinstance(examples, str):
        for line in examples.splitlines():
            if text := line.strip().removeprefix("-").strip():
                yield text, shared if isinstance(shared, dict) else {}
    elif isinstance(examples, list):
        for one in examples:
            if not isinstance(one, dict) or not isinstance(one.get("text"), str):
                raise ShopwindowError(f"{path}, {block['intent']}: wanted `text` in each example of a list, not {one!r}")
            own = one.get("metadata") or {}
            yield one["text"].strip().removeprefix("- ").strip(), {**shared, **own} if isinstance(shared, dict) else own
    else:
        raise ShopwindowError(f"{path}, {block['intent']}: examples are one text of lines or a list, not {examples!r}")


def _example(path: Path, intent: str, written: str, metadata: Mapping[str, object]) -> Example:
    intents = tuple(name.strip() for name in intent.split("+"))
    text, marks = "", list[Mark]()
    last = 0
    for found in _ENTITY.finditer(written):
        text += written[last : found.start()]
        last = found.end()
        marks.append(_mark(path, found, len(text)))
        text += found["text"]
    text += written[last:]
    after = metadata.get("after") or {}
    after = after if isinstance(after, dict) else {"action": after}
    parts, then = [0], metadata.get("then") or []
    for words in then if isinstance(then, list) else [then]:
        at = text.find(str(words), parts[-1] + 1)
        if at < 0:
            raise ShopwindowError(f"{path}: {text!r} does not hold {words!r}, with which its next intent should begin")
        parts.append(at)
    if then and len(parts) != len(intents):
        raise ShopwindowError(f"{path}: {text!r} has {len(intents)} intents and {len(parts)} parts")
    parts = parts if len(parts) == len(intents) else [0] * len(intents)
    return Example(text, intents, tuple(parts), tuple(marks), after.get("action"), after.get("awaiting"))


def _mark(path: Path, found: re.Match[str], start: int) -> Mark:
    end = start + len(found["text"])
    if found["json"] is None:
        return Mark(start, end, found["entity"].strip(), found["value"] or found["text"])
    try:
        raw = json.loads(found["json"])
        role = str(raw.get("role", "wish"))
        if role not in ROLES:
            raise ValueError(f"role {role!r} is none of {', '.join(ROLES)}")
        return Mark(start, end, str(raw["entity"]), str(raw.get("value", found["text"])), role)
    except (ValueError, KeyError) as error:
        raise ShopwindowError(f"{path}: {found[0]!r} is no entity ({error})") from error
