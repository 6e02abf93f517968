"""The eight invented sitters, each a plain painted bust in muted colours."""

from PIL import Image

from sample.drawing import INK, PAPER, Canvas, Colour, Point, box, mirrored, mix, oval, sample_mark, smooth
from sample.hair import BEHIND, HAIR
from sample.sitter import AXIS, IRON, Sitter, both, right
from sample.wardrobe import COLLARS, glasses

WIDTH, HEIGHT = 900, 1200
SHADE: Colour = (96, 66, 52)
WHITE: Colour = (226, 222, 214)
GREY: Colour = (168, 164, 158)


SITTERS = (
    Sitter("lin", (150, 160, 148), (74, 88, 92), (214, 178, 150), WHITE, "swept", "tunic", 128, 98, turn=8),
    Sitter("qin", (168, 160, 146), (92, 90, 84), (206, 170, 144), GREY, "receding", "shirt", 118, 84, "round", turn=-10),
    Sitter("he", (178, 158, 146), (122, 92, 92), (222, 190, 166), GREY, "bob", "cardigan", 116, 78, brow=GREY, turn=6, lines=0.8),
    Sitter("xiang", (158, 150, 130), (86, 84, 62), (196, 154, 124), IRON, "cap", "uniform", 134, 108, turn=-6, lines=1.2),
    Sitter(
        "tang", (146, 156, 164), (66, 76, 94), (212, 176, 150), IRON, "parted", "jacket", 130, 104, "square", turn=10, lines=0.7
    ),
    Sitter(
        "zhou",
        (162, 166, 156),
        (112, 108, 96),
        (204, 166, 138),
        WHITE,
        "bald",
        "cardigan",
        126,
        100,
        brow=WHITE,
        turn=-8,
        lines=1.2,
    ),
    Sitter("lei", (170, 154, 134), (88, 72, 60), (208, 168, 138), WHITE, "cropped", "scarf", 122, 96, turn=4, lines=1.1),
    Sitter("mo", (150, 148, 150), (58, 62, 68), (214, 182, 158), GREY, "waved", "tunic", 118, 92, "half", brow=GREY, turn=-4),
)


def portrait(sitter: Sitter) -> Canvas:
    """Draw one sitter: ground, clothes, head, hair, then the paper border that frames them."""
    canvas = Canvas(WIDTH, HEIGHT, sitter.ground)
    _ground(canvas, sitter)
    coat = _shoulders(canvas, sitter)
    BEHIND[sitter.style](canvas, sitter)
    _neck(canvas, sitter)
    COLLARS[sitter.dress](canvas, sitter, coat)
    _ears(canvas, sitter)
    face = _face(canvas, sitter)
    _features(canvas, sitter)
    _age(canvas, sitter)
    HAIR[sitter.style](canvas, sitter, face)
    glasses(canvas, sitter)
    canvas.cropped(86, 132, 814, 1102)
    _border(canvas)
    return canvas


def _ground(canvas: Canvas, sitter: Sitter) -> None:
    """A wall with light from the upper left."""
    canvas.fill(canvas.mask(oval((330, 420), 330, 420), soft=150), PAPER, 0.45)
    canvas.fill(canvas.mask(box(-200, 1000, 1100, 1400), soft=140), mix(sitter.ground, INK, 0.5), 0.3)


def _shoulders(canvas: Canvas, sitter: Sitter) -> Image.Image:
    """The coat; returns its mask."""
    half = right([(0, 712), (84, 716), (150, 748), (244, 786), (316, 846), (350, 950), (368, 1100), (380, 1320)])
    coat = canvas.shape(smooth(mirrored(half, AXIS)), sitter.coat)
    light, dark = mix(sitter.coat, PAPER, 0.18), mix(sitter.coat, INK, 0.5)
    canvas.fill(canvas.mask(oval((240, 850), 130, 200), soft=60, within=coat), light, 0.9)
    canvas.fill(canvas.mask(box(610, 640, 960, 1300), soft=70, within=coat), dark, 0.6)
    arms = both([(226, 900), (238, 990), (240, 1100), (238, 1260)])
    canvas.fill(canvas.strokes(arms, 8, coat), dark, 0.5)
    folds = both([(150, 800), (196, 840), (214, 900)]) + both([(70, 980), (96, 1060), (104, 1180)])
    canvas.fill(canvas.strokes(folds, 14, coat), dark, 0.16)
    return coat


def _neck(canvas: Canvas, sitter: Sitter) -> None:
    w = sitter.width * 0.62
    half = right([(w, 560), (w - 2, 690), (w + 8, 732), (w + 34, 762), (0, 850)])
    skin = canvas.shape(mirrored(half, AXIS), mix(sitter.skin, SHADE, 0.14))
    jaw = [(AXIS - w - 40, 560), (AXIS + w + 60, 560), (AXIS + w + 60, 736), (AXIS + 20, 718), (AXIS - w, 676)]
    canvas.fill(canvas.mask(smooth(jaw), soft=10, within=skin), SHADE, 0.40)
    cords = both([(w * 0.44, 700), (w * 0.32, 740), (w * 0.18, 782)])
    canvas.fill(canvas.strokes(cords, 6, skin), SHADE, 0.2 * sitter.lines)


def _ears(canvas: Canvas, sitter: Sitter) -> None:
    w = sitter.width
    ear = [(w - 10, 462), (w + 14, 450), (w + 26, 470), (w + 22, 512), (w + 12, 550), (w - 2, 560), (w - 14, 520)]
    inner = [(w + 12, 470), (w + 14, 504), (w + 5, 534)]
    for outline, line, dark in zip(both(ear), both(inner), (0.30, 0.08), strict=True):
        canvas.shape(smooth(outline), mix(sitter.skin, SHADE, dark))
        canvas.stroke(line, 7, SHADE, 0.32)


def _face(canvas: Canvas, sitter: Sitter) -> Image.Image:
    """The face in two tones, lit from the left; returns its mask."""
    w, j, c = sitter.width, sitter.jaw, sitter.chin
    half: list[Point] = [(0, 290), (w * 0.52, 300), (w * 0.86, 346), (w, 430), (w * 0.985, 510), (j * 1.06, 580)]
    half += [(j * 0.84, c - 34), (j * 0.5, c - 7), (0, c)]
    face = canvas.shape(smooth(mirrored(right(half), AXIS)), sitter.skin)
    dark = mix(sitter.skin, SHADE, 0.42)
    edge = right([(w * 0.60, 280), (w * 0.72, 440), (w * 0.60, 520), (j * 0.66, 590), (30, c + 6)])
    canvas.fill(canvas.mask([*edge, (AXIS + 260, c + 40), (AXIS + 260, 280)], soft=17, within=face), dark, 0.72)
    canvas.fill(canvas.mask(oval((AXIS - w * 0.40, 396), w * 0.42, 70), soft=26, within=face), PAPER, 0.26)
    canvas.fill(canvas.mask(oval((AXIS - w * 0.54, 548), w * 0.28, 34), soft=20, within=face), (198, 112, 90), 0.24)
    canvas.fill(canvas.mask(oval((AXIS + w * 0.56, 550), w * 0.26, 32), soft=18, within=face), (172, 92, 74), 0.20)
    canvas.fill(canvas.mask(box(AXIS - w, c - 22, AXIS + w, c + 30), soft=14, within=face), dark, 0.4)
    return face


def _features(canvas: Canvas, sitter: Sitter) -> None:
    """Brows, calm eyes, nose and mouth, moved a little to the side the sitter looks to."""
    x0, w = AXIS + sitter.turn, sitter.width
    for side in (-1, 1):
        _eye(canvas, sitter, x0 + side * w * 0.43, side)
    nose = [(x0 + 6, 464), (x0 + 12, 510), (x0 + 30, 552), (x0 + 33, 565), (x0 + 14, 571), (x0 + 2, 556)]
    canvas.fill(canvas.mask(smooth(nose), soft=5), SHADE, 0.34)
    canvas.fill(canvas.mask(oval((x0 - 7, 532), 8, 36), soft=8), PAPER, 0.36)
    base = [(x0 - w * 0.21, 560), (x0 - w * 0.14, 570), (x0, 575), (x0 + w * 0.14, 570), (x0 + w * 0.21, 559)]
    canvas.stroke(base, 4.8, mix(SHADE, INK, 0.2), 0.6)
    mouth = [(x0 - w * 0.34, 604), (x0 - w * 0.14, 608), (x0, 610), (x0 + w * 0.14, 608), (x0 + w * 0.34, 604)]
    upper = [mouth[0], (x0 - w * 0.09, 600), (x0, 603), (x0 + w * 0.09, 600), mouth[-1], *mouth[3:0:-1]]
    canvas.fill(canvas.mask(smooth(upper), soft=2), (150, 88, 76), 0.5)
    lower = [*mouth[1:4], (x0 + w * 0.13, 620), (x0, 624), (x0 - w * 0.13, 620)]
    canvas.fill(canvas.mask(smooth(lower), soft=2), (186, 112, 96), 0.5)
    canvas.stroke(mouth, 4.5, mix(SHADE, INK, 0.4), 0.8)
    canvas.fill(canvas.mask(oval((x0 + 3, 635), w * 0.18, 6), soft=6), SHADE, 0.32)


def _eye(canvas: Canvas, sitter: Sitter, x: float, side: int) -> None:
    """One eye under its brow; `side` is 1 for the picture's right."""
    w = sitter.width
    canvas.fill(canvas.mask(oval((x, 474), w * 0.28, 22), soft=10), SHADE, 0.22)
    brow = [(x - side * w * 0.24, 448), (x + side * w * 0.05, 440), (x + side * w * 0.29, 453)]
    canvas.stroke(brow, 13, sitter.brow, 0.85)
    lid = canvas.mask(smooth([(x - w * 0.19, 487), (x, 480), (x + w * 0.19, 487), (x, 494)]))
    canvas.fill(lid, mix(WHITE, sitter.skin, 0.55), 0.9)
    canvas.fill(canvas.mask(oval((x + sitter.turn * 0.3, 486), 9, 9), within=lid), (52, 42, 36), 0.95)
    canvas.stroke([(x - w * 0.21, 487), (x - w * 0.04, 479), (x + w * 0.21, 487)], 6, INK, 0.85)
    canvas.stroke([(x - w * 0.22, 474), (x, 466), (x + w * 0.23, 476)], 3.4, SHADE, 0.5)
    canvas.stroke([(x - w * 0.17, 493), (x, 497), (x + w * 0.17, 493)], 2.6, SHADE, 0.45)


def _age(canvas: Canvas, sitter: Sitter) -> None:
    """The lines of a long life: forehead, eyes, cheeks."""
    x0, w, deep = AXIS + sitter.turn, sitter.width, sitter.lines
    reaches = ((376, 0.44), (398, 0.40), (419, 0.32))
    forehead = [[(x0 - w * r, y + 3), (x0, y - 2), (x0 + w * r, y + 4)] for y, r in reaches]
    canvas.fill(canvas.strokes(forehead, 3.4), SHADE, 0.22 * deep)
    for side in (-1, 1):
        cheek = [(x0 + side * w * 0.28, 562), (x0 + side * w * 0.42, 584), (x0 + side * w * 0.47, 608)]
        canvas.stroke(cheek, 4.6, SHADE, 0.34 * deep)
        corner = x0 + side * w * 0.70
        crow = [
            [(corner, 488 + r * 0.4), (corner + side * 10, 489 + r), (corner + side * 20, 490 + r * 1.7)] for r in (-8, 2, 11)
        ]
        canvas.fill(canvas.strokes(crow, 2.6), SHADE, 0.28 * deep)
        canvas.stroke(
            [(x0 + side * w * 0.26, 504), (x0 + side * w * 0.44, 513), (x0 + side * w * 0.62, 505)], 3.4, SHADE, 0.3 * deep
        )


def _border(canvas: Canvas) -> None:
    """The mount: paper around the painting, wider below, with the mark."""
    side, foot = 46.0, 92.0
    for edge in ((0, 0, WIDTH, side), (0, HEIGHT - foot, WIDTH, HEIGHT), (0, 0, side, HEIGHT), (WIDTH - side, 0, WIDTH, HEIGHT)):
        canvas.shape(box(*edge), PAPER)
    frame = box(side, side, WIDTH - side, HEIGHT - foot)
    canvas.line([*frame, frame[0]], 1.2, mix(PAPER, INK, 0.4))
    sample_mark(canvas, WIDTH - side, HEIGHT - foot / 2, mix(PAPER, INK, 0.6))
