"""Pockets: patched on, with flaps, welted, and the kangaroo pouch. Each is drawn for the left half and mirrored where a pair."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import AXIS, box, line, moved, polygon
from data.studio.things.outer_cut import STITCH, joined

C = AXIS


def pair(parts: list[Part]) -> list[Part]:
    """The left pockets and their mirror images."""
    return [*parts, *(p.mirror(p.name.replace("left", "right")) for p in parts)]


def patch(
    x: float, y: float, w: float, h: float, paint: Paint, *, base: str = "square", flap: float = 0, pointed: bool = False,
    name: str = "pocket-left", thread: str | None = None, bellows: bool = False,
) -> list[Part]:  # fmt: skip
    """A pocket sewn on, from (x, y): `base` square, pointed or round; `flap` is the flap's share of its height."""
    outlines = {
        "square": box(x, y, x + w, y + h, 5),
        "pointed": polygon((x, y), (x + w, y), (x + w - 3, y + h * 0.82), (x + w / 2, y + h), (x + 3, y + h * 0.82)),
        "round": (
            f"M {x} {y} L {x + w} {y} L {x + w} {y + h * 0.62} Q {x + w} {y + h} {x + w * 0.64} {y + h} "
            f"L {x + w * 0.36} {y + h} Q {x} {y + h} {x} {y + h * 0.62} Z"
        ),
    }
    k = 7
    inner = moved(outlines[base], scale=1 - 2 * k / w, about=(x + w / 2, y)).removesuffix("Z")
    lines = [Line(inner, 1.9, STITCH, thread)]
    if not flap:
        lines.append(Line(line((x + 6, y + 20), (x + w - 6, y + 20)), 1.9, STITCH, thread))
    if bellows:
        lines += [Line(line((x + w * at, y + 8), (x + w * at, y + h - 6)), 2.2, "", None, 0.5) for at in (0.42, 0.58)]
    out = [Part(name, "pocket", outlines[base], paint, depth=0.5, form="flat", lines=tuple(lines), cast=0.55)]
    if flap:
        out.append(
            flap_piece(
                x - 3, y - 6, w + 6, h * flap + 6, paint, pointed=pointed, name=f"{name}-flap", thread=thread, kind="pocket"
            )
        )
    return out


def flap_piece(
    x: float, y: float, w: float, h: float, paint: Paint, *, pointed: bool = False, name: str = "flap-left", turn: float = 0,
    thread: str | None = None, kind: str = "flap",
) -> Part:  # fmt: skip
    """A flap alone, its mouth hidden."""
    r = min(12.0, h * 0.35)
    d = (
        polygon((x, y), (x + w, y), (x + w, y + h * 0.62), (x + w / 2, y + h), (x, y + h * 0.62)) if pointed else
        f"M {x} {y} L {x + w} {y} L {x + w} {y + h - r} Q {x + w} {y + h} {x + w - r} {y + h} L {x + r} {y + h} "
        f"Q {x} {y + h} {x} {y + h - r} Z"
    )  # fmt: skip
    mark = (
        line((x + 6, y + h * 0.56), (x + w / 2, y + h - 9), (x + w - 6, y + h * 0.56)) if pointed else
        line((x + 6, y + 4), (x + 6, y + h - 7), (x + w - 6, y + h - 7), (x + w - 6, y + 4))
    )  # fmt: skip
    about = (x + w / 2, y + h / 2)
    d, mark = (moved(d, about=about, turn=turn), moved(mark, about=about, turn=turn)) if turn else (d, mark)
    return Part(name, kind, d, paint, depth=0.6, form="flat", grain=turn, lines=(Line(mark, 1.9, STITCH, thread),), cast=0.7)


def welt(x: float, y: float, w: float, h: float, paint: Paint, *, turn: float = 0, name: str = "pocket-left") -> Part:
    """A narrow welt around its middle (x, y), turned by degrees."""
    d = moved(box(x - w / 2, y - h / 2, x + w / 2, y + h / 2, 3), about=(x, y), turn=turn)
    marks = tuple(
        Line(moved(line((x - w / 2 + 2, y + at), (x + w / 2 - 2, y + at)), about=(x, y), turn=turn), 1.7, STITCH)
        for at in (-h / 2 + 4, h / 2 - 4)
    )
    return Part(name, "pocket", d, paint, depth=0.7, form="flat", grain=turn, lines=marks, cast=0.6)


def kangaroo(
    y: float, bottom: float, top_half: float, half: float, paint: Paint, *, split: float = 0, curved: bool = True
) -> list[Part]:
    """The pouch on a hoodie's front, its mouths at the slanted sides; `split` leaves room for a zipper of that half width."""
    rise = bottom - y
    mouth = (
        f"Q {C - top_half - (half - top_half) * 0.3} {y + rise * 0.42} {C - half} {y + rise * 0.6}" if curved
        else f"L {C - half} {y + rise * 0.6}"
    )  # fmt: skip
    down = f"L {C - top_half} {y} {mouth} L {C - half + 2} {bottom} Q {C - half * 0.5} {bottom + 8}"
    seam = Line(f"M {C - split} {y + 8} L {C - top_half} {y + 8}", 2, STITCH)
    edge = Line(f"M {C - top_half + 8} {y + 4} {mouth.replace(f'{C - half} ', f'{C - half + 8} ')}", 2, STITCH)
    d = f"M {C - split} {y} {down} {C - split} {bottom + 8} Z"
    left = Part("pocket-left", "pocket", d, paint, depth=0.5, form="flat", lines=(seam, edge), cast=0.6)
    right = left.mirror("pocket-right")
    if split:
        return [left, right]
    half_path = f"M {C} {y} {down} {C} {bottom + 8}"
    return [replace(left, name="pocket", d=joined(half_path, half_path), lines=(*left.lines, *right.lines))]
