"""Drawn "photographs": a squad in front of mountains, a road on the plateau, a table on the day of an interview."""

import numpy as np
from PIL import Image

from sample.drawing import INK, PAPER, Canvas, Colour, Point, box, mirrored, mix, oval, sample_mark, smooth
from sample.metal import lettering

DARK: Colour = (58, 46, 36)
LIGHT: Colour = (226, 212, 184)
Frame = tuple[float, float, float, float]


def tone(share: float) -> Colour:
    """A sepia tone: dark at 0, the paper's white at 1."""
    return mix(DARK, LIGHT, share)


def ridge(frame: Frame, base: float, height: float, seed: int) -> list[Point]:
    """The skyline of a mountain range across a frame, closed along the frame's foot."""
    left, _, right, bottom = frame
    rng = np.random.default_rng(seed)
    across = np.linspace(0, 1, 160)
    line = np.zeros_like(across)
    for n in (2, 3, 5, 9, 17, 31):
        line += np.abs(np.sin(np.pi * (n * across + rng.uniform()))) * rng.uniform(0.4, 1) / n
    up = line / np.max(line) * height
    top = [(left + (right - left) * float(x), base - float(y)) for x, y in zip(across, up, strict=True)]
    return [*top, (right, bottom), (left, bottom)]


def squad() -> Canvas:
    """A print with a white border on an album page: nine young people in two rows, no face to be known."""
    canvas = Canvas(1200, 900, (66, 62, 58))
    canvas.fill(canvas.mask(oval((420, 300), 560, 420), soft=170), (110, 104, 96), 0.5)
    card = box(120, 90, 1080, 800)
    canvas.shadow(card, (9, 14), 14, 0.6)
    canvas.shape(card, (236, 228, 210))
    frame: Frame = (162, 130, 1038, 690)
    inside = canvas.shape(box(*frame), tone(0.86))
    canvas.fill(canvas.mask(box(100, 330, 1100, 620), soft=90, within=inside), tone(0.74), 0.7)
    for base, height, seed, share in ((430, 190, 2, 0.68), (470, 110, 9, 0.56)):
        canvas.fill(canvas.mask(ridge(frame, base, height, seed), within=inside), tone(share))
        canvas.fill(canvas.mask(box(100, base - 40, 1100, base + 130), soft=44, within=inside), tone(0.74), 0.45)
    canvas.fill(canvas.mask(box(100, 540, 1100, 720), soft=18, within=inside), tone(0.50))
    pebbles = np.random.default_rng(4).uniform((162, 590), (1038, 690), (120, 2))
    canvas.fill(canvas.strokes([[(x - 6, y), (x + 6, y + 1)] for x, y in pebbles.tolist()], 2.6, inside), tone(0.3), 0.4)
    for k in range(5):
        _figure(canvas, (330 + 135 * k, 330 + (k % 2) * 10), 1.0, seed=k, inside=inside)
    for k in range(4):
        _figure(canvas, (398 + 135 * k, 452 + (k % 3) * 6), 1.04, seed=10 + k, inside=inside)
    _fade(canvas, frame, inside)
    canvas.letters("全班合影　一九五六年春", (600, 742), 34, tone(0.12))
    _corners(canvas, (120, 90, 1080, 800))
    sample_mark(canvas, 1164, 850, (150, 142, 132))
    return canvas


def _figure(canvas: Canvas, head: Point, size: float, *, seed: int, inside: Image.Image) -> None:
    """One person in a padded coat and a soft cap; the face is only light and shade."""
    x, y = head
    rng = np.random.default_rng(seed)
    coat = tone(float(rng.uniform(0.2, 0.32)))
    wide = float(rng.uniform(0.94, 1.05)) * size

    def at(points: list[Point]) -> list[Point]:
        return [(x + px * wide, y + py * size) for px, py in points]

    body = at([(0, 40), (30, 44), (58, 60), (70, 100), (76, 190), (70, 420), (0, 420)])
    mask = canvas.mask(smooth(mirrored(body, x)), within=inside)
    canvas.fill(canvas.mask([(px + 10, py + 6) for px, py in smooth(mirrored(body, x))], soft=10, within=inside), DARK, 0.35)
    canvas.fill(mask, coat)
    canvas.fill(canvas.mask(oval((x - 26 * wide, y + 100), 26, 90), soft=16, within=mask), tone(0.5), 0.45)
    quilting = [[(x - 76 * wide, y + d), (x, y + d + 5), (x + 76 * wide, y + d)] for d in range(80, 330, 26)]
    canvas.fill(canvas.strokes(quilting, 2.0, mask), DARK, 0.35)
    canvas.fill(canvas.strokes([at([(0, 62), (1, 200), (0, 330)])], 2.4, mask), DARK, 0.7)
    for side in (-1, 1):
        canvas.fill(
            canvas.mask(at([(0, 62), (side * 8, 44), (side * 24, 40), (side * 26, 58)]), within=inside), mix(coat, DARK, 0.4)
        )
    face = canvas.mask(
        smooth(at([(0, -34), (24, -26), (27, 0), (22, 26), (8, 42), (-8, 42), (-22, 26), (-27, 0), (-24, -26)])), within=inside
    )
    canvas.fill(face, tone(0.82))
    canvas.fill(canvas.mask(box(x + 7, y - 40, x + 60, y + 60), soft=7, within=face), tone(0.46), 0.8)
    for side in (-1, 1):
        canvas.fill(canvas.mask(oval((x + side * 10.5 * wide, y + 1), 5.5, 2.6), soft=1.6, within=face), DARK, 0.5)
    canvas.fill(canvas.mask(oval((x, y + 26), 8, 2.2), soft=1.4, within=face), DARK, 0.5)
    canvas.fill(canvas.mask(oval((x + 3, y + 12), 3.4, 7), soft=2.4, within=face), DARK, 0.3)
    cap = at([(-30, -8), (-33, -30), (-22, -48), (0, -53), (22, -48), (33, -30), (30, -8), (0, -15)])
    canvas.fill(canvas.mask(smooth(cap), within=inside), mix(coat, LIGHT, 0.06))
    canvas.fill(
        canvas.mask(smooth(at([(-27, -14), (0, -19), (27, -14), (18, -5), (0, -2), (-18, -5)])), within=inside), DARK, 0.85
    )


def _fade(canvas: Canvas, frame: Frame, inside: Image.Image) -> None:
    """Age: paler towards the edges, a few scratches and spots."""
    left, top, right, bottom = frame
    for edge in (box(left - 60, top - 60, left + 24, bottom + 60), box(right - 24, top - 60, right + 60, bottom + 60)):
        canvas.fill(canvas.mask(edge, soft=46, within=inside), LIGHT, 0.5)
    canvas.fill(canvas.mask(box(left, top - 60, right, top + 20), soft=46, within=inside), LIGHT, 0.45)
    rng = np.random.default_rng(21)
    ends = rng.uniform((left, top), (right, bottom), (9, 2)).tolist()
    canvas.fill(canvas.strokes([[(x, y), (x + 8, y + 46)] for x, y in ends], 1.2, inside), LIGHT, 0.6)
    for x, y in rng.uniform((left, top), (right, bottom), (14, 2)).tolist():
        canvas.fill(canvas.mask(oval((x, y), 3, 2.4), soft=1, within=inside), LIGHT, 0.7)


def _corners(canvas: Canvas, frame: Frame) -> None:
    """The paper corners that hold a print in an album."""
    left, top, right, bottom = frame
    for x, y, sx, sy in ((left, top, 1, 1), (right, top, -1, 1), (right, bottom, -1, -1), (left, bottom, 1, -1)):
        corner = [(x - 8 * sx, y - 8 * sy), (x + 66 * sx, y - 8 * sy), (x - 8 * sx, y + 66 * sy)]
        canvas.shadow(corner, (3, 4), 4, 0.4)
        canvas.shape(corner, (44, 40, 37))
        canvas.line([corner[1], corner[2]], 1.6, (96, 90, 82))


def plateau_road() -> Canvas:
    """The road over the plateau as it lies today: ridges, poles, one lorry, in the colours of late afternoon."""
    canvas = Canvas(1200, 800, (196, 204, 206))
    frame: Frame = (0, 0, 1200, 800)
    canvas.fill(canvas.mask(oval((880, 240), 420, 220), soft=150), (240, 220, 186), 0.85)
    layers = ((400, 250, 6, (164, 176, 186)), (440, 170, 14, (138, 152, 160)), (490, 120, 23, (118, 130, 128)))
    for base, height, seed, colour in layers:
        far = canvas.shape(ridge(frame, base, height, seed), colour)
        if seed == 6:
            _snow(canvas, far, base - height)
        canvas.fill(canvas.mask(box(-60, base - 30, 1260, base + 70), soft=40), (206, 204, 194), 0.5)
    plain = canvas.shape(
        smooth([(-20, 500), (300, 474), (640, 492), (1220, 468), (1220, 830), (-20, 830)], steps=20), (150, 142, 104)
    )
    canvas.fill(canvas.mask(box(-20, 640, 1220, 860), soft=80, within=plain), (98, 92, 62), 0.65)
    grass = np.random.default_rng(8).uniform((0, 510), (1200, 800), (700, 2)).tolist()
    blades = [[(x, y), (x + 2, y - 3 - 12 * (y - 500) / 300)] for x, y in grass]
    canvas.fill(canvas.strokes(blades[::2], 2.0, plain), (84, 82, 52), 0.45)
    canvas.fill(canvas.strokes(blades[1::2], 2.0, plain), (196, 184, 132), 0.4)
    _road(canvas, plain)
    sample_mark(canvas, 1168, 762, (222, 214, 190))
    return canvas


def _snow(canvas: Canvas, far: Image.Image, top: float) -> None:
    canvas.fill(canvas.mask(box(0, 0, 1200, top + 70), soft=14, within=far), (238, 236, 230), 0.9)
    gullies = np.random.default_rng(3).uniform((0, top + 20), (1200, top + 110), (90, 2)).tolist()
    canvas.fill(canvas.strokes([[(x, y), (x + 14, y + 40)] for x, y in gullies], 5, far), (150, 164, 178), 0.5)


def _road(canvas: Canvas, plain: Image.Image) -> None:
    right = [(812, 486), (740, 500), (690, 520), (760, 556), (880, 604), (900, 668), (780, 740), (700, 820)]
    left = [(330, 820), (470, 730), (640, 664), (680, 616), (640, 566), (634, 522), (716, 496), (800, 484)]
    road = canvas.mask(smooth([*right, *left], steps=16), within=plain)
    canvas.fill(road, (186, 172, 142))
    canvas.fill(canvas.mask(box(0, 660, 1200, 830), soft=60, within=road), (150, 134, 104), 0.6)
    ruts = [[(798, 487), (664, 521), (700, 566), (770, 620), (740, 676), (600, 730), (460, 812)]]
    ruts.append([(806, 487), (680, 521), (736, 566), (830, 618), (820, 676), (700, 738), (580, 816)])
    canvas.fill(canvas.strokes(ruts, 7, road), (128, 112, 84), 0.45)
    for x, foot, tall in ((962, 492, 60), (1010, 520, 100), (1084, 580, 190), (1170, 700, 360)):
        canvas.line([(x, foot), (x, foot - tall)], tall * 0.035 + 1, (78, 68, 56))
        canvas.line([(x - tall * 0.12, foot - tall * 0.9), (x + tall * 0.12, foot - tall * 0.9)], tall * 0.025 + 1, (78, 68, 56))
    wires = [(962, 438), (1010, 430), (1084, 409), (1170, 376), (1240, 350)]
    canvas.line(smooth(wires, closed=False), 1.4, (78, 68, 56), 0.7)
    _lorry(canvas)


def _lorry(canvas: Canvas) -> None:
    canvas.shadow(box(640, 556, 718, 570), (8, 6), 6, 0.5)
    canvas.shape(box(642, 520, 692, 556, 3), (92, 96, 72))
    canvas.fill(canvas.strokes([[(x, 522), (x, 554)] for x in (652, 662, 672, 682)], 1.6), INK, 0.4)
    canvas.shape([(694, 556), (694, 528), (708, 528), (714, 540), (720, 542), (720, 556)], (78, 84, 66))
    canvas.shape([(698, 541), (698, 531), (707, 531), (711, 541)], (198, 208, 206))
    for x in (656, 706):
        canvas.shape(oval((x, 558), 8, 8), (44, 40, 36))
        canvas.shape(oval((x, 558), 3, 3), (140, 132, 118))


def interview_table() -> Canvas:
    """The day of the interview: a window, a framed print, spectacles, a covered cup, a small recorder."""
    canvas = Canvas(1200, 800, (202, 190, 172))
    canvas.fill(canvas.mask(box(-40, -40, 700, 420), soft=150), (244, 232, 206), 0.75)
    _window(canvas)
    table = canvas.shape(box(0, 500, 1200, 800), (132, 94, 66))
    grain = [
        [(-20, 512 + 13 * k), (380, 508 + 13 * k + 5 * (k % 3)), (800, 514 + 13 * k), (1220, 510 + 13 * k)] for k in range(24)
    ]
    canvas.fill(canvas.strokes(grain, 2.4, table), (92, 60, 40), 0.3)
    canvas.fill(canvas.mask([(60, 500), (560, 500), (860, 800), (220, 800)], soft=26, within=table), (226, 186, 138), 0.34)
    canvas.line([(0, 501), (1200, 501)], 3, (176, 134, 98), 0.8)
    _framed_print(canvas)
    _cup(canvas)
    _recorder(canvas)
    _spectacles(canvas)
    sample_mark(canvas, 1168, 762, (218, 190, 156))
    return canvas


def _window(canvas: Canvas) -> None:
    pane = box(70, 40, 520, 420)
    glass = canvas.shape(pane, (222, 228, 220))
    for x, y, size in ((130, 380, 110), (260, 400, 130), (420, 390, 120), (500, 330, 80)):
        canvas.fill(canvas.mask(oval((x, y), size, size * 0.8), soft=30, within=glass), (142, 160, 128), 0.55)
    for bar in (box(288, 40, 302, 420), box(70, 216, 520, 228)):
        canvas.shape(bar, (236, 228, 212))
    canvas.line([*pane, pane[0]], 16, (236, 228, 212))
    canvas.line([*box(60, 30, 530, 430), (60, 30)], 2, (168, 154, 134))
    canvas.shape(box(50, 430, 540, 446), (224, 214, 196))
    curtain = canvas.shape(
        smooth([(500, 10), (640, 10), (622, 200), (636, 470), (560, 476), (520, 460), (536, 240)], steps=8), (214, 200, 178)
    )
    folds = [[(520 + 26 * k, 10), (528 + 24 * k, 220), (534 + 24 * k, 470)] for k in range(5)]
    canvas.fill(canvas.strokes(folds, 9, curtain), (150, 132, 108), 0.4)


def _framed_print(canvas: Canvas) -> None:
    outline = [(716, 212), (1036, 232), (1022, 560), (722, 556)]
    canvas.shadow(outline, (20, 14), 18, 0.4)
    canvas.shape(outline, (84, 56, 40))
    canvas.line([*outline, outline[0]], 3, (146, 106, 76))
    canvas.shape([(742, 240), (1010, 256), (999, 534), (746, 531)], (236, 228, 210))
    picture = canvas.shape([(766, 266), (986, 280), (977, 492), (769, 490)], tone(0.84))
    canvas.fill(canvas.mask(ridge((760, 260, 990, 500), 390, 90, 9), within=picture), tone(0.64))
    canvas.fill(canvas.mask(box(760, 420, 990, 500), soft=8, within=picture), tone(0.5))
    for row, (y, count) in enumerate(((372, 5), (416, 4))):
        for k in range(count):
            x = 800 + 19 * row + 37 * k
            canvas.fill(
                canvas.mask(
                    smooth(mirrored([(x, y + 10), (x + 15, y + 18), (x + 19, y + 120), (x, y + 120)], x)), within=picture
                ),
                tone(0.24 + 0.03 * (k % 2)),
            )
            canvas.fill(canvas.mask(oval((x, y), 8, 10), within=picture), tone(0.8))
            canvas.fill(canvas.mask(oval((x, y - 7), 9.5, 6), within=picture), tone(0.2))
    gleam = canvas.mask([(752, 250), (838, 254), (760, 420)], soft=4)
    canvas.fill(gleam, (255, 255, 255), 0.14)


def _cup(canvas: Canvas) -> None:
    canvas.shadow(oval((330, 640), 92, 22), (20, 10), 14, 0.5)
    cup = canvas.shape(smooth(mirrored([(330, 478), (404, 484), (402, 560), (380, 632), (330, 644)], 330)), (226, 222, 210))
    canvas.fill(canvas.mask(box(370, 460, 480, 660), soft=24, within=cup), (120, 112, 100), 0.55)
    canvas.fill(
        canvas.strokes([[(256, 520), (330, 530), (404, 520)], [(260, 602), (330, 613), (394, 600)]], 4, cup), (74, 104, 128), 0.85
    )
    leaves = [smooth([(x, 590), (x + 8, 566), (x + 2, 546), (x - 6, 566)]) for x in (296, 318, 340, 362)]
    for leaf in leaves:
        canvas.fill(canvas.mask(leaf, within=cup), (74, 104, 128), 0.75)
    handle = smooth([(400, 510), (446, 512), (448, 568), (392, 590)], closed=False)
    canvas.line(handle, 13, (206, 200, 188))
    lid = canvas.shape(smooth(mirrored([(330, 440), (372, 452), (414, 480), (404, 492), (330, 500)], 330)), (234, 230, 220))
    canvas.fill(canvas.mask(box(366, 430, 430, 500), soft=18, within=lid), (120, 112, 100), 0.5)
    canvas.shape(oval((330, 436), 16, 13), (222, 216, 204))


def _recorder(canvas: Canvas) -> None:
    outline = [(486, 640), (640, 626), (662, 700), (500, 718)]
    canvas.shadow(outline, (12, 12), 10, 0.5)
    canvas.shape(outline, (58, 58, 60))
    canvas.line([*outline, outline[0]], 2, (120, 120, 120))
    canvas.shape([(500, 652), (570, 645), (580, 690), (510, 698)], (150, 164, 152))
    wave = [(508 + 5 * k, 671 - 0.5 * k + 9 * float(np.sin(k * 1.7)) * (1 if k % 3 else 0.3)) for k in range(13)]
    canvas.line(wave, 2, (52, 66, 56))
    canvas.shape(oval((608, 662), 10, 8), (176, 62, 50))
    canvas.shape(oval((632, 678), 8, 6), (120, 120, 122))
    canvas.fill(lettering(canvas, "样例", (614, 694), 14, -6), (170, 170, 168), 0.8)


def _spectacles(canvas: Canvas) -> None:
    for x, y in ((826, 664), (934, 672)):
        rim = oval((x, y), 46, 27)
        canvas.shadow(rim, (8, 10), 6, 0.28)
        canvas.fill(canvas.mask(rim), PAPER, 0.22)
        canvas.line([*rim, rim[0]], 5, (56, 42, 34))
    canvas.line(smooth([(870, 660), (880, 650), (890, 662)], closed=False), 5, (56, 42, 34))
    canvas.line(smooth([(780, 660), (760, 628), (792, 604), (900, 600)], closed=False), 5, (56, 42, 34))
    canvas.line(smooth([(980, 672), (1006, 640), (980, 616), (860, 618)], closed=False), 5, (70, 54, 44))
