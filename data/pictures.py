"""The pictures of a feed: from a path, a URL that stands for a folder, a `data:` URL, or over HTTP, into WebP of a bounded size.

Addresses come out of feeds, which not every shop writes itself: nothing outside the folder named is read, and nothing on a
private network is fetched unless that is allowed (`data.picture_network`).
"""

from __future__ import annotations

import io
import re
import ssl
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import certifi
import httpcore
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from data.errors import ConfigError, PhotoError
from data.picture_files import FILE_LIMIT, decoded, open_picture
from data.picture_network import Network

EDGE = 800
"""Longest edge of a picture in a store, in pixels."""

QUALITY = 82
NONE = "none"

_REDIRECTS = 5
_TRIES = 3
_GIVE_UP_AFTER = 8
"""Failures in a row after which a host is not asked any more: a dead one must not hold up an import for hours."""

_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
_AGENT = b"shopwindow-import"


_VP8X, _ANIMATED, _WITH_EXIF = b"VP8X", 0x02, 0x08
"""The head of a WebP that has more than one plain picture in it, and flags in its byte 20."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to connect, for the next bytes, for one picture in all its tries, and before the second try."""

    connect: float = 5.0
    read: float = 10.0
    whole: float = 60.0
    pause: float = 0.3


class _Retry(Exception):
    """A failure that may pass."""


class PictureSource:
    """Where a feed's pictures come from. Thread-safe. Close it to close its connections.

    `images` is a folder for relative paths, `PREFIX=DIR` for URLs that begin so, "none", or None: beside the feed (`base`).
    """

    def __init__(self, images: str | None, *, base: Path, allow_private: bool = False, patience: Patience | None = None) -> None:
        """Raises `ConfigError` where the folder is not there."""
        self._prefix, self._folder = "", base
        if images and images != NONE:
            self._prefix, self._folder = _prefix_and_folder(images)
            if not self._folder.is_dir():
                raise ConfigError(f"--images {images}: {self._folder} is no folder; give a folder, PREFIX=FOLDER or none")
        self._root = self._folder.resolve()
        self._failures: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._patience = patience or Patience()
        self._network = Network(allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(cafile=certifi.where()),
            max_connections=16,
            max_keepalive_connections=8,
            network_backend=self._network,
        )
        self._retrying = Retrying(
            retry=retry_if_exception_type(_Retry),
            stop=stop_after_attempt(_TRIES),
            wait=wait_exponential_jitter(multiplier=self._patience.pause, max=4.0, jitter=self._patience.pause),
            reraise=True,
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
        """Asks for nothing more, in any thread, and closes the connections."""
        self._network.stop()
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
            return self._folder / unquote(re.split("[?#]", reference[len(self._prefix) :])[0]).lstrip("/")
        if reference.startswith("//") or "://" in reference[:20]:
            return None
        return self._folder / reference

    def _read(self, path: Path) -> bytes:
        try:
            file = path.resolve()
            if not file.is_relative_to(self._root):
                raise PhotoError(f"lies outside {self._root}: put it in there, or name a folder with all pictures with --images")
            state = file.stat()
            if not S_ISREG(state.st_mode):
                raise PhotoError("is no file")
            if state.st_size > FILE_LIMIT:
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
            with self._network.within(self._patience.whole):
                content = self._retrying(self._get, address)
        except _Retry as error:
            with self._lock:
                self._failures[host] += 1
            raise PhotoError(f"not fetched in {_TRIES} tries ({error})") from error
        except PhotoError:  # an answer too, though not the one that was hoped for
            self._answered(host)
            raise
        self._answered(host)
        return content

    def _answered(self, host: str) -> None:
        with self._lock:
            self._failures[host] = 0

    def _get(self, address: str) -> bytes:
        for _ in range(_REDIRECTS + 1):
            found = self._once(address)
            if isinstance(found, bytes):
                return found
            try:
                address = urljoin(address, found)
            except ValueError as error:
                raise PhotoError(f"a redirect to what is no address ({error})") from error
        raise PhotoError(f"more than {_REDIRECTS} redirects")

    def _once(self, address: str) -> bytes | str:
        """The content at an address, or where it sends us."""
        try:
            if urlsplit(address).scheme not in ("http", "https"):
                raise PhotoError(f"an address of this kind is not fetched ({address[:60]}); http and https are")
            quoted = _quoted(address)
            patience = self._patience
            timeout = {"connect": patience.connect, "read": patience.read, "write": patience.connect, "pool": patience.whole}
            headers = [(b"Host", urlsplit(quoted).netloc), (b"User-Agent", _AGENT), (b"Accept", b"image/*")]
            with self._pool.stream("GET", quoted, headers=headers, extensions={"timeout": timeout}) as answer:
                return _body(answer)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise _Retry(type(error).__name__ + (f": {error}" if str(error) else "")) from error
        except (httpcore.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise PhotoError(f"not an address that can be fetched ({error})") from error


def _prefix_and_folder(images: str) -> tuple[str, Path]:
    """What `--images` says. Folders and addresses may have "=" in them: the parting one is that before a folder that is there."""
    parted = [(images[:at], Path(images[at + 1 :])) for at, c in enumerate(images) if c == "="]
    prefixes = [(p, f) for p, f in parted if "://" in p or p.startswith("/")]
    if Path(images).is_dir() or not prefixes:
        return "", Path(images)
    return next(((prefix, folder) for prefix, folder in prefixes if folder.is_dir()), prefixes[-1])


def as_webp(content: bytes) -> bytes:
    """The picture as WebP, upright, at most `EDGE` pixels; one that is so already stays byte by byte. Raises `PhotoError`."""
    opened = open_picture(content, edge=EDGE)
    if opened.format == "WEBP" and opened.image.size == opened.original and _is_plain(content):
        return content
    out = io.BytesIO()
    opened.image.save(out, "WEBP", quality=QUALITY, method=2)
    return out.getvalue()


def _is_plain(webp: bytes) -> bool:
    """Whether a WebP has one picture, the way up it is stored."""
    return webp[12:16] != _VP8X or not webp[20] & (_ANIMATED | _WITH_EXIF)


def _body(answer: httpcore.Response) -> bytes | str:
    if answer.status in (301, 302, 303, 307, 308):
        target = next((value for name, value in answer.headers if name.lower() == b"location"), b"")
        if not target:
            raise PhotoError(f"a redirect ({answer.status}) to nowhere")
        return target.decode("utf-8", "replace")
    if answer.status in _AGAIN:
        raise _Retry(f"status {answer.status}")
    if answer.status != 200:
        raise PhotoError(f"not there (status {answer.status})")
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_stream():
        size += len(part)
        if size > FILE_LIMIT:
            raise PhotoError(f"larger than {FILE_LIMIT // 1024 // 1024} MB")
        parts.append(part)
    return b"".join(parts)


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
