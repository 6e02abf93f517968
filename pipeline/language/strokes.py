"""Orders names by strokes (笔画): how many each character has, by the table beside this module (Unihan, kTotalStrokes)."""

from __future__ import annotations

import string
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

_DIGITS = string.digits + string.ascii_lowercase + string.ascii_uppercase + "-_"
_NUMERALS = "零一二三四五六七八九十"
UNKNOWN = 99  # of what is no Chinese character: it comes last
OTHER = "其他"


def strokes(character: str) -> int:
    """How many strokes a character has; UNKNOWN of what the table does not hold."""
    starts, rows = _table()
    code = ord(character)
    row = bisect_right(starts, code) - 1
    at = code - starts[row]
    return _DIGITS.index(rows[row][at]) if row >= 0 and at < len(rows[row]) else UNKNOWN


def stroke_key(name: str) -> tuple[tuple[int, str], ...]:
    """The place of a name: character by character by strokes, then by code point, which in the unified block goes by radical."""
    return tuple((strokes(character), character) for character in name.strip())


def stroke_head(name: str) -> str:
    """What stands above a name in the index: 七画, 十二画; 其他 above what is not Chinese."""
    count = strokes(name.strip()[:1] or " ")
    if count == UNKNOWN:
        return OTHER
    tens, ones = divmod(count, 10)
    head = ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "")
    return f"{head}{_NUMERALS[ones] if ones or not tens else ''}画"


@lru_cache(maxsize=1)
def _table() -> tuple[list[int], list[str]]:
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="ascii").splitlines()
    rows = [line.split(" ", 1) for line in lines if not line.startswith("#")]
    return [int(start, 16) for start, _ in rows], [row for _, row in rows]
