"""Sentence times found again: where each sentence of a text is spoken, in integer milliseconds on the interview's clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pipeline.model.text import Text


@dataclass(frozen=True)
class SentenceTime:
    """One sentence; `sure` is False where nothing aligned and the time is interpolated inside the turn."""

    start_ms: int
    end_ms: int
    sure: bool


@dataclass(frozen=True)
class TurnTime:
    """One turn: the interval it can occupy at most, and per block (empty for a shown item) its sentences' times.

    The sentences are those of `language.sentences.split(paragraph.text)`, in order.
    """

    start_ms: int
    end_ms: int
    blocks: tuple[tuple[SentenceTime, ...], ...]


@dataclass(frozen=True)
class Timing:
    """The times of a whole text: one TurnTime for each of `text.turns()`."""

    turns: tuple[TurnTime, ...]


@dataclass(frozen=True)
class Place:
    """Characters [start, end) of block number `block` of turn number `turn` of a text, all counted from 0."""

    turn: int
    block: int
    start: int
    end: int


class Times(Protocol):
    """How the release door asks for times; `edit` answers, `flow` hands the answer down."""

    def timing(self, interview: str, text: Text) -> Timing | None:
        """The times of `text`, or None when the interview has no draft to align with."""

    def quote(self, interview: str, text: Text, place: Place) -> tuple[int, int] | None:
        """When the words at `place` are spoken (start, end in milliseconds), or None when they do not align."""
