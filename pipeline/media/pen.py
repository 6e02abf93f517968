"""Words become drawn lines: fonts that stand in for each other, and line ends as Chinese sets them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

from pipeline.media.drawing import FONTS

WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai")  # Debian's fonts-lxgw-wenkai, of which the books are set as well
_SIMPLIFIED = 2  # the place of SC in Noto's CJK collections
_FACES = {
    False: ((FONTS / "NotoSerifCJK-Regular.ttc", _SIMPLIFIED), (WENKAI / "LXGWWenKai-Regular.ttf", 0)),
    True: ((FONTS / "NotoSerifCJK-Bold.ttc", _SIMPLIFIED), (WENKAI / "LXGWWenKai-Bold.ttf", 0)),
}
_NOWHERE = "\U0010fffe"  # no font has it: what is drawn for it is drawn for every character that is missing
_NOT_LAST = frozenset("（《“‘「『【〔〈")  # what no line ends with
_NOT_FIRST = frozenset("，。、；：？！）》」』”’】〕〉…—·％%")  # what no line begins with (GB/T 15834 §5)
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # control, format, surrogates: nothing is drawn for them
_HANG = 2  # such marks may reach over the edge; more are broken all the same


@dataclass(frozen=True)
class Hand:
    """How words are written: size in pixels, colour, and whether bold."""

    size: int
    ink: str
    bold: bool = False

    @property
    def leading(self) -> int:
        """Pixels from line to line."""
        return round(self.size * 1.75)


def width(words: str, hand: Hand) -> float:
    """How wide the words are, in pixels."""
    return sum(_advance(one, hand.size, bold=hand.bold) for one in words)


def lines(words: str, hand: Hand, room: int) -> list[str]:
    """The words in lines of `room` pixels; Latin words and numbers are kept whole where they fit, marks where GB/T 15834 has
    them. A line end in the words is one."""
    return [line for part in words.split("\n") for line in _broken(_seen(part), hand, room)]


def write(brush: ImageDraw.ImageDraw, at: tuple[int, int], line: str, hand: Hand) -> None:
    """One line, its upper left corner at `at`; a character that the first font lacks is drawn from the next."""
    left, top = float(at[0]), at[1] + round(hand.size * 1.06)
    run, last = "", -1
    for one in [*line, ""]:
        number = _face_of(one, hand.size, bold=hand.bold) if one else -2
        if number != last and run:
            brush.text((left, top), run, font=_font(max(last, 0), hand.size, bold=hand.bold), fill=hand.ink, anchor="ls")
            left += width(run, hand)
            run = ""
        run, last = run + one, number


def lacking(words: str) -> str:
    """The characters of `words` that no font has, each once, in their order; private ones among them."""
    shown = dict.fromkeys(one for one in words if unicodedata.category(one) not in _UNSEEN and not one.isspace())
    return "".join(one for one in shown if _face_of(one, 40, bold=False) < 0)


def have_fonts() -> bool:
    """Whether the fonts are installed."""
    return all(path.is_file() for faces in _FACES.values() for path, _ in faces)


def _seen(words: str) -> str:
    """Words without characters that show nothing or turn the direction of writing."""
    return "".join(one if one.isprintable() or one == "\u3000" else " " for one in words).strip(" ")


def _broken(words: str, hand: Hand, room: int) -> list[str]:
    made: list[str] = []
    line, length = "", 0.0
    for piece in _pieces(words):
        wide = width(piece, hand)
        hangs = piece in _NOT_FIRST and len(line) - len(line.rstrip("".join(_NOT_FIRST))) < _HANG
        if line and length + wide > room and not hangs:
            kept = line.rstrip("".join(_NOT_LAST)) or line
            made.append(kept.rstrip())
            line = line[len(kept) :]
            length = width(line, hand)
        line += piece if line or piece != " " else ""
        length += wide
    return [*made, line.rstrip()] if line.strip() or not made else made


def _pieces(words: str) -> list[str]:
    """Single characters, and words of Latin letters and figures whole, twenty at most."""
    pieces: list[str] = []
    for one in words:
        joins = one.isascii() and one.isalnum() and bool(pieces)
        if joins and pieces[-1].isascii() and pieces[-1].isalnum() and len(pieces[-1]) < 20:
            pieces[-1] += one
        else:
            pieces.append(one)
    return pieces


@cache
def _advance(one: str, size: int, *, bold: bool) -> float:
    return _font(max(_face_of(one, size, bold=bold), 0), size, bold=bold).getlength(one)


@cache
def _face_of(one: str, size: int, *, bold: bool) -> int:
    """The first font that has the character; -1 where none has."""
    if one.isspace():
        return 0
    for number in range(len(_FACES[bold])):
        font = _font(number, size, bold=bold)
        if bytes(font.getmask(one)) != bytes(font.getmask(_NOWHERE)):
            return number
    return -1


@cache
def _font(number: int, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    path, face = _FACES[bold][number]
    # Pillow's own layout: what raqm sets depends on the version of the system's HarfBuzz.
    return ImageFont.truetype(str(path), size, index=face, layout_engine=ImageFont.Layout.BASIC)
