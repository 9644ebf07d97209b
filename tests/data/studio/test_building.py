"""Building the demo store on a bad day: stopped half-way, or with no room left, nothing half-built is taken for a store."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.commands.building import build_demo, demo_built, mark_of
from data.errors import ShopwindowError
from data.store import Store
from data.studio import feed
from data.studio.feed import draw_store

SOME = 30


def pictures(folder: Path) -> dict[str, int]:
    """Whole pictures -> when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.webp")}


def test_a_build_killed_half_way_goes_on_where_it_was(tmp_path: Path) -> None:
    store = tmp_path / "store"
    command = [sys.executable, "-m", "assistant.commands", "studio", "build", "--to", str(store), "--products", str(SOME)]
    media = tmp_path / "store.drawing" / "media"
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while len(pictures(media)) < 5:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert demo_built(store) is None
    assert not (store / "CURRENT").exists()
    before = pictures(media)
    build_demo(store, products=SOME)
    after = pictures(media)
    assert {name: after[name] for name in before} == before
    assert Store.open(store).product_count == SOME


def test_second_views_come_later_and_the_first_ones_stay(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = build_demo(store, products=12)
    assert json.loads(mark_of(store).read_text())["second_views"] is False
    both = build_demo(store, products=12, second_views=True)
    assert both.pictures == first.pictures + 12
    opened = Store.open(store)
    assert all(len(opened.product_at(row).images) >= 2 for row in range(opened.product_count))
    assert not (tmp_path / "store.drawing").exists()


def test_a_full_disk_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, to: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(feed.os, "replace", full)  # what the system says when there is no room cannot be had by asking nicely
    with pytest.raises(ShopwindowError, match="the disk is full"):
        draw_store(tmp_path, products=2, processes=1)
    monkeypatch.undo()
    assert not pictures(tmp_path / "media")
    assert len(pictures(draw_store(tmp_path, products=2, processes=1).images)) >= 2


def test_pictures_of_another_studio_are_drawn_anew(tmp_path: Path) -> None:
    files = draw_store(tmp_path, products=1, processes=1)
    old = pictures(files.images)
    (files.images / "made-by").write_text("another version\n")
    assert set(pictures(draw_store(tmp_path, products=1, processes=1).images)) == set(old)
    assert (files.images / "made-by").read_text() != "another version\n"


def test_a_store_that_an_older_studio_made_is_built_again(tmp_path: Path) -> None:
    assert demo_built(tmp_path / "nothing") is None
    folder = tmp_path / "store"
    build_demo(folder, products=3)
    assert demo_built(folder) is None  # three products are not the demo store
    mark = json.loads(mark_of(folder).read_text())
    mark_of(folder).write_text(json.dumps({**mark, "products": None}))
    assert demo_built(folder) == "front views"
    mark_of(folder).write_text(json.dumps({**mark, "products": None, "studio": "older"}))
    assert demo_built(folder) is None


def test_a_demo_store_that_another_model_looked_at_is_served_and_looked_at_again(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    build_demo(folder, products=3, second_views=True)
    mark = json.loads(mark_of(folder).read_text())
    mark_of(folder).write_text(json.dumps({**mark, "products": None}))
    assert demo_built(folder) == "all views"
    manifest = Store.open(folder).folder / "manifest.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**told, "fingerprints": {**told["fingerprints"], "image": "an older model"}}))
    assert demo_built(folder) == "front views"
    build_demo(folder, products=3, second_views=True)  # what then runs behind the server
    mark_of(folder).write_text(json.dumps({**mark, "products": None}))
    assert demo_built(folder) == "all views"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "assistant.commands", *arguments], capture_output=True, text=True, check=False)


def test_a_single_picture_can_be_had_large(tmp_path: Path) -> None:
    done = run("studio", "picture", "drizzle-parka", "--to", str(tmp_path / "parka.png"), "--width", "320", "--view", "other")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "parka.png").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("drizzle-parkaa", "--to", "x.png"), "did you mean drizzle-parka"),
        (("drizzle-parka", "--to", "x.png", "--color", "octarine"), "comes in"),
        (("drizzle-parka", "--to", "x.exe"), ".png, .webp or .jpg"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_told(arguments: tuple[str, ...], word: str) -> None:
    done = run("studio", "picture", *arguments)
    assert done.returncode == 2
    assert word in " ".join(done.stderr.split())
