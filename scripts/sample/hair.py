"""The sitters' hair, by style."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from sample.drawing import INK, Canvas, Point, mirrored, mix, smooth
from sample.short_hair import bald, body, cap, cropped, receding, strands
from sample.sitter import AXIS, Sitter, both, right


def _swept(canvas: Canvas, sitter: Sitter, _: Image.Image) -> None:
    """Combed straight back from a high forehead."""
    w = sitter.width
    top = [
        (-w - 7, 476),
        (-w - 14, 404),
        (-w * 0.98, 322),
        (-w * 0.52, 262),
        (0, 246),
        (w * 0.56, 262),
        (w * 1.0, 322),
        (w + 14, 404),
    ]
    low = [
        (w + 7, 478),
        (w * 0.96, 424),
        (w * 0.80, 362),
        (w * 0.36, 336),
        (-w * 0.1, 332),
        (-w * 0.56, 346),
        (-w * 0.86, 386),
        (-w * 0.97, 436),
    ]
    mask = body(canvas, sitter, top, low)
    rng = np.random.default_rng(5)
    fan = [(float(u), float(d)) for u, d in zip(rng.uniform(-1, 1, 46), rng.uniform(0, 26, 46), strict=True)]
    combed = [
        [
            (u * w * 0.86, 346 + 66 * u * u - d),
            (u * w * 0.95 + 8, 306 + 56 * u * u - d),
            (u * w * 0.86 + 14, 262 + 40 * u * u - d),
        ]
        for u, d in fan
    ]
    strands(canvas, sitter, mask, [right(points) for points in combed])


def _parted(canvas: Canvas, sitter: Sitter, _: Image.Image) -> None:
    """Full hair with a side parting on the picture's left."""
    w = sitter.width
    top = [
        (-w - 7, 480),
        (-w - 15, 404),
        (-w * 1.0, 318),
        (-w * 0.5, 254),
        (w * 0.06, 236),
        (w * 0.62, 252),
        (w * 1.04, 318),
        (w + 16, 404),
    ]
    low = [
        (w + 7, 480),
        (w * 0.96, 420),
        (w * 0.86, 366),
        (w * 0.3, 352),
        (-w * 0.3, 330),
        (-w * 0.56, 310),
        (-w * 0.72, 356),
        (-w * 0.94, 424),
    ]
    mask = body(canvas, sitter, top, low)
    fan = [k / 9 for k in range(-3, 10)]
    combed = [
        right([(-w * 0.54, 308), (-w * 0.1 + u * 40, 282 - 26 * u), (w * (0.4 + 0.5 * u), 330 - 50 * u + 70 * u * u)])
        for u in fan
    ]
    strands(canvas, sitter, mask, combed)
    canvas.fill(
        canvas.strokes([right([(-w * 0.56, 312), (-w * 0.50, 286), (-w * 0.40, 262)])], 4, mask), mix(sitter.hair, INK, 0.7), 0.7
    )


def _waved(canvas: Canvas, sitter: Sitter, _: Image.Image) -> None:
    """A scholar's longer hair, combed back in waves over the ears."""
    w = sitter.width
    top = [
        (-w - 14, 506),
        (-w - 22, 420),
        (-w - 8, 332),
        (-w * 0.62, 268),
        (-w * 0.1, 244),
        (w * 0.54, 254),
        (w + 8, 318),
        (w + 22, 420),
    ]
    low = [
        (w + 14, 508),
        (w + 1, 462),
        (w * 0.93, 396),
        (w * 0.74, 344),
        (w * 0.3, 326),
        (-w * 0.2, 320),
        (-w * 0.64, 340),
        (-w * 0.92, 404),
        (-w - 1, 462),
    ]
    mask = body(canvas, sitter, top, low)
    fan = [k / 12 for k in range(-12, 13)]
    waves = [
        [
            (u * w * 0.82, 346 + 54 * u * u),
            (u * w + 16, 310 + 50 * u * u),
            (u * w * 0.9 + 4, 282 + 40 * u * u),
            (u * w * 0.8 + 22, 244 + 30 * u * u),
        ]
        for u in fan
    ]
    sides = [points for d in (4, 11, 18) for points in both([(w - 8 + d, 390), (w + d, 440), (w - 6 + d, 500)])]
    strands(canvas, sitter, mask, [*(right(points) for points in waves), *sides])


def _bob(canvas: Canvas, sitter: Sitter, _: Image.Image) -> None:
    """A woman's short straight hair, parted at the side, tucked to the cheeks."""
    w = sitter.width
    left = [(-w + 10, 618), (-w - 20, 596), (-w - 34, 520), (-w - 34, 410), (-w - 8, 312), (-w * 0.56, 248)]
    top = [*left, (0, 228), (w * 0.58, 246), (w + 10, 312), (w + 36, 412), (w + 34, 522), (w + 20, 598)]
    low = [(w - 10, 620), (w - 10, 556), (w * 0.97, 460), (w * 0.80, 388), (w * 0.30, 352), (-w * 0.22, 318)]
    low += [(-w * 0.42, 300), (-w * 0.66, 366), (-w * 0.95, 452), (-w + 10, 556)]
    mask = body(canvas, sitter, top, low)
    over: list[list[Point]] = []
    near: list[list[Point]] = []
    for u in (k / 8 for k in range(9)):
        across = [(-w * 0.40, 298), (w * (0.1 + 0.3 * u), 316 - 48 * u), (w * (0.82 + 0.2 * u), 380 - 10 * u)]
        aside = [(-w * 0.42, 296), (-w * (0.66 + 0.2 * u), 340 - 30 * u), (-w - 2 - 24 * u, 450)]
        over.append(right([*across, (w + 2 + 26 * u, 520), (w - 4 + 24 * u, 600)]))
        near.append(right([*aside, (-w - 2 - 26 * u, 520), (-w + 4 - 24 * u, 600)]))
    strands(canvas, sitter, mask, over + near)


def _nothing_behind(_: Canvas, __: Sitter) -> None:
    """Hair that is all in front."""


def _bob_behind(canvas: Canvas, sitter: Sitter) -> None:
    w = sitter.width
    outline = mirrored(
        right([(0, 300), (w + 6, 350), (w + 22, 470), (w + 22, 570), (w - 8, 622), (w * 0.55, 626), (0, 600)]), AXIS
    )
    canvas.shape(smooth(outline), mix(sitter.hair, INK, 0.45))


BEHIND: dict[str, Callable[[Canvas, Sitter], None]] = {
    **dict.fromkeys(("swept", "parted", "receding", "bald", "cropped", "cap", "waved"), _nothing_behind),
    "bob": _bob_behind,
}
HAIR: dict[str, Callable[[Canvas, Sitter, Image.Image], None]] = {
    "swept": _swept,
    "parted": _parted,
    "waved": _waved,
    "receding": receding,
    "bald": bald,
    "cropped": cropped,
    "bob": _bob,
    "cap": cap,
}
