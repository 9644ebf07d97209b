"""The network as far as a feed's pictures may reach it: only addresses that were checked, and nothing for ever.

The check is made where the connection is, after the name was looked up, so that no redirect and no second look-up gets past it.
A deadline holds for everything between asking and the last byte, header lines too: who sends a byte now and then is not waited
for.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

from data.errors import PhotoError

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last 32 bits (RFC 6052)."""


class Network(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, and to no other."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()
        self._clock = Clock(threading.Event())

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Everything that this thread asks for within, together, may take so long; `httpcore.ReadTimeout` is raised then."""
        self._clock.until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._clock.until = None

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
        if not self._allow_private and any(is_private(address) for address in addresses):
            raise PhotoError(f"{host} is on a private network; --allow-private fetches from there")
        trouble: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(address, port, self._clock.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
            else:
                return _Timed(stream, self._clock)
        raise trouble or httpcore.ConnectError(f"{host} has no address")

    def stop(self) -> None:
        """Every thread is refused what it asks for from now on."""
        self._clock.stopped.set()

    def sleep(self, seconds: float) -> None:
        self._plain.sleep(seconds)


class Clock(threading.local):
    """The deadline of each thread, on the monotonic clock (None: no hurry), and whether all have to stop."""

    until: float | None = None

    def __init__(self, stopped: threading.Event) -> None:
        self.stopped = stopped

    def left(self, timeout: float | None) -> float | None:
        """The time-out as far as the deadline allows it.

        Raises `httpcore.ReadTimeout` where it has passed, `PhotoError` where all have to stop.
        """
        if self.stopped.is_set():
            raise PhotoError("not fetched, since the import was stopped")
        if self.until is None:
            return timeout
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("not whole in time")
        return left if timeout is None else min(timeout, left)


class _Timed(httpcore.NetworkStream):
    """A connection that is read and written no longer than the clock allows."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout)), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_private(address: str) -> bool:
    """Whether an IP address is anything but one host of the public internet, however it is wrapped."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed in _TRANSLATED or not int(parsed) >> 32:
            return is_private(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo and parsed.teredo[1])
        if inner:
            return is_private(str(inner))
    return not parsed.is_global or parsed.is_multicast
