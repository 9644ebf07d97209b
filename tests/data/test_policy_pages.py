"""A shop's pages as sections to quote: Markdown, plain text and HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import FeedError
from data.policy_pages import read_policies
from data.product import PolicySection

PAGE = """---
title: Returns
---
Read this first.

# Returns

Within **30 days**.

## Refunds #

```
# not a heading
```
To the card you paid with.

## Empty

### By post
Use the label.
"""


def section(topic: str, heading: str, text: str) -> PolicySection:
    return PolicySection(topic, heading, text)


def test_a_page_is_parted_at_its_headings(tmp_path: Path) -> None:
    (tmp_path / "My Returns_Page.md").write_text(PAGE)
    assert read_policies(tmp_path / "My Returns_Page.md") == (
        section("my-returns-page", "", "Read this first."),
        section("my-returns-page", "Returns", "Within **30 days**."),
        section("my-returns-page", "Refunds", "```\n# not a heading\n```\nTo the card you paid with."),
        section("my-returns-page", "By post", "Use the label."),
    )


def test_a_folder_is_read_in_the_order_of_names_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "shipping.MD").write_text("# Shipping\n3 days.")
    (tmp_path / "about.txt").write_text("We sell hats.")
    (tmp_path / ".draft.md").write_text("secret")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    (tmp_path / "old.md").mkdir()
    assert read_policies(tmp_path) == (section("about", "", "We sell hats."), section("shipping", "Shipping", "3 days."))


def test_html_pages_keep_their_headings_and_lose_what_is_not_said(tmp_path: Path) -> None:
    (tmp_path / "returns.html").write_text(
        "<!doctype html><html><head><title>Shop - Returns</title><style>p {color: red}</style></head><body>"
        "<h1 class='big'>Returns &amp; <b>refunds</b></h1><p>Within 30&nbsp;days.</p><script>track()</script>"
        "<h2>\n Where\n to</h2><ul><li>By post</li><li>In the shop</li></ul><h3></h3></body></html>"
    )
    assert read_policies(tmp_path) == (
        section("returns", "Returns & refunds", "Within 30 days."),
        section("returns", "Where to", "By post\nIn the shop"),
    )


def test_a_line_between_paragraphs_is_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\n\nFirst.\n\n---\nSecond.\n")
    assert "First." in read_policies(tmp_path)[0].text


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf# Heading\r\nText\r\n", b"# Heading\rText", b"# Heading\nText"])
def test_byte_order_marks_and_other_line_ends_make_no_difference(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.md").write_bytes(content)
    assert read_policies(tmp_path) == (section("a", "Heading", "Text"),)


@pytest.mark.parametrize(
    ("content", "reason"), [(b"\xff\xfe\x00", "UTF-8"), (b"", "nothing is written"), (b"x" * (3 << 20), "larger than 2 MB")]
)
def test_a_page_that_cannot_be_quoted_is_refused_by_name(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.md").write_bytes(content)
    with pytest.raises(FeedError, match=reason) as told:
        read_policies(tmp_path)
    assert str(tmp_path) in str(told.value)


def test_no_pages_and_no_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="no such folder"):
        read_policies(tmp_path / "gone")
    with pytest.raises(FeedError, match="no pages"):
        read_policies(tmp_path)


def test_the_pages_of_luma(shopwindow_data: Path) -> None:
    sections = read_policies(shopwindow_data / "luma" / "policies")
    assert {s.topic for s in sections} == {"about-us", "contact", "privacy-policy", "returns", "shipping"}
    assert all(s.text for s in sections)
    assert any("$16" in s.text for s in sections if s.topic == "shipping")


@pytest.mark.parametrize("unit", ["<h1>", "<h2><h1>", "<head>", "<h1 ", "</h1>", "<h1></h2>", "# a "])
@pytest.mark.parametrize("kind", ["html", "md"])
def test_a_long_page_is_read_whatever_is_never_closed(tmp_path: Path, unit: str, kind: str) -> None:
    page = tmp_path / f"shipping.{kind}"
    text = unit * (300_000 // len(unit)) + "\n<h3>Post</h3>\n\nTwo days.\n# a" + " " * 300_000 + "b\nText."
    page.write_text(text, encoding="utf-8")
    assert "Text." in read_policies(page)[-1].text
