"""Telegram through both front doors: a real application, a real Rasa, and a Bot API on loopback that keeps what it gets."""

from __future__ import annotations

import asyncio
import io
import itertools
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.api.app import create_api
from assistant.channels.exchange import Answer, Asked, Exchange
from assistant.channels.ledger import Ledger
from assistant.channels.rasa_way import configured
from assistant.channels.shown import Shown
from assistant.channels.telegram import Secrets, Telegram, event_of
from assistant.channels.turns import NOTHING_SAID
from assistant.session import Assistant
from data.errors import ConfigError
from tests.channels import limits
from tests.channels.fake_platform import FakePlatform
from tests.channels.fronts import BASE, Front, Straight, through_rasa

SECRETS = Secrets("123:bot-token-x", "webhook-secret-x")
HOOK = "/webhooks/telegram/webhook"
_number = itertools.count(int(time.time()))


class FakeBotApi(FakePlatform):
    """The Bot API of Telegram."""

    def to(self, chat: int) -> list[tuple[str, dict[str, Any]]]:
        """(method, fields) of what a chat got to see."""
        told = [(path.rpartition("/")[2], call) for path, call in self.calls]
        return [(method, call) for method, call in told if method.startswith("send") and call.get("chat_id") == chat]

    def shown_to(self, chat: int) -> list[tuple[str, dict[str, Any]]]:
        """The same, without "is typing"."""
        return [one for one in self.to(chat) if one[0] != "sendChatAction"]

    def words_to(self, chat: int) -> str:
        return "\n".join(str(call.get("text") or call.get("caption")) for _, call in self.shown_to(chat))


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeBotApi]:
    opened = FakeBotApi()
    yield opened
    opened.close()


@pytest.fixture
def bot(fake: FakeBotApi) -> FakeBotApi:
    fake.forget()
    return fake


@pytest.fixture(scope="module")
def rasa_front(
    assistant: Assistant, fake: FakeBotApi, rasa_project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    secrets = {
        "TELEGRAM_BOT_TOKEN": SECRETS.bot_token,
        "TELEGRAM_WEBHOOK_SECRET": SECRETS.webhook_secret,
        "TELEGRAM_API_URL": fake.url,
    }
    where = tmp_path_factory.mktemp("rasa")
    with through_rasa(
        assistant,
        rasa_project,
        where,
        channel="telegram",
        hook=HOOK,
        serves="TelegramChannel",
        called="telegram",
        secrets=secrets,
    ) as front:
        yield front


@pytest.fixture
def straight(assistant: Assistant, bot: FakeBotApi) -> Iterator[Front]:
    with TestClient(create_api(assistant, public_url=BASE, telegram=Telegram(SECRETS, api=bot.url)), base_url=BASE) as opened:
        yield Straight(opened, assistant.state_dir, "telegram")


@pytest.fixture(params=["straight", "rasa_front"])
def client(request: pytest.FixtureRequest, bot: FakeBotApi) -> Front:
    """Both front doors: each scenario goes through our own and through Rasa's."""
    front: Front = request.getfixturevalue(request.param)
    return front


@pytest.fixture
def chat() -> int:
    return next(_number)


def post(client: Front, update: object, secret: str | None = SECRETS.webhook_secret) -> int:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    return client.post(HOOK, json=update, headers=headers).status_code


def said(chat: int, text: str | None = None, **more: object) -> dict[str, Any]:
    message = {"message_id": 1, "chat": {"id": chat, "type": "private"}, "from": {"id": chat, "is_bot": False}, **more}
    if text is not None:
        message["text"] = text
    return {"update_id": next(_number), "message": message}


def tapped(chat: int, data: str) -> dict[str, Any]:
    query = {"id": f"q{next(_number)}", "from": {"id": chat}, "data": data}
    return {"update_id": next(_number), "callback_query": {**query, "message": said(chat)["message"]}}


def answered(bot: FakeBotApi, chat: int, more_than: int = 0) -> list[tuple[str, dict[str, Any]]]:
    """What came since, once nothing more comes."""
    bot.wait(lambda: len(bot.shown_to(chat)) > more_than)
    so_far = -1
    while len(bot.shown_to(chat)) != so_far:
        so_far = len(bot.shown_to(chat))
        time.sleep(0.25)
    return bot.shown_to(chat)[more_than:]


def button(shown: list[tuple[str, dict[str, Any]]], label: str) -> str:
    rows = [row for _, call in shown for row in call.get("reply_markup", {}).get("inline_keyboard", ())]
    return next(str(one["callback_data"]) for row in rows for one in row if one["text"] == label)


def test_a_message_is_answered_with_pictures_and_buttons(client: Front, bot: FakeBotApi, chat: int) -> None:
    assert post(client, said(chat, "red dresses under $200")) == 200
    shown = answered(bot, chat)
    for method, fields in shown:
        limits.telegram(method, {name: value for name, value in fields.items() if name != "chat_id"})
    pictures = [fields for method, fields in shown if method == "sendPhoto"]
    assert pictures
    assert pictures[0]["photo"].startswith(f"{BASE}/pictures/")
    assert "✓ under $200" in pictures[0]["caption"]
    assert client.get(pictures[0]["photo"]).headers["content-type"] == "image/jpeg"


def test_a_button_means_its_act(client: Front, bot: FakeBotApi, chat: int) -> None:
    post(client, said(chat, "lamps"))
    first = answered(bot, chat)
    like = button(first, "More like this")
    post(client, tapped(chat, like))
    second = answered(bot, chat, len(first))
    title = next(fields["caption"] for method, fields in first if method == "sendPhoto").removeprefix("1. ").split(",")[0]
    assert title in second[0][1]["text"]
    assert any(path.endswith("/answerCallbackQuery") for path, _ in bot.calls)
    post(client, tapped(chat, "t999.1"))
    assert answered(bot, chat, len(first) + len(second))[0][1]["text"] == NOTHING_SAID


def test_an_old_button_means_what_it_meant_whatever_was_linked(client: Front, bot: FakeBotApi, chat: int) -> None:
    """After a link code the turns are those of another session, which counts from one as well."""
    web = f"web-{chat}"
    client.post("/v1/chat", json={"session_id": web, "text": "hello"})
    post(client, said(chat, "hello"))
    shown = len(answered(bot, chat))
    post(client, said(chat, "lamps"))
    lamps = answered(bot, chat, shown)
    shown += len(lamps)
    post(client, said(chat, f"link {client.post(f'/v1/sessions/{web}/link').json()['code']}"))
    shown += len(answered(bot, chat, shown))
    post(client, said(chat, "boots"))
    shown += len(answered(bot, chat, shown))
    post(client, tapped(chat, button(lamps, "More like this")))
    title = next(fields["caption"] for method, fields in lamps if method == "sendPhoto").removeprefix("1. ").split(",")[0]
    assert title in answered(bot, chat, shown)[0][1]["text"]


def test_what_another_bot_shows_has_buttons_that_work(bot: FakeBotApi, chat: int, tmp_path: Path) -> None:
    """Words, buttons with their own payloads, and a turn, in the order in which they are said."""
    heard: list[object] = []

    async def answers(asked: Asked) -> list[Answer]:
        heard.append(asked.fields.get("text"))
        choice = Shown("", "", "Lamps or boots?", quick_replies=("Lamps",), says={"Lamps": '/choose{"type": "lamp"}'})
        return ["One moment.", choice, {"turn": 1, "reply": {"text": "Here they are.", "quick_replies": ["Show more"]}}, ""]

    async def talk() -> None:
        exchange = Exchange(answers, Ledger(tmp_path / "channels.sqlite"), [Telegram(SECRETS, api=bot.url)])
        await exchange.start()
        for number in range(2):
            update = said(chat, "hi") if number == 0 else tapped(chat, button(bot.shown_to(chat), "Lamps"))
            event = event_of(update)
            assert event is not None
            await exchange.received("telegram", event.id, event.conversation, event.body)
            await asyncio.to_thread(answered, bot, chat, 3 * number)
        await exchange.close()

    asyncio.run(talk())
    assert heard == ["hi", '/choose{"type": "lamp"}']
    texts = [fields["text"] for _, fields in bot.shown_to(chat)]
    assert texts[:3] == ["One moment.", "Lamps or boots?", "Here they are."]
    names = [button(bot.shown_to(chat)[:3], label) for label in ("Lamps", "Show more")]
    assert len(set(names)) == 2


def test_what_is_posted_with_a_key_is_sent_once(bot: FakeBotApi, chat: int, tmp_path: Path) -> None:
    """A call to `/say` that timed out and came through is made again."""

    async def talk() -> None:
        ledger = Ledger(tmp_path / "channels.sqlite")
        ledger.session_of(("telegram", str(chat)), "s")
        ledger.session_of(("telegram", str(chat + 1)), "s")  # the same session in two chats, by a link code
        exchange = Exchange(_silent, ledger, [Telegram(SECRETS, api=bot.url)])
        await exchange.start()
        for line, key in (("Kim: hello", "k1"), ("Kim: hello", "k1"), ("Kim: hello", "k2"), ("Kim: bye", None)):
            assert await exchange.said_by_a_person("s", "telegram", line, None, key)
        await asyncio.to_thread(bot.wait, lambda: all("bye" in bot.words_to(one) for one in (chat, chat + 1)))
        await exchange.close()

    asyncio.run(talk())
    for one in (chat, chat + 1):
        assert bot.words_to(one).splitlines() == ["Kim: hello", "Kim: hello", "Kim: bye"]


async def _silent(asked: Asked) -> str:
    return ""


def test_a_quick_reply_says_its_words(client: Front, bot: FakeBotApi, chat: int) -> None:
    post(client, said(chat, "boots"))
    first = answered(bot, chat)
    post(client, tapped(chat, button(first, "Show more")))
    second = answered(bot, chat, len(first))
    captions = [{fields.get("caption", "")[3:] for method, fields in part if method == "sendPhoto"} for part in (first, second)]
    assert not captions[0] & captions[1]


def test_start_is_greeted(client: Front, bot: FakeBotApi, chat: int) -> None:
    post(client, said(chat, "/start"))
    answered(bot, chat)
    assert NOTHING_SAID not in bot.words_to(chat)
    assert "catch that" not in bot.words_to(chat)


def test_a_retry_is_not_answered_twice(client: Front, bot: FakeBotApi, chat: int) -> None:
    update = said(chat, "hello")
    for _ in range(3):
        assert post(client, update) == 200
    answered(bot, chat)
    time.sleep(0.4)
    assert len(bot.shown_to(chat)) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", "webhook-secret-é"])
def test_who_does_not_know_the_secret_is_refused(client: Front, bot: FakeBotApi, chat: int, secret: str | None) -> None:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    assert client.post(HOOK, json=said(chat, "hi"), headers=headers).status_code == 403
    assert not bot.shown_to(chat)


def test_a_photo_is_searched_by(client: Front, bot: FakeBotApi, chat: int) -> None:
    shoe = client.get("/v1/products/ocelot-ankle-boot").json()["image_url"]
    out = io.BytesIO()
    Image.open(io.BytesIO(client.get(shoe).content)).convert("RGB").save(out, "JPEG")
    bot.photos[f"/file/bot{SECRETS.bot_token}/photos/1.jpg"], bot.photo_takes = out.getvalue(), 1.0
    found = {"ok": True, "result": {"file_path": "photos/1.jpg"}}
    bot.behaves = lambda path, call: (200, found, {}) if path.endswith("/getFile") else None
    post(client, said(chat, photo=[{"file_id": "small"}, {"file_id": "large"}]))
    shown = answered(bot, chat)
    assert "photo" in shown[0][1]["text"].casefold()
    assert any(method == "sendPhoto" for method, _ in shown)
    assert ("large") in {str(call.get("file_id")) for path, call in bot.refused if path.endswith("/getFile")}
    assert "sendChatAction" in {method for method, _ in bot.to(chat)}, "who has to wait sees that an answer is coming"


def test_voice_and_the_like_are_answered(client: Front, bot: FakeBotApi, chat: int) -> None:
    post(client, said(chat, voice={"file_id": "v"}))
    answered(bot, chat)
    assert bot.words_to(chat) == NOTHING_SAID


def test_a_picture_that_telegram_cannot_fetch_is_told_in_words(client: Front, bot: FakeBotApi, chat: int) -> None:
    failed = {"ok": False, "description": "Bad Request: failed to get HTTP URL content"}
    bot.behaves = lambda path, call: (400, failed, {}) if path.endswith("/sendPhoto") else None
    post(client, said(chat, "lamps"))
    shown = answered(bot, chat)
    assert all(method == "sendMessage" for method, _ in shown)
    assert any(fields["text"].startswith("1. ") for _, fields in shown)


def test_a_rate_limit_is_waited_for(client: Front, bot: FakeBotApi, chat: int) -> None:
    refusals = iter([(429, {"ok": False, "parameters": {"retry_after": 1}}, {})])
    bot.behaves = lambda path, call: next(refusals, None) if path.endswith("/sendMessage") else None
    begun = time.monotonic()
    post(client, said(chat, "hello"))
    answered(bot, chat)
    assert time.monotonic() - begun >= 1.0


def test_who_blocked_the_bot_is_tried_once(client: Front, bot: FakeBotApi, chat: int) -> None:
    blocked = {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    bot.behaves = lambda path, call: (403, blocked, {}) if path.endswith("/sendMessage") else None
    post(client, said(chat, "hello"))
    bot.wait(lambda: bool(bot.refused))
    time.sleep(0.5)
    assert len([path for path, call in bot.refused if call.get("chat_id") == chat and path.endswith("/sendMessage")]) == 1


def test_a_slow_telegram_holds_up_nobody_else(client: Front, bot: FakeBotApi, chat: int) -> None:
    slow, quick = chat, next(_number)
    begun: list[float] = []

    def behaves(path: str, call: dict[str, Any]) -> None:
        if call.get("chat_id") == slow and path.endswith("/sendMessage"):
            begun.append(time.monotonic())
            time.sleep(2.0)

    bot.behaves = behaves
    post(client, said(slow, "hello"))
    bot.wait(lambda: bool(begun))
    post(client, said(quick, "hello"))
    bot.wait(lambda: bool(bot.shown_to(quick)))
    assert not bot.shown_to(slow), "the other is answered before the slow call returns"
    answered(bot, slow)


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "edited_message": {"chat": {"id": 1, "type": "private"}, "text": "x"}},
        {"update_id": 1, "message": {"chat": {"id": 1, "type": "group"}, "from": {"id": 2}, "text": "x"}},
        {"update_id": 1, "channel_post": {"chat": {"id": 1, "type": "channel"}, "text": "x"}},
        {"update_id": 1, "message": {"chat": {"id": 1, "type": "private"}, "from": {"id": 2, "is_bot": True}, "text": "x"}},
        {"update_id": "1", "message": {"chat": {"id": 1, "type": "private"}, "text": "x"}},
        {"update_id": 1, "callback_query": {"id": "1", "data": "x"}},
        {"update_id": 1, "message": "x"},
        [],
        None,
        "x",
    ],
)
def test_what_is_no_message_is_passed_over(update: object) -> None:
    assert event_of(update) is None


def test_no_secret_stands_in_a_log(
    client: Front, bot: FakeBotApi, chat: int, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    post(client, said(chat, "hello"))
    answered(bot, chat)
    bot.behaves = lambda path, call: (401, {"ok": False, "description": "Unauthorized"}, {})
    post(client, said(chat, "lamps"))
    bot.wait(lambda: any("/sendMessage" in path for path, _ in bot.refused))
    time.sleep(0.4)
    told = caplog.text + "".join(capsys.readouterr()) + repr(SECRETS) + getattr(client, "log", "")
    assert SECRETS.bot_token not in told
    assert SECRETS.webhook_secret not in told


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ConfigError, match="TELEGRAM_WEBHOOK_SECRET"):
        Secrets.of({"TELEGRAM_BOT_TOKEN": "x"})
    assert configured({}) is None
    with pytest.raises(ConfigError, match="SHOPWINDOW_RASA_TOKEN"):
        configured({"SHOPWINDOW_RASA_URL": "http://127.0.0.1:5005"})
    with pytest.raises(ConfigError, match="wants an address"):
        configured({"SHOPWINDOW_RASA_URL": "localhost:5005", "SHOPWINDOW_RASA_TOKEN": "x"})
