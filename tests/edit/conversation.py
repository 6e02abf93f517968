"""Drafts for tests: words a machine might have heard, evenly spoken."""

from __future__ import annotations

from pathlib import Path

from pipeline.language.subtitles import read_subtitles
from pipeline.model.draft import Draft, Flag, Segment, Word
from pipeline.model.nouns import Interview

LETTER = 250


def segment(start_ms: int, text: str, *, speaker: str = "", words: bool = True, flags: tuple[str, ...] = ()) -> Segment:
    """A segment with four letters a second from `start_ms`, with a word a letter."""
    heard = tuple(Word(start_ms + LETTER * n, start_ms + LETTER * (n + 1), letter, 0.9, speaker) for n, letter in enumerate(text))
    return Segment(start_ms, start_ms + LETTER * len(text), text, heard if words else (), tuple(map(Flag, flags)))


def draft(*segments: Segment, origin: str = "heard", duration_ms: int = 0) -> Draft:
    """A draft of segments; as long as they are unless told otherwise."""
    end = max([duration_ms, *(segment.end_ms for segment in segments)])
    return Draft("0" * 64, end, "double", "1", "m", "", {}, tuple(segments), origin)


def subtitled(path: Path) -> Draft:
    """A draft as it is made from subtitles."""
    cues = read_subtitles(path.read_bytes()).cues
    return draft(*(Segment(cue.start_ms, cue.end_ms, cue.text) for cue in cues), origin="imported")


def interview(**more: object) -> Interview:
    """An interview of 甲 by 乙."""
    return Interview.model_validate(
        {"title": "雪夜", "narrators": ["jia"], "interviewers": [{"name": "乙", "role": "采访"}], **more}
    )


NAMES = {"jia": "甲", "yi": "乙"}
