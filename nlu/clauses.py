"""A message parted into clauses, where it may say several things: "add the second one and show me socks to go with it"."""

from __future__ import annotations

import re
from itertools import pairwise

from nlu.message import Message

_START = (
    r"(?:(?:please|now|can|could|would) (?:you |i )?|then |also |just )*(?:add|put|take|remove|delete|"
    r"show|find|get|give|compare|check|track|cancel|"
    r"buy|order|sort|make|change|tell|what|what's|which|who|where|where's|when|why|how|how's|"
    r"is|are|does|do|did|has|have|can|could|any|"
    r"anything|matching|something|i|i'm|i'd|i'll|let's|let|only|my|bye|thanks|thank|that's all|"
    r"maybe|love|hate|proceed|check out|checkout|pay|"
    r"complete|finish|pick|go|the)\b"
)
_JOINT = re.compile(rf"(?:[.!?;]+\s+|,\s*(?:and|but|then|so|or)?\s*|\s+(?:and|but|then|so|plus)\s+)(?={_START})|[.!?;]+\s+")
_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|hiya|heya|good (?:morning|afternoon|evening)|morning|evening|greetings|"
    r"howdy)(?:\s+(?:there|again|all|bot|guys))?\s*[,.!-]+\s*(?=\S)|^\W*(?:hi|hello|hey)(?: there)? (?=i\b|"
    r"do\b|where|what|can\b|i'm)"
)
_ANSWER = re.compile(r"^\W*(?:yes|yeah|yep|no|nope|no thanks|nah|sure|ok|okay|thanks|great)(?: please)?\s*[,.!]+\s*(?=\S)")
MOST = 4


def clauses(message: Message) -> list[tuple[int, int]]:
    """Offsets of the clauses, in order; together they are the whole message."""
    lower = message.lower
    cuts: list[int] = []
    for pattern in (_GREETING, _ANSWER):
        first = pattern.match(lower)
        if first:
            cuts.append(first.end())
    cuts += [m.end() for m in _JOINT.finditer(lower) if m.start() > 1]
    edges = sorted({0, len(lower), *cuts})
    parts = [(a, b) for a, b in pairwise(edges) if any(c.isalnum() for c in lower[a:b])]
    if len(parts) > MOST:
        parts = [*parts[: MOST - 1], (parts[MOST - 1][0], parts[-1][1])]
    return parts or [(0, len(lower))]
