"""Turns drafts into one row of heard letters with their times on the interview's clock, and words into bare letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language.inline import NOTE
from pipeline.language.script import simplified
from pipeline.model.draft import Draft, Segment
from pipeline.model.marks import MARK

_UNSPOKEN = re.compile(rf"{NOTE}|{MARK.pattern}")
_SAME = str.maketrans("幺", "么")  # 什幺 is mended to 什么


@dataclass(frozen=True)
class Heard:
    """What the drafts hold, letter by letter, in order of time.

    `starts` and `ends` are where a letter is taken to be; `earliest` and `latest` the word or, in a segment without
    words, the whole segment in which it must be. `end_ms` is where the last recording ends.
    """

    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    earliest: tuple[int, ...]
    latest: tuple[int, ...]
    end_ms: int


def hear(drafts: Sequence[tuple[Draft, int]]) -> Heard:
    """The letters of drafts, each with its recording's offset in milliseconds; times never go backwards."""
    segments = sorted(
        ((segment, offset) for draft, offset in drafts for segment in draft.segments),
        key=lambda found: found[0].start_ms + found[1],
    )
    letters: list[str] = []
    spans: list[tuple[int, int, int, int]] = []
    latest = 0
    for segment, offset in segments:
        for word_letters, start, end in _timed(segment):
            start, end = max(latest, start + offset), max(latest, start + offset, end + offset)  # noqa: PLW2901
            letters.append(word_letters)
            spans += _spread(len(word_letters), start, end)
            latest = start
    last = max([draft.duration_ms + offset for draft, offset in drafts] + [span[1] for span in spans[-1:]], default=0)
    starts, ends, earliest, final = tuple(zip(*spans, strict=True)) or ((), (), (), ())
    return Heard("".join(letters), starts, ends, earliest, final, last)


def bare(text: str) -> tuple[str, tuple[int, ...]]:
    """The spoken letters of inline Markdown (NFKC, case and script folded; no marks, no footnotes) and each one's offset."""
    spoken = _UNSPOKEN.sub(lambda found: " " * len(found[0]), text)
    pairs = [(letter, offset) for offset, character in enumerate(spoken) for letter in _letters(character)]
    return "".join(letter for letter, _ in pairs), tuple(offset for _, offset in pairs)


def bare_words(words: str) -> str:
    """The letters of plain words."""
    return "".join(map(_letters, words))


def _spread(count: int, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """The (start, end, earliest, latest) of each of `count` letters spoken evenly from start to end."""
    return [
        (start + (end - start) * index // count, start + (end - start) * (index + 1) // count, start, end)
        for index in range(count)
    ]


def _timed(segment: Segment) -> Iterator[tuple[str, int, int]]:
    """(letters, start, end) of each word, or of the whole segment where the engine gave no words."""
    words = [(bare_words(word.text), word.start_ms, word.end_ms) for word in segment.words]
    if any(letters for letters, _, _ in words):
        yield from (word for word in words if word[0])
    elif letters := bare_words(segment.text):
        yield letters, segment.start_ms, segment.end_ms


@lru_cache(maxsize=20_000)
def _letters(character: str) -> str:
    """The letters of a character, script folded as well: a text is simplified where its draft is not."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    folded = simplified(unicodedata.normalize("NFKC", character).casefold()).translate(_SAME)
    return "".join(letter for letter in folded if letter.isalnum())
