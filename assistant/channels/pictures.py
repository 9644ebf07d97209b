"""Addresses of pictures that a platform can fetch: public, signed, expiring, and in a format that all of them show.

The chat page loads `/media` as it is. Slack, Messenger and Telegram fetch pictures from outside, show them to whoever is in the
conversation, and know no WebP: they get `/pictures/<expires>/<signature>/<name>.jpg`, which says what may be fetched until when.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import secrets
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from urllib.parse import quote, unquote

from assistant.channels.fields import each
from data.errors import PhotoError
from data.picture_files import open_picture

DAY = 24 * 60 * 60
LIFETIME = 30 * DAY
"""Seconds that an address works for at least: a conversation is read again weeks later."""

EDGE, QUALITY = 1024, 85
"""Longer side in pixels, and JPEG quality, of what is served."""

_HELD = 64
_MEDIA = "/media/"


class PictureLinks:
    """Makes addresses under one public URL, and checks them. `key` is the server's secret; safe to share between threads."""

    def __init__(self, public_url: str | None, key: bytes) -> None:
        self._base = public_url.rstrip("/") if public_url else None
        self._key = key

    def address(self, url: str | None, now: float) -> str | None:
        """Where a platform fetches the picture that a reply calls `url`, for at least `LIFETIME` from `now` (seconds).

        None without a public URL, or for none; a picture that is kept elsewhere has its own address. The same within a day, so
        that platforms fetch it once.
        """
        if not url or not url.startswith(_MEDIA):
            return url if url and url.startswith("https://") else None
        if self._base is None:
            return None
        name = unquote(url[len(_MEDIA) :])
        expires = (int(now) + LIFETIME) // DAY * DAY + DAY
        return f"{self._base}/pictures/{expires}/{self._signature(expires, name)}/{quote(name)}.jpg"

    def valid(self, expires: int, signature: str, name: str, now: float) -> bool:
        """Whether an address was made here and still works."""
        return now < expires and hmac.compare_digest(self._signature(expires, name).encode(), signature.encode())

    def public(self, turn: Mapping[str, object], now: float) -> dict[str, object]:
        """A turn (the contract's JSON), its pictures with public addresses; as it is where there is no public URL."""
        reply = turn.get("reply")
        if self._base is None or not isinstance(reply, Mapping):
            return dict(turn)
        products = [self._product(one, now) for one in each(reply.get("products"))]
        return {**turn, "reply": {**reply, "products": products, "image_url": self._url(reply.get("image_url"), now)}}

    def _product(self, card: Mapping[str, object], now: float) -> dict[str, object]:
        reasons = [{**r, "overlay_url": self._url(r.get("overlay_url"), now)} for r in each(card.get("reasons"))]
        return {**card, "image_url": self._url(card.get("image_url"), now), "reasons": reasons}

    def _url(self, value: object, now: float) -> str | None:
        return self.address(value, now) if isinstance(value, str) else None

    def _signature(self, expires: int, name: str) -> str:
        digest = hmac.new(self._key, f"{expires}\n{name}".encode("utf-8", "replace"), hashlib.sha256).digest()
        return urlsafe_b64encode(digest[:18]).decode()


class Jpegs:
    """Pictures as JPEG: those asked for last are held. `fetch` gives a picture's bytes by its name in the store, or None."""

    def __init__(self, fetch: Callable[[str], bytes | None]) -> None:
        self._fetch = fetch
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def __call__(self, name: str) -> bytes | None:
        """The picture; None where there is none of that name, or it cannot be opened."""
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
                return self._held[name]
        content = self._fetch(name)
        if content is None:
            return None
        try:
            made = as_jpeg(content)
        except PhotoError:
            return None
        with self._lock:
            self._held[name] = made
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return made


def as_jpeg(content: bytes) -> bytes:
    """A picture as JPEG, no longer than `EDGE`. Raises `PhotoError` where it cannot be opened."""
    out = io.BytesIO()
    open_picture(content, edge=EDGE).image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def signing_key(state_dir: Path) -> bytes:
    """The secret that addresses are signed with: `SHOPWINDOW_LINK_KEY`, else the state folder's own, made at the first need.

    Raises `OSError` where that folder cannot be written.
    """
    given = os.environ.get("SHOPWINDOW_LINK_KEY")
    if given:
        return given.encode()
    path = state_dir / "link.key"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        state_dir.mkdir(parents=True, exist_ok=True)
    made = secrets.token_bytes(32)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    except FileExistsError:  # another worker was faster
        return path.read_bytes()
    return made
