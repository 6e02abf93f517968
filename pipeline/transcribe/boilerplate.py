"""Where a machine wrote what it had learned from subtitles on the net: 字幕志愿者, 请不吝点赞, 谢谢观看 and the like."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

import yaml

from pipeline.language.script import simplified
from pipeline.model.decision import bare_letters
from pipeline.transcribe.letters import Letters, Span, united

_FUZZY = 5  # letters of a phrase in which one may be another: a homophone, or a slip
_NAME = 4  # letters of a name that follows 字幕志愿者
_FRAME = re.compile(r"\s*[（(\[【［<《*♪♫~-]+\s*([^()（）\[\]]{1,20}?)\s*[）)\]】］>》*♪♫~-]+[。.!！]?\s*")


@dataclass(frozen=True)
class _Lines:
    """credit_lines.yml, every phrase as bare letters."""

    whole: frozenset[str]
    sounds: frozenset[str]
    part: tuple[str, ...]
    signed: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    fillers: re.Pattern[str]


def boilerplate(letters: Letters, texts: Iterable[str]) -> list[Span]:
    """Stretches of letters that no narrator says, and segments that say nothing else; `texts` are the segments' words.

    Spaces, marks and script do not matter; in five Chinese letters one may be wrong; a phrase may go on in the next segment.
    """
    lines = _lines()
    found = [span for phrase in (*lines.part, *lines.signed) for span in _found(letters.row, phrase)]
    found += [match.span() for pattern in lines.patterns for match in pattern.finditer(letters.row) if match[0]]
    signed = [_with_name(letters, span) for phrase in lines.signed for span in _found(letters.row, phrase)]
    widened = [_with_fillers(letters.row, span, lines.fillers) for span in united([*found, *signed])]
    return [*widened, *_whole(letters, texts, lines)]


def _whole(letters: Letters, texts: Iterable[str], lines: _Lines) -> Iterator[Span]:
    for number, text in enumerate(texts):
        said = letters.said(number)
        framed = _FRAME.fullmatch(text)
        if said and (said in lines.whole or (framed and _bare(framed[1]) in lines.sounds)):
            yield letters.spans[number]


def _found(row: str, phrase: str) -> Iterator[Span]:
    """Where a phrase stands, with at most one letter in five another one: one of its parts stands there exactly."""
    size = len(phrase)
    slips = 0 if phrase.isascii() else size // _FUZZY
    cuts = [size * part // (slips + 1) for part in range(slips + 2)]
    for first, last in pairwise(cuts):
        at = row.find(phrase[first:last])
        while at >= 0:
            start = at - first
            wrong = (
                sum(one != other for one, other in zip(row[start : start + size], phrase, strict=False)) if start >= 0 else size
            )
            if start >= 0 and start + size <= len(row) and wrong <= slips:
                yield start, start + size
            at = row.find(phrase[first:last], at + 1)


def _with_name(letters: Letters, span: Span) -> Span:
    """The stretch with the short name after it, which may begin at the end of one segment and go on in the next."""
    start, end = span
    stop = _word_end(letters, end)
    if stop - end == 1 and stop < len(letters.row) and letters.places[stop][0] != letters.places[end][0]:
        stop = _word_end(letters, stop)
    return (start, stop) if stop - end <= _NAME else span


def _word_end(letters: Letters, at: int) -> int:
    """The first place after `at` at which something stands between two letters."""
    if at >= len(letters.row):
        return at
    return next((stop for stop in range(at + 1, min(len(letters.row), at + _NAME + 2)) if letters.breaks(stop)), len(letters.row))


def _with_fillers(row: str, span: Span, fillers: re.Pattern[str]) -> Span:
    """The stretch with 订阅, 转发 and the like after it, and 中文 before it."""
    start, end = span
    after = fillers.match(row, end)
    return start - 2 if row[max(0, start - 2) : start] == "中文" else start, after.end() if after else end


def _bare(words: str) -> str:
    return simplified(bare_letters(words))


@functools.cache
def _lines() -> _Lines:
    raw = yaml.safe_load(files("pipeline.transcribe").joinpath("credit_lines.yml").read_text("utf-8"))
    return _Lines(
        frozenset(map(_bare, raw["whole"])),
        frozenset(map(_bare, raw["sounds"])),
        tuple(map(_bare, raw["part"])),
        tuple(map(_bare, raw["signed"])),
        tuple(re.compile(pattern) for pattern in raw["patterns"]),
        re.compile(f"(?:{'|'.join(raw['fillers'])})*"),
    )
