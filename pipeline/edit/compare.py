"""Turns what a machine heard and what people say was spoken into character error rates, for `koushu evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.edit.align import find_times
from pipeline.edit.heard import bare, bare_words
from pipeline.language.sentences import split
from pipeline.model.draft import Draft
from pipeline.model.text import Paragraph, Text


@dataclass(frozen=True)
class Score:
    """Letters wrong (put in, left out or changed), and the letters of the reference."""

    errors: int
    length: int

    @property
    def rate(self) -> float:
        """Errors for each letter of the reference, 0 when both are empty; more than 1 where a machine invents much."""
        return self.errors / self.length if self.length else float(self.errors > 0)


def cer(reference: str, heard: str) -> tuple[int, int]:
    """(errors, length) of plain words against plain words: Levenshtein distance in letters after NFKC and casefolding,
    punctuation and spaces dropped; numerals and traditional characters as they are."""
    ours, theirs = bare_words(reference), bare_words(heard)
    return Levenshtein.distance(ours, theirs), len(ours)


def evaluate_against(truth: str, draft: Draft) -> Score:
    """How a draft did against plain words that are known to have been spoken."""
    return Score(*cer(truth, "\n".join(segment.text for segment in draft.segments)))


def evaluate(text: Text, drafts: Sequence[tuple[Draft, int]]) -> tuple[Score, ...]:
    """How each draft (with its recording's offset in milliseconds) did against the text of record: each sentence counts
    for the recording in which it is spoken, a sentence that is found nowhere for the one in which its turn lies."""
    written: list[list[str]] = [[] for _ in drafts]
    timing = find_times(text, drafts)
    for turn, times in zip(text.turns(), timing.turns, strict=True):
        for block, found in zip(turn.blocks, times.blocks, strict=True):
            sentences = split(block.text) if isinstance(block, Paragraph) else ()
            for sentence, time in zip(sentences, found, strict=True):
                written[_recording(drafts, (time.start_ms + time.end_ms) // 2)].append(bare(sentence)[0])
    return tuple(evaluate_against("".join(words), draft) for words, (draft, _) in zip(written, drafts, strict=True))


def _recording(drafts: Sequence[tuple[Draft, int]], at_ms: int) -> int:
    """The number of the recording that plays at a time; the one before it where none does."""
    begun = [number for number, (_, offset) in enumerate(drafts) if offset <= at_ms]
    return max(begun, key=lambda number: drafts[number][1], default=0)
