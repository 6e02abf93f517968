"""Fonts for what stands in a film, lines that fit a width, and the characters that a font lacks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

FONTS = Path("/usr/share/fonts/opentype/noto")  # Debian's fonts-noto-cjk, of which the books are set as well
Face = Literal["title", "text", "sans"]
_FILES: dict[Face, str] = {
    "title": "NotoSerifCJK-Bold.ttc",
    "text": "NotoSerifCJK-Regular.ttc",
    "sans": "NotoSansCJK-Bold.ttc",
}
_SIMPLIFIED = 2  # the place of SC in Noto's CJK collections
_NOWHERE = "\U0010fffe"  # a noncharacter, of which no font has a picture
_NOT_LAST = "（《“‘「『【〔"  # what no line ends with
_NOT_FIRST = "，。、；：？！）》」』”’…—·％"  # what no line begins with (GB/T 15834 §5)


def fonts_are_there() -> bool:
    """Whether every font is installed."""
    return all((FONTS / name).is_file() for name in _FILES.values())


@cache
def face(kind: Face, size: int) -> ImageFont.FreeTypeFont:
    """A font in pixels."""
    # Pillow's own layout: what raqm sets depends on the version of the system's HarfBuzz.
    return ImageFont.truetype(str(FONTS / _FILES[kind]), size, index=_SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC)


def lacking(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of the texts of which one of the fonts has no picture, each once, in order."""
    wanted = sorted(
        {
            one
            for text in texts
            for one in text
            if unicodedata.category(one)[0] != "Z" and unicodedata.category(one) not in ("Cc", "Cf")
        }
    )
    return tuple(one for one in wanted if any(_lacks(kind, one) for kind in _FILES))


@cache
def _lacks(kind: Face, character: str) -> bool:
    font = face(kind, 40)
    return bytes(font.getmask(character)) == bytes(font.getmask(_NOWHERE))


def lines(words: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The words in lines of at most this width; no line begins with a closing mark or ends with an opening one."""
    found: list[str] = []
    line = ""
    for one in "".join(one if one.isprintable() or one == "\u3000" else " " for one in words).strip():
        if line and font.getlength(line + one) > width and one not in _NOT_FIRST:
            kept = line.rstrip(_NOT_LAST)
            opening = line[len(kept) :] if kept else ""
            found.append((kept or line).strip())
            line = opening
        line += one
    return [*found, line.strip()] if line.strip() else found


def fitted(words: str, kind: Face, sizes: Iterable[int], box: tuple[int, int]) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The words in the largest of the sizes in which they take no more than `box`: width in pixels, number of lines.

    In the smallest they are cut with an ellipsis.
    """
    width, most = box
    told, font = [""], face(kind, 10)
    for size in sizes:
        font = face(kind, size)
        told = lines(words, font, width)
        if len(told) <= most:
            return told or [""], font
    last = told[most - 1]
    while last and font.getlength(f"{last}…") > width:
        last = last[:-1]
    return [*told[: most - 1], f"{last.rstrip(_NOT_FIRST)}…"], font
