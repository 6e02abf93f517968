"""Small drawings of our own: a loudspeaker to click on, and the picture of a QR symbol."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

_INK, _PAPER = (140, 47, 35), (255, 255, 255)
_QUIET = 4  # modules around a symbol (ISO/IEC 18004 §6.3.8)


def loudspeaker(size: int = 256) -> bytes:
    """A PNG of a loudspeaker in a circle, `size` pixels wide."""
    big = Image.new("RGBA", (size * 4, size * 4), (0, 0, 0, 0))
    brush, unit = ImageDraw.Draw(big), size * 4 / 64
    brush.ellipse((0, 0, size * 4 - 1, size * 4 - 1), fill=_INK)
    body = ((16, 26), (24, 26), (34, 17), (34, 47), (24, 38), (16, 38))
    brush.polygon([(x * unit, y * unit) for x, y in body], fill=_PAPER)
    for reach in (7, 14):
        box = ((34 - reach) * unit, (32 - reach) * unit, (38 + reach) * unit, (32 + reach) * unit)
        brush.arc(box, -48, 48, fill=_PAPER, width=round(3.2 * unit))
    return _png(big.resize((size, size), Image.Resampling.LANCZOS))


def symbol_picture(rows: Sequence[str], module: int = 12) -> bytes:
    """A PNG of a QR symbol with its quiet zone, `module` pixels a module."""
    side = len(rows) + 2 * _QUIET
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell == "1":
                image.putpixel((x + _QUIET, y + _QUIET), 0)
    return _png(image.resize((side * module, side * module), Image.Resampling.NEAREST))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
