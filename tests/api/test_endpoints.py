"""The endpoints beside a turn, and the one shape of every error."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import create_api
from assistant.api.docs import docs_page
from assistant.session import Assistant
from dialogue_policy.learned import FOLDER, LearnedPolicy, serving


def is_problem(answer: object, status: int) -> bool:
    assert hasattr(answer, "json")
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["title"]
    assert body["detail"]
    return bool(answer.status_code == status == body["status"])


def test_a_session_is_told_and_forgotten(client: TestClient) -> None:
    session = uuid4().hex
    client.post("/v1/chat", json={"session_id": session, "text": "show me bags"})
    view = client.get(f"/v1/sessions/{session}").json()
    assert view["turns"][0]["shopper"] == "show me bags"
    assert view["state"]["shown"] == [card["id"] for card in view["turns"][0]["reply"]["reply"]["products"]]
    assert client.delete(f"/v1/sessions/{session}").status_code == 204
    assert is_problem(client.get(f"/v1/sessions/{session}"), 404)
    assert is_problem(client.delete(f"/v1/sessions/{session}"), 404)


@pytest.mark.parametrize("session", ["s" * 129, "a%00b", "a%0Ab", "%E2%80%AEx"])
def test_a_session_id_that_cannot_be_is_refused(client: TestClient, session: str) -> None:
    assert is_problem(client.get(f"/v1/sessions/{session}"), 422)


def test_a_product_comes_with_its_variants(client: TestClient) -> None:
    card = client.post("/v1/chat", json={"text": "show me jackets"}).json()["reply"]["products"][0]
    product = client.get(f"/v1/products/{card['id']}").json()
    assert product["title"] == card["title"]
    assert card["variant_id"] in {variant["variant_id"] for variant in product["variants"]}
    assert is_problem(client.get("/v1/products/no-such-thing"), 404)


def test_a_picture_is_served_with_its_kind_and_may_be_kept(client: TestClient) -> None:
    card = client.post("/v1/chat", json={"text": "show me bags"}).json()["reply"]["products"][0]
    answer = client.get(card["image_url"])
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/")
    assert "max-age" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    known = client.get(card["image_url"], headers={"If-None-Match": f'"other", W/{answer.headers["etag"]}'})
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["etag"] == answer.headers["etag"]
    assert client.get(card["image_url"], headers={"If-None-Match": '"other"'}).status_code == 200
    for path in (card["image_url"], "/healthz", f"/v1/products/{card['id']}"):
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b""), path


@pytest.mark.parametrize(
    "name",
    ["nothing.webp", "../manifest.json", "..%2F..%2FCURRENT", "%2Fetc%2Fpasswd", "a%00.webp", "....//CURRENT", "x" * 600, ""],
)
def test_nothing_but_pictures_is_served_from_media(client: TestClient, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404


def test_an_agent_needs_the_key(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    session = uuid4().hex
    client.post("/v1/chat", json={"session_id": session, "text": "can I talk to a person?"})
    path, line = f"/v1/sessions/{session}/agent", {"text": "Hi, Kim here.", "name": "Kim", "done": False}
    monkeypatch.delenv("SHOPWINDOW_AGENT_KEY", raising=False)
    assert is_problem(client.post(path, json=line), 503)
    monkeypatch.setenv("SHOPWINDOW_AGENT_KEY", "sesame")
    refused = client.post(path, json=line)
    assert is_problem(refused, 401)
    assert refused.headers["www-authenticate"] == "Bearer"
    assert is_problem(client.post(path, json=line, headers={"Authorization": "Bearer guess"}), 403)
    key = {"Authorization": "Bearer sesame"}
    assert client.post(path, json=line, headers=key).status_code == 202
    assert is_problem(client.post("/v1/sessions/nobody/agent", json=line, headers=key), 404)
    heard = client.post("/v1/chat", json={"session_id": session, "text": "are you there?"}).json()
    assert "Hi, Kim here." in heard["reply"]["text"]


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1", "/nothing", "/v1/chat/stream/x"])
def test_an_unknown_address_is_a_problem(client: TestClient, path: str) -> None:
    assert is_problem(client.get(path), 404)


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/chat"), ("PUT", "/v1/feedback"), ("DELETE", "/v1/products/p")])
def test_a_method_that_is_not_offered_is_a_problem(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert is_problem(answer, 405)
    assert answer.headers["allow"]


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["products"] >= 100
    assert ready["pictures"] == "looked at"
    assert ready["policy"] == LearnedPolicy.name


def test_a_policy_that_does_not_fit_is_told(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = tmp_path / "policy"
    shutil.copytree(FOLDER, spoilt)
    card = json.loads((spoilt / "card.json").read_text(encoding="utf-8"))
    (spoilt / "card.json").write_text(json.dumps({**card, "features_version": 0}), encoding="utf-8")
    monkeypatch.setattr("assistant.session.serving", lambda: serving(spoilt))
    assistant = Assistant.open(demo_store, tmp_path / "state")
    with TestClient(create_api(assistant)) as client:
        told = client.get("/readyz").json()["policy"]
        answer = client.post("/v1/chat", json={"session_id": "s", "text": "boots"}).json()
    assert told.startswith("fixed (")
    assert "version 0 of the features" in told
    assert answer["reply"]["products"]


def test_metrics_count_turns_and_never_say_words(client: TestClient) -> None:
    client.post("/v1/chat", json={"session_id": "secretsession", "text": "zanzibar sandals"})
    client.post("/v1/chat", content=b"{")
    page = client.get("/metrics").text
    assert 'shopwindow_turns_total{channel="api"}' in page
    assert 'shopwindow_stage_seconds_count{stage="nlu"}' in page
    assert 'shopwindow_actions_total{action="' in page
    assert 'shopwindow_problems_total{status="422"}' in page
    assert "zanzibar" not in page
    assert "secretsession" not in page


def test_openapi_documents_every_endpoint_with_its_problems(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    paths = document["paths"]
    assert {
        "/v1/chat", "/v1/chat/stream", "/v1/feedback", "/v1/sessions/{session_id}", "/v1/sessions/{session_id}/agent",
        "/v1/products/{product_id}", "/healthz", "/readyz",
    } <= set(paths)  # fmt: skip
    assert paths["/v1/chat"]["post"]["requestBody"]["content"]["application/json"]["examples"]
    for methods in paths.values():
        for operation in methods.values():
            assert operation["summary"]
            assert set(operation["responses"]["422"]["content"]) == {"application/problem+json"}
    assert "Problem" in document["components"]["schemas"]


def test_the_example_reply_is_a_reply(client: TestClient) -> None:
    from assistant.api.examples import CHAT, REPLY
    from assistant.message import ChatRequest
    from assistant.reply import TurnReply

    assert TurnReply.model_validate(REPLY).reply.products
    for example in CHAT.values():
        ChatRequest.model_validate(example["value"])


def test_the_reference_needs_nothing_from_the_network(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "/v1/chat" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in docs_page({"info": {"title": "<script>x</script>"}})
