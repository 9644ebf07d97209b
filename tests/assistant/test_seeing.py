"""Reasons on pictures, from the import to the reply: drawn products, the shipped model, real turns."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from threading import Event

import numpy as np
import orjson
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from structlog.testing import capture_logs

from assistant.actions.facts import Answer
from assistant.actions.pointing_out import asked_for, pictures_of, spot
from assistant.api.app import create_api
from assistant.audit import asked_in_vain, audit
from assistant.importing import ImportOptions, ImportReport, import_feed
from assistant.message import ChatRequest
from assistant.photos import UNUSED, anchor_of, is_of, vector_of
from assistant.picture_looking import wanted
from assistant.retrieval import Retrieval
from assistant.session import Assistant
from assistant.store_sight import StoreSight
from assistant.world import World
from data.constraint import Constraint
from data.product import Pick, Product, Variant
from data.store import Store
from data.studio.draw import draw
from data.studio.photograph import photograph
from data.studio.spec import Spec
from dialogue_policy.state import DialogueState
from dialogue_policy.state_json import from_json
from grounding.sight import Vision
from nlu.encoder import SentenceEncoder
from tests.assistant.written_feed import Item, write_feed

DRAWN = {
    "fjord-hoodie": Spec("hoodie", "zip", "navy", seed=3),
    "campus-hoodie": Spec("hoodie", "pullover", "red", seed=5),
    "plain-mug": Spec("mug", "classic", "red", seed=5),
}
ITEMS = (
    Item("fjord-hoodie", "Fjord Hoodie", "60.00", "A warm layer.", "Hoodies", image="pics/fjord-hoodie.png"),
    Item("campus-hoodie", "Campus Hoodie", "55.00", "A warm layer.", "Hoodies", image="pics/campus-hoodie.png"),
    Item(
        "plain-mug", "Plain Mug", "12.00", "Comes with a hood against dust.", "Mugs", sizes=("One",), image="pics/plain-mug.png"
    ),
    Item("bare-hoodie", "Bare Hoodie", "50.00", "A warm layer.", "Hoodies"),
)


@pytest.fixture(scope="module")
def vision(encoder: SentenceEncoder) -> Vision:
    return Vision.open(encoder)


def bring(folder: Path, encoder: SentenceEncoder, vision: Vision | None, items: tuple[Item, ...] = ITEMS) -> ImportReport:
    source = write_feed(folder / "feed", items)
    for name, spec in DRAWN.items():
        file = folder / "feed" / "pics" / f"{name}.png"
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            photograph(draw(spec), 320).save(file)
    return import_feed(ImportOptions(source, folder / "store", currency="USD"), encoder, looker=vision)


def forget(folder: Path) -> None:
    """Makes the store one whose pictures nothing has looked at, for the next import."""
    file = Store.open(folder / "store").folder / "manifest.json"
    told = json.loads(file.read_text())
    told["fingerprints"].pop("image")
    file.write_text(json.dumps(told))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, vision: Vision) -> Path:
    folder = tmp_path_factory.mktemp("seeing")
    report = bring(folder, encoder, vision)
    assert (report.pictures, report.pictures_looked_at) == (3, 3)
    return folder / "store"


@pytest.fixture(scope="module")
def assistant(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    opened = Assistant.open(shop, tmp_path_factory.mktemp("state"), explores=False)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def world(shop: Path, encoder: SentenceEncoder, vision: Vision) -> World:
    store = Store.open(shop)
    return World(store, store.shop, Retrieval(store, encoder), datetime.now(timezone.utc), StoreSight(store, vision))


def test_what_did_not_change_is_not_looked_at_again(tmp_path: Path, encoder: SentenceEncoder, vision: Vision) -> None:
    bring(tmp_path, encoder, vision)
    before = Store.open(tmp_path / "store").picture_features
    dearer = (replace(ITEMS[0], price="61.00"), *ITEMS[1:])
    assert bring(tmp_path, encoder, vision, dearer).pictures_looked_at == 0
    after = Store.open(tmp_path / "store").picture_features
    assert len(after) == len(before) == 3


def test_damaged_features_stop_neither_serving_nor_the_next_import(
    tmp_path: Path, encoder: SentenceEncoder, vision: Vision
) -> None:
    bring(tmp_path, encoder, vision)
    store = Store.open(tmp_path / "store")
    file = store.folder / "pictures" / "owners.npy"
    file.write_bytes(bytes(file.stat().st_size))
    assert StoreSight(Store.open(tmp_path / "store"), vision).looked_at == 0
    assert bring(tmp_path, encoder, vision).pictures_looked_at == 3


def test_a_store_that_was_imported_without_a_model_is_looked_at_when_it_is_shown(
    tmp_path: Path, encoder: SentenceEncoder, vision: Vision, shop: Path
) -> None:
    bring(tmp_path, encoder, None)
    late, early = StoreSight(Store.open(tmp_path / "store"), vision), StoreSight(Store.open(shop), vision)
    assert (late.looked_at, early.looked_at) == (0, 3)
    product = late._store.product("fjord-hoodie")
    assert product is not None
    one, other = (sight.on(product.images, ["hood"])[0] for sight in (late, early))
    assert one is not None
    assert other is not None
    assert one[0].presence == pytest.approx(other[0].presence, abs=1e-4)


def test_of_very_many_pictures_each_products_first_are_looked_at() -> None:
    assert list(wanted({"a": [0], "b": [1]}, {"c": [0], "a": [1]})) == ["a", "b", "c"]
    assert list(wanted({"a": [0], "b": [1]}, {"c": [0], "d": [1]}, most=3)) == ["a", "b"]
    assert list(wanted({"a": [0], "b": [1], "c": [2]}, {}, most=2)) == ["a", "b"]


def test_every_product_of_a_picture_is_kept_with_it() -> None:
    assert wanted({"a": [0], "b": [1]}, {"c": [0], "a": [1]}) == {"a": (0, 1), "b": (1,), "c": (0,)}
    assert wanted({"a": [0, 3, 4]}, {"a": [2, 3]}) == {"a": (0, 3, 4, 2)}
    assert wanted({"a": [0, 3], "b": [1]}, {"c": [0], "a": [2]}, most=1) == {"a": (0, 3, 2)}


def test_every_product_of_a_picture_is_found_by_it(tmp_path: Path, encoder: SentenceEncoder, vision: Vision) -> None:
    twin = replace(ITEMS[0], id="twin-hoodie", title="Twin Hoodie")
    assert bring(tmp_path, encoder, vision, (*ITEMS, twin)).pictures_looked_at == 3
    store = Store.open(tmp_path / "store")
    vector = vision.embed([photograph(draw(DRAWN["fjord-hoodie"]), 300)]).vectors[0]
    found = StoreSight(store, vision).like(vector)
    assert {store.product_at(row).id for row, _ in found[:2]} == {"fjord-hoodie", "twin-hoodie"}


def test_a_warm_shop_has_the_phrases_of_its_own_values_encoded(encoder: SentenceEncoder, shop: Path) -> None:
    store, fresh = Store.open(shop), Vision.open(encoder)
    StoreSight(store, fresh).warm()
    named = {entry.canonical for slot in store.lexicon.slots for entry in store.lexicon.slot_values(slot)}
    sought = {phrase for phrase in named if fresh.vocabulary.sought(phrase)}
    assert sought & fresh._asked.known(sought).keys()


def test_features_of_another_model_are_told_with_what_to_do(tmp_path: Path, encoder: SentenceEncoder, vision: Vision) -> None:
    bring(tmp_path, encoder, vision)
    file = Store.open(tmp_path / "store").folder / "manifest.json"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "fingerprints": {**told["fingerprints"], "image": "an older model"}}))
    with capture_logs() as logged:
        sight = StoreSight(Store.open(tmp_path / "store"), vision)
    assert not sight.finds
    (line,) = logged
    for word in (str(tmp_path / "store"), "an older model", vision.fingerprint, f"shopwindow import SOURCE --to {tmp_path}"):
        assert word in line["problem"]
    assert line["problem"] == sight.trouble
    bring(tmp_path, encoder, None)  # keeps what the older model saw
    assert "an older model" in StoreSight(Store.open(tmp_path / "store"), vision).trouble
    forget(tmp_path)
    bring(tmp_path, encoder, None)
    assert "not looked at" in StoreSight(Store.open(tmp_path / "store"), vision).trouble
    bring(tmp_path, encoder, vision)
    assert StoreSight(Store.open(tmp_path / "store"), vision).trouble == ""


def test_a_search_by_photo_waits_for_no_picture(tmp_path: Path, encoder: SentenceEncoder, vision: Vision) -> None:
    bring(tmp_path, encoder, None)
    sight = StoreSight(Store.open(tmp_path / "store"), vision)
    found = [sight._store.product(name) for name in DRAWN]
    variants = tuple(Variant(one.id, "", Decimal(1), "USD", image=one.images[0]) for one in found if one is not None)
    product, photo = Product("all", "All", variants), photograph(draw(DRAWN["plain-mug"]), 300)
    vector = vision.embed([photo]).vectors[0]
    assert sight.nearest_variant(product, variants, vector).id == "fjord-hoodie"
    sight._behind.submit(lambda: None).result()
    assert not sight._awaited
    assert sight.nearest_variant(product, variants, vector).id == "plain-mug"


def test_of_many_pictures_few_wait_to_be_looked_at(tmp_path: Path, encoder: SentenceEncoder, vision: Vision) -> None:
    bring(tmp_path, encoder, None)
    sight = StoreSight(Store.open(tmp_path / "store"), vision)
    held = Event()
    sight._behind.submit(held.wait)
    sight._look_behind(f"{n}.webp" for n in range(500))
    assert len(sight._awaited) == 32
    held.set()
    sight._behind.submit(lambda: None).result()
    assert not sight._awaited


def test_names_that_are_made_up_push_nothing_out(shop: Path, vision: Vision) -> None:
    store = Store.open(shop)
    sight, product = StoreSight(store, vision), store.product("fjord-hoodie")
    assert product is not None
    name = product.images[0]
    assert sight.marked(name, "hood") is not None
    for n in range(600):
        assert sight.marked(f"made-up-{n}.webp", "hood") is None
    assert (name, "hood") in sight._marked.known([(name, "hood")])
    assert not sight._late.known(f"made-up-{n}.webp" for n in range(600))


def test_a_part_that_is_asked_for_is_marked_on_the_picture(assistant: Assistant) -> None:
    reply = assistant.turn(ChatRequest(session_id="part", text="show me the hood of the fjord hoodie")).reply
    assert reply.image_url is not None
    assert reply.image_url.endswith(".overlay/hood.webp")
    assert "hood" in reply.text
    assert "marked" in reply.text


def test_what_is_not_there_is_said_not_to_be_seen(assistant: Assistant) -> None:
    reply = assistant.turn(ChatRequest(session_id="none", text="does the campus hoodie have laces?")).reply
    assert ".overlay/" not in (reply.image_url or "")
    assert "marked" not in reply.text


def test_a_product_without_a_picture_is_answered_as_ever(assistant: Assistant) -> None:
    reply = assistant.turn(ChatRequest(session_id="bare", text="show me the hood of the bare hoodie")).reply
    assert reply.image_url is None
    assert "no picture" in reply.text


def test_the_marked_picture_is_served(shop: Path, tmp_path: Path) -> None:
    opened = Assistant.open(shop, tmp_path, explores=False)
    address = opened.turn(ChatRequest(session_id="served", text="show me the hood of the fjord hoodie")).reply.image_url
    assert address is not None
    with TestClient(create_api(opened)) as client:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/webp"
        assert Image.open(io.BytesIO(answer.content)).format == "WEBP"
        for wrong in ("laces", "qwrtz", "%20", "waterproof", "hood/../../x"):
            assert client.get(address.replace("/hood.webp", f"/{wrong}.webp")).status_code == 404
        assert client.get("/media/nothing.overlay/hood.webp").status_code == 404


def test_a_damaged_picture_is_not_found_and_told_in_one_line(tmp_path: Path, encoder: SentenceEncoder, vision: Vision) -> None:
    bring(tmp_path, encoder, vision)
    opened = Assistant.open(tmp_path / "store", tmp_path / "state", explores=False)
    address = opened.turn(ChatRequest(session_id="harm", text="show me the hood of the fjord hoodie")).reply.image_url
    assert address is not None
    name = address.removeprefix("/media/").partition(".overlay/")[0] + ".webp"
    file = opened.media(name)
    assert file is not None
    file.unlink()  # it has other names: other versions' files stay whole
    file.write_bytes(b"nothing")
    with TestClient(create_api(opened)) as client, capture_logs() as logged:
        assert [client.get(address).status_code for _ in range(2)] == [404, 404]
    assert [line["picture"] for line in logged if line["event"] == "picture_unreadable"] == [name]


def test_a_record_that_the_picture_does_not_show_is_told_to_the_owner(shop: Path, vision: Vision, tmp_path: Path) -> None:
    store = Store.open(shop)
    sight = StoreSight(store, vision)
    assert audit(store, sight).disagreements == ()  # of a drawn picture the model is rarely so sure that a thing is not there
    sight.eyes = replace(sight.eyes, thresholds=replace(sight.eyes.thresholds, absent=0.19))
    found = audit(store, sight, asked_in_vain(tmp_path, store))
    assert {(one.product_id, one.slot, one.looked_for) for one in found.disagreements} == {("plain-mug", "features", "hood")}
    assert "plain-mug" in found.to_text()
    assert audit(store, None).looked_for is None


def test_where_record_and_picture_disagree_it_is_logged(shop: Path, tmp_path: Path) -> None:
    opened = Assistant.open(shop, tmp_path, explores=False)
    sight = opened._shop().sight
    assert sight is not None
    sight.eyes = replace(sight.eyes, thresholds=replace(sight.eyes.thresholds, absent=0.19))
    with capture_logs() as logged:
        reply = opened.turn(ChatRequest(session_id="listed", text="mugs with a hood")).reply
    opened.close()
    (line,) = [one for one in logged if one["event"] == "picture_disagrees"]
    assert (line["product"], line["slot"]) == ("plain-mug", "features")
    assert line["record"] == "listed as Comes with a hood against dust."
    (shown,) = [card for card in reply.products if card.id == "plain-mug"]
    assert [one.disputed for one in shown.reasons if one.slot == "features"] == [True]


def test_without_the_model_records_speak_alone(
    tmp_path: Path, encoder: SentenceEncoder, vision: Vision, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(tmp_path, encoder, vision)
    monkeypatch.setattr("grounding.sight.FOLDER", tmp_path / "no model here")
    with capture_logs() as logged:
        opened = Assistant.open(tmp_path / "store", tmp_path / "state", explores=False)
    assert [line["serves"] for line in logged if line["event"] == "no_vision"] == ["reasons from records alone"]
    assert opened.ready().pictures.startswith("not looked at (")
    reply = opened.turn(ChatRequest(session_id="blind", text="red hoodies")).reply
    assert {card.id for card in reply.products} >= {"campus-hoodie"}
    assert all(one.source != "image" for card in reply.products for one in card.reasons)
    part = opened.turn(ChatRequest(session_id="blind", text="show me the hood of the campus hoodie")).reply
    assert "marked" not in part.text
    assert part.image_url is not None
    assert ".overlay/" not in part.image_url
    assert not opened.finds_by_photo
    opened.close()


def test_what_shoppers_asked_in_vain_is_a_gap(shop: Path, vision: Vision, tmp_path: Path) -> None:
    opened = Assistant.open(shop, tmp_path, explores=False)
    opened.turn(ChatRequest(session_id="gap", text="show me the fjord hoodie"))
    opened.turn(ChatRequest(session_id="gap", text="what is the warranty on it?"))
    opened.turn(ChatRequest(session_id="gap", text="what colour is it?"))
    opened.close()
    store = Store.open(shop)
    gaps = audit(store, None, asked_in_vain(tmp_path, store)).gaps
    assert ("color", 1) in {(gap.slot, gap.asked) for gap in gaps if "fjord-hoodie" in gap.missing}


def test_what_was_answered_is_not_asked_in_vain(tmp_path: Path, encoder: SentenceEncoder, vision: Vision) -> None:
    bring(tmp_path, encoder, vision)
    reviews = tmp_path / "reviews.csv"
    reviews.write_text("handle,rating,title,text,author\nfjord-hoodie,5,Good,Warm and light.,Ann\n", encoding="utf-8")
    source = tmp_path / "feed" / "products.csv"
    import_feed(ImportOptions(source, tmp_path / "store", currency="USD", reviews=reviews), encoder, looker=vision)
    opened = Assistant.open(tmp_path / "store", tmp_path / "state", explores=False)
    for n, text in enumerate(("how is it rated?", "how much is it?", "does it have a hood?", "how heavy is it?")):
        opened.turn(ChatRequest(session_id=str(n), text="show me the fjord hoodie"))
        opened.turn(ChatRequest(session_id=str(n), text=text))
    opened.turn(ChatRequest(session_id="bare", text="show me the bare hoodie"))
    opened.turn(ChatRequest(session_id="bare", text="how is it rated?"))
    opened.close()
    store = Store.open(tmp_path / "store")
    asked = asked_in_vain(tmp_path / "state", store)
    assert asked == {("fjord-hoodie", "weight"): 1, ("bare-hoodie", "rating"): 1}
    gap = next(gap for gap in audit(store, None, asked).gaps if gap.slot == "rating")
    assert (gap.stated, gap.asked, gap.missing) == (1, 1, ("campus-hoodie", "bare-hoodie"))


def test_a_photo_is_let_go_where_the_new_version_was_not_looked_at(
    tmp_path: Path, encoder: SentenceEncoder, vision: Vision
) -> None:
    bring(tmp_path, encoder, vision)
    opened = Assistant.open(tmp_path / "store", tmp_path / "state", explores=False)
    opened.turn(ChatRequest(session_id="renewed", image=photo_of(DRAWN["plain-mug"])))
    anchors = []
    for looker in (vision, None):
        if looker is None:
            forget(tmp_path)
        bring(tmp_path, encoder, looker)
        opened.turn(ChatRequest(session_id="renewed", text="under $80"))
        row = opened._sessions.load("renewed")
        assert row is not None
        anchors.append(from_json(orjson.loads(row.state)).anchor)
    assert vector_of(anchors[0]) is not None
    assert anchors[1] is None
    assert "not looked at when it was imported" in opened.ready().pictures
    opened.close()


def test_of_one_question_few_phrases_are_looked_for(shop: Path, vision: Vision) -> None:
    store = Store.open(shop)
    search = Retrieval(store, SentenceEncoder.open())
    sight = StoreSight(store, vision)
    world = World(store, store.shop, search, datetime.now(timezone.utc), sight)
    pick = search.pick("fjord-hoodie")
    assert pick is not None
    text = " and ".join(sorted(vision.vocabulary.words)[:200])
    spot(pick, asked_for(text, (), world), world)
    assert 0 < len({phrase for _, phrase in sight._sights._kept}) <= 12 * 9


def test_further_views_are_of_the_color_of_the_first_picture() -> None:
    red, blue = (Variant(name, "", Decimal(1), "USD", {"color": name}, image=f"{name}.webp") for name in ("red", "blue"))
    product = Product("cap", "Cap", (red, blue), images=("red.webp", "red-back.webp", "blue.webp"))
    assert pictures_of(Pick(product, red)) == ["red.webp", "red-back.webp"]
    assert pictures_of(Pick(product, blue)) == ["blue.webp"]
    one = replace(product, variants=(red, replace(red, id="red-m")))
    assert pictures_of(Pick(one, red)) == ["red.webp", "red-back.webp", "blue.webp"]


def test_words_that_are_no_things_are_not_looked_for(world: World) -> None:
    for asked in ("is it see-through", "can you see through it", "is it shiny", "machine wash"):
        assert asked_for(asked, (), world) == (), asked


def test_another_feature_is_not_shown_in_the_place_of_the_one_asked_for(world: World) -> None:
    told = (Answer("features", "other", ("Machine Wash", "Zipper"), "hood"),)
    assert asked_for("show me the hood", told, world) == ("hood",)
    instead = (Answer("neckline", "other", ("V-Neck",), "crew neck"),)
    assert asked_for("is it a crew neck", instead, world) == ("v-neck",)


def photo_of(spec: Spec) -> str:
    """The thing as a shopper would send it: on another ground, in another size."""
    drawn = photograph(draw(replace(spec, seed=spec.seed + 40)), 300)
    ground = Image.new("RGB", (420, 380), (212, 205, 190))
    ground.paste(drawn, (60, 40))
    file = io.BytesIO()
    ground.save(file, "JPEG", quality=70)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize("name", DRAWN)
def test_a_photo_finds_what_is_on_it(assistant: Assistant, name: str) -> None:
    reply = assistant.turn(ChatRequest(session_id=f"photo-{name}", image=photo_of(DRAWN[name])))
    assert reply.action.name == "similar"
    assert reply.reply.products[0].id == name
    assert "your photo" in reply.reply.text


def test_words_beside_a_photo_and_after_it_narrow_what_it_finds(assistant: Assistant) -> None:
    red = photo_of(DRAWN["campus-hoodie"])
    beside = assistant.turn(ChatRequest(session_id="narrow", text="something like this over $56", image=red))
    assert beside.reply.products[0].id == "fjord-hoodie"
    assert all(card.price > 56 for card in beside.reply.products)
    assistant.turn(ChatRequest(session_id="after", image=red))
    after = assistant.turn(ChatRequest(session_id="after", text="under $20"))
    assert [card.id for card in after.reply.products] == ["plain-mug"]


def test_a_photo_begins_another_search_and_can_be_undone(assistant: Assistant) -> None:
    assistant.turn(ChatRequest(session_id="undo", text="hoodies under $58"))
    found = assistant.turn(ChatRequest(session_id="undo", image=photo_of(DRAWN["plain-mug"])))
    assert found.reply.products[0].id == "plain-mug"
    assert found.state.constraints == {"price": {"max": 58}}  # the budget stands
    back = assistant.turn(ChatRequest(session_id="undo", text="undo"))
    assert set(back.state.constraints) == {"category", "price"}


def test_a_photo_beside_another_question_is_told_not_to_be_used(assistant: Assistant) -> None:
    reply = assistant.turn(ChatRequest(session_id="other", text="talk to a human", image=photo_of(DRAWN["plain-mug"])))
    assert UNUSED in reply.reply.notices
    assert reply.reply.handoff


def test_where_nothing_like_the_photo_is_as_wished_that_is_said(assistant: Assistant) -> None:
    request = ChatRequest(session_id="none-such", text="find something like this under $5", image=photo_of(DRAWN["plain-mug"]))
    reply = assistant.turn(request).reply
    assert "like your photo" in reply.text
    assert all(card.price <= 5 for card in reply.products) or "price" in reply.gave_up


@pytest.mark.parametrize("said", ["do you have this?", "find something like this", "this please", "show me it"])
def test_beside_a_photo_this_is_the_photo_whatever_was_talked_about(assistant: Assistant, said: str) -> None:
    session = f"this-{said}"
    assistant.turn(ChatRequest(session_id=session, text="hoodies"))
    assistant.turn(ChatRequest(session_id=session, text="tell me about the first one"))
    found = assistant.turn(ChatRequest(session_id=session, text=said, image=photo_of(DRAWN["plain-mug"])))
    assert found.action.name == "similar"
    assert "your photo" in found.reply.text
    assert found.reply.products[0].id == "plain-mug"
    assert not found.reply.notices


def test_a_product_of_the_list_pointed_at_beside_a_photo_is_that_product(assistant: Assistant) -> None:
    assistant.turn(ChatRequest(session_id="pointed", text="hoodies"))
    found = assistant.turn(
        ChatRequest(session_id="pointed", text="show me something like the second one", image=photo_of(DRAWN["plain-mug"]))
    )
    assert UNUSED in found.reply.notices


def test_what_is_asked_of_a_photo_is_wished_for(assistant: Assistant) -> None:
    photo = photo_of(DRAWN["campus-hoodie"])
    found = assistant.turn(ChatRequest(session_id="navy", text="do you have this in navy?", image=photo))
    assert found.state.constraints["color"] == {"is": ["navy"]}
    assert "color" in found.reply.gave_up  # this shop keeps none
    assert "your photo" in found.reply.text


@pytest.mark.parametrize("said", ["what's the weather today?", "who won the football match?"])
def test_what_has_nothing_to_do_with_the_photo_does_not_search_by_it(assistant: Assistant, said: str) -> None:
    found = assistant.turn(ChatRequest(session_id=f"off-{said}", text=said, image=photo_of(DRAWN["plain-mug"])))
    assert UNUSED in found.reply.notices
    assert not found.reply.products


def test_a_narrowed_list_says_that_it_stands_around_the_photo(assistant: Assistant) -> None:
    assistant.turn(ChatRequest(session_id="around", image=photo_of(DRAWN["campus-hoodie"])))
    narrowed = assistant.turn(ChatRequest(session_id="around", text="under $80"))
    assert "your photo" in narrowed.reply.text


def test_of_many_like_a_photo_all_are_counted(shop: Path, vision: Vision) -> None:
    store = Store.open(shop)
    search = Retrieval(store, SentenceEncoder.open(), sight=StoreSight(store, vision))
    search._length = lambda state: 1  # type: ignore[method-assign]
    vector = vision.embed([photograph(draw(DRAWN["campus-hoodie"]), 300)]).vectors[0]
    found = search.candidates(replace(DialogueState("like"), anchor=anchor_of(vector, vision.fingerprint), list_kind="similar"))
    assert (len(found.picks), found.total) == (1, 2)


def test_a_list_around_a_photo_keeps_to_the_kind_of_thing_on_it(shop: Path, vision: Vision) -> None:
    store = Store.open(shop)
    search = Retrieval(store, SentenceEncoder.open(), sight=StoreSight(store, vision))
    vector = vision.embed([photograph(draw(DRAWN["campus-hoodie"]), 300)]).vectors[0]
    around = replace(DialogueState("kind"), anchor=anchor_of(vector, vision.fingerprint), list_kind="similar")
    assert {pick.product.id for pick in search.candidates(around).picks} == {"campus-hoodie", "fjord-hoodie"}
    cheap = search.candidates(replace(around, constraints={"price": Constraint(max=Decimal(20))}))
    assert not cheap.around  # a mug is no answer to a hoodie


def test_the_product_itself_is_not_marked_on_its_picture(assistant: Assistant) -> None:
    assistant.turn(ChatRequest(session_id="itself", text="hoodies"))
    reply = assistant.turn(ChatRequest(session_id="itself", text="can I see the hoodie of the first one?")).reply
    assert "mention" not in reply.text
    assert "says nothing" not in reply.text


def test_what_the_description_says_is_not_called_unsaid(shop: Path, vision: Vision) -> None:
    store = Store.open(shop)
    search = Retrieval(store, SentenceEncoder.open())
    world = World(store, store.shop, search, datetime.now(timezone.utc), StoreSight(store, vision))
    hoodie, mug = search.pick("fjord-hoodie"), search.pick("plain-mug")
    assert hoodie is not None
    assert mug is not None
    hood, on_mug = spot(hoodie, ["hood"], world), spot(mug, ["hood"], world)
    assert hood is not None
    assert (hood.verdict, hood.stated) == ("shown", False)
    assert on_mug is None or on_mug.stated


@pytest.mark.parametrize(
    ("said", "constraints"),
    [
        ("this in red, without a hood, not cotton", {"color": {"is": ["red"]}, "features": {"not": ["hood"]}}),
        ("do you have it under $57, not wool?", {"price": {"max": 57}, "material": {"not": ["wool"]}}),
        ("I want this in size M", {"size": {"is": ["medium"]}}),
        ("what is this?", {}),
    ],
)
def test_words_beside_a_photo_are_wishes_with_their_signs(
    demo_store: Path, tmp_path: Path, said: str, constraints: dict[str, object]
) -> None:
    opened = Assistant.open(demo_store, tmp_path, explores=False)
    found = opened.turn(ChatRequest(session_id="signs", text=said, image=photo_of(DRAWN["campus-hoodie"])))
    opened.close()
    assert not found.reply.notices
    assert constraints.items() <= found.state.constraints.items()
    assert not any("is" in found.state.constraints.get(slot, {}) for slot, wish in constraints.items() if "not" in wish)  # type: ignore[operator]


@pytest.mark.parametrize("said", ["forget the photo", "never mind the picture", "without the photo please"])
def test_a_photo_can_be_let_go(assistant: Assistant, said: str) -> None:
    session = f"go-{said}"
    assistant.turn(ChatRequest(session_id=session, image=photo_of(DRAWN["plain-mug"])))
    assert "your photo" not in assistant.turn(ChatRequest(session_id=session, text=said)).reply.text
    after = assistant.turn(ChatRequest(session_id=session, text="hoodies under $58"))
    assert "your photo" not in after.reply.text
    back = assistant.turn(ChatRequest(session_id=f"{session}-2", image=photo_of(DRAWN["plain-mug"])))
    assert back.reply.products[0].id == "plain-mug"


def test_the_photo_itself_is_not_kept(shop: Path, tmp_path: Path) -> None:
    opened = Assistant.open(shop, tmp_path, explores=False)
    sent = photo_of(DRAWN["plain-mug"])
    opened.turn(ChatRequest(session_id="kept", image=sent))
    opened.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert sent[200:260].encode() not in kept


def test_what_a_list_stands_around_keeps_a_photos_direction() -> None:
    vector = np.random.default_rng(1).normal(size=384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    anchor = anchor_of(vector, "0a1b2c3d4e5f")
    again = vector_of(anchor)
    assert again is not None
    assert float(again @ vector) > 0.999
    assert is_of(anchor, "0a1b2c3d4e5f")
    assert not is_of(anchor, "ffffffff4e5f")
    assert vector_of("plain-mug") is None
    assert vector_of(None) is None


def test_after_a_photo_this_is_the_photo_until_a_product_is_talked_about(assistant: Assistant) -> None:
    photo = photo_of(DRAWN["campus-hoodie"])
    assistant.turn(ChatRequest(session_id="deixis", image=photo))
    navy = assistant.turn(ChatRequest(session_id="deixis", text="do you have this in navy?"))
    assert navy.state.constraints["color"] == {"is": ["navy"]}
    assert navy.action.name != "clarify_reference"
    assistant.turn(ChatRequest(session_id="talked", image=photo))
    assistant.turn(ChatRequest(session_id="talked", text="tell me about the first one"))
    asked = assistant.turn(ChatRequest(session_id="talked", text="do you have this in navy?"))
    assert asked.action.name == "availability"
    assistant.turn(ChatRequest(session_id="bought", image=photo))
    assert assistant.turn(ChatRequest(session_id="bought", text="add this to my cart")).action.name == "clarify_reference"


def test_why_these_around_a_photo_is_because_they_look_like_it(assistant: Assistant) -> None:
    assistant.turn(ChatRequest(session_id="why", image=photo_of(DRAWN["campus-hoodie"])))
    assert "look like your photo" in assistant.turn(ChatRequest(session_id="why", text="why?")).reply.text


def test_where_nothing_like_a_photo_is_as_wished_the_kind_of_thing_stays(shop: Path, vision: Vision) -> None:
    search = Retrieval(Store.open(shop), SentenceEncoder.open(), sight=StoreSight(Store.open(shop), vision))
    vector = vision.embed([photograph(draw(DRAWN["campus-hoodie"]), 300)]).vectors[0]
    around = replace(DialogueState("kind"), anchor=anchor_of(vector, vision.fingerprint), list_kind="similar")
    without = search.candidates(replace(around, constraints={"features": Constraint(not_=frozenset(("hood",)))}))
    assert not without.picks or without.picks[0].product.id != "plain-mug"
