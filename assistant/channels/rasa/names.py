"""Names that Rasa's domain and our own API share."""

from __future__ import annotations

ACTION = "action_shopwindow"
"""The one action of the policy: a turn of the assistant."""

SLOT = "shopwindow_turn"
"""The number of the last turn that was answered: how the policy knows that one was."""

PERSON = "shopwindow_person"
"""Whether a person of the shop has the shopper: a turn is then the shop's, whatever other rules say."""

APOLOGY = "utter_shopwindow_away"
"""Said where the action cannot be run."""

TOKEN = "SHOPWINDOW_RASA_TOKEN"
"""The environment variable with the secret by which Rasa and our API know each other."""

PREFIX = "rasa-"
"""Before the name of a channel in Rasa, among ours."""

LANE = "lane"
"""In `metadata.shopwindow`: {"event", "alone"} of a message that one of our own channels in Rasa took.

Such a channel shows turns itself.
"""
