"""Training examples: Rasa's YAML with what came before, entities with their roles, and which words each intent has."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data.errors import ShopwindowError
from nlu.model import ACTIONS
from nlu.training.examples import EXAMPLES, Example, Mark, read_examples
from nlu.understanding import INTENTS, OUT_OF_SCOPE


def written(tmp_path: Path, text: str) -> list[Example]:
    (tmp_path / "one.yml").write_text(text, encoding="utf-8")
    return read_examples(tmp_path)


def test_plain_rasa_examples_are_read(tmp_path: Path) -> None:
    text = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hi\n    - hello [there](x)\n'
    found = written(tmp_path, text + "- lookup: city\n  examples: |\n    - Rome\n")
    assert [(e.text, e.intents) for e in found] == [("hi", ("greet",)), ("hello there", ("greet",))]


def test_roles_contexts_and_parts(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        """
version: "3.1"
nlu:
- intent: refine_search
  metadata: {after: {action: ask_slot, awaiting: color}}
  examples: |
    - [navy blue](color:navy), not [red]{"entity": "color", "role": "not"}
- intent: add_to_cart+complete_look
  examples:
  - text: |
      add [it](ref) and show me [socks](category)
    metadata: {after: recommend, then: ["and show me"]}
""",
    )
    navy = Mark(0, 9, "color", "navy")
    assert found[0] == Example(
        "navy blue, not red", ("refine_search",), (0,), (navy, Mark(15, 18, "color", "red", "not")), "ask_slot", "color"
    )
    assert found[1].parts == (0, found[1].text.index("and show me"))
    assert found[1].action == "recommend"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nlu: [", "YAML"),
        ("just words", "YAML"),
        ('nlu:\n- intent: greet\n  examples: |\n    - hi [a]{"entity": "color", "role": "maybe"}\n', "maybe"),
        ("nlu:\n- intent: a+b\n  examples:\n  - text: one two\n    metadata: {then: [three]}\n", "three"),
        ("nlu:\n- intent: a\n  examples: 3\n", "examples"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ShopwindowError, match=named):
        written(tmp_path, text)


def test_a_folder_without_examples_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShopwindowError, match=r"\*\.yml"):
        read_examples(tmp_path)


def test_the_shipped_examples_are_enough_and_different() -> None:
    examples = read_examples(EXAMPLES)
    alone = Counter(e.intents[0] for e in examples if len(e.intents) == 1)
    assert set(alone) == {*INTENTS, OUT_OF_SCOPE}
    assert min(alone[name] for name in INTENTS) >= 150
    assert alone[OUT_OF_SCOPE] >= 600
    assert sum(len(e.intents) > 1 for e in examples) >= 400
    assert len({e.text.lower() for e in examples}) >= 0.98 * len(examples)
    assert {e.action for e in examples if e.action} <= set(ACTIONS)
    assert all(set(e.intents) <= {*INTENTS, OUT_OF_SCOPE} for e in examples)
