"""Two medals and a nurse's badge of invented design, photographed on linen."""

import numpy as np
from PIL import Image

from sample.drawing import INK, PAPER, Canvas, Colour, Point, box, mirrored, mix, oval, sample_mark, smooth, turned
from sample.metal import BRONZE, GOLD, SILVER, Metal, around, lettering, rays, ribbon, ring, scalloped

WIDTH, HEIGHT = 900, 1100
CENTRE: Point = (450, 690)
LINEN: Colour = (206, 198, 184)


def linen(width: int, height: int, cloth: Colour = LINEN) -> Canvas:
    """A cloth-covered board under soft light, with the mark in its corner."""
    canvas = Canvas(width, height, cloth)
    canvas.fill(canvas.mask(oval((width * 0.36, height * 0.34), width * 0.5, height * 0.46), soft=170), (255, 250, 240), 0.38)
    threads = [[(x, -5), (x + 0.5, height + 5)] for x in range(0, width, 5)]
    canvas.fill(canvas.strokes(threads, 1.6), INK, 0.05)
    canvas.fill(canvas.strokes([[(-5, y), (width + 5, y + 0.5)] for y in range(0, height, 5)], 1.6), (255, 252, 244), 0.10)
    canvas.fill(canvas.mask(box(0, height * 0.82, width, height * 1.4), soft=110), INK, 0.16)
    sample_mark(canvas, width - 36, height - 42, mix(cloth, INK, 0.6))
    return canvas


def _suspension(canvas: Canvas, metal: Metal, top: float) -> None:
    """The bar above the ribbon and the ring below it."""
    bar = box(330, 128, 570, 170, 8)
    canvas.shadow(bar, (6, 11), 8, 0.4)
    metal.lay(canvas, canvas.mask(bar))
    metal.raise_up(canvas, canvas.mask(box(340, 137, 560, 161, 5)), 1.6)
    loop = ring(canvas, (450, top), 21, 13)
    metal.raise_up(canvas, loop, 2.4)


def _disc(canvas: Canvas, metal: Metal, outline: list[Point]) -> None:
    canvas.shadow(outline, (11, 19), 15, 0.45)
    metal.lay(canvas, canvas.mask(outline), 0.92)


def merit_front() -> Canvas:
    """A road climbing between mountains, under 筑路纪念."""
    canvas, metal = linen(WIDTH, HEIGHT), Metal(GOLD, CENTRE)
    ribbon(
        canvas,
        (354, 160, 546, 452),
        (66, 92, 108),
        [(0.12, 0.2, (214, 204, 182)), (0.8, 0.88, (214, 204, 182)), (0.46, 0.54, (172, 92, 72))],
    )
    _suspension(canvas, metal, 468)
    _disc(canvas, metal, oval(CENTRE, 214, 214))
    metal.raise_up(canvas, ring(canvas, CENTRE, 210, 198), 2.2)
    metal.raise_up(canvas, ring(canvas, CENTRE, 150, 145), 1.4)
    field = canvas.mask(oval(CENTRE, 145, 145))
    canvas.fill(field, (88, 112, 118), 0.92)
    canvas.fill(canvas.mask(oval((410, 630), 90, 70), soft=40, within=field), (176, 196, 196), 0.5)
    _mountain_road(canvas, metal, field)
    metal.raise_up(canvas, around(canvas, "筑路纪念", (CENTRE, 173), 32, span=86), 1.4)
    metal.raise_up(canvas, around(canvas, "一九五六", (CENTRE, 173), 27, span=-66), 1.4)
    for side in (-1, 1):
        metal.raise_up(canvas, canvas.mask(oval((450 + side * 173, 690), 7, 7)), 1.4)
    return canvas


def _mountain_road(canvas: Canvas, metal: Metal, field: Image.Image) -> None:
    far = [(300, 720), (352, 640), (384, 672), (446, 588), (500, 668), (532, 632), (600, 720), (600, 860), (300, 860)]
    near = [(300, 776), (360, 716), (420, 752), (500, 700), (560, 744), (600, 724), (600, 880), (300, 880)]
    metal.raise_up(canvas, canvas.mask(far, within=field), 2.0)
    snow = [(446, 588), (466, 618), (452, 612), (440, 626), (428, 614)]
    canvas.fill(canvas.mask(snow, within=field), (240, 232, 210), 0.8)
    metal.raise_up(canvas, canvas.mask(smooth(near, steps=8), within=field), 2.0)
    road = [
        (452, 704),
        (470, 722),
        (424, 742),
        (414, 764),
        (472, 784),
        (500, 850),
        (392, 850),
        (404, 800),
        (384, 768),
        (412, 736),
        (452, 720),
    ]
    canvas.fill(canvas.mask(smooth(road), within=field), mix(GOLD, INK, 0.62), 0.9)


def merit_back() -> Canvas:
    """The plain reverse: a wreath line and a number that says it is a sample."""
    canvas, metal = linen(WIDTH, HEIGHT), Metal(GOLD, CENTRE, turn=-0.5)
    ribbon(
        canvas,
        (354, 160, 546, 452),
        (60, 84, 99),
        [(0.12, 0.2, (204, 194, 172)), (0.8, 0.88, (204, 194, 172)), (0.46, 0.54, (160, 86, 68))],
    )
    _suspension(canvas, metal, 468)
    _disc(canvas, metal, oval(CENTRE, 214, 214))
    metal.raise_up(canvas, ring(canvas, CENTRE, 210, 200), 2.2)
    _leaves(canvas, metal)
    metal.raise_up(canvas, lettering(canvas, "样例", (450, 648), 44), 1.4)
    metal.raise_up(canvas, lettering(canvas, "第〇〇一号", (450, 712), 38), 1.4)
    scratches = [[(330, 600), (400, 580)], [(520, 780), (590, 742)], [(380, 800), (430, 812)], [(548, 610), (578, 640)]]
    canvas.fill(canvas.strokes(scratches, 1.4), (250, 240, 214), 0.4)
    return canvas


def _leaves(canvas: Canvas, metal: Metal) -> None:
    """A sprig on either side, open above."""
    (x, y), radius = CENTRE, 158.0
    for side in (-1, 1):
        stem = [(x + side * radius * float(np.sin(u)), y + radius * float(np.cos(u))) for u in np.linspace(0.12, 2.2, 30)]
        metal.raise_up(canvas, canvas.strokes([stem], 3.2), 1.0)
        for turn in np.linspace(0.3, 2.2, 11):
            root = (x + side * radius * float(np.sin(turn)), y + radius * float(np.cos(turn)))
            leaf = smooth([root, (root[0] + 7, root[1] + 13), (root[0] + 1, root[1] + 34), (root[0] - 7, root[1] + 13)])
            for lean in (28, -28):
                away = 180 - side * np.degrees(turn) - side * 90 + lean
                metal.raise_up(canvas, canvas.mask(turned(leaf, root, float(away) + 0.0)), 1.2)


def service_front() -> Canvas:
    """An open book and a pen within a scalloped bronze edge, under 服务纪念."""
    canvas, metal = linen(WIDTH, HEIGHT, (196, 194, 192)), Metal(BRONZE, CENTRE)
    ribbon(
        canvas,
        (354, 160, 546, 452),
        (118, 56, 56),
        [(0.0, 0.07, (196, 164, 104)), (0.93, 1.0, (196, 164, 104)), (0.44, 0.56, (196, 164, 104))],
    )
    _suspension(canvas, metal, 468)
    _disc(canvas, metal, scalloped(CENTRE, 222, 196, 12))
    metal.raise_up(canvas, ring(canvas, CENTRE, 188, 181), 2.0)
    metal.raise_up(canvas, rays(canvas, CENTRE, (60, 138), 64), 1.0)
    metal.raise_up(canvas, ring(canvas, CENTRE, 143, 138), 1.4)
    plate = canvas.mask(oval(CENTRE, 114, 114))
    metal.raise_up(canvas, plate, 2.4)
    canvas.fill(canvas.mask(oval(CENTRE, 105, 105)), (104, 44, 44), 0.9)
    canvas.fill(canvas.mask(oval((414, 640), 60, 40), soft=26, within=canvas.mask(oval(CENTRE, 105, 105))), (200, 130, 120), 0.5)
    pages = [(450, 668), (486, 654), (532, 660), (532, 734), (486, 730), (450, 744)]
    metal.raise_up(canvas, canvas.mask(mirrored(pages, 450)), 2.2)
    lines = [[(450 + s * 14, 676 + 13 * k), (450 + s * 70, 672 + 13 * k)] for s in (-1, 1) for k in range(5)]
    canvas.fill(canvas.strokes(lines, 2.2), mix(BRONZE, INK, 0.6), 0.7)
    canvas.line([(450, 668), (450, 744)], 2.4, mix(BRONZE, INK, 0.7), 0.8)
    metal.raise_up(canvas, canvas.mask([(506, 610), (516, 616), (470, 706), (460, 718), (461, 702)]), 1.8)
    metal.raise_up(canvas, around(canvas, "服务纪念", (CENTRE, 162), 31, span=88), 1.5)
    metal.raise_up(canvas, around(canvas, "样例", (CENTRE, 162), 28, span=-18), 1.5)
    return canvas


def nurse_badge() -> Canvas:
    """A round badge of white and green enamel: a lamp, and 护理."""
    middle: Point = (450, 450)
    canvas, metal = linen(WIDTH, 900, (202, 196, 190)), Metal(SILVER, middle)
    outline = oval(middle, 270, 270)
    canvas.shadow(outline, (12, 20), 16, 0.45)
    metal.lay(canvas, canvas.mask(outline))
    metal.raise_up(canvas, ring(canvas, middle, 266, 250), 2.4)
    green = canvas.mask(oval(middle, 250, 250))
    canvas.fill(green, (84, 124, 112))
    canvas.fill(canvas.mask(oval((360, 330), 150, 110), soft=60, within=green), (160, 196, 182), 0.5)
    metal.raise_up(canvas, ring(canvas, middle, 190, 183), 1.6)
    white = canvas.mask(oval(middle, 183, 183))
    canvas.fill(white, (236, 232, 222))
    canvas.fill(canvas.mask(oval((520, 540), 150, 130), soft=60, within=white), (176, 168, 156), 0.4)
    _lamp(canvas, metal)
    metal.raise_up(canvas, around(canvas, "护理纪念", (middle, 220), 42, span=78), 1.6)
    metal.raise_up(canvas, around(canvas, "样例", (middle, 220), 36, span=-20), 1.6)
    for side in (-1, 1):
        metal.raise_up(canvas, canvas.mask(oval((450 + side * 220, 450), 9, 9)), 1.6)
    gloss = canvas.mask(smooth([(300, 420), (346, 336), (420, 288), (390, 350), (330, 420)]), soft=12)
    canvas.fill(gloss, (255, 255, 255), 0.22)
    chips = [smooth([(600, 612), (612, 606), (618, 618), (606, 626)]), smooth([(300, 330), (308, 326), (311, 335)])]
    for chip in chips:
        metal.raise_up(canvas, canvas.mask(chip), 1.0)
    return canvas


def _lamp(canvas: Canvas, metal: Metal) -> None:
    """An oil lamp with its chimney and a small flame."""
    glow = oval((450, 386), 90, 90)
    canvas.fill(canvas.mask(glow, soft=34), (238, 196, 118), 0.55)
    glass = mirrored([(450, 318), (478, 322), (472, 366), (498, 414), (480, 458), (450, 462)], 450)
    canvas.fill(canvas.mask(smooth(glass)), PAPER, 0.55)
    canvas.line([*smooth(glass), smooth(glass)[0]], 4, mix(SILVER, INK, 0.45))
    canvas.shape(smooth([(450, 366), (466, 404), (450, 436), (434, 404)]), (206, 128, 62))
    canvas.shape(smooth([(450, 390), (459, 412), (450, 432), (441, 412)]), (246, 214, 140))
    for shape in (
        box(416, 458, 484, 478, 5),
        smooth(mirrored([(450, 476), (498, 482), (524, 520), (496, 556), (450, 560)], 450)),
        box(414, 556, 486, 568, 4),
        smooth(mirrored([(450, 566), (478, 568), (512, 588), (450, 592)], 450)),
    ):
        metal.raise_up(canvas, canvas.mask(shape), 2.2)
    canvas.line(smooth([(520, 500), (556, 500), (560, 536), (516, 540)], closed=False), 7, mix(SILVER, INK, 0.5))
