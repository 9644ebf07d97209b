"""`shopwindow import` and `demo`: where stores come from."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import HostOption, JsonOption, PortOption, StateOption, existing_store, home
from data.errors import ConfigError


class Format(str, Enum):
    """The kinds of feed that can be read; `auto` looks into the file."""

    auto = "auto"
    shopify = "shopify"
    merchant = "merchant"
    woocommerce = "woocommerce"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(demo)
    app.command("import")(import_)
    app.command("audit")(audit_)


def import_(
    source: Annotated[Path, typer.Argument(help="The product feed")],
    to: Annotated[Path, typer.Option("--to", help="The store folder; what is in it is replaced when all is read")],
    format_: Annotated[Format, typer.Option("--format", help="What the feed is")] = Format.auto,
    mapping: Annotated[Path | None, typer.Option("--map", help="A file that says which column is what")] = None,
    images: Annotated[
        str | None, typer.Option(help="A folder for relative picture paths; PREFIX=DIR for URLs that begin so; or none")
    ] = None,
    currency: Annotated[str | None, typer.Option(help="The currency of prices that name none, such as USD")] = None,
    reviews: Annotated[Path | None, typer.Option(help="Reviews (CSV)")] = None,
    related: Annotated[Path | None, typer.Option(help="Which products go with which (CSV)")] = None,
    orders: Annotated[Path | None, typer.Option(help="Past orders (CSV)")] = None,
    policies: Annotated[Path | None, typer.Option(help="A folder of policy pages (Markdown or HTML)")] = None,
    size_charts: Annotated[Path | None, typer.Option(help="Size charts (CSV)")] = None,
    promotions: Annotated[Path | None, typer.Option(help="Promotions (CSV)")] = None,
    variant_ids: Annotated[Path | None, typer.Option(help="SKU to the shop's own variant id (CSV)")] = None,
    config: Annotated[Path | None, typer.Option(help="The shop's settings (shop.toml)")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch pictures from private network addresses too")
    ] = False,
    look: Annotated[bool, typer.Option("--look/--no-look", help="Look at the pictures now, to show reasons on them")] = True,
) -> None:
    """Reads a product feed into a store folder. Safe to interrupt: the old store stays until the new one is whole."""
    from assistant.commands.building import progress_bar
    from assistant.importing import ImportOptions, import_feed
    from assistant.store_sight import open_vision
    from nlu.encoder import SentenceEncoder

    options = ImportOptions(
        source=source,
        to=to,
        format=format_.value,
        mapping=mapping,
        images=images,
        currency=currency,
        reviews=reviews,
        related=related,
        orders=orders,
        policies=policies,
        size_charts=size_charts,
        promotions=promotions,
        variant_ids=variant_ids,
        config=config,
        allow_private=allow_private,
    )
    encoder = SentenceEncoder.open(threads=2)
    vision, trouble = open_vision(encoder) if look else (None, "")
    if trouble:
        typer.echo(f"Pictures are not looked at: {trouble}", err=True)
    with progress_bar() as advance:
        report = import_feed(options, encoder, progress=advance, looker=vision)
    typer.echo(report.to_text())


def audit_(
    store: Annotated[Path, typer.Argument(help="The store folder")],
    state: StateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists products whose picture and record disagree, and records that are missing and asked for."""
    import json

    from assistant.audit import asked_in_vain, audit
    from assistant.commands.building import progress_bar
    from assistant.session import state_folder
    from assistant.store_sight import StoreSight, open_vision
    from data.store import Store
    from nlu.encoder import SentenceEncoder

    if state is not None and not state.is_dir():
        raise ConfigError(f"--state {state}: no such folder; without it what shoppers asked for is not known")
    encoder = SentenceEncoder.open()
    opened = Store.open(existing_store(store), fingerprints={"text": encoder.fingerprint})
    vision, trouble = open_vision(encoder)
    if trouble:
        typer.echo(f"Pictures are not looked at: {trouble}", err=True)
    sight = StoreSight(opened, vision) if vision is not None else None
    with progress_bar() as advance:
        asked = asked_in_vain(state or state_folder(store), opened)
        found = audit(opened, sight, asked, lambda done, total: advance("Looking at pictures", done, total))
    typer.echo(json.dumps(found.to_json(), indent=1) if as_json else found.to_text())


def demo(
    port: PortOption = 7860,
    host: HostOption = "127.0.0.1",
    state: StateOption = None,
) -> None:
    """Builds the embedded demo store if it is not there, then serves chat and API on it."""
    from assistant.commands.building import build_demo, demo_built, second_views_behind
    from assistant.commands.serving import listen, serve_store

    listening = listen(host, port)
    store = home() / "demo-store"
    built = demo_built(store)
    if built is None:
        typer.echo("Drawing the demo store (once)...", err=True)
        build_demo(store, look=False)  # the chat is there sooner; what draws the second views looks at all pictures
    with second_views_behind(store, done=built == "all views"):
        serve_store(store, state, listening, workers=1, public_url=None)
