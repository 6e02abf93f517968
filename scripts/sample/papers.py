"""Certificates and a letter of invented wording, on old paper."""

import numpy as np
from PIL import Image, ImageChops

from sample.drawing import INK, Canvas, Colour, Point, box, mix, oval, smooth, turned
from sample.medals import linen
from sample.metal import lettering

SEAL: Colour = (168, 62, 48)
OLD_PAPER: Colour = (232, 218, 188)
BRUSH: Colour = (48, 44, 42)


def sheet(canvas: Canvas, outline: list[Point], colour: Colour, seed: int) -> Image.Image:
    """A sheet of old paper: its shadow, its browned edges, a few stains; returns its mask."""
    canvas.shadow(outline, (8, 14), 14, 0.38)
    mask = canvas.shape(outline, colour)
    inner = canvas.mask(outline, soft=38)
    canvas.fill(ImageChops.subtract(mask, inner), mix(colour, (120, 84, 44), 0.7), 0.6)
    rng = np.random.default_rng(seed)
    for _ in range(16):
        at = (float(rng.uniform(0, canvas.width)), float(rng.uniform(0, canvas.height)))
        size = float(rng.uniform(14, 70))
        canvas.fill(
            canvas.mask(oval(at, size, size * 0.7), soft=size / 2, within=mask), (150, 108, 62), float(rng.uniform(0.05, 0.16))
        )
    return mask


def crease(canvas: Canvas, mask: Image.Image, ends: tuple[Point, Point]) -> None:
    """Where the paper was folded for decades: a dark line beside a light one."""
    (x0, y0), (x1, y1) = ends
    upright = abs(x1 - x0) < abs(y1 - y0)
    beside = [(x0 + 2 * upright, y0 + 2 * (not upright)), (x1 + 2 * upright, y1 + 2 * (not upright))]
    canvas.fill(canvas.strokes([list(ends)], 2.4, mask), (110, 82, 50), 0.32)
    canvas.fill(canvas.strokes([beside], 2.4, mask), (255, 250, 235), 0.5)


def seal(canvas: Canvas, at: Point, radius: float, words: tuple[str, str], degrees: float) -> None:
    """A round stamp of no office: its ring says what it is, unevenly inked."""
    mask = ImageChops.subtract(canvas.mask(oval(at, radius, radius)), canvas.mask(oval(at, radius - 5, radius - 5)))
    for letter, turn in zip(words[0], np.linspace(-124, 124, len(words[0])), strict=True):
        way = np.radians(turn - 90 + degrees)
        place = (at[0] + (radius - 22) * float(np.cos(way)), at[1] + (radius - 22) * float(np.sin(way)))
        mask = ImageChops.lighter(mask, lettering(canvas, letter, place, 21, float(turn) + degrees))
    mask = ImageChops.lighter(mask, lettering(canvas, words[1], at, 36, degrees))
    rng = np.random.default_rng(int(at[0]))
    worn = rng.uniform(120, 255, (max(2, canvas.height // 9), max(2, canvas.width // 9))).astype(np.uint8)
    uneven = Image.fromarray(worn).resize(canvas.image.size, Image.Resampling.BICUBIC)
    canvas.fill(ImageChops.multiply(mask, uneven), SEAL, 0.85)


def _ornament(canvas: Canvas, frame: tuple[float, float, float, float], colour: Colour) -> None:
    """A border of two rules with a running fret between them, and a leaf in each corner."""
    left, top, right, bottom = frame
    for inset, width in ((0, 5), (26, 2.2), (32, 1.2)):
        edge = box(left + inset, top + inset, right - inset, bottom - inset)
        canvas.line([*edge, edge[0]], width, colour, 0.85)
    frets = []
    for x in np.arange(left + 46, right - 40, 26):
        frets += [_fret(float(x), y) for y in (top + 13, bottom - 13)]
    for y in np.arange(top + 46, bottom - 40, 26):
        frets += [_fret(x, float(y)) for x in (left + 13, right - 13)]
    mask = Image.new("L", canvas.image.size, 0)
    for fret in frets:
        mask = ImageChops.lighter(mask, canvas.strokes([fret], 2.2))
    canvas.fill(mask, colour, 0.85)
    for x, y, turn in ((left, top, 0), (right, top, 90), (right, bottom, 180), (left, bottom, 270)):
        leaf = smooth(
            [(x + 40, y + 40), (x + 88, y + 44), (x + 104, y + 66), (x + 76, y + 76), (x + 66, y + 104), (x + 44, y + 88)]
        )
        canvas.fill(canvas.mask(turned(leaf, (x, y), turn)), colour, 0.55)


def _fret(x: float, y: float) -> list[Point]:
    return [(x - 9, y + 6), (x - 9, y - 6), (x + 3, y - 6), (x + 3, y + 2), (x - 3, y + 2)]


def _lines(canvas: Canvas, rows: list[str], first: Point, step: float, size: float) -> None:
    """Rows of text set from the left."""
    for k, row in enumerate(rows):
        width = size * len(row)
        canvas.letters(row, (first[0] + width / 2, first[1] + step * k), size, BRUSH)


def merit_certificate() -> Canvas:
    """奖状 for road-building, with a stamp of no office."""
    canvas = linen(1200, 900)
    page = turned(box(90, 70, 1110, 812), (600, 440), -0.8)
    mask = sheet(canvas, page, OLD_PAPER, 3)
    _ornament(canvas, (140, 118, 1060, 764), (158, 84, 58))
    glow = canvas.mask(oval((600, 236), 330, 60), soft=40, within=mask)
    canvas.fill(glow, (222, 190, 132), 0.5)
    canvas.letters("奖　状", (600, 234), 84, SEAL, "Noto Serif CJK SC:bold")
    _lines(canvas, ["林远山同志："], (226, 350), 0, 36)
    _lines(
        canvas,
        ["　　在修筑公路工作中不怕艰苦，爱护工具，", "团结同志，成绩显著，被评为先进个人。", "　　特发此状，以资鼓励。"],
        (226, 420),
        62,
        36,
    )
    canvas.letters("一九五六年七月", (850, 668), 34, BRUSH)
    seal(canvas, (866, 640), 86, ("样例专用此件为虚构", "样例"), -8)
    crease(canvas, mask, ((600, 60), (602, 830)))
    return canvas


def course_certificate() -> Canvas:
    """结业证书: an open folder, cloth outside, text on the right leaf and a woodcut of a lamp-lit desk on the left."""
    canvas = linen(1200, 900, (198, 196, 188))
    cover = box(80, 96, 1120, 800, 8)
    canvas.shadow(cover, (9, 15), 15, 0.42)
    canvas.shape(cover, (88, 52, 46))
    left = sheet(canvas, box(102, 116, 598, 780), (228, 218, 196), 8)
    right = sheet(canvas, box(602, 116, 1098, 780), (234, 224, 202), 9)
    canvas.fill(canvas.mask(box(560, 116, 598, 780), soft=18, within=left), INK, 0.4)
    canvas.fill(canvas.mask(box(602, 116, 646, 780), soft=18, within=right), INK, 0.35)
    for inset, width in ((26, 3.0), (35, 1.2)):
        edge = box(602 + inset, 116 + inset, 1098 - inset, 780 - inset)
        canvas.line([*edge, edge[0]], width, (86, 104, 104), 0.9)
    _study(canvas)
    canvas.letters("结业证书", (850, 222), 58, (64, 84, 86), "Noto Serif CJK SC:bold")
    _lines(canvas, ["　　学员唐兴国在文化", "补习班学习期满，成绩", "合格，准予结业。"], (682, 332), 62, 35)
    _lines(canvas, ["证字第〇〇二号"], (682, 540), 0, 26)
    canvas.letters("一九五五年十二月", (930, 690), 29, BRUSH)
    seal(canvas, (944, 662), 76, ("样例专用此件为虚构", "样例"), 6)
    return canvas


def _study(canvas: Canvas) -> None:
    """The woodcut: a lamp, an open book and a window with the moon."""
    print_: Colour = (64, 84, 86)
    pane = box(170, 206, 530, 690)
    inside = canvas.shape(pane, print_)
    paper: Colour = (226, 216, 194)
    canvas.fill(canvas.mask(oval((350, 500), 210, 190), soft=50, within=inside), mix(print_, (226, 196, 140), 0.75), 0.85)
    window = box(262, 244, 438, 396)
    canvas.shape(window, mix(print_, INK, 0.55))
    canvas.shape(oval((396, 290), 22, 22), paper)
    canvas.fill(canvas.mask(oval((406, 284), 20, 20)), mix(print_, INK, 0.55))
    for bar in (box(346, 244, 354, 396), box(262, 316, 438, 324)):
        canvas.shape(bar, paper)
    canvas.line([*window, window[0]], 6, paper)
    canvas.fill(canvas.mask(box(170, 606, 530, 690), within=inside), mix(print_, INK, 0.5))
    canvas.line([(170, 606), (530, 606)], 4, paper)
    chimney = smooth([(318, 430), (338, 430), (336, 452), (350, 488), (338, 516), (318, 516), (306, 488), (320, 452)])
    canvas.fill(canvas.mask(chimney), paper, 0.9)
    canvas.shape(smooth([(328, 456), (337, 486), (328, 506), (319, 486)]), (196, 120, 60))
    canvas.shape(smooth([(300, 518), (356, 518), (376, 556), (348, 582), (364, 604), (292, 604), (308, 582), (280, 556)]), INK)
    canvas.line([(296, 540), (360, 540)], 2.4, paper)
    for outline in ([(392, 606), (396, 580), (446, 574), (448, 600)], [(448, 600), (446, 574), (496, 580), (504, 606)]):
        canvas.shape(outline, paper)
        canvas.line([*outline, outline[0]], 2.2, INK)
    text = [[(402 + 50 * s, 586 + 6 * k - 2 * s), (438 + 50 * s, 583 + 6 * k + 2 * s)] for s in (0, 1) for k in range(3)]
    canvas.fill(canvas.strokes(text, 1.8), INK, 0.8)
    canvas.line([*pane, pane[0]], 3, print_)


LETTER = (
    "母亲大人：",
    "　　儿在部队一切都好，请您放",
    "心。这里前几天下了大雪，棉衣",
    "很暖和，吃得也饱。班里的同志",
    "待我很好，晚上还教我认字，这",
    "封信就是我自己写的。",
    "　　等路修通了，我就请假回家",
    "看您。请父亲少挑重担，叫弟弟",
    "好好读书。",
    "　　　　　　　　儿　守诚",
    "　　　　　　一九五四年腊月",
)
UPRIGHT = str.maketrans("，。：", "︐︒︓")
"""Punctuation as it stands in upright columns."""


def letter_front() -> Canvas:
    """A letter home in upright columns between red rules."""
    canvas = linen(900, 1150, (200, 192, 178))
    page = turned(box(92, 70, 808, 1056), (450, 560), 1.0)
    mask = sheet(canvas, page, (234, 224, 198), 5)
    rules = [[(150 + 54.5 * k, 176), (150 + 54.5 * k, 960)] for k in range(12)]
    mask_rules = ImageChops.lighter(canvas.strokes(rules[:6], 1.8), canvas.strokes(rules[6:], 1.8))
    canvas.fill(mask_rules, (178, 84, 70), 0.75)
    frame = box(150, 176, 749.5, 960)
    canvas.line([*frame, frame[0]], 3, (178, 84, 70), 0.75)
    canvas.letters("信　　笺", (450, 136), 32, (178, 84, 70))
    rng = np.random.default_rng(11)
    for k, column in enumerate(LETTER):
        for j, letter in enumerate(column.translate(UPRIGHT)):
            place = (722 - 54.5 * k + float(rng.normal(0, 1.4)), 212 + 55 * j + float(rng.normal(0, 1.6)))
            ink = lettering(canvas, letter, place, 35 + float(rng.normal(0, 1.2)), float(rng.normal(0, 2.2)))
            canvas.fill(ink, (46, 52, 78), float(rng.uniform(0.74, 0.92)))
    crease(canvas, mask, ((60, 398), (840, 402)))
    crease(canvas, mask, ((60, 734), (840, 738)))
    return canvas


def letter_back() -> Canvas:
    """The envelope: a red-framed panel for the name, a plain stamp square and a sample postmark."""
    canvas = linen(900, 1150, (200, 192, 178))
    cover = turned(box(230, 70, 670, 1050), (450, 560), -1.2)
    mask = sheet(canvas, cover, (214, 190, 148), 6)
    panel = box(392, 150, 508, 970)
    canvas.fill(canvas.mask(panel, within=mask), (238, 226, 202), 0.75)
    canvas.line([*panel, panel[0]], 4, (176, 74, 60), 0.85)
    canvas.column("母亲大人亲启", (450, 300), 58, (46, 52, 78))
    canvas.column("四川某县某村", (586, 250), 36, (46, 52, 78))
    canvas.column("儿守诚自部队寄", (314, 560), 32, (46, 52, 78))
    stamp = box(268, 116, 362, 232)
    canvas.shape(stamp, (236, 228, 208))
    canvas.shape(box(276, 124, 354, 224), (110, 132, 126))
    canvas.shape([(276, 224), (306, 176), (326, 200), (340, 184), (354, 210), (354, 224)], (226, 216, 190))
    canvas.letters("样例", (315, 148), 22, (236, 228, 208))
    at = (372, 226)
    for radius in (54, 40):
        rim = oval(at, radius, radius)
        canvas.line([*rim, rim[0]], 2.6, INK, 0.6)
    canvas.fill(lettering(canvas, "样例", at, 24, -14), INK, 0.65)
    crease(canvas, mask, ((226, 1010), (676, 1004)))
    return canvas
