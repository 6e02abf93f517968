"""Metal, enamel, ribbon and raised work for the sample medals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from sample import drawing
from sample.drawing import INK, Canvas, Colour, Point, box, mix, oval, typeface

GOLD: Colour = (190, 152, 88)
BRONZE: Colour = (158, 116, 78)
SILVER: Colour = (176, 176, 174)


@dataclass(frozen=True)
class Metal:
    """A metal surface lit around a centre."""

    colour: Colour
    centre: Point
    turn: float = -0.9
    """Where the light strikes, in radians."""

    def lay(self, canvas: Canvas, mask: Image.Image, brightness: float = 1.0) -> None:
        """Cover what the mask shows with brushed metal."""
        large = drawing.LARGE
        height, width = canvas.height * large // 4, canvas.width * large // 4
        y, x = np.mgrid[0:height, 0:width].astype(np.float32) * (4 / large)
        angle = np.arctan2(y - self.centre[1], x - self.centre[0])
        glow = 0.86 + 0.16 * np.cos(2 * angle - 2 * self.turn) + 0.07 * np.cos(5 * angle + 1) + 0.05 * np.cos(angle - self.turn)
        shade = np.clip(glow[:, :, None] * np.array(self.colour, np.float32) * brightness, 0, 255).astype(np.uint8)
        canvas.image.paste(Image.fromarray(shade).resize(canvas.image.size, Image.Resampling.BICUBIC), (0, 0), mask)

    def raise_up(self, canvas: Canvas, mask: Image.Image, height: float = 2.0) -> None:
        """Work the masked shape out of the surface: light on its upper left, shadow below, brighter on top."""
        step = max(1, round(height * drawing.LARGE))
        canvas.fill(ImageChops.offset(mask, step, step), mix(self.colour, INK, 0.75), 0.75)
        canvas.fill(ImageChops.offset(mask, -step // 2 - 1, -step // 2 - 1), mix(self.colour, (255, 250, 235), 0.75), 0.9)
        self.lay(canvas, mask, 1.08)


def ring(canvas: Canvas, centre: Point, outer: float, inner: float) -> Image.Image:
    """The mask of a ring."""
    return ImageChops.subtract(canvas.mask(oval(centre, outer, outer)), canvas.mask(oval(centre, inner, inner)))


def lettering(canvas: Canvas, text: str, at: Point, size: float, degrees: float = 0.0) -> Image.Image:
    """The mask of a line of text centred on a point, turned if wished."""
    large = drawing.LARGE
    font = typeface("Noto Serif CJK SC:bold", round(size * large))
    side = round(size * large * (len(text) + 1))
    tile = Image.new("L", (side, side), 0)
    ImageDraw.Draw(tile).text((side / 2, side / 2), text, font=font, fill=255, anchor="mm")
    tile = tile.rotate(-degrees, Image.Resampling.BICUBIC)
    mask = Image.new("L", canvas.image.size, 0)
    mask.paste(tile, (round(at[0] * large - side / 2), round(at[1] * large - side / 2)))
    return mask


def around(canvas: Canvas, text: str, circle: tuple[Point, float], size: float, span: float) -> Image.Image:
    """The mask of text along a circle over `span` degrees: above its centre, or below it where the span is negative."""
    below = span < 0
    (x, y), radius = circle
    mask = Image.new("L", canvas.image.size, 0)
    for letter, turn in zip(text, np.linspace(-abs(span) / 2, abs(span) / 2, len(text)), strict=True):
        way = np.radians((90 - turn) if below else (turn - 90))
        at = (x + radius * float(np.cos(way)), y + radius * float(np.sin(way)))
        mask = ImageChops.lighter(mask, lettering(canvas, letter, at, size, -float(turn) if below else float(turn)))
    return mask


def rays(canvas: Canvas, centre: Point, reach: tuple[float, float], count: int) -> Image.Image:
    """The mask of fine rays between two radii."""
    mask = Image.new("L", canvas.image.size, 0)
    pen, large = ImageDraw.Draw(mask), drawing.LARGE
    for turn in np.linspace(0, 2 * np.pi, count, endpoint=False):
        corners = [(reach[0], turn - np.pi / count * 0.2), (reach[1], turn - np.pi / count * 0.6)]
        corners += [(reach[1], turn + np.pi / count * 0.6), (reach[0], turn + np.pi / count * 0.2)]
        pen.polygon([((centre[0] + r * np.cos(u)) * large, (centre[1] + r * np.sin(u)) * large) for r, u in corners], fill=255)
    return mask


def scalloped(centre: Point, outer: float, inner: float, petals: int) -> list[Point]:
    """A disc whose edge goes in and out."""
    turns = np.linspace(0, 2 * np.pi, petals * 24, endpoint=False)
    radius = inner + (outer - inner) * np.abs(np.cos(turns * petals / 2)) ** 0.6
    return [
        (centre[0] + r * float(np.cos(u - np.pi / 2)), centre[1] + r * float(np.sin(u - np.pi / 2)))
        for r, u in zip(radius, turns, strict=True)
    ]


def ribbon(
    canvas: Canvas, area: tuple[float, float, float, float], cloth: Colour, stripes: Sequence[tuple[float, float, Colour]]
) -> None:
    """A pleated ribbon with stripes given as (from, to, colour) across its width from 0 to 1, pointed below."""
    left, top, right, bottom = area
    middle, width = (left + right) / 2, right - left
    outline = [(left, top), (right, top), (right, bottom - width * 0.28), (middle, bottom), (left, bottom - width * 0.28)]
    canvas.shadow(outline, (7, 12), 9, 0.35)
    mask = canvas.shape(outline, cloth)
    for start, end, colour in stripes:
        canvas.fill(canvas.mask(box(left + start * width, top, left + end * width, bottom), within=mask), colour)
    weave = [[(left - 4, y), (right + 4, y)] for y in np.arange(top, bottom, 3.4)]
    canvas.fill(canvas.strokes(weave, 1.1, mask), INK, 0.14)
    canvas.fill(canvas.mask(box(right - width * 0.3, top, right + 30, bottom), soft=20, within=mask), INK, 0.28)
    canvas.fill(canvas.mask(box(left, top - 20, right, top + 12), soft=8, within=mask), INK, 0.35)
