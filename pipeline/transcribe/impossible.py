"""Segments that nobody can have said so: too many words for their time, times that cannot be, suddenly another language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.draft import Flag, Segment
from pipeline.transcribe.letters import weight

# Measured: real talk in two languages stays below 13.5 syllables a second in segments of one second, and above 0.35 in segments
# of six; a real Whisper's loops reach 32, what it stretches over music falls to 0.13.
_FASTEST, _FEWEST = 15, 3
_SLOWEST, _LONG_MS = 0.3, 6_000
_OVERLAP_MS = 500

_HAN = re.compile(r"[㐀-䶿一-鿿]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_KANA = re.compile(r"[぀-ヿ]")
_HANGUL = re.compile(r"[가-힣]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]{2,}")


def pace(segment: Segment) -> set[str]:
    """`too-fast` or `too-slow` where the time is impossible for the words."""
    length, heavy = segment.end_ms - segment.start_ms, weight(segment.text)
    if heavy >= _FEWEST and heavy * 1000 > _FASTEST * length:
        return {"too-fast"}
    return {"too-slow"} if heavy > 0 and length >= _LONG_MS and heavy * 1000 < _SLOWEST * length else set()


def impossible_times(segments: Sequence[Segment]) -> dict[int, list[Flag]]:
    """`times-backwards` where a segment ends before it starts, `times-overlap` where it shares half its time with the one before
    although nobody is known to interrupt."""
    found: dict[int, list[Flag]] = {}
    for number, segment in enumerate(segments):
        if segment.end_ms < segment.start_ms:
            found[number] = [Flag("times-backwards")]
        elif number and _impossible(segments[number - 1], segment):
            found[number] = [Flag("times-overlap")]
    return found


def flips(segments: Sequence[Segment]) -> dict[int, list[Flag]]:
    """`language-flip` on segments in another script than most of the draft; OK and DNA in a Chinese sentence are no flip."""
    chinese = sum(len(_HAN.findall(segment.text)) for segment in segments)
    foreign = sum(len(_LATIN.findall(segment.text)) for segment in segments)
    other = _other_than_latin if foreign >= chinese else _other_than_chinese
    return {number: [Flag("language-flip")] for number, segment in enumerate(segments) if other(segment.text)}


def _impossible(before: Segment, segment: Segment) -> bool:
    told_apart = _speakers(before) and _speakers(segment) and _speakers(before) != _speakers(segment)
    shared = min(before.end_ms, segment.end_ms) - max(before.start_ms, segment.start_ms)
    length = min(before.end_ms - before.start_ms, segment.end_ms - segment.start_ms)
    return not told_apart and shared >= _OVERLAP_MS and 2 * shared >= length


def _speakers(segment: Segment) -> set[str]:
    return {word.speaker for word in segment.words if word.speaker}


def _other_than_chinese(text: str) -> bool:
    words = len(_LATIN.findall(text)) + len(_CYRILLIC.findall(text))
    return (
        len(_KANA.findall(text)) >= 3 or len(_HANGUL.findall(text)) >= 2 or (words >= 3 and 2 * words >= len(_HAN.findall(text)))
    )


def _other_than_latin(text: str) -> bool:
    others = len(_HAN.findall(text)) + len(_KANA.findall(text)) + len(_HANGUL.findall(text)) + len(_CYRILLIC.findall(text))
    return others >= 3 and others > len(_LATIN.findall(text))
