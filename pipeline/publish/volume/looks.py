"""The measures of a volume's pages: by its size in one word, and by which copy of it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pipeline.model.binding import Size

CopyOf = Literal["archive", "print", "large", "proof"]
BODY = 10.5  # points: 五号
LARGE = 14.0  # points: 四号, for readers whose eyes are weak
BLEED = 3.0  # millimetres
WATERMARK = "校样　不得外传"
_MM = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    """A size of book: its trimmed page, where the type area lies on it (millimetres), and how much of it that is.

    `characters` and `lines` are those of the body's type; `fold` is how many pages one printed sheet gives (GB/T 788).
    """

    width: int
    height: int
    inner: float
    top: float
    characters: int
    lines: int
    fold: int


SHEETS: dict[Size, Sheet] = {
    "170x240": Sheet(170, 240, 19, 27, 36, 30, 16),
    "185x260": Sheet(185, 260, 22, 27, 38, 33, 16),
    "210x285": Sheet(210, 285, 28, 30, 42, 36, 16),
    "148x210": Sheet(148, 210, 16, 24, 32, 26, 32),
}


def looks(size: Size) -> dict[CopyOf, dict[str, Any]]:
    """The measures of every copy as the template takes them: a line holds a whole number of characters in each."""
    sheet = SHEETS[size]
    plain = _measures(sheet, BODY)
    return {
        "archive": plain,
        "print": {**plain, "press": True},
        "large": _measures(sheet, LARGE),
        "proof": {**plain, "numbered": True, "watermark": WATERMARK},
    }


def _measures(sheet: Sheet, size: float) -> dict[str, Any]:
    """For type of another size the type area is as near to the body's as whole characters and lines allow."""
    characters = int(sheet.characters * BODY / size)
    pitch = 1.75
    lines = int((sheet.lines * pitch - 0.75) * BODY / size / pitch + 0.75 / pitch)
    return {
        "width": sheet.width,
        "height": sheet.height,
        "inner": sheet.inner,
        "top": sheet.top,
        "size": size,
        "characters": characters,
        "lines": lines,
        "fold": sheet.fold,
        "columns": 2 if characters < 30 else 3,
        "press": False,
        "numbered": False,
        "watermark": "",
    }
