"""What a shopper sees in Slack and in Messenger, drawn as a page: blocks and templates in the platforms' manner, to be looked at.

    python -m assistant.channels.preview --store STORE --to page.html "red dresses under $200" "add the first one"

Pictures are put into the page itself. It is close to what the platforms draw, and is not theirs.
"""

from __future__ import annotations

import argparse
import base64
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from assistant.channels.fields import each
from assistant.channels.pictures import Jpegs, PictureLinks
from assistant.channels.render import messenger, slack
from assistant.channels.shown import Shown
from assistant.channels.taps import Json

if TYPE_CHECKING:
    from assistant.session import Assistant

_STYLE = """
body { margin: 0; background: #e9e9ee; font: 15px/1.45 Lato, "Helvetica Neue", "DejaVu Sans", sans-serif; color: #1d1c1d;
  display: flex; gap: 24px; padding: 24px; align-items: flex-start; }
section { background: #fff; border-radius: 12px; padding: 20px; box-shadow: 0 1px 4px #0002; overflow: hidden; }
.slack { width: 720px; } .messenger { width: 420px; }
h2 { margin: 0 0 14px; font-size: 14px; color: #616061; font-weight: 700; }
.slack .line { display: grid; grid-template-columns: 36px minmax(0, 1fr); gap: 10px; margin: 0 0 16px; }
.slack .face { width: 36px; height: 36px; border-radius: 8px; background: #1f6a55; color: #fff; font-weight: 700;
  display: grid; place-items: center; } .slack .you .face { background: #8a6d3b; }
.slack b.who { display: block; } .slack p { margin: 2px 0 8px; white-space: pre-wrap; }
.row { display: flex; gap: 10px; overflow: hidden; padding-bottom: 6px; }
.slack .card { flex: 0 0 238px; border: 1px solid #ddd; border-radius: 10px; overflow: hidden; display: flex;
  flex-direction: column; }
.card img { width: 100%; height: 210px; object-fit: contain; background: #f6f4f0; display: block; }
.card .in { padding: 10px 12px; flex: 1; } .card .t { font-weight: 700; } .card .s, .card .b { font-size: 13px; color: #454245; }
.card .b { margin-top: 6px; white-space: pre-line; }
.slack .acts { display: flex; flex-wrap: wrap; gap: 6px; padding: 0 12px 12px; }
.slack button { font: 700 13px/1 inherit; padding: 8px 11px; border: 1px solid #bbb; border-radius: 8px; background: #fff; }
.slack button.primary { background: #007a5a; border-color: #007a5a; color: #fff; }
.slack .chips { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.messenger .bubble { background: #f0f0f0; border-radius: 18px; padding: 9px 14px; margin: 0 60px 8px 0; white-space: pre-wrap;
  width: fit-content; } .messenger .you { background: #0a7cff; color: #fff; margin: 0 0 10px auto; }
.messenger .card { flex: 0 0 250px; border-radius: 16px; overflow: hidden; background: #f0f0f0; }
.messenger .card img { height: 190px; } .messenger .card button { display: block; width: 100%; border: 0; background: #e2e5e9;
  margin-top: 1px; padding: 10px; font: 600 14px/1 inherit; }
.messenger .chips { display: flex; flex-wrap: wrap; gap: 6px; justify-content: flex-end; margin: 8px 0 12px; }
.messenger .chips span { border: 1px solid #0a7cff; color: #0a7cff; border-radius: 16px; padding: 6px 12px; font-weight: 600; }
"""


def page(said: list[tuple[str, Json]], pictures: Jpegs) -> str:
    """The page of a conversation: (what the shopper wrote, the turn's JSON)."""
    slacks, messengers = [], []
    for words, turn in said:
        shown = Shown.of(_here(turn))
        slacks.append(_slack_line("you", "You", f"<p>{escape(words)}</p>") + _slack(slack.message(shown), pictures))
        bubbles = "".join(_messenger(one, pictures) for one in messenger.messages(shown))
        messengers.append(f'<div class="bubble you">{escape(words)}</div>{bubbles}')
    return (
        f"<!doctype html><meta charset=utf-8><title>Channels</title><style>{_STYLE}</style>"
        f'<section class="slack"><h2>Slack</h2>{"".join(slacks)}</section>'
        f'<section class="messenger"><h2>Messenger</h2>{"".join(messengers)}</section>'
    )


def _here(turn: Json) -> dict[str, object]:
    """The turn with addresses of its pictures that renderers take for public ones; `_source` finds the picture again."""
    return PictureLinks("https://here", b"").public(turn, 0.0)


def _slack(message: Json, pictures: Jpegs) -> str:
    parts = []
    for block in each(message["blocks"]):
        kind = block["type"]
        if kind == "section":
            parts.append(f"<p>{escape(_text(block['text']))}</p>")
        elif kind == "image":
            parts.append(f'<img src="{_source(block["image_url"], pictures)}" style="max-width:360px;border-radius:8px">')
        elif kind == "carousel":
            parts.append(f'<div class="row">{"".join(_slack_card(card, pictures) for card in each(block["elements"]))}</div>')
        else:
            parts.append(f'<div class="chips">{"".join(_button(one) for one in each(block["elements"]))}</div>')
    return _slack_line("we", "Shopwindow", "".join(parts))


def _slack_card(card: Json, pictures: Jpegs) -> str:
    hero = card.get("hero_image")
    image = f'<img src="{_source(hero["image_url"], pictures)}">' if isinstance(hero, Mapping) else ""
    body = f'<div class="b">{escape(_text(card["body"]))}</div>' if "body" in card else ""
    facts = f'<div class="t">{escape(_text(card["title"]))}</div><div class="s">{escape(_text(card["subtitle"]))}</div>{body}'
    buttons = "".join(_button(one) for one in each(card.get("actions", [])))
    return f'<div class="card">{image}<div class="in">{facts}</div><div class="acts">{buttons}</div></div>'


def _slack_line(who: str, name: str, inside: str) -> str:
    return f'<div class="line {who}"><span class="face">{name[:1]}</span><div><b class="who">{name}</b>{inside}</div></div>'


def _messenger(message: Json, pictures: Jpegs) -> str:
    replies = "".join(f"<span>{escape(str(one['title']))}</span>" for one in each(message.get("quick_replies", [])))
    chips = f'<div class="chips">{replies}</div>' if replies else ""
    attachment = message.get("attachment")
    if not isinstance(attachment, Mapping):
        return f'<div class="bubble">{escape(str(message["text"]))}</div>{chips}'
    payload = attachment["payload"]
    assert isinstance(payload, Mapping)
    if attachment["type"] == "image":
        return f'<img src="{_source(payload["url"], pictures)}" style="max-width:300px;border-radius:16px">{chips}'
    if payload["template_type"] == "button":
        buttons = "".join(f"<button>{escape(str(one['title']))}</button>" for one in each(payload["buttons"]))
        return f'<div class="card"><div class="in">{escape(str(payload["text"]))}</div>{buttons}</div>{chips}'
    return f'<div class="row">{"".join(_element(one, pictures) for one in each(payload["elements"]))}</div>{chips}'


def _element(element: Json, pictures: Jpegs) -> str:
    image = f'<img src="{_source(element["image_url"], pictures)}">' if "image_url" in element else ""
    facts = f'<div class="t">{escape(str(element["title"]))}</div><div class="s">{escape(str(element["subtitle"]))}</div>'
    buttons = "".join(f"<button>{escape(str(one['title']))}</button>" for one in each(element.get("buttons", [])))
    return f'<div class="card">{image}<div class="in">{facts}</div>{buttons}</div>'


def _button(button: Json) -> str:
    return f'<button class="{button.get("style", "")}">{escape(_text(button["text"]))}</button>'


def _source(address: object, pictures: Jpegs) -> str:
    name = str(address).removeprefix("https://here/pictures/").split("/", 2)[-1].removesuffix(".jpg")
    content = pictures(unquote(name))
    return "" if content is None else f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"


def _text(block: object) -> str:
    return str(block["text"]) if isinstance(block, Mapping) else ""


def _said(assistant: Assistant, texts: list[str]) -> list[tuple[str, Json]]:
    from assistant.message import ChatRequest

    turns = (assistant.turn(ChatRequest(session_id="preview", text=text)) for text in texts)
    return [(text, turn.model_dump(mode="json")) for text, turn in zip(texts, turns, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("text", nargs="+")
    options = parser.parse_args()
    from assistant.session import Assistant
    from data.errors import ShopwindowError

    with tempfile.TemporaryDirectory() as state:
        try:
            assistant = Assistant.open(options.store, Path(state), explores=False)
        except ShopwindowError as error:
            parser.exit(2, f"{error}\n")
        options.to.write_text(page(_said(assistant, options.text), Jpegs(assistant.picture)), encoding="utf-8")
        assistant.close()


if __name__ == "__main__":
    main()
