"""Scripted dialogues are read strictly: what a designer misspells is an error that names the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogues.script import ScriptError, constraint_of, read_suite, suite_files
from dialogue_policy.action import ACTIONS

SUITES = Path(__file__).parents[1] / "dialogues"


def suite(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "suite.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("just words", "not a suite"),
        ("suite: s\ndialogues: [", "not YAML"),
        ("suite: s\ndialogues:\n - id: a\n   turns: []", "turns"),
        ("suite: s\ndialogues:\n - id: a\n   turns: [{usre: hi}]", "usre"),
        ("suite: s\ndialogues:\n - id: a\n   turns: [{user: hi, expect: {actoin: greet}}]", "actoin"),
        ("suite: s\ndialogues:\n - id: a\n   turns: [{user: hi, expect: {action: great}}]", "no such action"),
        ("suite: s\ndialogues:\n - id: a\n   turns: [{user: hi, expect: {constraints: {price: {mx: 3}}}}]", "mx"),
        ("suite: s\ndialogues:\n - id: a\n   turns: [{expect: {}}]", "needs user"),
        ("suite: s\ndialogues:\n - {id: a, turns: [{user: x}]}\n - {id: a, turns: [{user: x}]}", "occur twice"),
    ],
)
def test_a_mistake_in_a_suite_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ScriptError, match=named) as caught:
        read_suite(suite(tmp_path, text))
    assert "suite.yml" in str(caught.value)


def test_an_error_names_the_dialogue(tmp_path: Path) -> None:
    path = suite(
        tmp_path, "suite: s\ndialogues:\n - {id: fine, turns: [{user: x}]}\n - {id: odd-one, turns: [{user: x, foo: 1}]}"
    )
    with pytest.raises(ScriptError, match="odd-one"):
        read_suite(path)


def test_a_folder_without_suites_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="no scripted dialogues"):
        suite_files([tmp_path])
    with pytest.raises(ScriptError, match="no such file"):
        suite_files([tmp_path / "nowhere"])


def test_a_null_bound_says_nothing_about_the_value() -> None:
    assert not constraint_of({"min": None})
    assert constraint_of("red").is_ == {"red"}


def test_the_suites_cover_every_action_name() -> None:
    named: set[str] = set()
    dialogues = 0
    for path in suite_files([SUITES / "demo"]):
        for dialogue in read_suite(path).dialogues:
            dialogues += 1
            for turn in dialogue.turns:
                action = turn.expect.action
                named |= {action} if isinstance(action, str) else set()
    assert dialogues >= 40
    assert named == set(ACTIONS)
