"""HTML fragments as the words that a reader sees, parted where they see them parted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
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
        ("<table><tr><th>Fit<td>Slim</tr><tr><th>Hood</th><td>No</td></tr></table>", "Fit Slim\nHood No"),
        ("we <3 it, a <b", "we <3 it, a <b"),
        ("<![if gte mso 9]>shown<![endif]> and <!-- not <b>this</b> -->that", "shown and that"),
        ("<!DOCTYPE html><?xml version='1.0'?>text</>", "text"),
        ("before<!-- never closed", "before"),
        ("seen<script>if (a < b) '<p>'</script >again<style/>too", "seenagaintoo"),
        ('<p title="a > b" class=x>shown', "shown"),
        ('<a href="x>one</a> <b>two</b>', "one two"),
        ("<SPAN STYLE='Display:BLOCK'>one</SPAN>two", "one\ntwo"),
        ('<span data-x="style=display:block">one</span>two', "onetwo"),
        ("a<template><p>not</p></template>b<noscript>not</noscript>c", "abc"),
        ("nothing has the number &#99999999;", "nothing has the number \ufffd"),
    ],
)
def test_a_fragment_becomes_its_words(html: str, text: str) -> None:
    assert text_of(html) == text


@given(st.text())
def test_any_text_is_read_and_reading_again_changes_no_line(html: str) -> None:
    once = text_of(html)
    assert "\r" not in once
    assert once == once.strip()


PIECES = (
    *("<", ">", "</", "/>", "<!", "<![", "<![CDATA[", "]]>", "<!--", "-->", "<?", "<p", "<b ", "<script>", "</script", "<style"),
    *("style=", "display:block", '"', "'", "=", "&", "&#", "&#x", "99999999", ";", "amp", "a", " ", "\n"),
)
UNITS = (
    *("<b ", "<b", "</b", "<b>", "<!", "<!--", "<![x", "<?", "<script>", "<script", "<p a='", '<p a="', '<b a=" > " ', "<p = "),
    *("<span style=display:block>", "<a style='", "&#9", "9", "a=", "&#x", " ", " \n", "=\t", "<template>", "<style></style "),
)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_broken_markup_is_read_too(pieces: list[str]) -> None:
    once = text_of("".join(pieces))
    assert once == once.strip()


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("end", ["", ">", "'>", '">', "-->"])
def test_the_time_grows_with_the_length_however_broken_the_markup(unit: str, end: str) -> None:
    """Fifty times the length, about fifty times the work, not 2,500 times; the processor's time is counted, not the clock's."""

    def seconds(repeats: int) -> float:
        html = "&#" + "<b " + unit * repeats + end
        times = []
        for _ in range(3):
            started = time.thread_time()
            text_of(html)
            times.append(time.thread_time() - started)
        return min(times)

    assert seconds(40_000) < 500 * seconds(800) + 0.1
