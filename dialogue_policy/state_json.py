"""The dialogue state as JSON, and back: exact inverses, for every type that a state is made of.

The shape follows from the types' own annotations, so that a field added to one of them is stored with no further word here.
Decimals are strings, sets sorted lists; a field that is missing gets its default, so that an older row stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Mapping as AbstractMapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import orjson

from data.errors import ShopwindowError
from data.recent import Recent
from dialogue_policy.state import DialogueState, Snapshot

VERSION = 1
"""Raised when a stored state can no longer be read."""

_WRITTEN: Recent[int, tuple[Snapshot, orjson.Fragment]] = Recent(2048)
"""The id of a snapshot -> itself, so that no other can have this id meanwhile, and its JSON (some 2 KB)."""


class StateError(ShopwindowError):
    """A stored state that cannot be read: of another version, or damaged."""


def to_json(state: DialogueState) -> dict[str, object]:
    """The state as dicts, lists, strings, numbers, booleans and None."""
    written: dict[str, object] = orjson.loads(dumped(state))
    return written


def dumped(state: DialogueState) -> bytes:
    """The same as JSON. What can be undone is most of it, and was written by the turns before: it is not written again."""
    written = {one.name: getattr(state, one.name) for one in fields(state)}
    written["past"] = [_WRITTEN.of(id(one), partial(_fragment, one))[1] for one in state.past]
    return orjson.dumps({"version": VERSION, "state": written}, default=_unusual)


def from_json(raw: Mapping[str, object]) -> DialogueState:
    """Reads what `to_json` wrote. Raises `StateError` naming the place that does not fit."""
    version = raw.get("version")
    if version != VERSION:
        raise StateError(f"a stored state of version {version!r}; this program reads version {VERSION}: start a new session")
    state = _read(DialogueState, raw.get("state"), "state")
    if not isinstance(state, DialogueState):
        raise StateError("state: not a dialogue state")
    return state


def _fragment(past: Snapshot) -> tuple[Snapshot, orjson.Fragment]:
    return past, orjson.Fragment(orjson.dumps(past, default=_unusual))


def _unusual(value: object) -> object:
    """Of what a state is made of, that which JSON has no word for."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, AbstractMapping):
        return {str(key): one for key, one in value.items()}
    raise TypeError(f"a state holds no {type(value).__name__}")


def _read(kind: object, raw: object, where: str) -> object:
    origin, inner = get_origin(kind), get_args(kind)
    if kind is object:
        return _plain(raw)
    if origin in (Union, UnionType):
        if raw is None and NoneType in inner:
            return None
        (one,) = (k for k in inner if k is not NoneType)
        return _read(one, raw, where)
    if origin is Literal:
        if raw not in inner:
            raise StateError(f"{where}: {raw!r} is none of {', '.join(map(str, inner))}")
        return raw
    if origin is tuple:
        return tuple(_read(inner[0], one, f"{where}[{i}]") for i, one in enumerate(_list(raw, where)))
    if origin is frozenset:
        return frozenset(_read(inner[0], one, where) for one in _list(raw, where))
    if origin is AbstractMapping:
        return {key: _read(inner[1], one, f"{where}.{key}") for key, one in _dict(raw, where).items()}
    if isinstance(kind, type):
        return _object(kind, raw, where) if is_dataclass(kind) else _scalar(kind, raw, where)
    raise TypeError(f"{where}: no way to read {kind!r}")


def _object(kind: type, raw: object, where: str) -> object:
    given = _dict(raw, where)
    types = _types(kind)
    values = {}
    for name, (hint, required) in types.items():
        if name in given:
            values[name] = _read(hint, given[name], f"{where}.{name}")
        elif required:
            raise StateError(f"{where}: {name} is missing")
    unknown = given.keys() - types.keys()
    if unknown:
        raise StateError(f"{where}: does not know {', '.join(sorted(unknown))}")
    return kind(**values)


@lru_cache(maxsize=64)
def _types(kind: type) -> dict[str, tuple[object, bool]]:
    """Field -> its type, and whether it must be given."""
    hints = get_type_hints(kind)
    own = fields(kind)
    return {f.name: (hints[f.name], f.default is MISSING and f.default_factory is MISSING) for f in own}


def _scalar(kind: type, raw: object, where: str) -> object:
    if kind is Decimal and isinstance(raw, str):
        try:
            return Decimal(raw)
        except InvalidOperation as error:
            raise StateError(f"{where}: {raw!r} is no number") from error
    if kind is float and isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return float(raw)
    if isinstance(raw, kind) and (kind is bool or not isinstance(raw, bool)):
        return raw
    raise StateError(f"{where}: wants {kind.__name__}, not {raw!r}")


def _plain(raw: object) -> object:
    """Values of open mappings (`Awaiting.args`): lists become tuples, as they were."""
    if isinstance(raw, list):
        return tuple(_plain(one) for one in raw)
    if isinstance(raw, dict):
        return {str(key): _plain(one) for key, one in raw.items()}
    return raw


def _list(raw: object, where: str) -> list[object]:
    if not isinstance(raw, list):
        raise StateError(f"{where}: wants a list, not {raw!r}")
    return raw


def _dict(raw: object, where: str) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise StateError(f"{where}: wants an object, not {raw!r}")
    return raw
