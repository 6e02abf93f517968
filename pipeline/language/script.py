"""Turns traditional characters into simplified ones, by OpenCC's dictionaries; the only importer of opencc."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol, cast

from rapidfuzz.distance import Levenshtein

_WHOLE = re.compile(r"[^\ud800-\udfff]+")  # OpenCC refuses half a surrogate pair, which JSON may hold


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    import opencc  # noqa: PLC0415 # its dictionaries are loaded only where characters are compared

    return cast(_Converter, opencc.OpenCC("t2s"))


def simplified(text: str) -> str:
    """The text with traditional characters simplified, words before characters (乾隆 stays, 乾燥 becomes 干燥).

    Characters that are not traditional, such as 幺 and 着, stay as they are, and so does the length of the text.
    """
    return _WHOLE.sub(lambda found: _converter().convert(found[0]), text)


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """What is the same for every way to write one name: without spaces, marks and invisibles, narrow, and simplified."""
    narrow = unicodedata.normalize("NFKC", name)
    return simplified("".join(letter for letter in narrow if letter.isalnum())).casefold() or name


def simplify(text: str) -> list[tuple[int, int, str, str]]:
    """What `simplified` changes: (start, end, was, now) in order, without overlaps; offsets are into `text`."""
    now = simplified(text)
    return [
        (block.src_start, block.src_end, text[block.src_start : block.src_end], now[block.dest_start : block.dest_end])
        for block in Levenshtein.opcodes(text, now)
        if block.tag != "equal"
    ]
