"""An old field coat without any badge, laid out flat."""

from collections.abc import Sequence

from PIL import Image

from sample.drawing import INK, PAPER, Canvas, Colour, Point, box, mirrored, mix, oval, smooth
from sample.medals import linen

CLOTH: Colour = (124, 120, 88)
DARK = mix(CLOTH, INK, 0.55)
LIGHT = mix(CLOTH, PAPER, 0.3)
AXIS = 450.0


def field_coat() -> Canvas:
    """The coat: sleeves, body, pockets, buttons, and an open collar with its lining."""
    canvas = linen(900, 1100, (204, 200, 192))
    for side in (-1, 1):
        _sleeve(canvas, side)
    body = _body(canvas)
    for side in (-1, 1):
        _pocket(canvas, body, (AXIS + side * 96, 452), (104, 100), side)
        _pocket(canvas, body, (AXIS + side * 104, 716), (128, 142), side)
    _front(canvas, body)
    _collar(canvas)
    return canvas


def _mirror(points: Sequence[Point], side: int) -> list[Point]:
    return [(AXIS + side * x, y) for x, y in points]


def _cloth(canvas: Canvas, outline: list[Point]) -> Image.Image:
    """A piece of faded cotton with its shadow and weave."""
    canvas.shadow(outline, (9, 15), 14, 0.38)
    mask = canvas.shape(outline, CLOTH)
    weave = [[(x, 100), (x + 120, 1100)] for x in range(-120, 900, 7)]
    canvas.fill(canvas.strokes(weave, 1.6, mask), LIGHT, 0.16)
    return mask


def _sleeve(canvas: Canvas, side: int) -> None:
    outer = [(120, 240), (176, 232), (222, 282), (264, 420), (310, 640), (344, 838), (346, 856), (336, 862)]
    inner = [(268, 882), (260, 876), (222, 760), (186, 590), (150, 430)]
    mask = _cloth(canvas, smooth(_mirror([*outer, *inner], side), steps=10))
    under = [(140, 330), (190, 380), (214, 560), (250, 760), (262, 880), (210, 880), (150, 600)]
    canvas.fill(canvas.mask(smooth(_mirror(under, side)), soft=16, within=mask), DARK, 0.4)
    folds = [[(214, 560), (256, 580), (284, 574)], [(240, 660), (272, 672), (300, 664)]]
    canvas.fill(canvas.strokes([_mirror(fold, side) for fold in folds], 7, mask), DARK, 0.22)
    canvas.fill(canvas.strokes([_mirror([(246, 838), (342, 816)], side)], 3, mask), DARK, 0.7)
    wear = canvas.mask(oval((AXIS + side * 262, 560), 26, 60), soft=18, within=mask)
    canvas.fill(wear, LIGHT, 0.4)


def _body(canvas: Canvas) -> Image.Image:
    shoulder = [(0, 196), (62, 186), (120, 200), (176, 228), (196, 300), (188, 420), (190, 600)]
    half = _mirror([*shoulder, (204, 800), (214, 956), (212, 974), (200, 980), (110, 983), (0, 984)], 1)
    mask = _cloth(canvas, smooth(mirrored(half, AXIS), steps=10))
    canvas.fill(canvas.mask(box(AXIS + 120, 180, 760, 1040), soft=40, within=mask), DARK, 0.42)
    canvas.fill(canvas.mask(oval((340, 380), 90, 150), soft=56, within=mask), LIGHT, 0.45)
    yoke, armhole = [(64, 190), (118, 232), (186, 258)], [(172, 250), (184, 330), (180, 430)]
    seams = [_mirror(points, s) for s in (-1, 1) for points in (yoke, armhole)]
    canvas.fill(canvas.strokes(seams, 3.2, mask), DARK, 0.6)
    waist, skirt = [(176, 610), (146, 628), (110, 634)], [(60, 880), (66, 930), (62, 976)]
    folds = [_mirror(points, s) for s in (-1, 1) for points in (waist, skirt)]
    canvas.fill(canvas.strokes(folds, 9, mask), DARK, 0.2)
    canvas.fill(canvas.strokes([[(232, 950), (340, 966), (450, 968), (560, 966), (668, 950)]], 2.4, mask), DARK, 0.6)
    return mask


def _pocket(canvas: Canvas, body: Image.Image, top: Point, size: Point, side: int) -> None:
    """A patch pocket with a buttoned flap; `top` is the middle of its upper edge."""
    (x, y), (width, height) = top, size
    bag = box(x - width / 2, y, x + width / 2, y + height, 10)
    canvas.fill(canvas.mask([(px + 2, py + 5) for px, py in bag], soft=4, within=body), INK, 0.3)
    canvas.shape(bag, mix(CLOTH, DARK, 0.16 + 0.14 * (side > 0)))
    canvas.line([*bag, bag[0]], 1.8, DARK, 0.6)
    half, drop = width / 2 + 4, height * 0.34
    flap = [(x - half, y - 6), (x + half, y - 6), (x + half, y + drop * 0.7), (x, y + drop), (x - half, y + drop * 0.7)]
    canvas.fill(canvas.mask([(px + 2, py + 6) for px, py in flap], soft=5, within=body), INK, 0.4)
    canvas.shape(flap, mix(CLOTH, LIGHT, 0.25 - 0.2 * (side > 0)))
    canvas.line([*flap, flap[0]], 1.8, DARK, 0.7)
    _button(canvas, (x, y + drop * 0.62), 8)


def _front(canvas: Canvas, body: Image.Image) -> None:
    edge = [(AXIS + 26, 250), (AXIS + 28, 600), (AXIS + 26, 984)]
    canvas.fill(canvas.strokes([[(px + 5, py) for px, py in edge]], 8, body), INK, 0.3)
    canvas.line(edge, 2.6, DARK, 0.9)
    canvas.fill(canvas.strokes([[(AXIS + 16, 262), (AXIS + 16, 974)]], 1.6, body), DARK, 0.5)
    for y in (318, 440, 562, 684, 806):
        _button(canvas, (AXIS, y), 12)


def _button(canvas: Canvas, at: Point, radius: float) -> None:
    x, y = at
    canvas.fill(canvas.mask(oval((x + 2, y + 3.5), radius, radius), soft=2.5), INK, 0.5)
    canvas.shape(oval(at, radius, radius), (92, 78, 54))
    canvas.fill(canvas.mask(oval((x - radius * 0.25, y - radius * 0.3), radius * 0.5, radius * 0.4), soft=2), PAPER, 0.4)
    canvas.fill(canvas.mask(oval(at, radius * 0.55, radius * 0.55)), (78, 66, 46), 0.8)
    for dx in (-1, 1):
        canvas.shape(oval((x + dx * radius * 0.2, y), radius * 0.1, radius * 0.1), (40, 34, 26))


def _collar(canvas: Canvas) -> None:
    lining = smooth(mirrored([(AXIS, 170), (AXIS + 50, 172), (AXIS + 66, 192), (AXIS + 34, 232), (AXIS, 262)], AXIS))
    canvas.shape(lining, mix(CLOTH, INK, 0.62))
    canvas.shape(box(AXIS - 30, 188, AXIS + 30, 212, 3), (212, 204, 184))
    for side in (-1, 1):
        leaf = _mirror([(2, 270), (34, 226), (58, 180), (64, 164), (86, 178), (112, 240), (66, 296)], side)
        canvas.shadow(leaf, (4, 8), 7, 0.45)
        canvas.shape(leaf, mix(CLOTH, LIGHT if side < 0 else DARK, 0.2))
        canvas.line([*leaf, leaf[0]], 1.8, DARK, 0.7)
        inner = _mirror([(12, 268), (66, 284), (102, 238), (80, 186)], side)
        canvas.line(inner, 1.3, DARK, 0.45)
