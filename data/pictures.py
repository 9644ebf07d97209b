"""The pictures of a feed: from a path, a URL that stands for a folder, a `data:` URL, or over HTTP, into WebP of a bounded size.

Addresses come out of feeds, which not every shop writes itself: nothing outside the folder named is read, and nothing on a
private network is fetched unless that is allowed. The check is made where the connection is, after the name was looked up, so
that no redirect and no second look-up gets past it.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import certifi
import httpcore
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from data.errors import ConfigError, PhotoError
from data.picture_files import FILE_LIMIT, decoded, open_picture

EDGE = 800
"""Longest edge of a picture in a store, in pixels."""

QUALITY = 82
NONE = "none"

_TIMEOUT = {"connect": 5.0, "read": 10.0, "write": 5.0, "pool": 30.0}
_DEADLINE = 60.0
"""Seconds that one picture may take once it is coming."""

_REDIRECTS = 5
_TRIES = 3
_GIVE_UP_AFTER = 8
"""Failures in a row after which a host is not asked any more: a dead one must not hold up an import for hours."""

_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
_AGENT = b"shopwindow-import"


class _Retry(Exception):
    """A failure that may pass."""


class PictureSource:
    """Where a feed's pictures come from. Thread-safe. Close it to close its connections.

    `images` is a folder for relative paths, `PREFIX=DIR` for URLs that begin so, "none", or None: beside the feed (`base`).
    """

    def __init__(self, images: str | None, *, base: Path, allow_private: bool = False) -> None:
        """Raises `ConfigError` where the folder is not there."""
        self._prefix, self._folder = "", base
        if images and images != NONE:
            prefix, equals, folder = images.rpartition("=")
            is_prefix = bool(equals) and ("://" in prefix or prefix.startswith("/"))
            self._prefix, self._folder = (prefix, Path(folder)) if is_prefix else ("", Path(images))
            if not self._folder.is_dir():
                raise ConfigError(f"--images {images}: {self._folder} is no folder; give a folder, PREFIX=FOLDER or none")
        self._root = self._folder.resolve()
        self._failures: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(cafile=certifi.where()),
            max_connections=16,
            max_keepalive_connections=8,
            network_backend=_Network(allow_private=allow_private),
        )

    def bring(self, reference: str) -> bytes:
        """The picture as WebP. Raises `PhotoError` saying what is wrong with it or where it should have been."""
        shown = reference if len(reference) < 200 else reference[:80] + "..."
        try:
            return as_webp(self._content(reference))
        except PhotoError as error:
            raise PhotoError(f"{shown}: {error}") from error

    def stamp(self, reference: str) -> str:
        """Changes when a local file does; empty for what lies elsewhere."""
        if _is_data(reference):
            return ""
        path = self._local(reference)
        try:
            state = path.stat() if path else None
        except (OSError, ValueError):
            return ""
        return f"{state.st_mtime_ns} {state.st_size}" if state else ""

    def close(self) -> None:
        self._pool.close()

    def _content(self, reference: str) -> bytes:
        if _is_data(reference):
            return decoded(reference)
        path = self._local(reference)
        if path is None:
            return self._fetched(reference)
        return self._read(path)

    def _local(self, reference: str) -> Path | None:
        """The file that a reference means; None where it means something on the network."""
        if self._prefix and reference.startswith(self._prefix):
            return self._folder / unquote(urlsplit(reference[len(self._prefix) :]).path).lstrip("/")
        if reference.startswith("//") or "://" in reference[:20]:
            return None
        return self._folder / reference

    def _read(self, path: Path) -> bytes:
        try:
            file = path.resolve()
            if not file.is_relative_to(self._root):
                raise PhotoError(f"lies outside {self._folder}; name its folder with --images")
            if file.stat().st_size > FILE_LIMIT:
                raise PhotoError(f"larger than {FILE_LIMIT // 1024 // 1024} MB")
            return file.read_bytes()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise PhotoError(f"cannot be read in {self._folder} ({reason})") from error

    def _fetched(self, reference: str) -> bytes:
        address = f"https:{reference}" if reference.startswith("//") else reference
        try:
            host = urlsplit(address).hostname or ""
        except ValueError as error:
            raise PhotoError(f"not an address ({error})") from error
        with self._lock:
            if self._failures[host] >= _GIVE_UP_AFTER:
                raise PhotoError(
                    f"{host} did not answer {_GIVE_UP_AFTER} times in a row and is not asked any more in this import"
                )
        try:
            content = self._get(address)
        except _Retry as error:
            with self._lock:
                self._failures[host] += 1
            raise PhotoError(f"not fetched in {_TRIES} tries ({error})") from error
        with self._lock:
            self._failures[host] = 0
        return content

    @retry(
        retry=retry_if_exception_type(_Retry),
        stop=stop_after_attempt(_TRIES),
        wait=wait_exponential_jitter(multiplier=0.3, max=4.0, jitter=0.3),
        reraise=True,
    )
    def _get(self, address: str) -> bytes:
        for _ in range(_REDIRECTS + 1):
            found = self._once(address)
            if isinstance(found, bytes):
                return found
            address = urljoin(address, found)
        raise PhotoError(f"more than {_REDIRECTS} redirects")

    def _once(self, address: str) -> bytes | str:
        """The content at an address, or where it sends us."""
        if urlsplit(address).scheme not in ("http", "https"):
            raise PhotoError(f"an address of this kind is not fetched ({address[:60]}); http and https are")
        try:
            quoted = _quoted(address)
            headers = [(b"Host", urlsplit(quoted).netloc), (b"User-Agent", _AGENT), (b"Accept", b"image/*")]
            with self._pool.stream("GET", quoted, headers=headers, extensions={"timeout": _TIMEOUT}) as answer:
                return _body(answer, until=time.monotonic() + _DEADLINE)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise _Retry(type(error).__name__ + (f": {error}" if str(error) else "")) from error
        except (httpcore.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise PhotoError(f"not an address that can be fetched ({error})") from error


def as_webp(content: bytes) -> bytes:
    """The picture as WebP, upright, at most `EDGE` pixels; one that is so already stays byte by byte. Raises `PhotoError`."""
    opened = open_picture(content, edge=EDGE)
    if opened.format == "WEBP" and opened.image.size == opened.original and b"ANIM" not in content[:64]:
        return content
    out = io.BytesIO()
    opened.image.save(out, "WEBP", quality=QUALITY, method=2)
    return out.getvalue()


def _body(answer: httpcore.Response, *, until: float) -> bytes | str:
    if answer.status in (301, 302, 303, 307, 308):
        target = next((value for name, value in answer.headers if name.lower() == b"location"), b"")
        if not target:
            raise PhotoError(f"a redirect ({answer.status}) to nowhere")
        return target.decode("latin-1")
    if answer.status in _AGAIN:
        raise _Retry(f"status {answer.status}")
    if answer.status != 200:
        raise PhotoError(f"not there (status {answer.status})")
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_stream():
        size += len(part)
        if time.monotonic() > until:
            raise PhotoError(f"not whole after {_DEADLINE:.0f} seconds")
        if size > FILE_LIMIT:
            raise PhotoError(f"larger than {FILE_LIMIT // 1024 // 1024} MB")
        parts.append(part)
    return b"".join(parts)


class _Network(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, and to no other."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not known") from error
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not self._allow_private and any(_is_private(address) for address in addresses):
            raise PhotoError(f"{host} is on a private network; --allow-private fetches from there")
        trouble: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in addresses:
            try:
                return self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble or httpcore.ConnectError(f"{host} has no address")

    def sleep(self, seconds: float) -> None:
        self._plain.sleep(seconds)


def _is_private(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return not (mapped or parsed).is_global or parsed.is_multicast


def _is_data(reference: str) -> bool:
    return reference[:5].casefold() == "data:"


def _quoted(address: str) -> bytes:
    """An address with blanks and letters beyond ASCII escaped, as browsers do; the host in its ASCII form."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    netloc = f"[{host}]" if ":" in host else host
    if parts.port:
        netloc = f"{netloc}:{parts.port}"
    safe = "/%:@!$&'()*+,;=~-._"
    return urlunsplit(
        (parts.scheme, netloc, quote(parts.path or "/", safe=safe), quote(parts.query, safe=safe + "?"), "")
    ).encode()
