"""Building a store while somebody watches: the progress bar, the report, and the drawn demo store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from data.errors import StoreError

if TYPE_CHECKING:
    from assistant.importing import ImportReport

SEED = 7
PRODUCTS = 168

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


def build_demo(store: Path, *, seed: int = SEED, products: int = PRODUCTS) -> ImportReport:
    """Draws the demo shop and imports it like any other. Raises `ShopwindowError` for more products than there are."""
    from assistant.importing import ImportOptions, import_feed
    from data.studio.feed import draw_store
    from nlu.encoder import SentenceEncoder

    with TemporaryDirectory(prefix="shopwindow-studio-") as folder, progress_bar() as advance:
        files = draw_store(
            Path(folder), seed=seed, products=products, progress=lambda done, total: advance("Drawing", done, total)
        )
        options = ImportOptions(
            source=files.products,
            to=store,
            images=str(files.images.parent),
            reviews=files.reviews,
            related=files.related,
            orders=files.orders,
            policies=files.policies,
            size_charts=files.size_charts,
            promotions=files.promotions,
            config=files.settings,
        )
        return import_feed(options, SentenceEncoder.open(threads=2), progress=advance)


def usable(store: Path) -> bool:
    """Whether a store is there, whole, and made with this version's models."""
    from data.store import Store
    from nlu.encoder import SentenceEncoder

    try:
        Store.open(store, fingerprints={"text": SentenceEncoder.open().fingerprint})
    except StoreError:
        return False
    return True
