"""One form for a text and for what is looked for in it, character by character, so that any cut of it folds alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

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


def folded_codes(texts: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The code points of `"".join(map(folded, texts))`, and how many of them each text has."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    now = _CODES[codes]
    for code in set(codes[now == _UNKNOWN].tolist()):
        letters = folded(chr(code))
        _CODES[code] = ord(letters) if len(letters) == 1 else _SEVERAL if letters else 0
    now = _CODES[codes]
    if (now == _SEVERAL).any():
        rows = [folded(text) for text in texts]
        return np.frombuffer("".join(rows).encode("utf-32-le", "surrogatepass"), dtype="<u4"), np.array([*map(len, rows)])
    kept = now != 0
    reached = np.concatenate([[0], np.cumsum(kept)])
    return now[kept], np.diff(reached[np.cumsum([0, *map(len, texts)])])


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
_UNKNOWN, _SEVERAL = 0xFFFFFFFF, 0xFFFFFFFE  # a character that was not folded yet, and one that becomes several
_CODES = np.full(0x110000, _UNKNOWN, dtype="<u4")
