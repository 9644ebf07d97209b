"""What was seen of pictures, as it is kept in a store."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.errors import StoreError
from data.picture_features import FOLDER, PATCHES, VECTOR, PictureFeatures, PictureFeatureWriter, Pictures, together


def some(n: int, seed: int = 0) -> Pictures:
    rng = np.random.default_rng(seed)
    patches = rng.integers(-127, 128, (n, *PATCHES)).astype(np.int8)
    return Pictures(rng.normal(size=(n, *VECTOR)).astype(np.float32), patches, rng.random(n).astype(np.float32))


def test_what_was_written_is_found_by_name(tmp_path: Path) -> None:
    first, second = some(2), some(1, seed=1)
    writer = PictureFeatureWriter(tmp_path)
    writer.add(["b.webp", "a.webp"], [0, 1], first)
    writer.add(["c.webp"], [1], second)
    writer.close()
    kept = PictureFeatures(tmp_path)
    assert len(kept) == 3
    row = kept.row("a.webp")
    assert row is not None
    assert (kept.at([row]).patches == first.patches[1]).all()
    found = kept.at([kept.row("c.webp") or 0, row])
    assert (found.vectors == together([second, first.at([1])]).vectors).all()
    assert kept.row("d.webp") is None
    assert kept.owners.tolist() == [[0, 0], [1, 1], [2, 1]]


def test_a_picture_of_several_products_is_kept_once_with_all_of_them(tmp_path: Path) -> None:
    writer = PictureFeatureWriter(tmp_path)
    writer.add(["b.webp", "a.webp", "b.webp"], [0, 1, 4], some(2))
    writer.add(["c.webp", "c.webp"], [4, 2], some(1, seed=1))
    writer.close()
    kept = PictureFeatures(tmp_path)
    assert len(kept) == 3
    assert [kept.row(name) for name in ("b.webp", "a.webp", "c.webp")] == [0, 1, 2]
    assert sorted(kept.owners.tolist()) == [[0, 0], [0, 4], [1, 1], [2, 2], [2, 4]]


def test_features_with_one_product_a_picture_can_still_be_read(tmp_path: Path) -> None:
    writer = PictureFeatureWriter(tmp_path)
    writer.add(["a.webp", "b.webp"], [3, 1], some(2))
    writer.close()
    np.save(tmp_path / FOLDER / "owners.npy", np.array([3, 1], np.int32))
    assert PictureFeatures(tmp_path).owners.tolist() == [[0, 3], [1, 1]]


def test_a_version_whose_pictures_were_not_looked_at_has_none(tmp_path: Path) -> None:
    PictureFeatureWriter(tmp_path).close()
    kept = PictureFeatures(tmp_path)
    assert len(kept) == 0
    assert kept.row("a.webp") is None
    with pytest.raises(IndexError):
        kept.at([0])


@pytest.mark.parametrize("harm", ["cut", "gone", "other length"])
def test_damaged_files_are_told(tmp_path: Path, harm: str) -> None:
    writer = PictureFeatureWriter(tmp_path)
    writer.add(["a.webp", "b.webp"], [0, 1], some(2))
    writer.close()
    file = tmp_path / FOLDER / "patches.npy"
    if harm == "gone":
        file.unlink()
    elif harm == "cut":
        file.write_bytes(file.read_bytes()[:40])
    else:
        np.save(file, np.zeros((1, *PATCHES), np.int8))
    with pytest.raises(StoreError, match="import the feed again"):
        PictureFeatures(tmp_path)
