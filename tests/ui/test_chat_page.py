"""The chat as a shopper meets it: in a browser, with keyboard and mouse, on a desk and on a phone."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from data.studio.draw import draw
from data.studio.photograph import photograph
from data.studio.spec import Spec
from tests.ui.conftest import served
from ui.chat import channels_named

SAID_AND_PICTURED = """async (encoded) => {
  const picture = await (await fetch("data:image/png;base64," + encoded)).blob();
  const words = new Blob(["like this one"], { type: "text/plain" });
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture, "text/plain": words })]);
}"""
"""Copies a picture with words, as a spreadsheet or a chat does."""
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
    expect(page.locator("#sw-cart").get_by_role("button", name="Check out")).to_be_visible()
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
    title = page.locator(".sw-card h3").all_text_contents()[0].split(". ")[-1]
    expect(page.get_by_role("button", name=f"Add to cart: {title}")).to_have_count(1)
    nameless = page.evaluate(
        "[...document.querySelectorAll('.sw button')].filter((b) => !b.ariaLabel && !b.textContent.trim()).length"
    )
    assert nameless == 0


def test_a_phone_shows_it_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    say(page, "show me jackets")
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


def test_the_greeting_is_a_heading_and_a_line(page: Page) -> None:
    lines = page.locator(".sw-assistant p")
    expect(lines).to_have_count(2)
    assert lines.first.inner_text().endswith("!")


def test_a_comparison_reads_as_a_table(page: Page) -> None:
    say(page, "show me bags")
    titles = [title.split(". ")[-1].strip() for title in page.locator(".sw-card h3").all_text_contents()[:2]]
    say(page, "compare the first two")
    table = page.get_by_role("table")
    expect(table).to_have_count(1)
    assert table.get_by_role("columnheader").all_inner_texts() == titles
    expect(table.get_by_role("rowheader", name="Price")).to_have_count(1)
    assert " | " not in page.locator(".sw-turn").last.inner_text()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_what_can_be_said_next_is_in_sight_beside_many_products(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    say(page, "show me bags")
    expect(page.locator(".sw-card")).to_have_count(6)
    expect(page.locator(".sw-chip").first).to_be_in_viewport(ratio=1)


def test_the_keyboard_is_never_lost_with_a_chip_that_is_gone(page: Page) -> None:
    say(page, "show me bags")
    for selector in (".sw-chip", ".sw-wish"):
        before = page.locator(".sw-turn").count()
        page.locator(selector).first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".sw-turn")).to_have_count(before + 1, timeout=20_000)
        expect(page.locator("#sw-text")).to_be_focused()


def test_a_very_long_message_leaves_its_answer_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    say(page, "show me lamps, " + "please, if you have any at all, " * 50)
    expect(page.locator(".sw-turn .sw-assistant p").last).to_be_in_viewport(ratio=1)


def test_a_cart_that_covers_the_conversation_is_closed_by_a_tap_beside_it(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 900})
    say(page, "show me bags")
    page.click(".sw-cartbutton")
    assert page.locator(".sw-scroll").evaluate("(one) => one.inert")
    page.mouse.click(100, 400)
    expect(page.locator("#sw-cart")).to_be_hidden()
    assert not page.locator(".sw-scroll").evaluate("(one) => one.inert")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(browser: Browser, shop: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(color_scheme=scheme)
    opened = context.new_page()
    opened.goto(shop)
    opened.wait_for_selector(".sw[data-ready=true]")
    names = ("ink", "quiet", "accent", "accent-ink", "sale", "no", "yes", "ground", "surface", "soft")
    colors = opened.evaluate(
        "(names) => { const style = getComputedStyle(document.querySelector('.sw'));"
        " return Object.fromEntries(names.map((name) => [name, style.getPropertyValue('--' + name).trim()])); }",
        names,
    )
    context.close()
    pairs = [(word, ground) for word in ("ink", "quiet", "accent", "sale", "no", "yes") for ground in ("ground", "surface")]
    for word, ground in [*pairs, ("accent-ink", "accent"), ("ink", "soft"), ("accent", "soft")]:
        assert contrast(colors[word], colors[ground]) >= 4.5, (word, ground)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colors written "#rrggbb"."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_reason_lights_its_place_on_the_picture(page: Page) -> None:
    say(page, "sneakers with a white sole")
    lights = page.locator(".sw-card .sw-light")
    assert lights.count() >= 1
    light = lights.first
    card = light.locator("xpath=ancestor::li[contains(@class, 'sw-card')]")
    expect(card.locator(".sw-ring").first).to_be_visible()
    light.click()
    expect(light).to_have_attribute("aria-pressed", "true")
    marked = card.locator("img.sw-marked")
    expect(marked).to_have_class(re.compile("sw-lit"))
    title = card.locator("h3").text_content()
    assert title is not None
    expect(marked).to_have_attribute("alt", f"white sole, marked in the picture of {title.split('. ')[-1]}")
    assert marked.evaluate("(i) => i.naturalWidth") > 100
    page.mouse.move(5, 5)
    light.click()
    expect(card.locator("img.sw-marked")).to_have_count(0)


def test_a_mouse_over_a_reason_lights_it_until_it_leaves(page: Page) -> None:
    say(page, "sneakers with a white sole")
    light = page.locator(".sw-card .sw-light").first
    card = light.locator("xpath=ancestor::li[contains(@class, 'sw-card')]")
    light.hover()
    expect(card.locator("img.sw-marked")).to_have_class(re.compile("sw-lit"))
    expect(light).to_have_attribute("aria-pressed", "false")
    page.mouse.move(5, 5)
    expect(card.locator("img.sw-marked")).to_have_count(0)


def test_a_ring_stands_on_the_picture_and_not_beside_it(page: Page) -> None:
    say(page, "sneakers with a white sole")
    ring = page.locator(".sw-card .sw-ring").first
    expect(ring).to_be_visible()
    inside = ring.evaluate(
        """(ring) => {
          const at = ring.getBoundingClientRect(), frame = ring.closest(".sw-picture").getBoundingClientRect();
          return at.left > frame.left && at.right < frame.right && at.top > frame.top && at.bottom < frame.bottom;
        }"""
    )
    assert inside


def test_a_marked_picture_that_cannot_be_loaded_leaves_the_plain_one(page: Page) -> None:
    say(page, "sneakers with a white sole")
    # Not of the first: that one's marked picture may have been shown with the reply.
    light = page.locator(".sw-card:not(:first-child) .sw-light").first
    card = light.locator("xpath=ancestor::li[contains(@class, 'sw-card')]")
    card.scroll_into_view_if_needed()
    plain = card.locator(".sw-picture img").element_handle()
    page.wait_for_function("(i) => i.complete && i.naturalWidth > 100", arg=plain)  # it comes when it comes into view
    page.context.set_offline(True)
    light.click()
    page.mouse.move(5, 5)
    expect(light).to_have_attribute("aria-pressed", "false")
    expect(card.locator("img.sw-marked")).to_have_count(0)
    assert card.locator(".sw-picture img").evaluate("(i) => i.naturalWidth") > 100
    page.context.set_offline(False)
    light.click()
    expect(light).to_have_attribute("aria-pressed", "true")
    expect(card.locator("img.sw-marked")).to_have_class(re.compile("sw-lit"))


def test_a_reasons_words_are_its_name_and_not_the_record_behind_it(page: Page) -> None:
    say(page, "sneakers with a white sole")
    say(page, "under $80")
    price = page.locator(".sw-turn").last.locator(".sw-reasons").first.get_by_role("listitem", name="Fits: under $80", exact=True)
    expect(price).to_have_count(1)
    expect(price).to_have_attribute("title", re.compile(r"^price \d"))
    lit = page.locator(".sw-reasons").get_by_role("button", name=re.compile(r"^Fits: white sole ?, in the picture: white sole$"))
    expect(lit.first).to_be_visible()


def test_of_what_is_ruled_out_the_eye_tells_what_is_there_instead(page: Page) -> None:
    say(page, "sneakers without a white sole")
    seen = page.locator(".sw-reasons li:has(.sw-icon)")
    assert seen.count() >= 1
    for words in seen.all_text_contents():
        assert re.search(r"without a white sole, in the picture: (?!white)\w+ sole$", words), words
    assert "seen in the picture" not in page.locator(".sw-log").inner_html()


def test_a_closeup_is_named_by_what_it_shows_of_which_product(page: Page) -> None:
    say(page, "sneakers with a white sole")
    title = page.locator(".sw-card h3").first.text_content()
    assert title is not None
    title = title.split(". ")[-1]
    say(page, "show me the sole of the first one")
    expect(page.locator(".sw-closeup").last).to_have_attribute("alt", f"sole, marked in the picture of {title}")
    page.reload()
    expect(page.locator(".sw-closeup").last).to_have_attribute("alt", f"sole, marked in the picture of {title}", timeout=20_000)
    say(page, "show me another picture of the first one")
    expect(page.locator(".sw-closeup").last).to_have_attribute("alt", f"The picture of {title}")


@pytest.fixture
def mug(tmp_path: Path) -> Path:
    """A shopper's photo of a mug."""
    file = tmp_path / "mug.png"
    photograph(draw(Spec("mug", "classic", "red", seed=9)), 900).save(file)
    return file


def test_a_photo_is_attached_seen_and_searched_by(page: Page, mug: Path) -> None:
    page.locator(".sw-file").set_input_files(mug)
    expect(page.locator(".sw-attached img")).to_be_visible()
    page.locator(".sw-detach").click()
    expect(page.locator(".sw-attached")).to_be_hidden()
    page.locator(".sw-file").set_input_files(mug)
    expect(page.locator(".sw-attached img")).to_be_visible()
    press(page, ".sw-send")
    expect(page.locator(".sw-attached")).to_be_hidden()
    expect(page.locator(".sw-shopper").get_by_role("img", name="Your photo")).to_be_visible()
    expect(page.locator(".sw-turn").last).to_contain_text("your photo")
    assert "mug" in page.locator(".sw-card h3").first.inner_text().casefold()


def test_a_file_that_is_no_picture_is_told(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "notes.png"
    file.write_bytes(b"not a picture")
    page.locator(".sw-file").set_input_files(file)
    expect(page.locator(".sw-trouble")).to_contain_text("not a picture I can open")
    expect(page.locator(".sw-attached")).to_be_hidden()


def test_a_message_waits_for_the_photo_that_is_being_made_small(page: Page, mug: Path) -> None:
    send_at_once(page)
    page.fill("#sw-text", "something like this")
    page.locator(".sw-file").set_input_files(mug)
    expect(page.locator(".sw-turn")).to_have_count(1, timeout=20_000)
    assert page.evaluate("window.waiting") == "Sending as soon as your photo is ready…"
    expect(page.locator(".sw-shopper img")).to_have_count(1)
    expect(page.locator(".sw-shopper")).to_contain_text("something like this")
    assert page.locator("#sw-text").input_value() == ""
    page.locator("#sw-text").press_sequentially("thanks")
    assert page.locator("#sw-text").input_value() == "thanks"


def test_words_sent_with_a_photo_that_cannot_be_opened_stay(page: Page, tmp_path: Path) -> None:
    send_at_once(page)
    file = tmp_path / "notes.png"
    file.write_bytes(b"not a picture")
    page.fill("#sw-text", "something like this")
    page.locator(".sw-file").set_input_files(file)
    expect(page.locator(".sw-trouble")).to_contain_text("not a picture I can open")
    assert page.locator("#sw-text").input_value() == "something like this"
    expect(page.locator("#sw-text")).to_be_editable()
    expect(page.locator(".sw-shopper")).to_have_count(0)


def send_at_once(page: Page) -> None:
    """Presses Send as soon as a file is chosen, before it can be ready."""
    page.evaluate(
        """document.querySelector(".sw-file").addEventListener("change", () => {
          document.querySelector(".sw-composer").requestSubmit();
          window.waiting = document.querySelector(".sw-attached").innerText;
        })"""
    )


def test_a_new_chat_begins_without_the_photo(page: Page, mug: Path) -> None:
    page.locator(".sw-file").set_input_files(mug)
    expect(page.locator(".sw-attached img")).to_be_visible()
    page.click(".sw-new")
    expect(page.locator(".sw-attached")).to_be_hidden()
    say(page, "show me lamps")
    expect(page.locator(".sw-shopper img")).to_have_count(0)


def test_a_photo_that_is_sent_again_is_shown_once(page: Page, mug: Path) -> None:
    page.locator(".sw-file").set_input_files(mug)
    expect(page.locator(".sw-attached img")).to_be_visible()
    page.context.set_offline(True)
    page.click(".sw-send")
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible(timeout=20_000)
    page.context.set_offline(False)
    again.click()
    expect(page.locator(".sw-card").first).to_be_visible(timeout=20_000)
    expect(page.locator(".sw-shopper img")).to_have_count(1)
    expect(page.locator(".sw-shopper")).to_have_count(1)


@pytest.mark.parametrize("focused", ["#sw-text", ".sw-new"])
def test_of_a_pasted_picture_with_words_both_are_taken(page: Page, mug: Path, focused: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.fill("#sw-text", "a mug ")
    page.evaluate(SAID_AND_PICTURED, base64.b64encode(mug.read_bytes()).decode())
    page.focus(focused)
    page.keyboard.press("Control+V")
    expect(page.locator(".sw-attached img")).to_be_visible()
    assert page.locator("#sw-text").input_value() == "a mug like this one"


def test_of_what_is_dropped_only_a_picture_is_taken(page: Page, mug: Path) -> None:
    drop(page, "#sw-text", items=[{"mimeType": "text/plain", "data": "a red mug"}])
    expect(page.locator("#sw-text")).to_have_value("a red mug")
    expect(page.locator(".sw-attached")).to_be_hidden()
    drop(page, ".sw-log", items=[], files=[str(mug)])
    expect(page.locator(".sw-attached img")).to_be_visible()
    expect(page.locator("#sw-text")).to_have_value("a red mug")


def drop(page: Page, selector: str, **carried: object) -> None:
    """Drags something in from outside the browser, and lets it go over an element."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    devtools = page.context.new_cdp_session(page)
    for happens in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": happens, **at, "data": {**carried, "dragOperationsMask": 1}})


def test_a_chat_goes_on_elsewhere_with_a_code(
    browser: Browser, demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:x")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "s")
    with served(demo_store, tmp_path, ["telegram"]) as address, browser.new_context() as context:
        opened = context.new_page()
        opened.goto(address)
        opened.wait_for_selector(".sw[data-ready=true]", timeout=20_000)
        assert opened.locator(".sw-elsewhere").is_hidden(), "there is nothing to go on with yet"
        opened.fill("#sw-text", "lamps")
        opened.press("#sw-text", "Enter")
        opened.click(".sw-elsewhere")
        opened.wait_for_selector(".sw-coded code")
        assert re.fullmatch(r"link [A-Z0-9]{4}-[A-Z0-9]{4}", opened.inner_text(".sw-coded code"))
        assert "Telegram" in opened.inner_text(".sw-coded")
        opened.reload()
        opened.wait_for_selector(".sw[data-ready=true]")
        assert opened.locator(".sw-elsewhere").is_visible()


def test_where_no_channel_is_served_nothing_offers_one(page: Page) -> None:
    page.fill("#sw-text", "lamps")
    page.press("#sw-text", "Enter")
    page.wait_for_selector(".sw-card")
    assert page.locator(".sw-elsewhere").is_hidden()


@pytest.mark.parametrize(
    ("channels", "told"),
    [([], ""), (["slack"], "Slack"), (["slack", "messenger"], "Slack or Messenger"), (list("abc"), "A, B or C")],
)
def test_channels_are_named_as_a_sentence_says_them(channels: list[str], told: str) -> None:
    assert channels_named(channels) == told
