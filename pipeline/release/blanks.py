"""Takes cut characters out of words and leaves the public sentence in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.language.tags import NOTE
from pipeline.model.projection import LeftOut, Words
from pipeline.release.phrase import Finder, plain

Blank = tuple[int, int, str]  # characters [start, end) and the label that stands for them
Phrase = tuple[str, str]  # words and the label that stands for them

_STARS = re.compile(r"(?<!\\)\*+")
_MARKS_AFTER = re.compile(r"\**(?:" + NOTE.pattern + r")+")


def cut_words(text: str, blanks: Iterable[Blank]) -> tuple[Words | LeftOut, ...]:
    """What is left of a paragraph, with a LeftOut where something was; overlapping and meeting blanks are one.

    A footnote mark that is touched, or follows at once, goes too; emphasis in the rest goes, since its partner may be gone.
    A rest without a word is dropped.
    """
    merged = _merged(text, blanks)
    if not merged:
        return (Words(text=text),)
    left: list[Words | LeftOut] = []
    at = 0
    for start, end, label in (*merged, (len(text), len(text), "")):
        rest = _STARS.sub("", text[at:start]).strip()
        if plain(NOTE.sub("", rest)):
            left.append(Words(text=rest))
        if end > start:
            left.append(LeftOut(label=label))
        at = end
    return joined(left)


def joined(blocks: Iterable[Words | LeftOut]) -> tuple[Words | LeftOut, ...]:
    """The blocks with neighbouring LeftOuts made one, under the first label."""
    row: list[Words | LeftOut] = []
    for block in blocks:
        if not (row and isinstance(block, LeftOut) and isinstance(row[-1], LeftOut)):
            row.append(block)
    return tuple(row)


def blank_all(texts: Sequence[str], phrases: Sequence[Phrase]) -> tuple[tuple[Words | LeftOut, ...], ...]:
    """`cut_words` for each text, with every occurrence of the phrases cut, also where one runs over several texts."""
    finder = Finder(texts)
    blanks: list[list[Blank]] = [[] for _ in texts]
    for words, label in phrases:
        for occurrence in finder.find(words):
            for one in occurrence:
                blanks[one.source].append((one.start, one.end, label))
    return tuple(cut_words(text, found) for text, found in zip(texts, blanks, strict=True))


def flat(blocks: Iterable[Words | LeftOut]) -> str:
    """What is left of a paragraph as one string, the public sentence in brackets."""
    return "".join(block.text if isinstance(block, Words) else f"（{block.label}）" for block in blocks)


def _merged(text: str, blanks: Iterable[Blank]) -> list[Blank]:
    merged: list[Blank] = []
    for start, end, label in sorted((_widened(text, blank) for blank in blanks), key=lambda blank: blank[:2]):
        if merged and start <= merged[-1][1]:
            first = merged[-1]
            merged[-1] = (first[0], max(first[1], end), first[2])
        else:
            merged.append((start, end, label))
    return merged


def _widened(text: str, blank: Blank) -> Blank:
    start, end, label = blank
    for mark in NOTE.finditer(text):
        if mark.start() < end and mark.end() > start:
            start, end = min(start, mark.start()), max(end, mark.end())
    after = _MARKS_AFTER.match(text, end)
    return start, after.end() if after else end, label
