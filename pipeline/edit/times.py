"""Answers when a sentence is spoken, for the release door; answers are remembered by the digest of the question."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pipeline.edit.align import find_quote, find_times
from pipeline.model.draft import Draft
from pipeline.model.text import Text
from pipeline.model.timing import Place, SentenceTime, Timing, TurnTime
from pipeline.writing.atomic import write_text

METHOD = 1  # raise when find_times changes its answers, so that remembered ones are asked anew


class Heard(Protocol):
    """What was heard of an interview: cheap names first, the drafts themselves only when they are needed."""

    def names(self, interview: str) -> tuple[str, ...]:
        """A word for each chosen draft and its place on the interview's clock; empty when nothing was heard."""

    def drafts(self, interview: str) -> Sequence[tuple[Draft, int]]:
        """The chosen drafts, each with its recording's start on the interview's clock in milliseconds."""


class FoundTimes:
    """`model.timing.Times`, answered by alignment and remembered in `folder`, which may be deleted at any time."""

    def __init__(self, heard: Heard, folder: Path) -> None:
        self._heard = heard
        self._folder = folder
        self._drafts = lru_cache(maxsize=2)(heard.drafts)  # parsing a draft costs more than one question

    def timing(self, interview: str, text: Text) -> Timing | None:
        """The times of `text`, or None when nothing was heard of the interview."""
        names = self._heard.names(interview)
        if not names:
            return None
        remembered = self._folder / f"{hashlib.sha256(repr((METHOD, names, text)).encode()).hexdigest()[:32]}.json"
        if remembered.is_file():
            return _read(remembered.read_text(encoding="utf-8"))
        timing = find_times(text, self._drafts(interview))
        self._folder.mkdir(parents=True, exist_ok=True)
        write_text(remembered, _write(timing))
        return timing

    def quote(self, interview: str, text: Text, place: Place) -> tuple[int, int] | None:
        """When the words at `place` are spoken, or None when they do not align or nothing was heard."""
        if not self._heard.names(interview):
            return None
        return find_quote(text, self._drafts(interview), place)


def _write(timing: Timing) -> str:
    rows = [
        [turn.start_ms, turn.end_ms, [[[time.start_ms, time.end_ms, int(time.sure)] for time in block] for block in turn.blocks]]
        for turn in timing.turns
    ]
    return json.dumps(rows, separators=(",", ":")) + "\n"


def _read(source: str) -> Timing:
    return Timing(
        tuple(
            TurnTime(start, end, tuple(tuple(SentenceTime(a, b, bool(sure)) for a, b, sure in block) for block in blocks))
            for start, end, blocks in json.loads(source)
        )
    )
