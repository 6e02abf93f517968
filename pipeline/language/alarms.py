"""Texts and drafts → the places in them that sound like a name and are written otherwise, for people to decide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.language.homophones import Ear, Proposal
from pipeline.model.decision import NAME_ALARM, Doubt
from pipeline.model.draft import Draft
from pipeline.model.text import Paragraph, Text

_END = "\0"  # of a paragraph: no name goes over it


@dataclass(frozen=True)
class Alarm:
    """`proposal` counts characters inside the paragraph or the segment with this number, from 0 in the order of the file.

    `start_ms` is where its turn or its segment starts, on the clock of the text or of the recording.
    """

    number: int
    start_ms: int | None  # None: nobody wrote a time
    proposal: Proposal

    @property
    def doubt(self) -> Doubt:
        """What a person decides about it: the words as they are written, wherever they stand in the interview."""
        return Doubt(NAME_ALARM, "", 0, 0, self.proposal.written)


def text_alarms(text: Text, ear: Ear) -> tuple[Alarm, ...]:
    """The alarms of a text, in order; a name may go over a line end, never over the end of a paragraph."""
    paragraphs = tuple(_paragraphs(text))
    joined = _END.join(paragraph.text for paragraph, _ in paragraphs)
    placed = _placed(ear.hear(joined), [len(paragraph.text) for paragraph, _ in paragraphs])
    return tuple(Alarm(number, paragraphs[number][1], proposal) for number, proposal in placed)


def draft_alarms(draft: Draft, ear: Ear) -> tuple[Alarm, ...]:
    """The alarms of a draft, in order. A name may begin in one segment and end in the next: engines cut where they like. Its
    end is then counted from the start of the segment in which it begins, the segments joined by one line end."""
    joined = "\n".join(segment.text for segment in draft.segments)
    placed = _placed(ear.hear(joined), [len(segment.text) for segment in draft.segments])
    return tuple(Alarm(number, draft.segments[number].start_ms, proposal) for number, proposal in placed)


def _placed(heard: Sequence[Proposal], lengths: Sequence[int]) -> Iterator[tuple[int, Proposal]]:
    """Proposals for parts of these lengths that were joined by one character: each part's number, and the proposal counted
    from the part's start."""
    starts = [0, *accumulate(length + 1 for length in lengths)]
    for one in heard:
        number = bisect_right(starts, one.start) - 1
        yield number, replace(one, start=one.start - starts[number], end=one.end - starts[number])


def _paragraphs(text: Text) -> Iterator[tuple[Paragraph, int | None]]:
    for turn in text.turns():
        for block in turn.blocks:
            if isinstance(block, Paragraph):
                yield block, turn.start_ms
