"""The state machine's table as a page: `python -m dialogue_policy.diagram > docs/state-machine.md`."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_policy.machine import QUESTIONS_IN_ROW, TABLE, Row

_HEAD = f"""# The state machine

What the assistant may do next, drawn from the table in `dialogue_policy/machine.py`. Written by
`python -m dialogue_policy.diagram > docs/state-machine.md`; a test keeps the two alike.

For each thing said, the first row whose guards all hold speaks. A row with one action is forced; where there are several, the
policy chooses. `LIST` stands for the ways to show the running search: `recommend` always; `ask_slot` for a slot that is neither
known nor asked before, when more is found than shown and fewer than {QUESTIONS_IN_ROW} questions in a row were asked;
`suggest_relaxation` when nothing passes and loosening helps. `PROPOSED` is what the assistant offered and the shopper agreed to.
What was said may have waited: after `clarify_reference`, a message that points at one of the products in question is read as the
message that could not be acted on (`dialogue_policy/pointing.py`).
"""


def page() -> str:
    """The whole page, in Markdown: the diagram and the table."""
    return f"{_HEAD}\n```mermaid\n{mermaid(TABLE)}\n```\n\n{table(TABLE)}\n"


def mermaid(rows: Iterable[Row]) -> str:
    """A flow chart: what was said, an arrow for each row with its guards, the actions it allows."""
    lines = ["flowchart LR"]
    boxes: dict[str, str] = {}
    for row in rows:
        target = " | ".join(row.then)
        name = boxes.setdefault(target, f"a{len(boxes)}")
        lines.append(f'    {row.said}(["{row.said}"]) -- "{_given(row)}" --> {name}["{target}"]')
    return "\n".join(lines)


def table(rows: Iterable[Row]) -> str:
    """The same as a table."""
    lines = ["| said | where | allowed |", "|---|---|---|"]
    lines += [f"| `{row.said}` | {_given(row)} | {', '.join(f'`{way}`' for way in row.then)} |" for row in rows]
    return "\n".join(lines)


def _given(row: Row) -> str:
    return " and ".join(row.given)


if __name__ == "__main__":
    print(page(), end="")
