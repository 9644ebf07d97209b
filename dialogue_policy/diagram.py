"""The state machine's table as a page: `python -m dialogue_policy.diagram > docs/state-machine.md`."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_policy.machine import ASKING, BOUGHT, MORE, SHOWN, TABLE, Manners, Row
from dialogue_policy.situation import QUESTIONS_IN_ROW

_HEAD = f"""# The state machine

What the assistant may do next, drawn from the table in `dialogue_policy/machine.py`. Written by
`python -m dialogue_policy.diagram > docs/state-machine.md`; a test keeps the two alike.

For each thing said, the first row whose guards all hold speaks. A row with one action is forced; where there are several, the
policy chooses. `LIST` stands for the ways to show the running search: `recommend` always; `ask_slot` for a slot that is neither
known nor asked before (of each role, the one that cuts the results most), when more is found than shown and fewer than
{QUESTIONS_IN_ROW} questions in a row were asked; `suggest_relaxation` when nothing passes and loosening helps; and `recommend` in
the manners below. `PROPOSED` is what the assistant offered and the shopper agreed to.
What was said may have waited: after `clarify_reference`, a message that points at one of the products in question is read as the
message that could not be acted on (`dialogue_policy/pointing.py`).
"""


def page() -> str:
    """The whole page, in Markdown: the diagram and the table."""
    return f"{_HEAD}\n```mermaid\n{mermaid(TABLE)}\n```\n\n{table(TABLE)}\n\n{manners()}\n"


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


def manners() -> str:
    """The manners in which an action may be done beyond the plain one, and their guards."""
    lines = [
        "## Manners",
        "",
        "Beyond the plain way, where these guards hold; those that end in a question once in a search.",
        "",
    ]
    lines += ["| action | manner | where | ends in a question |", "|---|---|---|---|"]
    named: tuple[tuple[str, Manners], ...] = (("recommend", SHOWN), ("show_more", MORE), ("add_to_cart", BOUGHT))
    for action, table_ in named:
        for manner, given in table_.items():
            lines.append(
                f"| `{action}` | `{manner}` | {' and '.join(given) or 'always'} | {'yes' if manner in ASKING else 'no'} |"
            )
    lines.append("\n`show_more` may also carry a question: then it is `ask_slot` beneath the next page.")
    return "\n".join(lines)


def _given(row: Row) -> str:
    return " and ".join(row.given)


if __name__ == "__main__":
    print(page(), end="")
