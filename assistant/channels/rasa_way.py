"""The way from our API to Rasa's channels: what a person answers after a handoff is said there, in the shopper's conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

import httpx

from assistant.channels.exchange import Sent
from assistant.channels.platform import wanted_pause
from assistant.channels.rasa.names import PREFIX, TOKEN
from assistant.channels.shown import Shown
from assistant.channels.taps import Json
from data.errors import ConfigError

URL = "SHOPWINDOW_RASA_URL"
CHANNELS = ("slack", "facebook", "telegram")
"""Our channels in Rasa, under the names that Rasa gives them."""


def configured(environment: Mapping[str, str]) -> tuple[str, str] | None:
    """Where `SHOPWINDOW_RASA_URL` says that Rasa is, and the token; None without it. Raises `ConfigError` where one is wrong."""
    url, token = environment.get(URL), environment.get(TOKEN)
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise ConfigError(f"{URL}={url}: wants an address such as http://127.0.0.1:5005")
    if not token:
        raise ConfigError(f"{URL} is set: set {TOKEN} too (any long secret, the same where Rasa runs)")
    return url, token


class RasaWay:
    """One channel of Rasa's, as an exchange of ours speaks to it: nothing comes in here, turns are taken by `/rasa/actions`."""

    @classmethod
    def all_of(cls, environment: Mapping[str, str]) -> list[RasaWay]:
        """A way for each channel where `configured`. Raises `ConfigError` as that does."""
        told = configured(environment)
        return [] if told is None else [cls(channel, *told) for channel in CHANNELS]

    def __init__(self, channel: str, url: str, token: str) -> None:
        self.name = f"{PREFIX}{channel}"
        self._address = f"{url.rstrip('/')}/webhooks/{channel}/say"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx.AsyncClient(timeout=10.0)

    async def request(self, body: Json) -> dict[str, object]:
        return {}

    async def typing(self, body: Json) -> None:
        """Nothing is answered this way."""

    def calls(self, shown: Shown, body: Json) -> Sequence[Json]:
        return ()

    def texts(self, text: str, conversation: str) -> Sequence[Json]:
        # The key is made once and kept with the call: one that timed out and came through is not said twice.
        return [{"conversation": conversation, "text": text, "key": uuid4().hex}]

    def read_by_others(self, conversation: str) -> bool:
        return False

    async def send(self, call: Json) -> Sent:
        try:
            answer = await self._client.post(self._address, json=dict(call), headers=self._headers)
        except httpx.HTTPError as error:
            return Sent(type(error).__name__, again=1.0)
        if answer.is_success:
            return Sent()
        # Whatever it is, a token of one side alone or a channel that is not served yet, it is mended there: tried for a day.
        return Sent(f"HTTP {answer.status_code}", again=wanted_pause(answer))

    async def close(self) -> None:
        await self._client.aclose()
