"""Imports that are killed at any moment, run at once, or find the disk full: the old store answers, and the next one goes on."""

from __future__ import annotations

import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.importing import BATCH, ImportOptions, import_feed
from assistant.staging import Staging
from data.store import Store
from nlu.encoder import SentenceEncoder
from tests.assistant.written_feed import Item, bring, leftovers, run_import, start_import, write_feed
from tests.data.picture_server import Pictures, picture, serving

MANY = BATCH + 44


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    with serving() as server:
        yield server


def many(server: Pictures | None = None, *, slow: str = "") -> list[Item]:
    """Products enough for two batches; the first three have a picture, and one of the second batch has the picture `slow`."""
    items = [Item(f"p{n}", f"Wool Hat Number {n}", sizes=("S",)) for n in range(MANY)]
    if server is not None:
        for n, path in ((0, "/0.jpg"), (1, "/1.jpg"), (2, "/2.jpg"), (MANY - 1, slow)):
            server.files[path] = picture(size=(20 + n % 50, 20))
            items[n] = Item(f"p{n}", f"Wool Hat Number {n}", sizes=("S",), image=server.address + path)
    return items


def killed(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGKILL) -> int:
    process.send_signal(how)
    process.communicate(timeout=30)
    return process.returncode


def _partial(store: Path, name: str) -> bool:
    return any((store / "versions").glob(f"*.partial/{name}"))


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "begun": lambda store: _partial(store, "media"),
    "embedding": lambda store: any(log.stat().st_size for log in (store / "staging").glob("vectors-*")),
    "writing": lambda store: _partial(store, "ids.arrow"),
    "indexing": lambda store: _partial(store, "lance"),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_leaves_the_old_store_in_service_and_the_next_one_goes_on(
    moment: str, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    store = tmp_path / "store"
    before = bring(tmp_path, encoder)
    source = write_feed(tmp_path / "many", many())
    process = start_import(source, "--to", store)
    deadline = time.monotonic() + 60
    while not MOMENTS[moment](store) and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    killed(process)
    opened = Store.open(store, fingerprints={"text": encoder.fingerprint})
    # On a machine that paused at the wrong moment the import may have ended: then the new version is seen, whole.
    assert opened.product_count in ((3,) if opened.version == before.version else (MANY,))
    assert opened.text_search("hat", k=1)
    report = import_feed(ImportOptions(source, store), encoder)
    assert report.products == MANY
    assert report.embedded < MANY or moment == "begun"
    assert leftovers(store) == []
    assert Store.open(store).version == report.version


def test_vectors_and_pictures_that_were_made_are_not_made_again(
    tmp_path: Path, encoder: SentenceEncoder, pictures: Pictures
) -> None:
    store = tmp_path / "store"
    pictures.waits.add("/slow.jpg")
    source = write_feed(tmp_path / "many", many(pictures, slow="/slow.jpg"))
    process = start_import(source, "--to", store, "--allow-private")
    assert pictures.waiting.wait(60)
    assert killed(process) == -signal.SIGKILL
    assert set(leftovers(store)) > {"staging"}
    pictures.go.set()
    report = import_feed(ImportOptions(source, store, allow_private=True), encoder)
    assert (report.embedded, report.pictures, report.pictures_brought) == (MANY - BATCH, 4, 1)
    assert [pictures.asked[f"/{n}.jpg"] for n in range(3)] == [1, 1, 1]
    assert leftovers(store) == []
    opened = Store.open(store)
    for row in (0, BATCH - 1, BATCH, MANY - 1):
        assert opened.nearest(opened.vector(row), selection=None, k=1)[0][0] == row


def test_a_second_import_into_the_same_store_is_refused_while_one_runs(
    tmp_path: Path, encoder: SentenceEncoder, pictures: Pictures
) -> None:
    pictures.waits.add("/slow.jpg")
    pictures.files["/slow.jpg"] = picture()
    source = write_feed(tmp_path / "one", [Item("hat", image=pictures.address + "/slow.jpg")])
    first = start_import(source, "--to", tmp_path / "store", "--allow-private")
    assert pictures.waiting.wait(60)
    second = run_import(source, "--to", tmp_path / "store", "--images", "none")
    assert second.returncode == 2
    assert "another import is writing this store" in second.stderr
    assert "Traceback" not in second.stderr
    pictures.go.set()
    assert first.wait(60) == 0
    assert Store.open(tmp_path / "store").product_count == 1


def test_an_import_stopped_by_hand_leaves_nothing_half_written(
    tmp_path: Path, encoder: SentenceEncoder, pictures: Pictures
) -> None:
    before = bring(tmp_path, encoder)
    pictures.waits.add("/slow.jpg")
    pictures.files["/slow.jpg"] = picture()
    source = write_feed(tmp_path / "one", [Item("hat", image=pictures.address + "/slow.jpg")])
    process = start_import(source, "--to", tmp_path / "store", "--allow-private")
    assert pictures.waiting.wait(60)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    pictures.go.set()
    _, told = process.communicate(timeout=30)
    assert process.returncode not in (0, 2)
    assert b"Traceback" not in told
    assert Store.open(tmp_path / "store").version == before.version
    assert not any(name.endswith(".partial") for name in leftovers(tmp_path / "store"))


def test_a_full_disk_is_told_and_the_old_store_stays(tmp_path: Path, encoder: SentenceEncoder) -> None:
    before = bring(tmp_path, encoder)
    source = write_feed(tmp_path / "many", many())
    limit = (100_000, 100_000)  # bytes of one file: what a full disk looks like to who writes
    done = run_import(source, "--to", tmp_path / "store", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert Store.open(tmp_path / "store").version == before.version
    report = import_feed(ImportOptions(source, tmp_path / "store"), encoder)
    assert (report.products, leftovers(tmp_path / "store")) == (MANY, [])


def test_a_log_that_was_cut_anywhere_is_used_as_far_as_it_is_whole(tmp_path: Path, encoder: SentenceEncoder) -> None:
    def staged() -> Staging:
        return Staging(tmp_path, fingerprint="e/1", dimensions=384)

    digests = [bytes([n]) * 16 for n in (1, 2, 3)]
    vectors = encoder.encode(["a", "b", "c"])
    with staged() as staging:
        staging.keep_vectors(digests, vectors)
        staging.keep_picture("one\n", "1.webp", b"one")
        staging.keep_picture("two\n", "2.webp", b"two")
    for log in (tmp_path / "staging").glob("*.*"):
        log.write_bytes(log.read_bytes()[:-7])
    with staged() as staging:
        assert [staging.vector(digest) is not None for digest in digests] == [True, True, False]
        assert (staging.vector(digests[1]) == vectors[1]).all()
        assert [staging.picture(f"{name}\n") is not None for name in ("one", "two")] == [True, False]
        staging.keep_vectors(digests[2:], vectors[2:])
        staging.keep_picture("three\n", "3.webp", b"three")
    with staged() as staging:
        assert (staging.vector(digests[2]) == vectors[2]).all()
        assert staging.picture("three\n") == ("3.webp", tmp_path / "staging" / "pictures" / "3.webp")
        staging.clear()
    assert not (tmp_path / "staging").exists()


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path, encoder: SentenceEncoder) -> None:
    with Staging(tmp_path, fingerprint="old", dimensions=384) as staging:
        staging.keep_vectors([bytes(16)], encoder.encode(["a"]))
    with Staging(tmp_path, fingerprint="new", dimensions=384) as staging:
        assert staging.vector(bytes(16)) is None
