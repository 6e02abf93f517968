"""One form for a text and for what is looked for in it, character by character, so that any cut of it folds alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pipeline.language.script import simplified

_HAN_BLOCKS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
_NEWER = range(0x20000, 0x40000)  # planes of Han characters: all are letters, those that this Unicode version lacks as well
_ALIKE = str.maketrans({"〇": "零"})


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        now = self[code] = _fold(chr(code))
        return now


def folded(text: str) -> str:
    """The text narrow, in lower case, simplified, and without spaces, marks and punctuation; 〇 is 零.

    Every character folds by itself, whatever stands around it: `folded(a + b) == folded(a) + folded(b)`.
    """
    return text.translate(_TABLE)


def simplifications(known: Iterable[str]) -> dict[str, str]:
    """The characters that fold to another one of `known`, each with that; what `folded` adds to NFKC and lower case."""
    kept = set(known)
    letters = [chr(code) for start, end in _HAN_BLOCKS for code in range(start, end)]
    now = simplified("\n".join(letters)).split("\n")
    pairs = {was: each for was, each in zip(letters, now, strict=True) if was != each and each in kept}
    return pairs | ({"〇": "零"} if "零" in kept else {})


def _fold(letter: str) -> str:
    narrow = unicodedata.normalize("NFKC", letter).lower()
    kept = (each for each in narrow if each.isalnum() or ord(each) in _NEWER)
    return "".join(simplified(each) for each in kept).translate(_ALIKE)


_TABLE = _Table()
