"""What training pictures are packed from, and what is kept apart from them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from data.errors import ConfigError
from grounding.annotation import read
from grounding.training import sources

DEV_UPLOAD = min(name for name in sources.held_out() if name.startswith("upload-")).removeprefix("upload-")
TWIN = min(one.photo for one in read(sources.HAND / "train.jsonl") if one.photo.startswith("upload-")).removeprefix("upload-")


def collections(folder: Path) -> Path:
    """A few photos of each public collection, of one colour each, as they lie in the folder of public data."""

    def jpeg(color: str) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (60, 80), color).save(out, "JPEG")
        return out.getvalue()

    def write(name: str, rows: list[dict[str, object]], split: Sequence[tuple[str, str]] = ()) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows), path)
        if split:
            lines = ["id,split", *(",".join(one) for one in split)]
            (path.parent / "split.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    names = {part: {one.photo for one in read(sources.HAND / f"{part}.jsonl")} for part in ("dev", "train")}
    shop = {part: sorted(name.removeprefix("fashion-") for name in names[part] if name.startswith("fashion-")) for part in names}
    ids = [*shop["dev"], *shop["train"], "1", "2", "3", "4"]
    told = dict.fromkeys(ids, "A shirt of its own") | {
        shop["dev"][0]: "Twice sold", "1": "Twice sold", shop["dev"][1]: "Team Red Polo", "4": "Team Navy Blue Polo",
        shop["train"][0]: "Team White Polo",
    }  # fmt: skip
    styles = [
        {
            "id": one,
            "articleType": "Shirts",
            "baseColour": "Red",
            "productDisplayName": told[one] + (one if told[one][0] == "A" else ""),
        }
        for one in ids
    ]
    write("fashion-photos/styles.parquet", styles)
    write("fashion-photos/photos-small.parquet", [{"id": one, "jpeg": jpeg("red")} for one in ("1", "2", "3")])
    split = [(one, "test" if one in ("3", shop["train"][1]) else "train") for one in ids]
    write("fashion-photos/photos-large.parquet", [{"id": one, "jpeg": jpeg("red")} for one in ids], split)
    ups = sorted(name.removeprefix("upload-") for part in names.values() for name in part if name.startswith("upload-"))
    senders = {one: n for n, one in enumerate(ups)} | {TWIN: ups.index(DEV_UPLOAD), "00000000": ups.index(DEV_UPLOAD)}
    rows = [
        {"id": f"{one}-rest", "jpeg": jpeg("blue"), "label": "Shoes" if one == "00000000" else "T-Shirt", "sender_id": sender}
        for one, sender in senders.items()
    ]
    write("uploads/photos.parquet", rows, [(str(row["id"]), "train") for row in rows])
    mask = io.BytesIO()
    Image.new("L", (6, 8)).save(mask, "PNG")
    worn = [{"jpeg": jpeg("green"), "mask_png": mask.getvalue(), "split": part} for part in ("train", "test")]
    write("clothing-parsing/photos.parquet", worn)
    (folder / "clothing-parsing" / "labels.txt").write_text("0 null\n", encoding="utf-8")
    return folder


def test_packs_keep_what_is_held_out_apart(tmp_path: Path) -> None:
    data, dev = collections(tmp_path / "public"), sources.held_out()
    sources.pack(data, tmp_path / "packs")
    ids = {
        path.stem: set(pq.read_table(path, columns=["id"])["id"].to_pylist())
        for path in (tmp_path / "packs").glob("[!s]*.parquet")
    }
    assert ids["dev"] == dev
    assert not {f"fashion-{one}" for one in ids["large"]} & dev
    assert {"2"} == ids["large"] & {"1", "2", "3", "4"}, "1 and 4 are of a development photo's design, 3 is of the test split"
    assert not {f"upload-{one[:8]}" for one in ids["home"]} & dev
    assert {"00000000-rest"} == ids["home"] & {"00000000-rest", f"{TWIN}-rest"}, "of another kind, and of the same, by one sender"
    drawn_on = {one.photo for one in read(sources.HAND / "train.jsonl")}
    assert len(drawn_on - ids["hand"]) == 3, "the design of a development photo, one of the test split, a sender's other shirt"
    assert ids["hand"] < drawn_on
    assert pq.read_metadata(tmp_path / "packs" / "street.parquet").num_rows == 1


def test_without_photos_nothing_of_theirs_is_trained_on(tmp_path: Path) -> None:
    data, packs = collections(tmp_path / "public"), tmp_path / "packs"
    sources.pack(data, packs)
    shutil.rmtree(data / "fashion-photos")
    shutil.rmtree(data / "clothing-parsing")
    sources.pack(data, packs, kinds={"home", "hand", "scene"})
    assert {path.stem for path in packs.glob("*.parquet")} == {"home", "hand", "dev"}
    for name in ("hand", "dev"):
        ids = pq.read_table(packs / f"{name}.parquet")["id"].to_pylist()
        assert ids
        assert all(one.startswith("upload-") for one in ids)
    assert {job.kind for job in sources.jobs(packs, 1, sources.KINDS)} == {"home", "hand", "dev", "scene"}
    with pytest.raises(ConfigError, match="no clothing-parsing here"):
        sources.pack(data, packs, kinds={"street"})


def test_shards_come_so_that_training_can_begin_and_no_more_than_are_wanted(tmp_path: Path) -> None:
    for name, rows in (("hand", 5), ("dev", 5), ("street", 500), ("home", 2000), ("large", 3000), ("small", 9000)):
        pq.write_table(pa.table({"id": list(range(rows))}), tmp_path / f"{name}.parquet")
    made = sources.jobs(tmp_path, 3, sources.KINDS)
    assert [one.kind for one in made[:17]] == ["hand", "dev", *["scene"] * 12, "street", "home", "shop"]
    assert _covered(made) == {"hand": 5, "dev": 5, "street": 500, "home": 2000, "large": 3000, "small": 9000}
    few = sources.jobs(tmp_path, 3, sources.KINDS, photos=2500)
    assert _covered(few) == {"hand": 5, "dev": 5, "street": 500, "home": 2000, "large": 3000, "small": 4096}


def _covered(jobs: list[sources.Job]) -> dict[str, int]:
    """Rows of each pack, of which none is in two shards."""
    rows: dict[str, set[int]] = {}
    for one in (one for one in jobs if one.kind != "scene"):
        own = set(range(one.start, min(one.stop, pq.read_metadata(one.pack).num_rows)))
        assert not rows.setdefault(Path(one.pack).stem, set()) & own
        rows[Path(one.pack).stem] |= own
    return {name: len(one) for name, one in rows.items()}


def test_twins_of_development_photos_are_found(tmp_path: Path) -> None:
    data = collections(tmp_path / "public")
    dev = sorted(name for name in sources.held_out() if name.startswith("fashion-"))
    assert sources.twinned(data) == {dev[0], dev[1], f"upload-{DEV_UPLOAD}"}


def test_a_design_is_the_same_in_every_colour() -> None:
    def design(name: str, color: str, kind: str = "Shirts") -> tuple[str, str]:
        return sources.design({"articleType": kind, "baseColour": color, "productDisplayName": name})

    red = design("Genesis Men Check Red Shirts", "Red")
    assert red == design("Genesis Men Check Navy Blue Shirts", "Navy Blue")
    assert red not in (design("Genesis Men Check Red Shirts", "Red", "Tops"), design("Genesis Men Stripe Red Shirts", "Red"))
