"""The files of the Rasa project that follow from the list of intents: the domain, examples and stories.

python -m assistant.channels.rasa.written    # writes them into assistant/channels/rasa/project
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from assistant.channels import exchange
from assistant.channels.rasa.names import ACTION, APOLOGY, PERSON, SLOT
from nlu.understanding import INTENTS, OUT_OF_SCOPE

PROJECT = Path(__file__).resolve().parent / "project"
EXAMPLES = Path(__file__).resolve().parents[3] / "data" / "nlu"
_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, in C where there is one
_EACH = 3
"""Examples of an intent."""


def files() -> dict[str, str]:
    """Path in the project -> content."""
    intents = "\n".join(f"  - {name}" for name in (*INTENTS, OUT_OF_SCOPE))
    either = "\n".join(f"          - intent: {name}" for name in (*INTENTS, OUT_OF_SCOPE))
    nlu = "\n".join(
        f"  - intent: {name}\n    examples: |\n" + "\n".join(f"      - {text}" for text in texts)
        for name, texts in examples().items()
    )
    made = "# Written by python -m assistant.channels.rasa.written"
    return {
        "domain.yml": f"""{made}; the wording below is yours to change.
version: "3.1"

intents:
{intents}

slots:
  {SLOT}:
    type: any
    influence_conversation: false
    mappings:
      - type: custom
  {PERSON}:
    type: bool
    influence_conversation: false
    mappings:
      - type: custom

actions:
  - {ACTION}

responses:
  {APOLOGY}:
    - text: "{exchange.APOLOGY}"

session_config:
  session_expiration_time: 0
  carry_over_slots_to_new_session: true
""",
        "data/nlu.yml": f"""{made}: Rasa wants examples, the classifier comes trained.
version: "3.1"

nlu:
{nlu}
""",
        "data/stories.yml": f"""{made}: Rasa wants stories, the policy needs none.
version: "3.1"

stories:
  - story: Each turn is the shop's
    steps:
      - or:
{either}
      - action: {ACTION}
""",
    }


def examples() -> Mapping[str, list[str]]:
    """Intent -> a few plain examples of it, from the training data."""
    found: dict[str, list[str]] = {name: [] for name in (*INTENTS, OUT_OF_SCOPE)}
    for path in sorted(EXAMPLES.glob("*.yml")):
        for group in yaml.load(path.read_text(encoding="utf-8"), _LOADER).get("nlu", ()):
            lines = [line.removeprefix("- ") for line in str(group.get("examples", "")).splitlines()]
            texts = [_MARKED.sub(r"\1", line) for line in lines]
            plain = [text for text in texts if text and not any(sign in text for sign in "[]{}():#'\"|")]
            known = found.get(group.get("intent", ""))
            if known is not None and len(known) < _EACH:
                known += plain[: _EACH - len(known)]
    return found


def main() -> None:
    for name, content in files().items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
