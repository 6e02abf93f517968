"""Words and portraits become a card of 1200 × 630 pixels, the picture that a link shows where it is shared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from pipeline.media.landing import landing
from pipeline.media.pictures import probe_picture
from pipeline.media.program import cannot_write

SIZE = (1200, 630)
BOOK = (1600, 2400)  # an ebook's cover, two by three as shops and shelves show it
SQUARE = (1400, 1400)  # what podcast directories ask for at least
FONTS = Path("/usr/share/fonts/opentype/noto")  # Debian's fonts-noto-cjk, of which the books are set as well
_SIMPLIFIED = 2  # the place of SC in Noto's CJK collections
_GROUND, _SHEET, _INK, _QUIET, _RULE, _ACCENT = "#f6f1e7", "#fdfaf3", "#2a2521", "#655b50", "#d8cdb9", "#8c2f2b"
_MARGIN = 72
_NOT_LAST = "（《“‘「『【〔"  # what no line ends with
_NOT_FIRST = "，。、；：？！）》」』”’…—·％"  # what no line begins with (GB/T 15834 §5)


@dataclass(frozen=True)
class Card:
    """What is written on a card: a line above, the large words, a line under them, who publishes it, a mark in the corner."""

    above: str
    large: str
    under: str
    foot: str
    mark: str = ""


def can_draw() -> bool:
    """Whether the fonts are installed."""
    return all((FONTS / name).is_file() for name in ("NotoSerifCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc"))


def draw_card(card: Card, portraits: Sequence[Path], target: Path) -> None:
    """Write the card as a JPEG in `target`, whole or not at all, with two of the public portraits at most.

    The same words and portraits give the same bytes. Raises Unreadable for a damaged portrait, and CannotWrite.
    """
    image = Image.new("RGB", SIZE, _GROUND)
    brush = ImageDraw.Draw(image)
    left = _MARGIN
    for path in portraits[:2]:
        left += _hang(image, path, left, narrow=len(portraits) > 1)
    if not portraits:
        brush.rectangle((0, 0, 20, SIZE[1]), fill=_ACCENT)
    width = SIZE[0] - left - _MARGIN
    _write_column(brush, card, left, width)
    if card.mark:
        _stamp(brush, card.mark)
    _save(image, target)


def draw_cover(title: str, foot: str, target: Path) -> None:
    """Write a square cover for a podcast: the archive's title and who publishes it. Raises CannotWrite."""
    image = Image.new("RGB", SQUARE, _GROUND)
    brush = ImageDraw.Draw(image)
    brush.rectangle((60, 60, SQUARE[0] - 61, SQUARE[1] - 61), outline=_ACCENT, width=6)
    lines, font = _fitted(title, (150, 130, 110, 90), SQUARE[0] - 320, 3)
    top = (SQUARE[1] - len(lines) * int(font.size * 1.4)) // 2 - 60
    for number, line in enumerate(lines):
        brush.text((SQUARE[0] // 2, top + number * int(font.size * 1.4)), line, font=font, fill=_INK, anchor="ma")
    [name], small = _fitted(foot, (52, 44, 36), SQUARE[0] - 320, 1)
    brush.text((SQUARE[0] // 2, SQUARE[1] - 250), name, font=small, fill=_ACCENT, anchor="ma")
    _save(image, target)


def draw_book(card: Card, target: Path) -> None:
    """Write the cover of an ebook: series above, title, subtitle, who publishes it, a mark in a frame. Raises CannotWrite."""
    image = Image.new("RGB", BOOK, _GROUND)
    brush = ImageDraw.Draw(image)
    wide, high = BOOK
    middle, width = wide // 2, wide - 440
    brush.rectangle((0, 0, 40, high), fill=_ACCENT)
    [above], small = _fitted(card.above, (60, 48), width, 1)
    brush.text((middle, 300), above, font=small, fill=_ACCENT, anchor="ma")
    lines, font = _fitted(card.large, (190, 160, 136, 112), width, 3)
    top = 640
    for line in lines:
        brush.text((middle, top), line, font=font, fill=_INK, anchor="ma")
        top += int(font.size * 1.4)
    brush.line((middle - 120, top + 70, middle + 120, top + 70), fill=_ACCENT, width=6)
    under, regular = _fitted(card.under, (68, 58, 50), width, 4, bold=False)
    for number, line in enumerate(under):
        brush.text((middle, top + 150 + number * 100), line, font=regular, fill=_QUIET, anchor="ma")
    [foot], tiny = _fitted(card.foot, (56, 48), width, 1, bold=False)
    brush.text((middle, high - 300), foot, font=tiny, fill=_QUIET, anchor="ma")
    if card.mark:
        brush.rectangle((middle - 90, high - 480, middle + 90, high - 390), outline=_ACCENT, width=4)
        brush.text((middle, high - 466), card.mark, font=_font(54, bold=True), fill=_ACCENT, anchor="ma")
    _save(image, target)


def _write_column(brush: ImageDraw.ImageDraw, card: Card, left: int, width: int) -> None:
    """Lines from the top, and the foot over a rule."""
    [above], small = _fitted(card.above, (30,), width, 1)
    brush.text((left, 96), above, font=small, fill=_ACCENT)
    lines, font = _fitted(card.large, (92, 80, 68, 58), width, 2)
    top = 160
    for line in lines:
        brush.text((left, top), line, font=font, fill=_INK)
        top += int(font.size * 1.36)
    under, regular = _fitted(card.under, (34,), width, 2, bold=False)
    for line in under:
        brush.text((left, top + 26), line, font=regular, fill=_QUIET)
        top += 54
    brush.line((left, 508, left + width, 508), fill=_RULE, width=2)
    [foot], tiny = _fitted(card.foot, (28,), width, 1, bold=False)
    brush.text((left, 528), foot, font=tiny, fill=_QUIET)


def _stamp(brush: ImageDraw.ImageDraw, mark: str) -> None:
    font = _font(28, bold=True)
    width = int(font.getlength(mark))
    right = SIZE[0] - 40
    brush.rectangle((right - width - 32, 36, right, 84), outline=_ACCENT, width=2)
    brush.text((right - width - 16, 41), mark, font=font, fill=_ACCENT)


def _hang(image: Image.Image, path: Path, left: int, *, narrow: bool) -> int:
    """Paste a portrait in its frame; the width it takes with the space beside it."""
    probe_picture(path)
    frame = (270, 360) if narrow else (348, 464)
    top = (SIZE[1] - frame[1]) // 2
    with Image.open(path, formats=("JPEG",)) as opened:
        face = ImageOps.fit(
            opened.convert("RGB"), (frame[0] - 20, frame[1] - 20), Image.Resampling.LANCZOS, centering=(0.5, 0.25)
        )
    brush = ImageDraw.Draw(image)
    brush.rectangle((left, top, left + frame[0] - 1, top + frame[1] - 1), fill=_SHEET, outline=_RULE, width=2)
    image.paste(face, (left + 10, top + 10))
    return frame[0] + (28 if narrow else 64)


def _fitted(
    text: str, sizes: Sequence[int], width: int, most: int, *, bold: bool = True
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The words in `most` lines at most, in the largest of the sizes in which they fit; in the smallest they are cut."""
    words = re.sub(" +", " ", "".join(one if one.isprintable() or one == "\u3000" else " " for one in text)).strip()
    for size in sizes:
        font = _font(size, bold=bold)
        lines = _lines(words, font, width)
        if len(lines) <= most:
            return lines or [""], font
    last = lines[most - 1]
    while last and font.getlength(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(_NOT_FIRST)}…"], font


def _lines(words: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for one in words:
        if line and font.getlength(line + one) > width and one not in _NOT_FIRST:
            opening = line[len(line.rstrip(_NOT_LAST)) :] if line.rstrip(_NOT_LAST) else ""
            lines.append(line.removesuffix(opening).strip())
            line = opening
        line += one
    return [*lines, line.strip()] if line.strip() else lines


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    file = FONTS / ("NotoSerifCJK-Bold.ttc" if bold else "NotoSerifCJK-Regular.ttc")
    # Pillow's own layout: what raqm sets depends on the version of the system's HarfBuzz.
    return ImageFont.truetype(str(file), size, index=_SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC)


def _save(image: Image.Image, target: Path) -> None:
    with landing(target) as draft:
        try:
            image.save(draft, "JPEG", quality=88, optimize=True, subsampling="4:4:4")
        except OSError as trouble:
            raise cannot_write(trouble, target.parent) from trouble
