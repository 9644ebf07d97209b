"""Boxes drawn by hand: the written form, the lines they are kept as, and the sheets to look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from data.errors import ShopwindowError
from grounding.annotation import Annotation, lines, read, sheet, written

KEPT = Path(__file__).resolve().parents[2] / "data" / "grounding"


def test_written_form_is_read() -> None:
    text = "@ fashion-1\n+ white sole | 8 78 50 93 ; 52 80 96 95\n- yellow laces\n\n@ upload-2\n+ hood | 30 5 70 25\n"
    assert written(text) == [
        Annotation("fashion-1", "white sole", True, ((0.08, 0.78, 0.5, 0.93), (0.52, 0.8, 0.96, 0.95))),
        Annotation("fashion-1", "yellow laces", False, ()),
        Annotation("upload-2", "hood", True, ((0.3, 0.05, 0.7, 0.25),)),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("+ hood | 30 5 20 25", "line 2: '30 5 20 25' is no box"),
        ("+ hood | 30 5 170 25", "is no box within 0 to 100"),
        ("+ hood | 30 5 70", "should be four numbers"),
        ("+ hood", "a phrase that is there has boxes"),
        ("- hood | 1 2 3 4", "one that is not has none"),
        ("hood", "should begin with"),
    ],
)
def test_a_faulty_line_is_named(line: str, fault: str) -> None:
    with pytest.raises(ShopwindowError, match=fault):
        written(f"@ a\n{line}")


def test_a_phrase_is_said_once_of_a_photo() -> None:
    with pytest.raises(ShopwindowError, match="'hood' was said of a before"):
        written("@ a\n- hood\n- hood")


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    said = [*written("@ a\n+ hood | 30 5 70 25\n- zip"), Annotation("b", "wheels", False, (), plausible=False)]
    path = tmp_path / "boxes.jsonl"
    path.write_text("\n".join(lines(said)) + "\n", encoding="utf-8")
    assert read(path) == said


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"photo": "a"}', '{"photo": "a", "phrase": "b", "present": true, "boxes": [[1, 2]]}']
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "boxes.jsonl"
    path.write_text('{"photo": "a", "phrase": "b", "present": false, "boxes": []}\n' + line, encoding="utf-8")
    with pytest.raises(ShopwindowError, match=r"boxes\.jsonl, line 2"):
        read(path)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"boxes": [[30, 5, 70, 35]]}, "fractions"),  # hundredths, or pixels
        ({"boxes": [[0.7, 0.35, 0.3, 0.05]]}, "left before right"),
        ({"boxes": [[float("nan"), 0.05, 0.7, 0.35]]}, "fractions"),
        ({"boxes": [0.1, 0.1, 0.2, 0.2]}, "not four numbers"),
        ({"present": "false"}, "neither true nor false"),
        ({"present": False}, "absent, and has a box"),
        ({"phrase": " "}, "no words"),
        ({"photo": "../outside"}, "no name in the folder"),
    ],
)
def test_a_line_that_would_only_count_as_a_miss_is_refused(tmp_path: Path, changed: dict[str, object], fault: str) -> None:
    row = {"photo": "a", "phrase": "hood", "present": True, "boxes": [[0.1, 0.1, 0.3, 0.3]], **changed}
    path = tmp_path / "boxes.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(ShopwindowError, match=f"line 1: .*{fault}"):
        read(path)


def test_a_box_over_the_edge_ends_there_and_a_thing_may_have_no_known_place(tmp_path: Path) -> None:
    path = tmp_path / "boxes.jsonl"
    rows = [
        {"photo": 7, "phrase": "caf\u00e9\u2028sign", "present": 1, "boxes": [[-0.01, 0.5, 1.01, 1]]},
        {"photo": "b", "phrase": "zip", "present": True},
    ]
    path.write_text("\ufeff" + "\n".join(json.dumps(one, ensure_ascii=False) for one in rows), encoding="utf-8")
    assert [(one.photo, one.boxes) for one in read(path)] == [("7", ((0, 0.5, 1, 1),)), ("b", ())]


@pytest.mark.parametrize(("content", "fault"), [(b"\n \n", "no lines"), ("{\u00e9}".encode("cp1252"), "no UTF-8")])
def test_a_file_without_lines_or_of_another_encoding_is_told(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "boxes.jsonl"
    path.write_bytes(content)
    with pytest.raises(ShopwindowError, match=fault):
        read(path)


def test_shipped_boxes_are_sound() -> None:
    train, dev = read(KEPT / "train.jsonl"), read(KEPT / "dev.jsonl")
    assert len({one.photo for one in train}) >= 700
    assert len({one.photo for one in dev}) == 120
    assert not {one.photo for one in train} & {one.photo for one in dev}
    for one in (*train, *dev):
        assert one.present == bool(one.boxes), one
        assert all(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1 for x0, y0, x1, y1 in one.boxes), one
    absent = [one for one in dev if not one.present]
    assert len(absent) >= 0.4 * len(dev)
    assert all(one.plausible is not None for one in absent)
    assert sum(bool(one.plausible) for one in absent) >= 0.5 * len(absent)


def test_no_photo_and_no_path_is_kept_with_them() -> None:
    for name in ("train", "dev"):
        for row in (KEPT / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            assert set(json.loads(row)) - {"plausible"} == {"photo", "phrase", "present", "boxes"}


def test_a_sheet_shows_boxes_where_they_were_drawn() -> None:
    photo = Image.new("RGB", (168, 224), "white")
    plain = sheet([("a", photo)])
    drawn = sheet([("a", photo)], [Annotation("a", "hood", True, ((0.3, 0.05, 0.7, 0.25),))])
    assert plain.size == drawn.size
    changed = ImageChops.difference(plain, drawn).getbbox()
    assert changed is not None
    assert changed[1] > 26 + 20 + 0.04 * 720
    assert changed[3] < 26 + 20 + 0.27 * 720
