"""The outlines of a peaked cap from three sides, and where its seams run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.studio.shape import AXIS, smooth

C = AXIS


@dataclass(frozen=True, slots=True)
class Dome:
    """A cap from one side: its outlines and where the seams run.

    `attach` and `edge` are the inner and outer border of the peak, both from left to right; `center` is the seam down the front,
    `near` the ones beside it; `mesh` is what lies behind the front panels, `front` is the single front panel of a five-panel cap
    and `hem` the seam across it.
    """

    crown: str
    attach: str
    edge: str
    center: str
    near: tuple[str, ...]
    mesh: tuple[str, ...]
    front: str
    hem: str
    eyes: tuple[tuple[float, float], ...]
    button: tuple[float, float]
    emblem: tuple[float, float]


def three_quarter() -> Dome:
    """From the front and a little above, the peak to the left."""
    near = "M 592 282 C 640 372 664 540 642 706"
    return Dome(
        crown="M 300 596 C 288 410 410 270 572 268 C 738 268 842 420 840 606 "
        "C 836 664 730 706 590 708 C 446 710 316 672 300 596 Z",
        attach=smooth([(304, 584), (340, 634), (420, 670), (520, 690), (624, 692)]),
        edge=smooth([(300, 584), (204, 626), (116, 704), (116, 764), (232, 782), (400, 790), (548, 764), (626, 692)]),
        center="M 592 282 C 470 316 388 460 384 678",
        near=(near, "M 592 282 C 720 300 790 440 800 650", "M 592 282 C 500 268 372 330 314 520"),
        mesh=(f"{near} L 700 900 L 960 700 L 960 200 L 592 200 Z",),
        front="M 420 306 Q 520 276 600 290 C 640 380 664 540 642 720 L 280 760 L 318 500 Q 350 370 420 306 Z",
        hem="M 306 560 Q 400 640 640 656",
        eyes=((520, 430), (712, 420), (424, 372)),
        button=(592, 280),
        emblem=(470, 560),
    )


def front_view() -> Dome:
    """From straight ahead, a little above."""
    right = f"M {C} 268 C 600 290 684 430 694 640"
    left = f"M {C} 268 C 400 290 316 430 306 640"
    return Dome(
        crown="M 240 632 C 226 420 330 262 500 260 C 670 262 774 420 760 632 Q 640 690 500 690 Q 360 690 240 632 Z",
        attach=smooth([(252, 632), (330, 656), (420, 668), (500, 671), (580, 668), (670, 656), (748, 632)]),
        edge=smooth([(250, 626), (214, 706), (262, 784), (390, 812), (500, 818), (610, 812), (738, 784), (786, 706), (750, 626)]),
        center=f"M {C} 268 L {C} 680",
        near=(left, right),
        front="M 400 284 Q 500 262 600 284 C 660 360 690 480 694 720 L 306 720 C 310 480 340 360 400 284 Z",
        hem="M 300 590 Q 500 640 700 590",
        mesh=(f"{left} L 306 700 L 100 700 L 100 200 L {C} 200 Z", f"{right} L 694 700 L 900 700 L 900 200 L {C} 200 Z"),
        eyes=((428, 392), (572, 392), (316, 440), (684, 440)),
        button=(C, 266),
        emblem=(C, 530),
    )


def side_view() -> Dome:
    """In profile, the peak to the left."""
    near = "M 590 282 C 566 380 556 520 560 664"
    return Dome(
        crown="M 318 640 C 310 440 410 280 590 276 C 760 276 850 430 852 622 "
        "Q 852 650 830 654 Q 700 672 560 672 Q 420 668 318 640 Z",
        attach=smooth([(320, 600), (336, 636), (390, 652), (486, 662)]),
        edge=smooth([(318, 598), (240, 620), (160, 664), (104, 716), (110, 742), (200, 738), (330, 724), (420, 700), (486, 662)]),
        center="M 590 282 C 440 300 350 440 344 650",
        near=(near, "M 590 282 C 710 330 760 500 756 664", "M 590 282 C 500 300 410 440 428 668"),
        front="",
        hem="",
        mesh=(f"{near} L 560 760 L 960 760 L 960 200 L 590 200 Z",),
        eyes=((496, 420), (664, 420)),
        button=(590, 276),
        emblem=(452, 560),
    )


SIDES: Mapping[str, Callable[[], Dome]] = {"three-quarter": three_quarter, "front": front_view, "side": side_view}
