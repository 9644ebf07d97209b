"""`shopwindow test` and `shopwindow eval`: does the assistant do what was written down, and how well."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import JsonOption, StoreOption, existing_store
from data.errors import ConfigError, ShopwindowError

if TYPE_CHECKING:
    from assistant.dialogues.runner import DialogueResult, Talk
    from data.store import Store

Paths = Annotated[list[Path], typer.Argument(help="Suites of scripted dialogues: YAML files, or folders of them")]
TagOption = Annotated[str | None, typer.Option(help="Only the dialogues with this tag")]
RunsOption = Annotated[int | None, typer.Option(min=1, help="How often to run each [default: as the suite says]")]
UrlOption = Annotated[str | None, typer.Option(help="A running server to talk to [default: in this process]")]


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command("test")(run_scripts)
    evaluations = typer.Typer(help="Measures one stage on a given file.", no_args_is_help=True)
    evaluations.command("dialogues")(eval_dialogues)
    evaluations.command("nlu")(eval_nlu)
    evaluations.command("policy")(eval_policy)
    evaluations.command("grounding")(eval_grounding)
    app.add_typer(evaluations, name="eval")


def run_scripts(
    paths: Paths,
    store: StoreOption,
    url: UrlOption = None,
    tag: TagOption = None,
    runs: RunsOption = None,
    junit: Annotated[Path | None, typer.Option(help="Also write the results as JUnit XML")] = None,
    strict_time: Annotated[bool, typer.Option("--strict-time", help="A turn over its time limit fails")] = False,
) -> None:
    """Runs scripted dialogues; exit status 1 if any failed."""
    from assistant.dialogues.runner import run_suites, write_junit

    results = []
    with _talk(store, url) as (talk, opened):
        for result in run_suites(paths, talk, opened, tag=tag, runs=runs, strict_time=strict_time):
            results.append(result)
            _tell(result)
    if not results:
        raise ShopwindowError(f"no dialogue to run in {', '.join(map(str, paths))}" + (f" with the tag {tag}" if tag else ""))
    if junit is not None:
        write_junit(results, junit)
    failed = sum(not result.passed for result in results)
    typer.echo(f"{len(results) - failed} passed, {failed} failed")
    raise typer.Exit(1 if failed else 0)


def eval_dialogues(
    paths: Paths,
    store: StoreOption,
    url: UrlOption = None,
    tag: TagOption = None,
    runs: RunsOption = None,
    as_json: JsonOption = False,
) -> None:
    """How many scripted dialogues and turns go as written, and how long a turn takes."""
    from assistant.dialogues.runner import run_suites
    from assistant.evaluation.dialogues import figures

    with _talk(store, url) as (talk, opened):
        results = list(run_suites(paths, talk, opened, tag=tag, runs=runs))
    if not results:
        raise ShopwindowError(f"no dialogue to run in {', '.join(map(str, paths))}")
    print_figures(figures(results), as_json=as_json)


def eval_nlu(
    file: Annotated[Path, typer.Argument(help="Labelled messages (JSON lines)")],
    store: Annotated[Path | None, typer.Option(help="In the words of which store; without it, in everyday words alone")] = None,
    errors: Annotated[Path | None, typer.Option(help="Where to write the lines that went wrong (JSON lines)")] = None,
    confusion: Annotated[Path | None, typer.Option(help="Where to draw which intents are taken for which (a picture)")] = None,
    as_json: JsonOption = False,
) -> None:
    """How well messages are understood."""
    from data.common_lexicon import common_lexicon
    from data.store import Store
    from nlu.encoder import SentenceEncoder
    from nlu.evaluation import confusions, figures, heard_of, write_errors
    from nlu.understand import Understander

    lexicon = common_lexicon() if store is None else Store.open(existing_store(store)).lexicon
    understand = Understander(lexicon, SentenceEncoder.open())
    results = heard_of(file, understand)
    if confusion is not None:
        from assistant.commands.confusion import draw_confusion

        draw_confusion(confusions(results), confusion)
    if errors is not None:
        write_errors(results, errors)
    print_figures(figures(results), as_json=as_json)


def eval_grounding(
    file: Annotated[Path, typer.Argument(help='Boxes drawn by hand: JSON lines {"photo", "phrase", "present", "boxes"}')],
    photos: Annotated[Path, typer.Option(help="Folder of the photos, named as in the lines")],
    model: Annotated[Path | None, typer.Option(help="Folder of the trained model [default: the shipped one]")] = None,
    as_json: JsonOption = False,
) -> None:
    """How well phrases are found on photos, and whether the reasons given from them are true."""
    from grounding.evaluation import evaluate
    from grounding.sight import Vision
    from nlu.encoder import SentenceEncoder

    if not photos.is_dir():
        raise ConfigError(f"--photos {photos}: no such folder")
    if not file.is_file():
        raise ConfigError(f"{file}: no such file")
    print_figures(evaluate(file, photos, Vision.open(SentenceEncoder.open(), model, threads=2)), as_json=as_json)


def eval_policy(
    store: StoreOption,
    policies: Annotated[Path | None, typer.Option(help="Folder of the trained policy [default: the shipped one]")] = None,
    dialogues: Annotated[int, typer.Option(min=10, help="Conversations for each training seed and policy")] = 2000,
    perturbed: Annotated[bool, typer.Option("--perturbed", help="Also in twelve worlds other than it was trained in")] = False,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Also deaf to reactions, with 20% of wishes misheard, with impatient shoppers only")
    ] = False,
    words: Annotated[
        bool, typer.Option("--words", help="In sentences, through the whole assistant: the learned, the best fixed, chance")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes")] = 2,
    as_json: JsonOption = False,
) -> None:
    """The learned policy beside six others, on simulated shoppers over a store."""
    if words:
        _eval_words(existing_store(store), policies, dialogues, workers, as_json=as_json)
        return
    from assistant.evaluation import policies as evaluation
    from dialogue_policy.learned import FOLDER
    from dialogue_policy.simulation.personas import UNSEEN

    folder = policies or FOLDER
    models = evaluation.seeds_of(folder)
    everyone = (*evaluation.OTHERS, evaluation.LEARNED)
    pair = ("best_fixed", evaluation.LEARNED, "oracle")
    where = existing_store(store)

    def run(scenarios: Sequence[evaluation.Scenario], names: Sequence[str]) -> dict[str, dict[str, evaluation.Groups]]:
        return evaluation.run(where, scenarios, names, models, dialogues, workers)

    made_with = evaluation.told(where, folder)
    home = evaluation.Scenario()
    runs = run([home], everyone)
    figures: dict[str, object] = {**evaluation.figures(runs[home.name]), **evaluation.summary(runs[home.name])}
    figures["seeds"] = evaluation.per_seed(runs[home.name])
    strangers = evaluation.of_personas(runs[home.name], {p.name for p in UNSEEN})
    if all(strangers.values()):
        figures["personas_never_trained_on"] = {**evaluation.figures(strangers), **evaluation.summary(strangers)}
    if ablate:
        more = {"deaf": run([home], [evaluation.DEAF])[home.name]}
        more |= {"errors": run([evaluation.ERRORS], pair)[evaluation.ERRORS.name]}
        more |= {"impatient": run([evaluation.IMPATIENT], ("fixed_order", *pair))[evaluation.IMPATIENT.name]}
        figures["deaf"] = evaluation.figures(more["deaf"])[evaluation.DEAF]
        figures["misheard"] = evaluation.figures(more["errors"])
        figures["impatient"] = evaluation.figures(more["impatient"])
        runs |= more
    if perturbed:
        worlds = run(evaluation.PERTURBED, pair)
        figures["perturbed"] = {
            name: {**evaluation.figures(groups), **evaluation.summary(groups)} for name, groups in worlds.items()
        }
        runs |= worlds
    figures["forbidden_actions"] = evaluation.forbidden(runs.values())
    figures["made_with"] = made_with
    _print(figures, as_json=as_json)


def _eval_words(store: Path, policies: Path | None, dialogues: int, workers: int, *, as_json: bool) -> None:
    """`dialogues` with each training seed; a sentence takes fifty times as long as an act."""
    from assistant.evaluation import policies as evaluation
    from assistant.evaluation import words
    from dialogue_policy.learned import FOLDER

    names = ("random", "best_fixed", evaluation.LEARNED)
    folder = policies or FOLDER
    models = evaluation.seeds_of(folder)
    said = words.run(store, names, models, dialogues, workers)
    acts = evaluation.run(store, [evaluation.Scenario()], (*names, "oracle"), models, dialogues, workers)
    acted = acts[evaluation.Scenario().name]
    figures: dict[str, object] = {
        "words": evaluation.figures(said),
        "acts": evaluation.figures(acted),
        "learned_less_best_fixed": evaluation.difference(said[evaluation.LEARNED], said["best_fixed"]),
        "best_fixed_less_random": evaluation.difference(said["best_fixed"], said["random"]),
        "success_words_less_acts": evaluation.difference(said[evaluation.LEARNED], acted[evaluation.LEARNED], "success"),
        "forbidden_actions": evaluation.forbidden([said, acted]),
        "made_with": evaluation.told(store, folder),
    }
    _print(figures, as_json=as_json)


def _print(figures: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures))
        return
    for name, one in _flat(figures).items():
        typer.echo(f"{name:58}  {one}")


def _flat(figures: Mapping[str, object], before: str = "") -> dict[str, str]:
    """Every figure on a line of its own."""
    out: dict[str, str] = {}
    for name, one in figures.items():
        if isinstance(one, dict) and "low" in one:
            out[before + name] = f"{one['value']:>8.4g}  [{one['low']:.4g}, {one['high']:.4g}]  n={one['n']}"
        elif isinstance(one, dict):
            out |= _flat(one, f"{before}{name}.")
        else:
            out[before + name] = str(one)
    return out


def print_figures(figures: Mapping[str, Mapping[str, float | int | None]], *, as_json: bool) -> None:
    """Figures with their 95% intervals: as one JSON object, or as a table."""
    if as_json:
        typer.echo(json.dumps(figures))
        return
    width = max(map(len, figures))
    for name, figure in figures.items():
        value, low, high = (_number(figure.get(part)) for part in ("value", "low", "high"))
        typer.echo(f"{name:{width}}  {value:>9}  [{low}, {high}]  n={figure.get('n')}")


def _number(value: float | int | None) -> str:
    return "-" if value is None else f"{value:.4g}"


@contextlib.contextmanager
def _talk(store: Path, url: str | None) -> Iterator[tuple[Talk, Store]]:
    """A way to take turns, in a state of its own or against a server, and the store to check the answers with."""
    from tempfile import TemporaryDirectory

    from assistant.dialogues.runner import in_process, over_http

    folder = existing_store(store)
    if url is not None:
        import httpx

        from data.store import Store

        if not url.startswith(("http://", "https://")):
            raise ConfigError(f"--url {url}: wants an address such as http://127.0.0.1:7860")
        with httpx.Client(timeout=60) as client:
            yield over_http(url, client), Store.open(folder)
        return
    from assistant.session import Assistant

    # What scripts say and buy is no shopper's: it stays out of the shop's own state.
    with TemporaryDirectory(prefix="shopwindow-test-") as state:
        assistant = Assistant.open(folder, Path(state), explores=False)
        try:
            yield in_process(assistant.turn), assistant.store()
        finally:
            assistant.close()


def _tell(result: DialogueResult) -> None:
    if result.passed:
        return
    typer.secho(f"FAILED {result.suite} / {result.id}", fg=typer.colors.RED)
    for failure in result.failures:
        typer.echo(f"  {failure}")
