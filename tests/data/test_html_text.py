"""HTML fragments as the words that a reader sees, parted where they see them parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain words", "plain words"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("A<br>B<br/>C", "A\nB\nC"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("fish &amp; chips &#8482;", "fish & chips ™"),
        ("a &lt; b", "a < b"),
        ("<script>alert(1)</script>Safe<style>p {}</style>", "Safe"),
        ("<b>bold</b>er", "bolder"),
        ('<strong style="display: block; margin: 0">Episode 1</strong>Creative', "Episode 1\nCreative"),
        ("<p>never closed", "never closed"),
        ("  many \t blanks \r\n here ", "many blanks\nhere"),
    ],
)
def test_a_fragment_becomes_its_words(html: str, text: str) -> None:
    assert text_of(html) == text


@given(st.text())
def test_any_text_is_read_and_reading_again_changes_no_line(html: str) -> None:
    once = text_of(html)
    assert "\r" not in once
    assert once == once.strip()
