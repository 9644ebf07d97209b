"""What every platform's way in and out does alike: its secrets, the photos it points at, how long it wants to be left alone."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx

from assistant.channels.pictures import as_jpeg
from assistant.channels.taps import Json
from data.errors import ConfigError, PhotoError
from data.picture_files import FILE_LIMIT, decoded

LARGE = 500_000
"""Characters of base64 from which on a photo is made smaller: more is seen of none than of one at `pictures.EDGE`."""

NO_PHOTO = "data:image/jpeg;base64,"
"""A photo that cannot be had: told like one that cannot be opened."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a shopper did in a conversation, under the platform's own names for both."""

    id: str
    conversation: str
    body: Json


def secrets_of(environment: Mapping[str, str], wanted: Sequence[str], *, channel: str, where: str) -> list[str]:
    """The values of variables in the environment. Raises `ConfigError` that names what is missing, and `where` it is found."""
    missing = [name for name in wanted if not environment.get(name)]
    if missing:
        raise ConfigError(f"{channel}: set {', '.join(missing)} in the environment ({where})")
    return [environment[name] for name in wanted]


async def photo(client: httpx.AsyncClient, url: str, *, headers: Mapping[str, str] | None = None, redirects: bool = False) -> str:
    """The file at an address in base64; `NO_PHOTO` where it cannot be had, or is larger than pictures may be."""
    content = bytearray()
    try:
        async with client.stream("GET", url, headers=headers, follow_redirects=redirects) as answer:
            if not answer.is_success:
                return NO_PHOTO
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > FILE_LIMIT:
                    return NO_PHOTO
    except httpx.HTTPError:
        return NO_PHOTO
    return await asyncio.to_thread(made_smaller, base64.b64encode(content).decode())


def made_smaller(photo: str) -> str:
    """A photo in base64, at `EDGE` pixels as JPEG where it is large; as it is where it cannot be opened, which is told later."""
    if len(photo) < LARGE:
        return photo
    try:
        return base64.b64encode(as_jpeg(decoded(photo))).decode()
    except PhotoError:
        return photo


def wanted_pause(answer: httpx.Response) -> float:
    """Seconds that a refusal asks for; a second where it names none."""
    after = answer.headers.get("Retry-After", "")
    return float(after) if after.isdigit() else 1.0
