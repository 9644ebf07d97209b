"""Pictures over HTTP: what is fetched, what is tried again, and what is never asked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.errors import PhotoError
from data.picture_network import is_private
from data.pictures import Patience, PictureSource
from tests.data.picture_server import Pictures, picture, serving

HASTY = Patience(connect=1.0, read=1.0, whole=2.0, pause=0.01)


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    with serving() as server:
        server.files["/hat.jpg"] = picture()
        yield server


@pytest.fixture
def source(tmp_path: Path) -> Iterator[PictureSource]:
    opened = PictureSource(None, base=tmp_path, allow_private=True, patience=HASTY)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "path", ["/hat.jpg", "/to//hat.jpg", "/to/../hat.jpg", "/to//to//hat.jpg", "/once/500", "/once/503", "/once/429"]
)
def test_a_picture_is_fetched_through_redirects_and_passing_failures(
    pictures: Pictures, source: PictureSource, path: str
) -> None:
    assert source.bring(pictures.address + path)[8:12] == b"WEBP"


def test_an_address_with_blanks_and_umlauts_is_escaped(pictures: Pictures, source: PictureSource) -> None:
    pictures.files["/h%C3%BCte/a%20hat.jpg?v=1%20a"] = picture()
    assert source.bring(pictures.address + "/hüte/a hat.jpg?v=1 a")


@pytest.mark.parametrize(
    ("path", "reason", "tries"),
    [
        ("/gone.jpg", "status 404", 1),
        ("/status/403", "status 403", 1),
        ("/status/500", "status 500", 3),
        ("/loop", "more than 5 redirects", 6),
        ("/huge", "larger than 12 MB", 1),
        ("/to/file:///etc/passwd", "not fetched", 1),
        ("/astray", "no address", 1),
        ("/to/ftp://shop.example/hat.jpg", "not fetched", 1),
    ],
)
def test_what_cannot_be_fetched_is_told_with_its_reason(
    pictures: Pictures, source: PictureSource, path: str, reason: str, tries: int
) -> None:
    pictures.moved["/astray"] = "http://[broken"
    with pytest.raises(PhotoError, match=reason):
        source.bring(pictures.address + path)
    assert pictures.asked[path] == tries


def test_what_comes_and_is_no_picture_is_refused(pictures: Pictures, source: PictureSource) -> None:
    pictures.files |= {"/page.jpg": b"<html>sorry</html>", "/empty.jpg": b"", "/zip.jpg": b"PK\x03\x04" + bytes(100)}
    for path in ("/page.jpg", "/empty.jpg", "/zip.jpg"):
        with pytest.raises(PhotoError, match="not a picture"):
            source.bring(pictures.address + path)


@pytest.mark.parametrize("path", ["/drip", "/slow-head"])
def test_who_sends_a_byte_now_and_then_is_not_waited_for(pictures: Pictures, source: PictureSource, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(PhotoError, match="not whole in time"):
        source.bring(pictures.address + path)
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1", "http://a b/x.jpg", "gopher://x/y.jpg", "http://x:99999/y.jpg", "//"]
)
def test_what_is_no_address_is_told(source: PictureSource, address: str) -> None:
    with pytest.raises(PhotoError):
        source.bring(address)


def test_a_dead_host_is_given_up_and_others_are_not(pictures: Pictures, source: PictureSource) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"http://localhost:{closed.getsockname()[1]}"
        for n in range(8):
            with pytest.raises(PhotoError, match="3 tries"):
                source.bring(f"{dead}/{n}.jpg")
        with pytest.raises(PhotoError, match="not asked any more"):
            source.bring(f"{dead}/9.jpg")
    assert source.bring(pictures.address + "/hat.jpg")


def test_a_host_that_answers_again_is_not_given_up(pictures: Pictures, source: PictureSource) -> None:
    for _ in range(2):
        for _ in range(6):
            with pytest.raises(PhotoError):
                source.bring(pictures.address + "/status/500")
        assert source.bring(pictures.address + "/hat.jpg")


def test_many_threads_fetch_at_once(pictures: Pictures, source: PictureSource) -> None:
    with ThreadPoolExecutor(8) as threads:
        brought = list(threads.map(source.bring, [pictures.address + "/hat.jpg"] * 60))
    assert len(set(brought)) == 1
    assert threading.active_count() < 40


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[::]", "[fe80::1]", "[fd00::1]", "2130706433", "0x7f.1", "127.1"),
        "localhost.",
    ],
)
def test_a_private_network_is_not_asked(pictures: Pictures, tmp_path: Path, host: str) -> None:
    source = PictureSource(None, base=tmp_path, patience=HASTY)
    port = pictures.address.rpartition(":")[2]
    with pytest.raises(PhotoError, match=r"private network|not known"):
        source.bring(f"http://{host}:{port}/hat.jpg")
    assert not pictures.asked


def test_a_machine_is_not_reached_by_its_own_name(pictures: Pictures, tmp_path: Path) -> None:
    source = PictureSource(None, base=tmp_path, patience=HASTY)
    port = pictures.address.rpartition(":")[2]
    with pytest.raises(PhotoError, match=r"private network|not known|tries"):
        source.bring(f"http://{socket.gethostname()}:{port}/hat.jpg")
    assert not pictures.asked


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_the_public_internet_is_public(address: str) -> None:
    assert not is_private(address)


@pytest.mark.parametrize("address", ["224.0.0.1", "ff02::1", "2002:7f00:1::", "2002:a00:1::", "::7f00:1", "fe80::1%eth0", "::1"])
def test_wrapped_and_shared_addresses_are_private(address: str) -> None:
    assert is_private(address)


def test_a_source_that_was_closed_asks_for_nothing_more(pictures: Pictures, source: PictureSource) -> None:
    source.close()
    with pytest.raises(PhotoError, match="stopped"):
        source.bring(pictures.address + "/hat.jpg")
    assert not pictures.asked
