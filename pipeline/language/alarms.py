"""Texts and drafts → the places in them that sound like a name and are written otherwise, for people to decide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.language.homophones import Ear, Proposal
from pipeline.model.draft import Draft
from pipeline.model.text import Paragraph, Text


@dataclass(frozen=True)
class Alarm:
    """`proposal` counts characters inside the paragraph or the segment with this number, from 0 in the order of the file.

    `start_ms` is where its turn or its segment starts, on the clock of the text or of the recording.
    """

    number: int
    start_ms: int | None  # None: nobody wrote a time
    proposal: Proposal

    @property
    def identity(self) -> tuple[str, str, str]:
        """(code, what is written, the register's form): by this a person's decision about it is known again."""
        return "name-alarm", self.proposal.written, self.proposal.form


def text_alarms(text: Text, ear: Ear) -> tuple[Alarm, ...]:
    """The alarms of a text, in order; a name may go over a line end, never over the end of a paragraph."""
    found: list[Alarm] = []
    for number, (paragraph, start) in enumerate(_paragraphs(text)):
        found += (Alarm(number, start, proposal) for proposal in ear.hear(paragraph.text))
    return tuple(found)


def draft_alarms(draft: Draft, ear: Ear) -> tuple[Alarm, ...]:
    """The alarms of a draft, in order. A name may begin in one segment and end in the next: engines cut where they like. Its
    end is then counted from the start of the segment in which it begins, the segments joined by one line end."""
    starts = [0, *accumulate(len(segment.text) + 1 for segment in draft.segments)]
    found = []
    for heard in ear.hear("\n".join(segment.text for segment in draft.segments)):
        number = bisect_right(starts, heard.start) - 1
        start, end = heard.start - starts[number], heard.end - starts[number]
        proposal = Proposal(start, end, heard.written, heard.form, heard.name, heard.strength)
        found.append(Alarm(number, draft.segments[number].start_ms, proposal))
    return tuple(found)


def _paragraphs(text: Text) -> Iterator[tuple[Paragraph, int | None]]:
    for turn in text.turns():
        for block in turn.blocks:
            if isinstance(block, Paragraph):
                yield block, turn.start_ms
