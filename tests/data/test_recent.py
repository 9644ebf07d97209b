"""Values kept while they are asked for."""

from __future__ import annotations

from data.recent import Recent


def test_what_is_asked_for_stays_and_the_oldest_goes() -> None:
    kept: Recent[str, int] = Recent(2)
    kept.keep({"a": 1, "b": 2})
    assert kept.known("a") == {"a": 1}
    kept.keep({"c": 3})
    assert kept.known("abc") == {"a": 1, "c": 3}


def test_a_value_is_made_once_even_if_it_is_none() -> None:
    kept: Recent[str, None] = Recent(2)
    made: list[str] = []
    for _ in range(2):
        assert kept.of("a", lambda: made.append("a")) is None
    assert made == ["a"]
