"""The whole application, as a server process starts it: API, pictures and chat page on one assistant."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fastapi import FastAPI

from assistant.api.served import Served

if TYPE_CHECKING:
    from assistant.channels.slack import Slack
    from assistant.session import Assistant


def application() -> FastAPI:
    """The application that the environment describes (`Served`). Raises `StoreError` where its store cannot be served."""
    from assistant.api.logs import configure_logs
    from assistant.session import Assistant

    # A worker begins as an empty process: its logs are set up here.
    configure_logs()
    served = Served.from_environment(os.environ)
    # The store before the page: what is wrong with it is told before gradio, which is slow, is loaded.
    assistant = Assistant.open(served.store, served.state_dir)
    app = application_of(assistant, public_url=served.public_url, channels=served.channels)
    # What is loaded now stays: looking through its 200,000 objects for garbage, again and again, holds up a turn for 0.2 s.
    gc.collect()
    gc.freeze()
    return app


def application_of(assistant: Assistant, *, public_url: str | None = None, channels: Sequence[str] = ()) -> FastAPI:
    """API, channels and page on an assistant that is already open; it is closed with the application."""
    from assistant.api.app import create_api
    from assistant.api.metrics import Metrics
    from assistant.channels.messenger import Messenger
    from assistant.channels.rasa_way import RasaWay
    from assistant.channels.telegram import Telegram
    from ui.chat import mount_chat

    metrics = Metrics()
    messenger = Messenger.of(os.environ) if "messenger" in channels else None
    telegram = Telegram.of(os.environ) if "telegram" in channels else None
    slack = _slack(assistant) if "slack" in channels else None
    api = create_api(
        assistant,
        public_url=public_url,
        metrics=metrics,
        messenger=messenger,
        slack=slack,
        telegram=telegram,
        rasa=RasaWay.all_of(os.environ),
        desk_channel=os.environ.get("SLACK_HANDOFF_CHANNEL") or None,
    )
    return mount_chat(api, assistant, metrics, public_url=public_url, channels=channels)


def _slack(assistant: Assistant) -> Slack:
    from assistant.api.replies import product_of
    from assistant.channels.slack import Slack

    def product(product_id: str) -> dict[str, object] | None:
        found = product_of(assistant, product_id)
        return None if found is None else found.model_dump(mode="json")

    return Slack.of(os.environ, product)
