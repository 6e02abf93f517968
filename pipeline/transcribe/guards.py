"""Segments become the same segments with flags on what a machine probably made up; nothing is ever taken away.

Flags: `repetition` (a loop), `credit-line` (what recognisers write over silence), `no-speech` (the engine itself doubts that
anybody spoke, or nobody is louder than the room), `prompt-echo` (the sentence the engine was told), `too-fast`, `too-slow`,
`times-backwards`, `times-overlap` (nobody speaks so), `language-flip` (other words than the rest); and those of style
(`model.marks.STYLE`), which doubt nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.language.style import style_codes
from pipeline.model.draft import Flag, Segment
from pipeline.transcribe.boilerplate import boilerplate
from pipeline.transcribe.impossible import flips, impossible_times, pace
from pipeline.transcribe.letters import letters_of
from pipeline.transcribe.loops import loops
from pipeline.transcribe.prompt import echoes

_COMPRESSED = 2.4  # Whisper's own threshold: it kept the segment because no temperature did better
_NO_SPEECH, _UNSURE = 0.6, -1.0  # Whisper's own thresholds (openai/whisper transcribe.py)
_LEAST_VOICED = 0.2  # of a segment's time


def guard(segments: Sequence[Segment], told: str = "") -> tuple[Segment, ...]:
    """The same segments in the same order, each with the flags its words and figures raise, and those it had; `told` is the
    sentence that the engine was told beforehand.

    A flag on a part of a segment has its place; what goes on in the next segment is flagged in both.
    """
    letters = letters_of(segments)
    texts = [segment.text for segment in segments]
    placed = [
        letters.flags("repetition", loops(letters)),
        letters.flags("credit-line", boilerplate(letters, texts)),
        impossible_times(segments),
        flips(segments),
    ]
    return tuple(
        _raised(segment, [*(flag for found in placed for flag in found.get(number, ())), *map(Flag, _codes(segment, told))])
        for number, segment in enumerate(segments)
    )


def doubt_silence(segment: Segment, voiced: Sequence[tuple[int, int]]) -> Segment:
    """`no-speech` where less than a fifth of the segment's time is in `voiced` (milliseconds on the segment's clock)."""
    length = segment.end_ms - segment.start_ms
    loud = sum(max(0, min(end, segment.end_ms) - max(start, segment.start_ms)) for start, end in voiced)
    return with_flags(segment, {"no-speech"}) if loud < _LEAST_VOICED * length else segment


def with_flags(segment: Segment, flags: set[str]) -> Segment:
    """The segment with these flags on the whole of it besides its own, in alphabetical order."""
    return _raised(segment, map(Flag, flags))


def _raised(segment: Segment, flags: Iterable[Flag]) -> Segment:
    """The segment with those flags whose codes it has not; where one is on the whole segment, its places say nothing more."""
    new = [flag for flag in flags if flag.code not in segment.codes]
    whole = {flag.code for flag in new if flag.start is None}
    kept = {(flag.code, flag.start, flag.end): flag for flag in new if flag.start is None or flag.code not in whole}
    return replace(segment, flags=tuple(sorted((*segment.flags, *kept.values()), key=lambda flag: (flag.code, flag.start or 0))))


def _codes(segment: Segment, told: str) -> set[str]:
    """What a segment's own words, times and figures raise."""
    figures = segment.figures
    raised = {
        "repetition": figures.get("compression_ratio", 0) > _COMPRESSED,
        "no-speech": figures.get("no_speech_prob", 0) > _NO_SPEECH and figures.get("avg_logprob", 0) < _UNSURE,
        "prompt-echo": echoes(segment.text, told),
    }
    return {flag for flag, is_raised in raised.items() if is_raised} | pace(segment) | style_codes(segment.text)
