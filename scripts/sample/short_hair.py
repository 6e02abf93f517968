"""Hair that leaves the head's shape to be seen, a bald crown, and a cap; and how hair is painted at all."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from sample.drawing import INK, PAPER, Canvas, Point, box, mix, oval, smooth
from sample.sitter import AXIS, Sitter, both, right


def body(canvas: Canvas, sitter: Sitter, top: Sequence[Point], low: Sequence[Point]) -> Image.Image:
    """Hair between an outer edge (left to right) and a hairline (right to left), darker on the right, with strands."""
    mask = canvas.shape(smooth([*right(top), *right(low)], steps=10), sitter.hair)
    dark, light = mix(sitter.hair, INK, 0.5), mix(sitter.hair, (255, 255, 255), 0.5)
    canvas.fill(canvas.mask(box(AXIS + 50, 150, 720, 640), soft=34, within=mask), dark, 0.5)
    canvas.fill(canvas.mask(oval((AXIS - 60, 300), 60, 40), soft=24, within=mask), light, 0.5)
    return mask


def strands(canvas: Canvas, sitter: Sitter, mask: Image.Image, curves: list[list[Point]]) -> None:
    """Combed hair: alternating darker and lighter strokes within the hair."""
    canvas.fill(canvas.strokes(curves[::2], 2.2, mask), mix(sitter.hair, INK, 0.5), 0.24)
    canvas.fill(canvas.strokes(curves[1::2], 2.6, mask), mix(sitter.hair, (255, 255, 255), 0.6), 0.3)


def receding(canvas: Canvas, sitter: Sitter, face: Image.Image) -> None:
    """Thin on top, drawn back at the temples."""
    w = sitter.width
    canvas.fill(canvas.mask(oval((AXIS - w * 0.3, 348), w * 0.34, 22), soft=16, within=face), (255, 250, 240), 0.4)
    top = [
        (-w - 6, 478),
        (-w - 12, 412),
        (-w * 0.98, 332),
        (-w * 0.54, 276),
        (0, 262),
        (w * 0.56, 276),
        (w * 1.0, 332),
        (w + 12, 412),
    ]
    low = [
        (w + 5, 478),
        (w * 0.95, 430),
        (w * 0.92, 372),
        (w * 0.62, 300),
        (w * 0.24, 306),
        (0, 318),
        (-w * 0.24, 306),
        (-w * 0.62, 300),
        (-w * 0.92, 372),
        (-w * 0.95, 430),
    ]
    mask = body(canvas, sitter, top, low)
    fan = [k / 12 for k in range(-12, 13)]
    strands(canvas, sitter, mask, [right([(u * w * 0.70, 322), (u * w * 0.78 + 6, 296), (u * w * 0.6 + 10, 262)]) for u in fan])


def _fringe(canvas: Canvas, sitter: Sitter, face: Image.Image) -> None:
    """Bare above, hair only at the sides; light on the crown."""
    w = sitter.width
    canvas.fill(canvas.mask(oval((AXIS - w * 0.3, 328), w * 0.34, 22), soft=16, within=face), (255, 250, 240), 0.5)
    side = [(w * 0.88, 352), (w * 0.98, 378), (w + 7, 424), (w + 7, 484), (w - 4, 476), (w * 0.91, 436), (w * 0.86, 386)]
    for outline, dark in zip(both(side), (0.3, 0.0), strict=True):
        mask = canvas.shape(smooth(outline), mix(sitter.hair, INK, dark))
        canvas.fill(canvas.mask(smooth(outline), soft=3, within=mask), sitter.hair, 0.3)


def bald(canvas: Canvas, sitter: Sitter, face: Image.Image) -> None:
    """A bare crown, and a short white beard."""
    _fringe(canvas, sitter, face)
    x0, w, j, c = AXIS + sitter.turn * 0.6, sitter.width, sitter.jaw, sitter.chin
    upper = [
        (x0 - w * 0.40, 606),
        (x0 - w * 0.16, 583),
        (x0, 586),
        (x0 + w * 0.16, 583),
        (x0 + w * 0.40, 606),
        (x0 + w * 0.16, 599),
        (x0, 601),
        (x0 - w * 0.16, 599),
    ]
    lower = [
        (x0 - j * 0.62, c - 36),
        (x0 - j * 0.25, 634),
        (x0, 638),
        (x0 + j * 0.25, 634),
        (x0 + j * 0.62, c - 36),
        (x0 + j * 0.44, c + 16),
        (x0, c + 38),
        (x0 - j * 0.44, c + 16),
    ]
    for outline in (upper, lower):
        mask = canvas.shape(smooth(outline), sitter.hair)
        canvas.fill(canvas.mask(box(x0 + 14, 560, x0 + 200, 760), soft=12, within=mask), mix(sitter.hair, INK, 0.4), 0.55)
    hairs = [[(x0 + k * 9, 640 + abs(k) * 1.2), (x0 + k * 8.4, 664), (x0 + k * 7, c + 32 - 2 * abs(k))] for k in range(-6, 7)]
    canvas.fill(canvas.strokes(hairs, 2.4), mix(sitter.hair, INK, 0.5), 0.3)


def cropped(canvas: Canvas, sitter: Sitter, _: Image.Image) -> None:
    """A short brush cut, flat on top."""
    w = sitter.width
    top = [
        (-w - 4, 470),
        (-w - 8, 396),
        (-w * 0.96, 312),
        (-w * 0.66, 262),
        (0, 250),
        (w * 0.66, 262),
        (w * 0.96, 312),
        (w + 8, 396),
    ]
    low = [
        (w + 4, 470),
        (w * 0.95, 414),
        (w * 0.84, 350),
        (w * 0.5, 326),
        (0, 322),
        (-w * 0.5, 326),
        (-w * 0.84, 350),
        (-w * 0.95, 414),
    ]
    mask = body(canvas, sitter, top, low)
    rng = np.random.default_rng(7)
    roots = zip(rng.uniform(-0.92, 0.92, 150), rng.uniform(262, 340, 150), strict=True)
    bristles = [
        right([(float(u) * w, float(y) + 40 * float(u * u)), (float(u) * w * 1.03, float(y) - 20 + 40 * float(u * u))])
        for u, y in roots
    ]
    strands(canvas, sitter, mask, bristles)


def cap(canvas: Canvas, sitter: Sitter, face: Image.Image) -> None:
    """A plain soft cap with a short peak and no badge."""
    w = sitter.width
    side = [(w * 0.97, 400), (w + 7, 410), (w + 9, 450), (w + 3, 488), (w - 6, 470), (w * 0.93, 430)]
    for outline in both(side):
        canvas.shape(smooth(outline), sitter.hair)
    cloth = mix(sitter.coat, PAPER, 0.12)
    dark, light = mix(cloth, INK, 0.5), mix(cloth, PAPER, 0.25)
    canvas.fill(canvas.mask(oval((AXIS, 412), w * 0.98, 34), soft=12, within=face), (96, 66, 52), 0.5)
    crown = right(
        [
            (-w - 12, 392),
            (-w - 26, 330),
            (-w * 0.96, 258),
            (-w * 0.4, 222),
            (w * 0.3, 218),
            (w * 0.94, 250),
            (w + 26, 322),
            (w + 12, 392),
            (0, 404),
        ]
    )
    mask = canvas.shape(smooth(crown), cloth)
    canvas.fill(canvas.mask(box(AXIS + 60, 180, 720, 460), soft=32, within=mask), dark, 0.55)
    canvas.fill(canvas.mask(oval((AXIS - 70, 276), 70, 34), soft=26, within=mask), light, 0.6)
    canvas.fill(
        canvas.strokes([right([(-w - 16, 352), (0, 366), (w + 16, 352)]), right([(-6, 222), (2, 280), (0, 360)])], 4.5, mask),
        dark,
        0.6,
    )
    peak = right(
        [(-w - 8, 386), (-w * 0.5, 380), (0, 378), (w * 0.5, 380), (w + 8, 386), (w * 0.72, 412), (0, 426), (-w * 0.72, 412)]
    )
    brim = canvas.shape(smooth(peak), mix(cloth, INK, 0.28))
    canvas.fill(canvas.mask(box(AXIS - 200, 404, AXIS + 200, 440), soft=7, within=brim), INK, 0.4)
