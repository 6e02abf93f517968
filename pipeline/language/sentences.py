"""Turns a paragraph into its sentences, the units that are clicked, timed and withheld."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from pipeline.language.inline import ESCAPE, NOTE, closing_stars, sentence_runs

_LATIN_STOP = r"(?<=[a-z][a-z0-9])\.(?=[”’\"')]{0,3}(?:\s|\Z))"  # not `Mr.` nor `J. R.`
_STOP = re.compile(rf"{ESCAPE}|{NOTE}|(?P<stop>[。！？!?…]+|{_LATIN_STOP})|(?P<line>\n)")
_NOTE = re.compile(NOTE)
_TRAIL = re.compile(r"[”’」』）)》〉】〕]+|[\"'](?=\s|\Z)|" + NOTE.replace("?P<mark>", "?:"))
_SPACE = re.compile(r"[^\S\n]*\n?")
_PAUSE = re.compile(rf"{ESCAPE}|{NOTE}|(?P<pause>[，、；;][^\S\n]*|[^\S\n]+)")

_INTRICATE = re.compile(r"[*\\\[\n.\"']")  # without these, sentences end at their stops alone
_SIMPLE = re.compile(r"[^。！？!?…]*(?:[。！？!?…]+[”’」』）)》〉】〕]*[^\S\n]*)?")
_WORD = re.compile(r"[^\W_]")

_LONG = 120  # columns: 60 Han characters
_PART = 48
_LAST = 16


@lru_cache(maxsize=1024)  # a page, its captions and its downloads ask for the same paragraphs
def split(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph; `"".join(split(p)) == p`, none is empty.

    A sentence ends at 。！？!?…… with the closing quotes and brackets, footnote marks, ends of emphasis and spaces after it,
    and at a line end, which belongs to the sentence before it. What holds no word joins its neighbour. A sentence of more
    than about sixty characters is cut further at ，、； or spaces, so that a machine's unpunctuated words can be clicked too.
    """
    if not _INTRICATE.search(paragraph):
        parts = _SIMPLE.findall(paragraph)
        parts.pop()  # what `findall` finds at the very end is empty
        if all(map(_WORD.search, parts)) and (not parts or 2 * max(map(len, parts)) <= _LONG):
            return tuple(parts)
    return tuple(part for sentence in _with_words(_sentences(paragraph)) for part in _parts(sentence))


def plain_sentences(paragraph: str) -> tuple[str, ...]:
    """The words alone of each of `split(paragraph)`: no marks of emphasis, no calls of notes; spaces stay."""
    parts = split(paragraph)
    if not any(mark in paragraph for mark in "*\\[\n"):
        return parts
    return tuple("".join(run.text for run in row if run.kind != "note") for row in sentence_runs(parts))


def _sentences(paragraph: str) -> list[str]:
    closing = closing_stars(paragraph)
    cuts = [0]
    for found in _STOP.finditer(paragraph):
        if found["stop"] and found.start() >= cuts[-1]:
            cuts.append(_end(paragraph, found.end(), closing))
        elif found["line"] and found.start() >= cuts[-1]:
            cuts.append(found.end())
    cuts.append(len(paragraph))
    return [paragraph[start:end] for start, end in pairwise(cuts) if start < end]


def _end(paragraph: str, at: int, closing: dict[int, int]) -> int:
    """Where a sentence ends whose stop ends at `at`."""
    while True:
        found = _TRAIL.match(paragraph, at)
        if found:
            at = found.end()
        elif at in closing:
            at = closing[at]
        else:
            space = _SPACE.match(paragraph, at)
            return space.end() if space else at


def _with_words(pieces: list[str]) -> list[str]:
    """Pieces without a word joined to the one before, or at the very start to the one after."""
    joined: list[str] = []
    for piece in pieces:
        if joined and (not _has_word(piece) or not _has_word(joined[-1])):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _has_word(piece: str) -> bool:
    return piece[:1].isalnum() or any(map(str.isalnum, _NOTE.sub("", piece)))


def _parts(sentence: str) -> list[str]:
    if 2 * len(sentence) <= _LONG:
        return [sentence]
    rest = _columns(sentence)
    if rest <= _LONG:
        return [sentence]
    parts: list[str] = []
    start = measured = width = 0
    for found in _PAUSE.finditer(sentence):
        if found["pause"] is None:
            continue
        width += _columns(sentence[measured : found.end()])
        measured = found.end()
        if width >= _PART and rest - width >= _LAST:
            parts.append(sentence[start:measured])
            start, rest, width = measured, rest - width, 0
    return _with_words([*parts, sentence[start:]])


def _columns(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)
