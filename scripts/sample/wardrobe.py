"""The sitters' spectacles and clothes."""

from collections.abc import Callable

from PIL import Image

from sample.drawing import INK, PAPER, Canvas, Colour, box, mix, oval, smooth
from sample.sitter import AXIS, Sitter, both, right


def glasses(canvas: Canvas, sitter: Sitter) -> None:
    """Spectacles, where the sitter wears them."""
    if not sitter.glasses:
        return
    x0, w = AXIS + sitter.turn, sitter.width
    frame = mix(INK, (110, 84, 60), 0.4 if sitter.glasses == "half" else 0.1)
    for side in (-1, 1):
        x = x0 + side * w * 0.45
        rim = oval((x, 490), w * 0.31, w * 0.29) if sitter.glasses == "round" else box(x - w * 0.33, 464, x + w * 0.33, 516, 15)
        lens = canvas.mask(rim)
        canvas.fill(lens, (235, 240, 240), 0.12)
        canvas.fill(
            canvas.mask([(x - 30, 455), (x - 4, 455), (x - 34, 525), (x - 60, 525)], soft=2, within=lens), (255, 255, 255), 0.16
        )
        edge = rim[12:-12] if sitter.glasses == "none" else [*rim, rim[0]]
        canvas.line(edge, 3.2 if sitter.glasses == "half" else 5.2, frame, 0.92)
        canvas.line([(x + side * w * 0.32, 482), (AXIS + side * (w + 6), 474)], 4, frame, 0.85)
    canvas.stroke([(x0 - w * 0.14, 484), (x0, 475), (x0 + w * 0.14, 484)], 5.5, frame, 0.92)


def _tones(sitter: Sitter) -> tuple[Colour, Colour]:
    return mix(sitter.coat, PAPER, 0.16), mix(sitter.coat, INK, 0.6)


def _button(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    canvas.fill(canvas.mask(oval((x + 1.5, y + 2.5), 9, 9), soft=2), INK, 0.4)
    canvas.shape(oval((x, y), 8.5, 8.5), colour)
    canvas.fill(canvas.mask(oval((x - 2, y - 2), 3.5, 3.5), soft=1.5), PAPER, 0.4)


def _tunic(canvas: Canvas, sitter: Sitter, coat: Image.Image) -> None:
    """A closed turned-down collar, a row of buttons, two breast pockets."""
    light, dark = _tones(sitter)
    canvas.shape(smooth(right([(-92, 700), (0, 756), (92, 700), (84, 770), (0, 806), (-84, 770)])), dark)
    canvas.shape(box(AXIS - 60, 792, AXIS + 60, 850), sitter.coat)
    placket = canvas.shape(box(AXIS - 34, 786, AXIS + 34, 1280), mix(sitter.coat, INK, 0.10))
    canvas.fill(canvas.mask(box(AXIS + 4, 780, AXIS + 80, 1290), soft=12, within=placket), dark, 0.35)
    canvas.line([(AXIS - 34, 800), (AXIS - 34, 1260)], 1.8, dark, 0.5)
    canvas.line([(AXIS + 34, 800), (AXIS + 34, 1260)], 2.6, dark, 0.8)
    for outline, tone in zip(
        both([(0, 770), (40, 758), (84, 722), (96, 696), (116, 728), (112, 770), (52, 822), (0, 786)]),
        (sitter.coat, light),
        strict=True,
    ):
        canvas.fill(canvas.mask([(x + 2, y + 6) for x, y in outline], soft=5, within=coat), INK, 0.4)
        canvas.shape(outline, tone)
        canvas.line([*outline[4:], outline[0]], 2, dark, 0.7)
    for y in (836, 930, 1024, 1118):
        _button(canvas, AXIS, y, mix(sitter.coat, INK, 0.35))
    for outline in both([(80, 946), (176, 940), (178, 972), (128, 992), (80, 976)]):
        canvas.fill(canvas.mask([(x + 2, y + 5) for x, y in outline], soft=4, within=coat), INK, 0.35)
        canvas.shape(outline, mix(sitter.coat, light, 0.4))
        canvas.line([*outline, outline[0]], 2, dark, 0.6)


def _shirt_collar(canvas: Canvas, cloth: Colour, coat: Image.Image, *, open_by: float) -> None:
    """A shirt's collar; `open_by` is how far the points stand apart."""
    shade = mix(cloth, INK, 0.35)
    for outline, tone in zip(
        both([(open_by, 806), (56, 752), (92, 690), (112, 724), (92, 806), (58, 852)]),
        (mix(cloth, INK, 0.14), cloth),
        strict=True,
    ):
        canvas.fill(canvas.mask([(x + 3, y + 7) for x, y in outline], soft=6, within=coat), INK, 0.4)
        canvas.shape(outline, tone)
        canvas.line([*outline, outline[0]], 1.6, shade, 0.6)


def _vee(canvas: Canvas, cloth: Colour, foot: float) -> None:
    """The shirt seen between the lapels, down to `foot`."""
    outline = right([(-96, 716), (-40, 770), (0, 812), (40, 770), (96, 716), (70, 840), (0, foot), (-70, 840)])
    mask = canvas.shape(outline, cloth)
    canvas.fill(canvas.mask(box(AXIS + 18, 700, AXIS + 200, foot), soft=18, within=mask), INK, 0.22)
    canvas.line([(AXIS, 814), (AXIS, foot - 4)], 2, mix(cloth, INK, 0.35), 0.7)


def _shirt(canvas: Canvas, sitter: Sitter, coat: Image.Image) -> None:
    """A pale shirt under a knitted waistcoat."""
    cloth: Colour = (214, 216, 214)
    light, dark = _tones(sitter)
    _vee(canvas, cloth, 1010)
    for side in both([(96, 722), (84, 830), (0, 1016), (0, 1050), (98, 850), (112, 730)]):
        canvas.shape(side, mix(sitter.coat, light, 0.6))
        canvas.line(side[:3], 2, dark, 0.6)
    ribs = [r for k in range(2, 14) for r in both([(k * 18, 1040 - k * 15 if k < 7 else 880), (k * 18, 1280)])]
    canvas.fill(canvas.strokes(ribs, 4.5, coat), dark, 0.2)
    _shirt_collar(canvas, cloth, coat, open_by=10)
    _button(canvas, AXIS, 868, mix(cloth, INK, 0.2))
    _button(canvas, AXIS, 944, mix(cloth, INK, 0.2))


def _cardigan(canvas: Canvas, sitter: Sitter, coat: Image.Image) -> None:
    """A cardigan with a knitted edge over a pale collar."""
    cloth: Colour = mix((222, 212, 200), sitter.ground, 0.25)
    light, dark = _tones(sitter)
    _vee(canvas, cloth, 960)
    for side in both([(98, 714), (80, 836), (2, 966), (2, 1280), (34, 1280), (34, 984), (112, 850), (124, 736)]):
        band = canvas.shape(side, mix(sitter.coat, light, 0.7))
        canvas.line(side[:4], 2, dark, 0.6)
        stitches = [[(AXIS - 140, y), (AXIS + 140, y + 1)] for y in range(730, 1270, 12)]
        canvas.fill(canvas.strokes(stitches, 2.4, band), dark, 0.22)
    for y in (1000, 1090):
        _button(canvas, AXIS + 16, y, mix(sitter.coat, INK, 0.45))
    _shirt_collar(canvas, cloth, coat, open_by=6)


def _jacket(canvas: Canvas, sitter: Sitter, coat: Image.Image) -> None:
    """A zipped jacket, its collar open over a shirt."""
    cloth: Colour = (206, 210, 214)
    light, dark = _tones(sitter)
    _vee(canvas, cloth, 920)
    _shirt_collar(canvas, cloth, coat, open_by=4)
    for outline, tone in zip(
        both([(4, 930), (70, 840), (104, 716), (134, 738), (156, 800), (120, 880), (54, 930)]), (sitter.coat, light), strict=True
    ):
        canvas.fill(canvas.mask([(x + 3, y + 7) for x, y in outline], soft=6, within=coat), INK, 0.4)
        canvas.shape(smooth(outline, steps=6), tone)
        canvas.line(outline[:3], 2, dark, 0.6)
    canvas.line([(AXIS, 926), (AXIS, 1260)], 7, dark, 0.7)
    canvas.line([(AXIS, 926), (AXIS, 1260)], 2.2, (186, 182, 172), 0.9)
    canvas.shape(box(AXIS - 6, 962, AXIS + 6, 994, 4), (172, 168, 158))
    canvas.fill(canvas.strokes(both([(104, 990), (160, 1090)]), 6, coat), dark, 0.6)


def _uniform(canvas: Canvas, sitter: Sitter, coat: Image.Image) -> None:
    """An old field coat without any badge: as the tunic, with seams at the shoulders and a lining at the neck."""
    _tunic(canvas, sitter, coat)
    canvas.fill(
        canvas.strokes([right([(-84, 712), (-40, 752), (0, 768)]), right([(84, 712), (40, 752), (0, 768)])], 6),
        (222, 218, 206),
        0.85,
    )


def _scarf(canvas: Canvas, sitter: Sitter, coat: Image.Image) -> None:
    """A coat with broad lapels and a woollen scarf."""
    wool: Colour = (142, 112, 98)
    light, dark = _tones(sitter)
    for outline, tone in zip(
        both([(4, 1060), (60, 900), (116, 736), (160, 760), (190, 850), (140, 880), (150, 910), (60, 1050)]),
        (sitter.coat, light),
        strict=True,
    ):
        canvas.fill(canvas.mask([(x + 3, y + 7) for x, y in outline], soft=6, within=coat), INK, 0.4)
        canvas.shape(outline, tone)
    canvas.line([(AXIS + 2, 1050), (AXIS + 4, 1260)], 3, dark, 0.8)
    bands = (
        [(-60, 800), (10, 792), (62, 830), (70, 960), (58, 1090), (-6, 1094), (-14, 940), (-40, 850)],
        [(-132, 728), (-92, 690), (-40, 742), (40, 750), (96, 690), (134, 728), (110, 806), (20, 850), (-70, 836), (-124, 790)],
    )
    for k, points in enumerate(bands):
        outline = smooth(right(points))
        canvas.fill(canvas.mask([(x + 4, y + 9) for x, y in outline], soft=8, within=coat), INK, 0.45)
        mask = canvas.shape(outline, mix(wool, PAPER, 0.10 * k))
        canvas.fill(canvas.mask(box(AXIS + 30, 660, AXIS + 220, 1120), soft=24, within=mask), mix(wool, INK, 0.6), 0.55)
        knit = [right([(-140, 700 + d), (0, 762 + d), (140, 700 + d)]) for d in range(0, 420, 15)]
        canvas.fill(canvas.strokes(knit, 3.2, mask), mix(wool, INK, 0.55), 0.28)


COLLARS: dict[str, Callable[[Canvas, Sitter, Image.Image], None]] = {
    "tunic": _tunic,
    "shirt": _shirt,
    "cardigan": _cardigan,
    "jacket": _jacket,
    "uniform": _uniform,
    "scarf": _scarf,
}
