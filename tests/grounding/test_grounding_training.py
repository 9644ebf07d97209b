"""The layer and its training, where torch is there (the `train` extra)."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image
from typer.testing import CliRunner

torch = pytest.importorskip("torch", reason="needs the train extra")
open_clip = pytest.importorskip("open_clip", reason="needs the train extra")

from assistant.commands import app  # noqa: E402
from data.errors import ConfigError  # noqa: E402
from grounding.annotation import read  # noqa: E402
from grounding.attention import CrossAttention  # noqa: E402
from grounding.sight import FOLDER, Vision, rounded, unsigned  # noqa: E402
from grounding.training import onward, sources  # noqa: E402
from grounding.training.batches import Held, draw, mosaics, plain, varied  # noqa: E402
from grounding.training.export import export, export_layer, restored, restored_network, restored_tower  # noqa: E402
from grounding.training.losses import WEAK, Weights, contrast, grounding_loss, naming, overlap  # noqa: E402
from grounding.training.measuring import said  # noqa: E402
from grounding.training.network import Grounder  # noqa: E402
from grounding.training.open_tower import OpenClipTower  # noqa: E402
from grounding.training.release import layer_trained_on, release  # noqa: E402
from grounding.training.shards import Shard, shard  # noqa: E402
from grounding.training.tower import SHA256  # noqa: E402
from grounding.training.train import Classes, Plan, Pool, fit, network, train  # noqa: E402
from nlu.encoder import SentenceEncoder, session_of  # noqa: E402


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    job = sources.Job("scene", "", 0, 6, 5, sources.claims.SEEN)
    return Held(Shard.load(sources.run(job, tmp_path_factory.mktemp("shards"))), torch.device("cpu"), {}, {})


def asked(pictures: int = 2, phrases: int = 3, tokens: int = 5) -> tuple[torch.Tensor, ...]:
    torch.manual_seed(0)
    vectors = torch.nn.functional.normalize(torch.randn(pictures, 384), dim=-1)
    sentence = torch.nn.functional.normalize(torch.randn(pictures, phrases, 384), dim=-1)
    return (
        torch.randn(pictures, 256, 128),
        vectors,
        torch.randn(pictures, phrases, tokens, 384),
        torch.ones(pictures, phrases, tokens),
        sentence,
    )


def test_attention_sums_to_one() -> None:
    seen = CrossAttention().eval()(*asked())
    assert torch.allclose(seen.attention.sum(-1), torch.ones(2, 3, 8), atol=1e-5)


def test_padding_changes_nothing() -> None:
    layer = CrossAttention().eval()
    patches, vectors, states, real, sentence = asked()
    longer = torch.cat((states, torch.randn(2, 3, 4, 384)), 2), torch.cat((real, torch.zeros(2, 3, 4)), 2)
    short, long = layer(patches, vectors, states, real, sentence), layer(patches, vectors, *longer, sentence)
    for one, two in zip(short, long, strict=True):
        assert torch.allclose(one, two, atol=1e-4)


def test_one_question_to_all_pictures_is_the_same_as_one_each() -> None:
    layer = CrossAttention().eval()
    patches, vectors, states, real, sentence = asked()
    shared = layer(patches, vectors, states[:1], real[:1], sentence[:1])
    each = layer(patches, vectors, states[:1].expand(2, -1, -1, -1), real[:1].expand(2, -1, -1), sentence[:1].expand(2, -1, -1))
    assert torch.allclose(shared.presence, each.presence, atol=1e-4)
    assert torch.allclose(shared.map, each.map, atol=1e-4)


def test_boxes_hold_their_patch() -> None:
    layer = CrossAttention().eval()
    boxes = layer.boxes(layer(*asked()).reach)
    assert (boxes[..., :2] <= layer.centers).all()
    assert (boxes[..., 2:] >= layer.centers).all()


def test_overlap_by_hand() -> None:
    giou, iou = overlap(torch.tensor([0.0, 0.0, 0.5, 1.0]), torch.tensor([0.5, 0.0, 1.0, 1.0]))
    assert iou == pytest.approx(0, abs=1e-4)
    assert giou == pytest.approx(0, abs=1e-3)  # they touch: no gap in the hull
    assert overlap(torch.tensor([0.0, 0.0, 0.5, 0.5]), torch.tensor([0.5, 0.5, 1.0, 1.0]))[0] == pytest.approx(-0.5, abs=1e-2)


def test_places_move_with_the_picture(held: Held) -> None:
    torch.manual_seed(3)
    batch = draw(held, 6, 8, 1.0)
    moved = varied(batch, torch.ones(6, dtype=torch.bool))
    for n in torch.nonzero((moved.wanted.present > 0.5) & (moved.wanted.weight > 0)).flatten().tolist():
        cover, boxes = moved.wanted.cover[n], moved.wanted.boxes[n]
        if cover.max() < 0.5 or (boxes[..., 2] > boxes[..., 0]).sum() > 3 or moved.wanted.how[n] == WEAK:
            continue  # of what is weakly placed no box is known
        y, x = divmod(int(cover.argmax()), 16)
        inside = (boxes[:, 0] <= (x + 1) / 16) & (boxes[:, 2] >= x / 16) & (boxes[:, 1] <= (y + 1) / 16) & (boxes[:, 3] >= y / 16)
        assert inside.any()


def test_in_a_mosaic_each_thing_is_in_its_own_quarter() -> None:
    """Red shirts, blue bags, green shoes: what is there covers the quarters of its color alone, what is not covers none."""
    torch.manual_seed(5)
    things = (("Tshirts", "Red", (220, 20, 20)), ("Handbags", "Blue", (20, 20, 220)), ("Casual Shoes", "Green", (20, 160, 20)))
    types, colors = {one[0]: 5 for one in things}, {one[1]: 5 for one in things}
    examples = []
    for kind, color, rgb in things:
        photo = Image.new("RGB", (120, 160), "white")
        photo.paste(rgb, (25, 30, 95, 130))
        examples.append(sources.claims.from_shop(photo, kind, color, f"{color} {kind}", types, colors, Random(1)))
    held = Held(shard(examples, SentenceEncoder.open()), torch.device("cpu"), {}, {})
    batch = mosaics(held, 12, 8, 1.0)
    quarters = batch.pictures.float().unflatten(1, (2, -1)).unflatten(3, (2, -1))[:, :, 16:-16, :, 16:-16].mean((2, 4))
    shown = quarters.flatten(1, 2).argmax(-1)  # (pictures, quarter): the channel of its thing
    names = {row: n for n, (kind, color, _) in enumerate(things) for row in _phrases(held, kind, color)}
    channel = {0: 0, 1: 2, 2: 1}
    told = 0
    for n in torch.nonzero(batch.wanted.weight > 0).flatten().tolist():
        thing = channel[names[_phrase(held, batch.text.sentence[n])]]
        where = shown[batch.of[n]] == thing
        cover = batch.wanted.cover[n].unflatten(0, (2, -1)).unflatten(2, (2, -1)).amax((1, 3)).flatten()
        if batch.wanted.present[n] > 0.5:
            assert ((cover > 0.5) == where).all()
            told += 1
        else:
            assert not where.any()
            assert cover.max() == 0
    assert told >= 12


def _phrases(held: Held, kind: str, color: str) -> list[int]:
    return [n for n, phrase in enumerate(held.phrases) if phrase in (color.lower(), sources.claims.words()["fashion"][kind][0])]


def _phrase(held: Held, sentence: torch.Tensor) -> int:
    return int((held.sentence.float() @ sentence).argmax())


def test_contrast_takes_pairs_that_say_the_same_for_no_mistake() -> None:
    vectors = torch.nn.functional.normalize(torch.randn(4, 384, generator=torch.Generator().manual_seed(1)), dim=-1)
    scale = torch.tensor(30.0)
    apart = contrast(vectors, vectors, vectors @ vectors.T > 0.9999, scale)
    assert float(apart) < 0.01
    twice = vectors[[0, 0, 2, 3]]
    same = twice @ twice.T > 0.9999
    assert float(contrast(twice, twice, same, scale)) < 0.01
    assert float(contrast(twice, twice, torch.eye(4, dtype=torch.bool), scale)) > 0.3
    assert float(contrast(vectors, vectors[[1, 0, 3, 2]], torch.eye(4, dtype=torch.bool), scale)) > 5


def test_naming_counts_only_what_has_a_name() -> None:
    names = torch.eye(3, 384)
    pictures, scale = torch.eye(3, 384)[[0, 1, 1]], torch.tensor(30.0)
    right = naming(pictures[:2], names, scale, torch.tensor([0, 1]), smoothing=0.0)
    assert float(right) < 0.01
    assert torch.equal(naming(pictures, names, scale, torch.tensor([0, 1, -1]), smoothing=0.0), right)
    assert float(naming(pictures, names, scale, torch.tensor([0, 1, 2]), smoothing=0.0)) > 5
    assert float(naming(pictures, names, scale, torch.tensor([-1, -1, -1]))) == 0


def test_a_few_pictures_are_learned_by_heart(held: Held) -> None:
    torch.manual_seed(0)
    model = Grounder()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    losses = []
    for _ in range(24):
        batch = plain(draw(held, 6, 8, 1.0))
        _, seen = model(batch)
        loss, parts = grounding_loss(seen, model.layer.boxes(seen.reach), batch.wanted, Weights())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
        assert all(torch.isfinite(one) for one in parts.values())
    assert np.mean(losses[-3:]) < 0.8 * np.mean(losses[:3])
    figures = said(model.eval(), held, at_once=4).figures()
    assert figures["claims"] == float(held.present.sum() + held.absent.sum())


def test_weights_on_the_phrases_side_are_keys_and_values() -> None:
    layer, (patches, *_), q = CrossAttention().eval(), asked(), torch.randn(2, 3, 128)
    with torch.no_grad():
        for one in (layer.key, layer.value):
            one.bias.normal_()
        keys, values = (layer._split(one(patches)) for one in (layer.key, layer.value))  # (B, nh, P, hs)
        similar = layer._split(q) @ keys.transpose(-1, -2) / 4  # 128 numbers, 8 heads: the root of 16
        attention = similar.softmax(-1)
        assert torch.allclose(layer._similar(q, layer.key, patches), similar, atol=1e-4)
        assert torch.allclose(layer._seen(attention, patches), layer._join(attention @ values), atol=1e-4)


def test_what_is_exported_says_what_was_trained(tmp_path: Path) -> None:
    torch.manual_seed(1)
    model = Grounder().eval()
    with torch.no_grad():  # untrained, it sees the same everywhere, and what is stored in int8 is most of what differs
        for one in (model.layer.key, model.layer.query):
            one.weight.mul_(6)
    tower, layer = (session_of(path.read_bytes(), 1) for path in export(model, tmp_path))
    pixels = torch.rand(3, 3, 256, 256) * 2 - 1
    _, _, states, real, sentence = asked(phrases=4, tokens=6)
    with torch.no_grad():
        vectors, patches = model.tower(pixels)
        seen = model.layer(patches, vectors, states[:1], real[:1], sentence[:1])
        box, _ = model.layer.best(seen)
    got = tower.run(None, {"pixels": pixels.numpy()})
    assert np.allclose(got[0], vectors.numpy(), atol=0.01)
    patches, scales = rounded(got[1])
    told = {
        "patches": unsigned(patches),
        "scales": scales,
        "pictures": got[0],
        "states": states[0].numpy(),
        "real": real[0].numpy(),
        "sentence": sentence[0].numpy(),
    }
    presence, where, boxes, _ = layer.run(["presence", "map", "box", "sure"], told)
    assert np.allclose(presence, seen.presence.numpy(), atol=0.1)
    assert np.corrcoef(where.ravel(), seen.map.numpy().ravel())[0, 1] > 0.98
    assert boxes.shape == tuple(box.shape)


def small_packs(folder: Path) -> Path:
    """Of each kind a few photos of one colour."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "navy").save(picture, "JPEG")
    packs = folder / "packs"
    packs.mkdir()
    for part in ("hand", "dev"):
        drawn = read(sources.HAND / f"{'train' if part == 'hand' else 'dev'}.jsonl")
        names = list(dict.fromkeys(one.photo for one in drawn))[:12]
        pq.write_table(
            pa.Table.from_pylist([{"id": name, "jpeg": picture.getvalue()} for name in names]), packs / f"{part}.parquet"
        )
    rows = [{"id": str(n), "jpeg": picture.getvalue(), "label": "T-Shirt"} for n in range(6)]
    pq.write_table(pa.Table.from_pylist(rows), packs / "home.parquet")
    return packs


PLAN = Plan(minutes=0.05, shares={"home": 2, "hand": 2}, workers=1, evaluate=1.0)


def test_a_run_trains_on_what_it_is_given_and_ships(tmp_path: Path) -> None:
    packs = small_packs(tmp_path)
    torch.save(Grounder().tower.visual.trunk.state_dict(), tmp_path / "trunk.pth")
    weights = train(packs, tmp_path / "run", tmp_path / "trunk.pth", PLAN, "cpu")
    card = json.loads(release(weights, packs, tmp_path / "model", command="test", device="cpu").read_text(encoding="utf-8"))
    assert card["steps"] >= 1
    assert set(card["data"]) == {"hand", "dev", "home"}
    assert "could not be verified" not in card["licence"], "of uploads and drawings alone nothing is doubtful"
    assert not (tmp_path / "run" / "checkpoint.pt").exists()
    Vision.open(SentenceEncoder.open(), tmp_path / "model")


def test_the_command_trains_from_imagenet_weights_and_ships(tmp_path: Path) -> None:
    """On uploads alone: the package's real weights, packs, training, graphs, calibration, card."""
    drawn_on = [list(dict.fromkeys(one.photo for one in read(sources.HAND / f"{part}.jsonl"))) for part in ("train", "dev")]
    names = [name for some in drawn_on for name in [one for one in some if one.startswith("upload-")][:6]]
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "navy").save(picture, "JPEG")
    rows = [
        {"id": f"{name.removeprefix('upload-')}-rest", "jpeg": picture.getvalue(), "label": "T-Shirt", "sender_id": n}
        for n, name in enumerate(names)
    ]
    uploads = tmp_path / "public" / "uploads"
    uploads.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(rows), uploads / "photos.parquet")
    (uploads / "split.csv").write_text("id,split\n" + "".join(f"{row['id']},train\n" for row in rows), encoding="utf-8")
    to = tmp_path / "model"
    given = ["--public", str(uploads.parent), "--to", str(to), "--work", str(tmp_path / "work"), "--device", "cpu"]
    done = CliRunner().invoke(app, ["train", "grounding", *given, "--data", "uploads,boxes", "--minutes", "0.1"])
    assert done.exit_code == 0, done.output
    card = json.loads((to / "card.json").read_text(encoding="utf-8"))
    assert card["data"] == {"dev": 6, "hand": 6, "home": 6}
    assert SHA256 in card["source"]
    assert card["device"] == f"{torch.get_num_threads()} CPU cores"
    assert 6 <= card["seconds"] < card["seconds of the last run, with packing and calibration"]
    Vision.open(SentenceEncoder.open(), to)
    further = [*given[:2], "--to", str(tmp_path / "further"), *given[4:], "--from", str(to)]
    done = CliRunner().invoke(app, ["train", "grounding", *further, "--data", "uploads,boxes", "--minutes", "0.1"])
    assert done.exit_code == 0, done.output
    later = json.loads((tmp_path / "further" / "card.json").read_text(encoding="utf-8"))
    assert later["trained on from"]["steps"] == card["steps"]
    assert (later["source"], later["licence"]) == (card["source"], card["licence"])
    assert "--from model" in later["command"]
    Vision.open(SentenceEncoder.open(), tmp_path / "further")


def test_the_layer_that_ships_is_brought_back_and_trained_on(tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(FOLDER, model)
    small_packs(tmp_path)
    plan = onward.Plan(shares={"scene": 4, "hand": 2}, copies={"scene": 2, "hand": 1}, scenes=8, judged=4, evaluate=1.0)
    card = json.loads(layer_trained_on(tmp_path, model, tmp_path, minutes=0.05, plan=plan).read_text(encoding="utf-8"))
    assert card["layer trained on"][-1]["steps"] >= 1
    assert card["steps"] == json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))["steps"]
    assert (model / "tower.onnx").read_bytes() == (FOLDER / "tower.onnx").read_bytes()
    assert (model / "layer.onnx").read_bytes() != (FOLDER / "layer.onnx").read_bytes()
    encoder = SentenceEncoder.open()
    assert Vision.open(encoder, model).fingerprint == Vision.open(encoder).fingerprint


def test_the_layers_training_goes_on_where_it_was_cut_off(tmp_path: Path) -> None:
    packs, kept = small_packs(tmp_path), tmp_path / "layer.pt"
    tower = onward.Tower(FOLDER / "tower.onnx")
    plan = onward.Plan(
        minutes=10.0, shares={"scene": 4, "hand": 2}, copies={"scene": 1, "hand": 1}, scenes=8, judged=4, evaluate=0
    )
    looked, judged = onward.gathered(packs, tmp_path / "work", tower, plan)

    def cut(**row: object) -> None:
        if row["step"] == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        onward.train_on(restored(FOLDER / "layer.onnx"), looked, judged, tower, plan, cut, kept)
    saved = torch.load(kept, weights_only=True)
    assert saved["step"] == 2
    rows: list[dict[str, object]] = []
    soon = replace(plan, minutes=(saved["spent"] + 2) / 60)
    onward.train_on(restored(FOLDER / "layer.onnx"), looked, judged, tower, soon, lambda **row: rows.append(row), kept)
    assert [row["step"] for row in rows[:2]] == [2, 3]
    assert not kept.exists(), "a run that has ended is not gone on from"


def test_what_ships_is_trained_on_whole(tmp_path: Path) -> None:
    """A step of the shipped network moves it a little: its norms and what is to stay stay, the rest learns."""
    packs = small_packs(tmp_path)
    plan = replace(PLAN, trunk_rate=1e-4, rate=4e-4, norms=False, still=3)
    weights = train(packs, tmp_path / "run", "", plan, "cpu", begin=FOLDER)
    before, after = restored_network(FOLDER).state_dict(), torch.load(weights, weights_only=True)
    changed = {name for name, one in before.items() if one.is_floating_point() and not torch.equal(one.half(), after[name])}
    stays = ("tower.visual.trunk.conv_stem", "tower.visual.trunk.bn1", *(f"tower.visual.trunk.blocks.{n}." for n in range(3)))
    assert not [name for name in changed if name.startswith(stays) or "running" in name]
    assert any(name.startswith("tower.visual.trunk.blocks.3.") for name in changed)
    assert any(name.startswith("layer.") for name in changed)
    moved = max((before[name] - after[name].float()).abs().max().item() for name in changed if name.startswith("tower.visual"))
    assert moved < 0.02
    card = json.loads(release(weights, packs, tmp_path / "model", command="test", device="cpu").read_text(encoding="utf-8"))
    assert card["plan"]["still"] == 3
    assert restored_network(tmp_path / "model"), "what was trained on ships in the form that can be trained on"


def test_the_network_that_ships_is_brought_back_whole() -> None:
    model = restored_network(FOLDER)
    pixels = torch.rand(2, 3, 256, 256) * 255
    with torch.no_grad():
        vectors, patches = model.tower(pixels)
    told = session_of((FOLDER / "tower.onnx").read_bytes(), 1).run(None, {"pixels": pixels.numpy()})
    assert np.abs(vectors.numpy() - told[0]).max() < 1e-3
    assert np.abs(patches.numpy() - told[1]).max() < 1e-2
    with pytest.raises(ValueError, match="not a tower"):
        restored_tower(FOLDER / "layer.onnx")


def test_a_layer_that_was_not_trained_at_all_is_brought_back(tmp_path: Path) -> None:
    begun = CrossAttention()
    back = restored(export_layer(begun, tmp_path)).state_dict()
    assert all(torch.allclose(one, back[name], atol=1e-3) for name, one in begun.state_dict().items())


def test_a_layer_brought_back_says_what_it_said(tmp_path: Path) -> None:
    _, _, states, real, sentence = asked(phrases=4, tokens=6)
    told = {
        "patches": np.random.default_rng(1).integers(60, 190, (2, 256, 128)).astype(np.uint8),
        "scales": np.full(2, 0.03, np.float32),
        "pictures": asked()[1].numpy(),
        "states": states[0].numpy(),
        "real": real[0].numpy(),
        "sentence": sentence[0].numpy(),
    }
    again = export_layer(restored(FOLDER / "layer.onnx"), tmp_path)
    before, after = (session_of(path.read_bytes(), 1).run(None, told) for path in (FOLDER / "layer.onnx", again))
    assert all(np.allclose(one, other, atol=0.05) for one, other in zip(before, after, strict=True))
    with pytest.raises(ValueError, match="not a layer of this form"):
        restored(FOLDER / "tower.onnx")


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A small open_clip model, saved as its users save theirs."""
    vision = {"image_size": 64, "layers": 2, "width": 64, "head_width": 32, "patch_size": 8}
    text = {"context_length": 8, "vocab_size": 64, "width": 32, "heads": 2, "layers": 1}
    (tmp_path / "tiny-clip.json").write_text(json.dumps({"embed_dim": 48, "vision_cfg": vision, "text_cfg": text}))
    open_clip.add_model_config(tmp_path / "tiny-clip.json")
    torch.manual_seed(3)
    torch.save(open_clip.create_model("tiny-clip").state_dict(), tmp_path / "tiny.pt")
    return tmp_path / "tiny.pt"


def test_another_open_clip_checkpoint_takes_the_towers_place(tmp_path: Path, checkpoint: Path) -> None:
    begun = OpenClipTower("tiny-clip", str(checkpoint)).visual.state_dict()
    saved = torch.load(checkpoint, weights_only=True)
    assert all(torch.equal(one, saved[f"visual.{name}"]) for name, one in begun.items())
    packs = small_packs(tmp_path)
    weights = train(packs, tmp_path / "run", str(checkpoint), PLAN, "cpu", tower="tiny-clip")
    card = json.loads(release(weights, packs, tmp_path / "model", command="test", device="cpu").read_text(encoding="utf-8"))
    assert "tiny-clip" in card["source"]
    vision = Vision.open(SentenceEncoder.open(), tmp_path / "model")
    assert vision.fingerprint != Vision.open(SentenceEncoder.open()).fingerprint
    pictures = vision.embed([Image.new("RGB", (90, 40), "red"), Image.new("RGB", (30, 30), "blue")])
    assert pictures.patches.shape == (2, 256, 128)
    assert np.linalg.norm(pictures.vectors, axis=1) == pytest.approx(1, abs=1e-3)
    assert len(vision.look(pictures, ["red", "hood"])) == 2


@pytest.mark.parametrize(("name", "weights"), [("ViT-Q-99", ""), ("tiny-clip", "nowhere.pt"), ("RN50", "tiny.pt")])
def test_a_tower_that_cannot_be_had_is_told(tmp_path: Path, checkpoint: Path, name: str, weights: str) -> None:
    with pytest.raises(ConfigError, match=r"--tower|--weights"):
        OpenClipTower(name, str(tmp_path / weights) if weights else "")


def test_a_checkpoint_of_another_tower_is_not_gone_on_from(tmp_path: Path, checkpoint: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    (run / "checkpoint.pt").write_bytes(b"of our own tower")
    with pytest.raises(ConfigError, match="has the checkpoint of our own tower"):
        train(small_packs(tmp_path), run, str(checkpoint), PLAN, "cpu", tower="tiny-clip")
    assert (run / "checkpoint.pt").read_bytes() == b"of our own tower"


def test_a_run_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    packs, kept, there = small_packs(tmp_path), tmp_path / "checkpoint.pt", torch.device("cpu")
    torch.save(Grounder().tower.visual.trunk.state_dict(), tmp_path / "trunk.pth")
    classes, plan = Classes(SentenceEncoder.open(), there), replace(PLAN, minutes=10.0, checkpoint=0.0)
    pool = Pool(plan, packs, there, classes, tmp_path, keep=True)

    def begun() -> Grounder:
        return network(tmp_path / "trunk.pth", PLAN.seed)

    def cut(**row: object) -> None:
        if row.get("step") == 5:
            raise KeyboardInterrupt

    try:
        with pytest.raises(KeyboardInterrupt):
            fit(pool, classes, begun(), plan, there, cut, kept)
        saved = torch.load(kept, weights_only=True)
        assert saved["step"] == 4
        rows: list[dict[str, object]] = []
        soon = replace(plan, minutes=(saved["spent"] + 5) / 60)
        model = fit(pool, classes, begun(), soon, there, lambda **row: rows.append(row), kept)
        assert rows[1]["step"] == 5, "the first that is told after what it begins with"
        first, last = (one["kept"]["layer.place"] for one in (saved, {"kept": model.state_dict()}))
        assert not torch.equal(first, last)
        with pytest.raises(ConfigError, match="checkpoint of a run on hand, home"):
            fit(pool, classes, begun(), replace(plan, shares={"home": 2}), there, cut, kept)
    finally:
        pool.close()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["--data", "photos,selfies"], "selfies"),
        (["--data", " , "], "nothing"),
        (["--weights", "tiny.pt"], "which open_clip model"),
        (["--layer-only", "--data", "uploads"], "alone"),
        (["--layer-only", "--to", "nowhere"], "no model whose layer"),
        (["--layer-only", "--from", "model"], "alone"),
        (["--from", "model", "--tower", "ViT-B-16"], "one or the other"),
        (["--from", "nowhere"], "no model that could be trained on"),
        (["--tower", "ViT-B-16"], "say what it begins with"),
        (["--to", __file__], "no folder can be written there"),
        (["--minutes", "inf"], "a number of minutes"),
        (["--device", "toaster"], "no such device here"),
        (["--data", "renders,uploads"], "no uploads here"),
        (["--data", "renders"], "none of the development photos"),
    ],
)
def test_what_cannot_be_trained_is_told(tmp_path: Path, given: list[str], why: str) -> None:
    done = CliRunner().invoke(app, ["train", "grounding", "--public", str(tmp_path), "--work", str(tmp_path / "work"), *given])
    assert done.exit_code != 0
    assert isinstance(done.exception, ConfigError)
    assert why in str(done.exception)


def test_shards_that_are_kept_are_taken_as_they_are(tmp_path: Path) -> None:
    packs, shards = small_packs(tmp_path), tmp_path / "shards"
    sources.make(packs, shards, 0, 1)
    made = {path.name: path.stat().st_mtime_ns for path in shards.iterdir()}
    assert {name.split("-")[0] for name in made} == {"hand", "dev", "home", "scene"}
    torch.save(Grounder().tower.visual.trunk.state_dict(), tmp_path / "trunk.pth")
    train(packs, tmp_path / "run", tmp_path / "trunk.pth", PLAN, "cpu", shards=shards)
    assert {path.name: path.stat().st_mtime_ns for path in shards.iterdir()} == made
