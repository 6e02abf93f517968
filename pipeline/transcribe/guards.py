"""Segments become the same segments with flags on what a machine probably made up; nothing is ever taken away.

Flags: `repetition` (a loop inside a segment, or the same words again and again), `credit-line` (what recognisers write over
silence), `no-speech` (the engine itself doubts that anybody spoke, or nobody is louder than the room).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import groupby

import yaml

from pipeline.model.draft import Flag, Segment

# 嗯嗯嗯 and 是的是的 are how people speak; these are not.
_LOOP = re.compile(r"(.)\1{7,}|(..)\2{4,}|(.{3,20}?)\3{3,}")
_COMPRESSED = 2.4  # Whisper's own threshold: it kept the segment because no temperature did better
_NO_SPEECH, _UNSURE = 0.6, -1.0  # Whisper's own thresholds (openai/whisper transcribe.py)
_LEAST_VOICED = 0.2  # of a segment's time


def guard(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The same segments in the same order, each with the flags its words and figures raise, and those it had."""
    said = [_bare(segment.text) for segment in segments]
    again = _said_again(said)
    return tuple(
        with_flags(segment, _flags(segment, words, again=number in again))
        for number, (segment, words) in enumerate(zip(segments, said, strict=True))
    )


def doubt_silence(segment: Segment, voiced: Sequence[tuple[int, int]]) -> Segment:
    """`no-speech` where less than a fifth of the segment's time is in `voiced` (milliseconds on the segment's clock)."""
    length = segment.end_ms - segment.start_ms
    loud = sum(max(0, min(end, segment.end_ms) - max(start, segment.start_ms)) for start, end in voiced)
    return with_flags(segment, {"no-speech"}) if loud < _LEAST_VOICED * length else segment


def with_flags(segment: Segment, flags: set[str]) -> Segment:
    """The segment with these flags on the whole of it besides its own, in alphabetical order."""
    new = [Flag(code) for code in flags - segment.codes]
    return replace(segment, flags=tuple(sorted((*segment.flags, *new), key=lambda flag: (flag.code, flag.start or 0))))


def _flags(segment: Segment, words: str, *, again: bool) -> set[str]:
    figures = segment.figures
    raised = {
        "repetition": again or _loops(words) or figures.get("compression_ratio", 0) > _COMPRESSED,
        "credit-line": _is_credit(words),
        "no-speech": figures.get("no_speech_prob", 0) > _NO_SPEECH and figures.get("avg_logprob", 0) < _UNSURE,
    }
    return {flag for flag, is_raised in raised.items() if is_raised}


def _loops(words: str) -> bool:
    """A stretch said over and over, or a long segment that is half made of four-character groups it already had."""
    if _LOOP.search(words):
        return True
    fours = [words[place : place + 4] for place in range(len(words) - 3)]
    return len(fours) >= 40 and len(set(fours)) * 2 < len(fours)


def _said_again(said: Sequence[str]) -> set[int]:
    """Numbers of the segments in a row of equal ones that is longer than people repeat themselves."""
    found: set[int] = set()
    for words, row in groupby(range(len(said)), key=lambda number: said[number]):
        numbers = list(row)
        tolerated = 1 if len(words) >= 10 else 2 if len(words) > 2 else 5
        if words and len(numbers) > tolerated:
            found.update(numbers)
    return found


def _is_credit(words: str) -> bool:
    whole, part = _credits()
    return words in whole or any(line in words for line in part)


@functools.cache
def _credits() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = yaml.safe_load(files("pipeline.transcribe").joinpath("credit_lines.yml").read_text("utf-8"))
    return frozenset(map(_bare, lines["whole"])), tuple(map(_bare, lines["part"]))


def _bare(text: str) -> str:
    """Letters and digits alone, widths and case folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
