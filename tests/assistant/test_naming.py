"""Products that are called by their name are found wherever they stand; words that everybody uses name nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.retrieval import Retrieval
from data.store import Store
from nlu.encoder import SentenceEncoder
from nlu.model import UnderstandingModel


@pytest.fixture(scope="module")
def search(demo_store: Path, encoder: SentenceEncoder) -> Retrieval:
    return Retrieval(Store.open(demo_store), encoder, common_words=UnderstandingModel.open(encoder).known)


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("Do you have the Foundry Chelsea Boot in brown?", ["foundry-chelsea-boot"]),
        ("compare the drizzle parka with the BASE CAMP puffer", ["drizzle-parka", "base-camp-puffer"]),
        ("is the moonstand in stock", ["moonstand-lamp"]),
        ("show me chelsea boots under $100", []),
        ("a warm jacket for walks in the rain", []),
        ("add it in medium", []),
        ("", []),
    ],
)
def test_a_title_in_a_message_names_its_product(search: Retrieval, said: str, ids: list[str]) -> None:
    assert [pick.product.id for pick in search.named(said)] == ids
