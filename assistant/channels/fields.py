"""What outsiders sent, read without trusting its shape: what has another than is looked for is as if it were not there."""

from __future__ import annotations

import json
from collections.abc import Mapping


def fields(value: object) -> Mapping[str, object]:
    """An object's fields; none of anything else."""
    return value if isinstance(value, Mapping) else {}


def each(value: object) -> list[Mapping[str, object]]:
    """The objects of a list; none of anything else."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, (list, tuple)) else []


def payload_of(content: bytes) -> object:
    """A body as JSON; None for what is none."""
    try:
        return json.loads(content)
    except ValueError:
        return None
