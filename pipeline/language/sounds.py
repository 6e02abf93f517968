"""How a Chinese character sounds, and which sounds are easily taken for one another."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from importlib import import_module

from pipeline.language.names import read_syllable
from pipeline.language.surnames import SINGLE

Sound = tuple[str, int]  # letters with ü as v, tone 1–5 (0: not known)

_COMMON = 5  # words in pypinyin's dictionary that make a second reading a common one: 样 is yàng, and never yáng
# What speakers of Sichuan and the south, and recognisers, take for one another, folded to one spelling each: flat and curled
# tongue, n l r, f and hu, with and without g at the end, un and en, and e and uo after g k h.
_FOLDS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"^([zcs])h", r"\1"),
        (r"^[nr](?=[aeiouv])", "l"),
        (r"^fu$", "hu"),
        (r"^f(?=[aeo])", "hu"),
        (r"^hui$", "huei"),
        (r"^h(?:un|ong)$", "huen"),
        (r"^([dtlzcs])un$", r"\1en"),
        (r"^([kgh])e$", r"\1uo"),
        (r"ng$", "n"),
    )
)


def is_han(character: str) -> bool:
    """Is it a Chinese character (unified ideographs and their extensions)?"""
    return "\u3400" <= character <= "\u9fff" or character == "〇" or "\U00020000" <= character <= "\U0003ffff"


@lru_cache(maxsize=65536)
def sounds(character: str) -> tuple[Sound, ...]:
    """The readings that a character commonly has, the commonest first, and as a surname; none for what is not Chinese."""
    if not is_han(character):
        return ()
    first, *rest = _readings_of(character)
    readings = [first, *(one for one in rest if _used()[character, one] >= _COMMON)]
    if character in SINGLE:
        readings = [*readings, SINGLE[character]]
    return tuple(dict.fromkeys(as_sound(read_syllable(reading)) for reading in readings if reading))


def as_sound(syllable: tuple[str, int, int]) -> Sound:
    """(letters, 1 where ü, tone) as a sound."""
    letters, umlaut, tone = syllable
    return (letters.replace("u", "v", 1) if umlaut else letters), tone or 5


@lru_cache(maxsize=2048)
def folded(letters: str) -> str:
    """One spelling for all syllables that are easily taken for one another; tones do not count."""
    for pattern, spelling in _FOLDS:
        letters = pattern.sub(spelling, letters)
    return letters


def _readings_of(character: str) -> list[str]:
    # pypinyin reads large tables when imported; most commands compare no sounds
    written: str = import_module("pypinyin.constants").PINYIN_DICT.get(ord(character), "")
    return written.split(",")


@cache
def _used() -> Counter[tuple[str, str]]:
    """In how many words of the dictionary a character has a reading."""
    words = import_module("pypinyin.constants").PHRASES_DICT.items()
    return Counter(pair for word, readings in words for pair in zip(word, (first for first, *_ in readings), strict=False))
