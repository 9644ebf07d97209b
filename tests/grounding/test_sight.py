"""The shipped model, opened: what it answers to pictures and phrases of every kind."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from data.errors import StoreError
from data.picture_files import TooManyPixels, open_picture
from data.studio.draw import draw
from data.studio.photograph import photograph
from data.studio.spec import Spec
from grounding.sight import FOLDER, Vision
from nlu.encoder import SentenceEncoder


@pytest.fixture(scope="module")
def vision() -> Vision:
    return Vision.open(SentenceEncoder.open())


@pytest.fixture(scope="module")
def hoodie() -> Image.Image:
    return photograph(draw(Spec("hoodie", "zip", "navy", seed=3)), 512)


def test_a_hoodie_has_a_hood_and_a_shoe_has_none(vision: Vision, hoodie: Image.Image) -> None:
    shoe = photograph(draw(Spec("sneaker", "low", "white", seed=4)), 512)
    with_hood, without = (vision.look(vision.embed([one]), ["hood"])[0][0] for one in (hoodie, shoe))
    assert with_hood.presence > vision.presence_at > without.presence
    assert with_hood.point[1] < 0.5  # it is at the top


def test_what_is_stored_is_small(vision: Vision, hoodie: Image.Image) -> None:
    pictures = vision.embed([hoodie])
    assert pictures.patches.dtype == np.int8
    assert pictures.patches.nbytes + pictures.scales.nbytes <= 40_000
    assert np.linalg.norm(pictures.vectors, axis=1) == pytest.approx(1, abs=1e-4)


def test_phrases_learnt_before_are_encoded_no_more_and_say_the_same(vision: Vision, hoodie: Image.Image) -> None:
    seen, before = vision.embed([hoodie]), Vision.open(SentenceEncoder.open())
    before.learn(["hood", "zipper"])
    learnt = before._asked.known(["hood", "zipper"])
    told = before.look(seen, ["hood", "zipper"])[0]
    assert all(before._asked.known([phrase])[phrase] is learnt[phrase] for phrase in ("hood", "zipper"))
    assert [one.presence for one in told] == [one.presence for one in vision.look(seen, ["hood", "zipper"])[0]]


def test_a_picture_says_the_same_alone_and_among_others(vision: Vision, hoodie: Image.Image) -> None:
    other = photograph(draw(Spec("mug", "classic", "red", seed=5)), 512)
    seen = vision.embed([other, hoodie])
    alone = vision.look(seen.at([1]), ["hood", "zipper"])[0]
    among = vision.look(seen, ["handle", "zipper", "hood"])[1]
    # To the last digit that anybody is told: what is a reason in a reply is marked when its picture is asked for.
    assert among[2].presence == pytest.approx(alone[0].presence, abs=1e-5)
    assert among[1].box == pytest.approx(alone[1].box, abs=1e-5)
    again = Vision.open(SentenceEncoder.open()).look(seen, ["zipper", "a much longer phrase about the pockets", "hood"])[1]
    assert again[2].presence == pytest.approx(alone[0].presence, abs=1e-5)


@pytest.mark.parametrize(("pictures", "phrases"), [(13, 20), (3, 60), (100, 1), (1, 97)])
def test_many_at_once_say_the_same_to_the_last_digit(vision: Vision, hoodie: Image.Image, pictures: int, phrases: int) -> None:
    one = vision.embed([hoodie, photograph(draw(Spec("mug", "classic", "red", seed=5)), 512)])
    seen = one.at([n % 2 for n in range(pictures)])
    wanted = [*sorted(vision.vocabulary.words)[: phrases - 1], "a much longer phrase about the pockets"]
    whole = vision._look(seen, *vision._phrases(wanted))
    for some, every in zip(vision.look(seen, wanted), whole, strict=True):
        for got, told in zip(some, every, strict=True):
            assert (got.presence, got.sure, got.box) == (told.presence, told.sure, told.box)
            assert (got.map == told.map).all()


@pytest.mark.parametrize("phrase", ["", "   ", "qwrtz xkcd", "%%%", "\U0001f600", "hood " * 300, "not red", "0"])
def test_any_phrase_gets_a_defined_answer(vision: Vision, hoodie: Image.Image, phrase: str) -> None:
    sight = vision.look(vision.embed([hoodie]), [phrase])[0][0]
    assert 0 <= sight.presence <= 1
    assert 0 <= sight.sure <= 1
    x0, y0, x1, y1 = sight.box
    assert 0 <= x0 <= x1 <= 1
    assert 0 <= y0 <= y1 <= 1
    assert np.isfinite(sight.map).all()


def test_nothing_asked_and_nothing_shown(vision: Vision, hoodie: Image.Image) -> None:
    assert vision.look(vision.embed([hoodie]), []) == [[]]


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (3, 5), (4000, 3000)])
def test_pictures_of_any_size(vision: Vision, size: tuple[int, int]) -> None:
    sight = vision.look(vision.embed([Image.new("RGB", size, "red")]), ["hood"])[0][0]
    assert np.isfinite(sight.presence)


@pytest.mark.parametrize(("mode", "alike"), [("L", 0.7), ("CMYK", 0.98), ("RGBA", 0.98), ("P", 0.95), ("I;16", 0.7), ("1", 0.6)])
def test_pictures_of_any_kind(vision: Vision, hoodie: Image.Image, mode: str, alike: float) -> None:
    plain = vision.embed([hoodie]).vectors[0]
    source = hoodie.convert("L") if mode == "I;16" else hoodie
    changed = Image.fromarray(np.asarray(source, np.uint16) * 257) if mode == "I;16" else hoodie.convert(mode)
    out = io.BytesIO()
    changed.save(out, "JPEG" if mode == "CMYK" else "PNG")
    vector = vision.embed([open_picture(out.getvalue(), edge=512).image]).vectors[0]
    assert float(plain @ vector) > alike
    if mode == "I;16":
        gray = vision.embed([hoodie.convert("L")]).vectors[0]
        assert float(gray @ vector) > 0.99


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_an_animation_the_first_frame_is_seen(vision: Vision, hoodie: Image.Image, kind: str) -> None:
    out = io.BytesIO()
    hoodie.save(out, kind, save_all=True, append_images=[Image.new("RGB", hoodie.size, "red")], duration=100)
    assert getattr(Image.open(out), "n_frames", 1) == 2
    vector = vision.embed([open_picture(out.getvalue(), edge=512).image]).vectors[0]
    assert float(vision.embed([hoodie]).vectors[0] @ vector) > 0.95


def test_colors_of_16_bits_are_seen(vision: Vision, hoodie: Image.Image) -> None:
    vector = vision.embed([open_picture(sixteen_bits(np.asarray(hoodie)), edge=512).image]).vectors[0]
    assert float(vision.embed([hoodie]).vectors[0] @ vector) > 0.99


def sixteen_bits(pixels: NDArray[np.uint8], times: int = 1) -> bytes:
    """An RGB PNG of 16 bits a channel, which Pillow does not write: rows (H, W, 3), all of them so many `times`."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + (row.astype(">u2") * 257).tobytes() for row in pixels)
    packing = zlib.compressobj(1)
    body = b"".join(packing.compress(rows) for _ in range(times)) + packing.flush()
    head = struct.pack(">IIBBBBB", width, height * times, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


LARGE: dict[str, tuple[str, tuple[int, int], dict[str, Any]]] = {
    "jpeg": ("RGB", (8192, 7800), {"format": "JPEG"}),
    "progressive-gray": ("L", (8192, 7800), {"format": "JPEG", "progressive": True}),
    "progressive": ("RGB", (8192, 6144), {"format": "JPEG", "progressive": True}),
    "progressive-444": ("RGB", (5000, 5000), {"format": "JPEG", "progressive": True, "subsampling": 0}),
    "progressive-cmyk": ("CMYK", (4400, 4400), {"format": "JPEG", "progressive": True}),
    "png": ("RGB", (5000, 5000), {"format": "PNG"}),
    "transparent": ("RGBA", (4200, 4200), {"format": "PNG"}),
    "16-bit": ("I;16", (5000, 5000), {"format": "PNG"}),
    "16-bit-colors": ("RGB;16", (5000, 5000), {}),
    "webp": ("RGB", (3100, 3100), {"format": "WEBP"}),
    "animated-webp": ("RGB", (3100, 3100), {"format": "WEBP", "save_all": True}),
    "animated-gif": ("P", (5000, 5000), {"format": "GIF", "save_all": True}),
}


@pytest.mark.parametrize("kind", list(LARGE))
def test_the_worst_of_them_stay_under_500_mb(tmp_path: Path, kind: str) -> None:
    """In a process of its own: as many pixels as are taken of each kind, looked at for a phrase of 300 words."""
    mode, size, saved = LARGE[kind]
    if mode == "RGB;16":
        (tmp_path / "large").write_bytes(sixteen_bits(np.full((1, size[0], 3), 99, np.uint8), size[1]))
    else:
        more: dict[str, Any] = {"append_images": [Image.new(mode, size, "red")]} if "save_all" in saved else {}
        Image.new(mode, size, {"I;16": 40_000, "L": 99}.get(mode, "teal")).save(tmp_path / "large", **saved, **more)
    script = """
import sys
from data.picture_files import TooManyPixels, open_picture
from grounding.sight import Vision
from nlu.encoder import SentenceEncoder
vision = Vision.open(SentenceEncoder.open())
vision.look(vision.embed([open_picture(open(sys.argv[1], "rb").read(), edge=512).image]), ["hood " * 300])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
    got = subprocess.run([sys.executable, "-c", script, str(tmp_path / "large")], capture_output=True, text=True, check=True)
    assert int(got.stdout) / 1024 < 500


@pytest.mark.parametrize(
    ("mode", "size", "saved"),
    [
        ("RGB", (8192, 6144), {"format": "JPEG", "progressive": True, "subsampling": 0}),
        ("CMYK", (5000, 5000), {"format": "JPEG", "progressive": True}),
        ("RGBA", (4800, 4800), {"format": "PNG"}),
        ("RGB", (4000, 4000), {"format": "WEBP"}),
    ],
)
def test_what_would_take_more_is_refused(mode: str, size: tuple[int, int], saved: dict[str, Any]) -> None:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, **saved)
    with pytest.raises(TooManyPixels, match="too many pixels"):
        open_picture(out.getvalue(), edge=512)


def test_very_many_pictures_and_phrases_stay_under_500_mb() -> None:
    script = """
from PIL import Image
from grounding.sight import Vision
from nlu.encoder import SentenceEncoder
vision = Vision.open(SentenceEncoder.open())
seen = vision.embed([Image.new("RGB", (512, 512), "teal")]).at([0] * 60)
assert len(vision.look(seen, [f"hood {n} " * 9 for n in range(60)])[59]) == 60
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
    got = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(got.stdout) / 1024 < 500


def test_torch_is_not_needed() -> None:
    script = "import sys; import grounding.sight, grounding.evaluation; print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_a_missing_model_is_said_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no grounding model here.*shopwindow train grounding"):
        Vision.open(SentenceEncoder.open(), tmp_path)


def test_a_damaged_model_is_said_so(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    (tmp_path / "model" / "layer.onnx").write_bytes(b"nothing")
    with pytest.raises(StoreError, match="damaged"):
        Vision.open(SentenceEncoder.open(), tmp_path / "model")


def test_another_encoder_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    card = json.loads((tmp_path / "model" / "card.json").read_text())
    (tmp_path / "model" / "card.json").write_text(json.dumps({**card, "encoder": "another"}))
    with pytest.raises(StoreError, match="another sentence encoder"):
        Vision.open(SentenceEncoder.open(), tmp_path / "model")


@pytest.mark.parametrize("name", ["absent", "slope", "place"])
def test_the_card_of_an_older_model_is_said_with_the_file_and_the_command(tmp_path: Path, name: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    file = tmp_path / "model" / "card.json"
    card = json.loads(file.read_text())
    del card["calibration"][name]
    file.write_text(json.dumps(card))
    with pytest.raises(StoreError, match=rf"card\.json.*{name}.*shopwindow train grounding"):
        Vision.open(SentenceEncoder.open(), tmp_path / "model")
    file.write_text(json.dumps({**card, "calibration": None}))
    with pytest.raises(StoreError, match=r"card\.json.*shopwindow train grounding"):
        Vision.open(SentenceEncoder.open(), tmp_path / "model")


def test_the_shipped_files_are_small() -> None:
    assert sum(one.stat().st_size for one in FOLDER.iterdir()) <= 30_000_000


def test_the_card_tells_where_it_comes_from() -> None:
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    for wanted in ("source", "licence", "data", "command", "device", "date", "plan", "calibration", "encoder"):
        assert card[wanted], wanted
    assert "could not be verified" in card["licence"]
