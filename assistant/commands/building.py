"""Building a store while somebody watches: the progress bar, the report, and the drawn demo store."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from data.errors import StoreError

if TYPE_CHECKING:
    from assistant.importing import ImportReport

SEED = 7

Advance = Callable[[str, int, "int | None"], None]
"""Called with what is being done, how many are done, and how many there are (None: not known)."""


@contextmanager
def progress_bar() -> Iterator[Advance]:
    """A bar on stderr, one line a stage; on no terminal, nothing."""
    os.environ.setdefault("LANCEDB_LOG", "error")  # LanceDB warns of every table that it makes
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        stages: dict[str, object] = {}

        def advance(stage: str, done: int, total: int | None) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage, total=total)
            task = stages[stage]
            bar.update(task, completed=done, total=total)  # type: ignore[arg-type]

        yield advance


def build_demo(
    store: Path,
    *,
    seed: int = SEED,
    products: int | None = None,
    second_views: bool = False,
    look: bool = True,
    files: Path | None = None,
) -> ImportReport:
    """Draws the demo shop and imports it like any other. Raises `ShopwindowError` for more products than there are.

    What is drawn lies in `files`, or in a folder beside the store until it is imported: a build that was stopped goes on there.
    """
    from assistant.importing import ImportOptions, import_feed
    from assistant.store_sight import open_vision
    from data.studio.feed import draw_store
    from data.studio.version import studio_version
    from nlu.encoder import SentenceEncoder

    workshop = files or store.with_name(f"{store.name}.drawing")
    with progress_bar() as advance:
        drawn = draw_store(
            workshop,
            seed=seed,
            products=products,
            second_views=second_views,
            progress=lambda done, total: advance("Drawing", done, total),
        )
        options = ImportOptions(
            source=drawn.products,
            to=store,
            images=str(drawn.images.parent),
            reviews=drawn.reviews,
            related=drawn.related,
            orders=drawn.orders,
            policies=drawn.policies,
            size_charts=drawn.size_charts,
            promotions=drawn.promotions,
            config=drawn.settings,
        )
        encoder = SentenceEncoder.open(threads=2)
        report = import_feed(options, encoder, progress=advance, looker=open_vision(encoder)[0] if look else None)
    mark = {"studio": studio_version(), "seed": seed, "products": products, "second_views": second_views}
    partial = mark_of(store).with_suffix(".partial")
    partial.write_text(json.dumps(mark), encoding="utf-8")
    os.replace(partial, mark_of(store))
    if files is None and second_views:
        shutil.rmtree(workshop, ignore_errors=True)
    return report


def mark_of(store: Path) -> Path:
    """The file beside a demo store that says which studio made it, with which seed and views."""
    return store.with_name(f"{store.name}.studio.json")


def demo_built(store: Path) -> Literal["front views", "all views"] | None:
    """How far the whole demo store is built by this version; None where it has to be built (again).

    One that the vision model in use has not looked at counts as having its front views alone: it can be served meanwhile, and
    what draws the second views looks at all pictures.
    """
    from data.studio.version import studio_version

    try:
        mark = json.loads(mark_of(store).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    wanted = {"studio": studio_version(), "seed": SEED, "products": None}
    if not isinstance(mark, dict) or any(mark.get(key) != value for key, value in wanted.items()) or not usable(store):
        return None
    return "all views" if mark.get("second_views") and _looked_at(store) else "front views"


def _looked_at(store: Path) -> bool:
    """Whether the vision model in use has looked at the pictures; True where there is none to look with."""
    from assistant.store_sight import open_vision
    from data.store import Store
    from grounding.sight import Vision
    from nlu.encoder import SentenceEncoder

    if Store.open(store).manifest.fingerprints.get("image") == Vision.fingerprint_in():
        return True  # as a rule: nothing has to be opened to know it
    return open_vision(SentenceEncoder.open())[0] is None


@contextmanager
def second_views_behind(store: Path, *, done: bool) -> Iterator[None]:
    """While the block runs, draws the second views in a process of its own, unless they are `done`; the running server swaps to
    them. The process ends with the block, and the next time it goes on.
    """
    if done:
        yield
        return
    command = [sys.executable, "-m", "assistant.commands", "studio", "build", "--to", str(store), "--second-views", "--quietly"]
    quiet = subprocess.DEVNULL
    behind = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    # uvicorn raises the signal that stopped it once more when it has stopped: untouched, SIGTERM would end this process at once
    # and leave the other one drawing.
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        with suppress(ProcessLookupError):
            if os.name == "posix":
                os.killpg(behind.pid, signal.SIGTERM)
            else:
                behind.terminate()
        behind.wait()


def _end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def usable(store: Path) -> bool:
    """Whether a store is there, whole, and made with this version's models."""
    from data.store import Store
    from nlu.encoder import SentenceEncoder

    try:
        Store.open(store, fingerprints={"text": SentenceEncoder.open().fingerprint})
    except StoreError:
        return False
    return True
