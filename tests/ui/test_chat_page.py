"""The chat as a shopper meets it: in a browser, with keyboard and mouse, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PRICE = re.compile(r"\$([\d,]+\.\d\d)")


def say(page: Page, text: str) -> None:
    """Sends a message and waits until it is answered."""
    before = page.locator(".sw-turn").count()
    page.fill("#sw-text", text)
    page.keyboard.press("Enter")
    expect(page.locator(".sw-turn")).to_have_count(before + 1, timeout=20_000)


def press(page: Page, selector: str) -> None:
    """Presses a button that takes a turn, and waits until it is answered."""
    before = page.locator(".sw-turn").count()
    page.locator(selector).first.click()
    expect(page.locator(".sw-turn")).to_have_count(before + 1, timeout=20_000)


def test_a_search_shows_cards_with_picture_price_and_reasons(page: Page) -> None:
    say(page, "jackets under $90, not black")
    cards = page.locator(".sw-card")
    assert cards.count() >= 1
    for card in cards.all():
        now = PRICE.search(card.locator(".sw-now").inner_text())
        assert now is not None
        assert float(now[1].replace(",", "")) <= 90
        assert card.locator("img").get_attribute("alt")
        assert card.locator(".sw-reasons .sw-yes").count() >= 1
    pictures = page.evaluate(
        "Promise.all([...document.querySelectorAll('.sw-card img')].slice(0, 3).map((i) => i.decode().then(() => i.width)))"
    )
    assert all(width > 0 for width in pictures)


def test_wishes_are_shown_and_let_go_by_their_cross(page: Page) -> None:
    say(page, "bags under $80")
    wish = page.locator(".sw-wish", has_text="up to $80")
    expect(wish).to_have_count(1)
    press(page, ".sw-wish:has-text('up to $80')")
    expect(wish).to_have_count(0)


def test_a_cards_button_fills_the_cart_by_its_meaning(page: Page) -> None:
    say(page, "show me bags")
    # The label is not what is sent: a page translated by the browser still works.
    page.evaluate("document.querySelectorAll('.sw-card .sw-primary').forEach((b) => { b.textContent = 'In den Korb'; })")
    press(page, ".sw-card .sw-primary:not([disabled])")
    if page.locator(".sw-cartbutton").get_attribute("data-pieces") == "0":
        press(page, ".sw-chip")  # the option that was asked for
    expect(page.locator(".sw-cartbutton")).to_have_attribute("data-pieces", "1")
    page.click(".sw-cartbutton")
    expect(page.locator(".sw-lines li")).to_have_count(1)
    expect(page.get_by_role("button", name="Check out")).to_be_visible()
    expect(page.locator(".sw-cartclose")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sw-cart")).to_be_hidden()
    expect(page.locator(".sw-cartbutton")).to_be_focused()
    page.click(".sw-cartbutton")
    press(page, ".sw-remove")
    expect(page.locator(".sw-cartbutton")).to_have_attribute("data-pieces", "0")


def test_more_like_this_shows_other_products(page: Page) -> None:
    say(page, "show me lamps")
    anchor = page.locator(".sw-card").first.get_attribute("data-product")
    press(page, ".sw-card >> nth=0 >> text=More like this")
    others = [card.get_attribute("data-product") for card in page.locator(".sw-turn").last.locator(".sw-card").all()]
    assert others
    assert anchor not in others


def test_a_thumb_is_taken_and_stays_pressed(page: Page) -> None:
    say(page, "show me dresses")
    press(page, ".sw-thumb >> nth=1")
    expect(page.locator(".sw-thumb").nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".sw-thumb").nth(0)).to_have_attribute("aria-pressed", "false")


def test_a_quick_reply_is_said_in_ones_own_name(page: Page) -> None:
    say(page, "show me jackets")
    chip = page.locator(".sw-chip").first
    words = chip.inner_text()
    press(page, ".sw-chip")
    expect(page.locator(".sw-shopper").last).to_contain_text(words)


def test_a_reload_brings_back_words_cards_and_cart(page: Page) -> None:
    say(page, "show me lamps under $150")
    titles = page.locator(".sw-card h3").all_inner_texts()
    page.reload()
    page.wait_for_selector(".sw[data-ready=true]")
    assert page.locator(".sw-card h3").all_inner_texts() == titles
    expect(page.locator(".sw-shopper")).to_contain_text("show me lamps under $150")
    page.click(".sw-new")
    expect(page.locator(".sw-turn")).to_have_count(0)
    expect(page.locator(".sw-chip").first).to_be_visible()


def test_markup_in_a_message_stays_text(page: Page) -> None:
    nasty = "<img src=x onerror='window.hit=1'><script>window.hit=1</script><b>bags</b> {{7*7}} ${window.hit=1}"
    say(page, nasty)
    expect(page.locator(".sw-shopper")).to_contain_text("<b>bags</b>")
    page.reload()
    page.wait_for_selector(".sw[data-ready=true]")
    expect(page.locator(".sw-shopper")).to_contain_text("${window.hit=1}")
    assert page.evaluate("window.hit") is None
    assert page.locator(".sw-log script, .sw-log b").count() == 0


@pytest.mark.parametrize("text", ["😀🎉", "תיק אדום", "x" * 2000])
def test_strange_messages_are_answered(page: Page, text: str) -> None:
    say(page, text)
    assert page.locator(".sw-turn").last.inner_text().strip()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_keyboard_reaches_everything_in_order(page: Page) -> None:
    expect(page.locator("#sw-text")).to_be_focused()
    page.keyboard.type("show me bags")
    page.keyboard.press("Shift+Enter")
    assert page.locator("#sw-text").input_value() == "show me bags\n"
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.locator(".sw-card").first).to_be_visible(timeout=20_000)
    expect(page.locator("#sw-text")).to_be_focused()
    seen = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        seen.append(page.evaluate("document.activeElement.className"))
    for one in ("sw-wish", "sw-chip", "sw-thumb", "sw-button sw-primary", "sw-tool sw-cartbutton"):
        assert any(name.startswith(one) for name in seen), one


def test_a_screen_reader_is_told_what_is_new_and_what_buttons_mean(page: Page) -> None:
    say(page, "show me bags")
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    title = page.locator(".sw-card h3").first.inner_text().split(". ")[-1]
    expect(page.get_by_role("button", name=f"Add to cart: {title}")).to_have_count(1)
    nameless = page.evaluate(
        "[...document.querySelectorAll('.sw button')].filter((b) => !b.ariaLabel && !b.textContent.trim()).length"
    )
    assert nameless == 0


def test_a_phone_shows_it_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    say(page, "jackets under $90")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    card = page.locator(".sw-card").first.bounding_box()
    assert card is not None
    assert card["width"] <= 330
    composer = page.locator(".sw-composer").bounding_box()
    assert composer is not None
    assert composer["y"] + composer["height"] <= 844
    page.click(".sw-cartbutton")
    expect(page.locator("#sw-cart")).to_be_in_viewport()


def test_a_server_that_is_away_is_told_and_can_be_tried_again(page: Page) -> None:
    page.context.set_offline(True)
    page.fill("#sw-text", "show me bags")
    page.keyboard.press("Enter")
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible(timeout=20_000)
    page.context.set_offline(False)
    again.click()
    expect(page.locator(".sw-card").first).to_be_visible(timeout=20_000)
