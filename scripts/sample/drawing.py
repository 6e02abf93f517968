"""Paper, brushes and lettering for the sample pictures: smooth shapes in muted colours, drawn large and brought down."""

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

LARGE = 3
"""Shapes are drawn this many times larger than they are kept."""
Point = tuple[float, float]
Colour = tuple[int, int, int]
INK: Colour = (62, 55, 48)
PAPER: Colour = (239, 232, 218)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two: all of the first at 0, all of the second at 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 14) -> list[Point]:
    """A curve through the points (centripetal enough for drawing: Catmull-Rom)."""
    ring = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    out: list[Point] = []
    for a, b, c, d in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        for k in range(steps):
            t = k / steps
            out.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return out if closed else [*out, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def mirrored(points: Sequence[Point], axis: float) -> list[Point]:
    """A right half, from top to bottom, with its reflection: one closed outline."""
    left = [(2 * axis - x, y) for x, y in reversed(points) if abs(x - axis) > 0.5]
    return [*points, *left]


class Canvas:
    """A picture in the making; all measures are in pixels of the finished one."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * LARGE, height * LARGE), ground)

    def mask(self, outline: Sequence[Point], *, soft: float = 0.0, within: Image.Image | None = None) -> Image.Image:
        """The inside of an outline, its edge softened by `soft`, cut to another mask if one is given."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon([(x * LARGE, y * LARGE) for x, y in outline], fill=255)
        if soft:
            mask = _blurred(mask, soft * LARGE)
        return ImageChops.multiply(mask, within) if within is not None else mask

    def strokes(self, curves: Sequence[Sequence[Point]], width: float, within: Image.Image | None = None) -> Image.Image:
        """The mask of brush strokes along curves, thinner towards their ends."""
        mask = Image.new("L", self.image.size, 0)
        pen = ImageDraw.Draw(mask)
        for points in curves:
            trail = _even(smooth(points, closed=False) if len(points) > 2 else points, width * 0.12)
            for i, (x, y) in enumerate(trail * LARGE):
                half = width / 2 * (0.25 + 0.75 * np.sin(np.pi * i / len(trail)) ** 0.6) * LARGE
                pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
        return ImageChops.multiply(mask, within) if within is not None else mask

    def fill(self, mask: Image.Image, colour: Colour, strength: float = 1.0) -> None:
        """Lay a colour over what the mask shows."""
        if strength < 1.0:
            mask = mask.point(lambda v: round(v * strength))
        self.image.paste(Image.new("RGB", self.image.size, colour), (0, 0), mask)

    def shape(self, outline: Sequence[Point], colour: Colour) -> Image.Image:
        """Fill an outline and return its mask, for what is drawn within it."""
        mask = self.mask(outline)
        self.fill(mask, colour)
        return mask

    def stroke(self, points: Sequence[Point], width: float, colour: Colour, strength: float = 1.0) -> None:
        """Draw a tapered stroke."""
        self.fill(self.strokes([points], width), colour, strength)

    def line(self, points: Sequence[Point], width: float, colour: Colour, strength: float = 1.0) -> None:
        """Draw a line of even width."""
        mask = Image.new("L", self.image.size, 0)
        large = [(x * LARGE, y * LARGE) for x, y in points]
        ImageDraw.Draw(mask).line(large, fill=255, width=max(1, round(width * LARGE)), joint="curve")
        self.fill(mask, colour, strength)

    def shadow(self, outline: Sequence[Point], offset: Point, soft: float, strength: float) -> None:
        """The shadow an object throws on what it lies on."""
        moved = [(x + offset[0], y + offset[1]) for x, y in outline]
        self.fill(self.mask(moved, soft=soft), (40, 34, 28), strength)

    def letters(self, text: str, at: Point, size: float, colour: Colour, face: str = "Noto Serif CJK SC") -> None:
        """Set a line of text centred on a point."""
        font = typeface(face, round(size * LARGE))
        ImageDraw.Draw(self.image).text((at[0] * LARGE, at[1] * LARGE), text, font=font, fill=colour, anchor="mm")

    def column(self, text: str, at: Point, size: float, colour: Colour, face: str = "Noto Serif CJK SC") -> None:
        """Set text downwards from a point, as on an old document."""
        for i, letter in enumerate(text):
            self.letters(letter, (at[0], at[1] + size * 1.22 * i), size, colour, face)

    def cropped(self, left: float, top: float, right: float, bottom: float) -> None:
        """Come closer: what lies in the box fills the picture."""
        part = (int(left * LARGE), int(top * LARGE), int(right * LARGE), int(bottom * LARGE))
        self.image = self.image.resize(self.image.size, Image.Resampling.BICUBIC, part)

    def finished(self, grain: float, seed: int) -> Image.Image:
        """Bring the picture down to size, give it the tooth of paper, and mark it as a sample."""
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        rng = np.random.default_rng(seed)
        white = rng.normal(size=(self.height, self.width))
        tooth = np.asarray(
            Image.fromarray((128 + 40 * white).clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.0))
        )
        light = (tooth[:, :, None].astype(np.float32) - 128) / 12 * grain
        return Image.fromarray((np.asarray(small, np.float32) + light).clip(0, 255).astype(np.uint8))


def _blurred(mask: Image.Image, radius: float) -> Image.Image:
    """Blur, on a smaller copy where the blur is wide."""
    if radius <= 12:
        return mask.filter(ImageFilter.GaussianBlur(radius))
    small = mask.resize((mask.width // 6, mask.height // 6), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(radius / 6)).resize(mask.size, Image.Resampling.BICUBIC)


def _even(points: Sequence[Point], spacing: float) -> NDArray[np.float64]:
    """The same way, walked in even steps."""
    way = np.asarray(points, np.float64)
    walked = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(way, axis=0).T))])
    marks = np.linspace(0, walked[-1], max(2, int(walked[-1] / spacing)))
    return np.stack([np.interp(marks, walked, way[:, 0]), np.interp(marks, walked, way[:, 1])], axis=1)


def oval(centre: Point, across: float, down: float, count: int = 96) -> list[Point]:
    """An ellipse by its half axes."""
    turns = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return [(centre[0] + across * float(np.cos(u)), centre[1] + down * float(np.sin(u))) for u in turns]


def box(left: float, top: float, right: float, bottom: float, radius: float = 0.0) -> list[Point]:
    """A rectangle with rounded corners."""
    corners = [(right - radius, top + radius, -90), (right - radius, bottom - radius, 0)]
    corners += [(left + radius, bottom - radius, 90), (left + radius, top + radius, 180)]
    out: list[Point] = []
    for x, y, start in corners:
        turns = np.radians(np.linspace(start, start + 90, 9))
        out += [(x + radius * float(np.cos(u)), y + radius * float(np.sin(u))) for u in turns]
    return out


def turned(points: Sequence[Point], centre: Point, degrees: float) -> list[Point]:
    """The same points turned about a centre."""
    c, s = float(np.cos(np.radians(degrees))), float(np.sin(np.radians(degrees)))
    return [
        (centre[0] + (x - centre[0]) * c - (y - centre[1]) * s, centre[1] + (x - centre[0]) * s + (y - centre[1]) * c)
        for x, y in points
    ]


def sample_mark(canvas: Canvas, right: float, middle: float, colour: Colour) -> None:
    """The small seal 「样例」, its right edge and its middle given."""
    outline = box(right - 66, middle - 18, right, middle + 18, 5)
    canvas.line([*outline, outline[0]], 1.6, colour)
    canvas.letters("样例", (right - 33, middle - 1), 22, colour)


@cache
def typeface(face: str, size: int) -> ImageFont.FreeTypeFont:
    """A Noto CJK face by name. Raises RuntimeError where it is not installed."""
    found = subprocess.run(
        ["fc-match", "-f", "%{file}\t%{index}\t%{family}", face], capture_output=True, text=True, check=True, timeout=30
    ).stdout.split("\t")
    if "CJK" not in found[2]:
        raise RuntimeError(f"The font {face} was not found: install the Debian package fonts-noto-cjk.")
    return ImageFont.truetype(str(Path(found[0])), size, index=int(found[1]) & 0xFFFF)
