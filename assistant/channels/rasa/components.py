"""Shopwindow's tokenizer and its classifier of 27 shopping intents, as components of a Rasa pipeline.

Both come trained, and neither looks at the training data: any Rasa bot may name one or both in its config.yml.
"""

from __future__ import annotations

from functools import cache
from os import environ
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.channels.rasa.found import entities_of, words_of
from assistant.channels.rasa.taps import no_sentence
from data.common_lexicon import common_lexicon
from data.errors import ShopwindowError
from data.folding import whole
from data.lexicon import Lexicon
from nlu.decide import COURTESIES
from nlu.encoder import FOLDER, SentenceEncoder
from nlu.tokenizer import ShopTokenizer
from nlu.understand import Understander
from nlu.understanding import OUT_OF_SCOPE

STORE = "SHOPWINDOW_STORE"
"""The environment variable that names the store where config.yml names none."""

APART = 0.15
"""Between the first intent of a message and the others: Rasa's `FallbackClassifier` takes two within 0.1 for doubt."""

_LONGEST = 8192
"""Pieces of a text that are told apart."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ShopTokens(Tokenizer):
    """The tokenizer that the shop's language model was made for: "$79.99", "32x34" and "UK 9" fall apart in one way everywhere.

    Settings are those of every Rasa tokenizer.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words and signs of a text, with their places in it."""
        text = whole(message.get(attribute))
        tokens = [Token(text[start:end], start) for start, end in words_of(_tokenizer()(text))]
        return list(self._apply_token_pattern(tokens))


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True
)
class ShopIntents(GraphComponent, IntentClassifier, EntityExtractorMixin):
    """The 27 shopping intents, and what a message wishes for as entities: {"entity": "color", "value": "red", "role": "not"}.

    Settings: `store`, a store folder whose brands, sizes and attributes are known (else `$SHOPWINDOW_STORE`, else the words that
    every shop shares); `entities`, false to leave them out; `fallback`, the intent of what fits none.
    A message with several intents has the surest that is no courtesy as its intent, and all of them in `intent_ranking`, each at
    most as sure as the first less `APART`, so that no fallback takes them for alternatives. What is no sentence (a button of the
    shop's, a photo) has no intent.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"store": None, "entities": True, "fallback": OUT_OF_SCOPE}

    def __init__(self, config: dict[str, Any], resource: Resource) -> None:
        self._resource = resource
        self._entities = bool(config["entities"])
        self._fallback = str(config["fallback"])
        self._understand = _understander(str(config["store"] or environ.get(STORE) or ""))

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> ShopIntents:
        """Raises `InvalidConfigException` where the store cannot be read, while training as well."""
        return cls(config, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Nothing is learned; but a store that cannot be read is told when the bot is trained, not by a bot without answers."""
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the intent, the ranking and the entities to each message that has no intent yet."""
        for message in messages:
            if message.get(INTENT) and message.get(INTENT).get("name"):
                continue  # "/greet" was read before
            if no_sentence(message.get(TEXT), message.get("metadata")):
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                continue
            heard = self._understand(whole(message.get(TEXT) or ""))
            order = sorted(heard.intents, key=lambda one: (one.name in COURTESIES, -one.confidence))
            others = max(float(order[0].confidence) - APART, 0.0)
            ranking = [
                {
                    "name": self._fallback if one.name == OUT_OF_SCOPE else one.name,
                    "confidence": float(one.confidence) if at == 0 else min(float(one.confidence), others),
                }
                for at, one in enumerate(order)
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            if self._entities:
                found = self.add_extractor_name(entities_of(heard))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing is learned from it."""
        return training_data


@cache
def _tokenizer() -> ShopTokenizer:
    return ShopTokenizer.of((FOLDER / "tokenizer.json").read_text(encoding="utf-8"), longest=_LONGEST)


@cache
def _understander(store: str) -> Understander:
    try:
        lexicon = Lexicon.of_store(Path(store)) if store else common_lexicon()
        understand = Understander(lexicon, SentenceEncoder.open())
    except ShopwindowError as error:
        raise InvalidConfigException(f"ShopIntents: {error}") from error
    understand.warm()
    return understand
