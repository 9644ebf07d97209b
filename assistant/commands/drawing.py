"""`shopwindow studio`: the drawn demo store, its labelled training pictures, and single pictures of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands."""
    studio = typer.Typer(help="The drawn demo store.", no_args_is_help=True)
    studio.command("build")(build)
    studio.command("masks")(masks)
    studio.command("picture")(picture)
    app.add_typer(studio, name="studio")


SeedOption = Annotated[int, typer.Option(help="Another seed gives other pictures, or another shop's stock, reviews and orders")]


def build(
    to: Annotated[Path, typer.Option("--to", "--store", help="The store folder")],
    seed: SeedOption = 7,
    products: Annotated[int | None, typer.Option(min=1, help="How many; all where none is given")] = None,
    second_views: Annotated[bool, typer.Option("--second-views", help="Each product from another side too")] = False,
    files: Annotated[Path | None, typer.Option(help="Keep the shop's own files here: its feed, pictures, orders ...")] = None,
    quietly: Annotated[bool, typer.Option("--quietly", help="Leave the processor to others first")] = False,
) -> None:
    """Draws the demo store: products, pictures, reviews and all."""
    if quietly:
        os.nice(10)
    from assistant.commands.building import build_demo

    typer.echo(build_demo(to, seed=seed, products=products, second_views=second_views, files=files).to_text())


def masks(
    to: Annotated[Path, typer.Option("--to", help="The folder to write into")],
    n: Annotated[int, typer.Option("--n", min=1, help="How many pictures")],
    seed: SeedOption = 7,
    size: Annotated[int, typer.Option(min=64, max=2048, help="Their width and height in pixels")] = 448,
) -> None:
    """Draws labelled training pictures: products on many backgrounds, with a mask of every part."""
    from assistant.commands.building import progress_bar
    from data.studio.scenes import write_scenes

    with progress_bar() as advance:
        labels = write_scenes(to, seed=seed, count=n, size=size, progress=lambda done, total: advance("Drawing", done, total))
    typer.echo(f"{n} pictures; labels in {labels}")


def picture(
    product: Annotated[str, typer.Argument(help="The product's id in the demo store")],
    to: Annotated[Path, typer.Option("--to", help="The file to write: PNG, WebP or JPEG by its name")],
    color: Annotated[str | None, typer.Option(help="One of its colors; the first where none is given")] = None,
    view: Annotated[Literal["front", "other"], typer.Option(help="From the front, or from another side")] = "front",
    width: Annotated[int, typer.Option(min=64, max=4096, help="Width and height in pixels")] = 1024,
) -> None:
    """Draws one product of the demo store large."""
    from data.errors import ShopwindowError
    from data.studio.catalogue import items
    from data.studio.draw import draw
    from data.studio.photograph import photograph

    known = {item.id: item for item in items()}
    if product not in known:
        from rapidfuzz import process

        near = ", ".join(name for name, _, _ in process.extract(product, list(known), limit=3))
        raise ShopwindowError(f"the demo store has no product {product!r}; did you mean {near}?")
    item = known[product]
    if color is not None and color not in item.colors:
        raise ShopwindowError(f"{product} comes in {', '.join(item.colors)}, not in {color!r}")
    if to.suffix.lower() not in (".png", ".webp", ".jpg", ".jpeg"):
        raise ShopwindowError(f"{to}: give a file that ends in .png, .webp or .jpg")
    photograph(draw(item.spec(color or item.colors[0], view)), width).save(to)
    typer.echo(str(to))
