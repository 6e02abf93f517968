"""Which places of a text still bear the mark 〔待核〕, when they are spoken, and what people decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.language.inline import plain
from pipeline.language.script import simplified
from pipeline.model.archive import KeptInterview
from pipeline.model.decision import Decision, Doubt, alike, bare_letters
from pipeline.model.marks import MARK, marked_codes
from pipeline.model.text import Paragraph, Text

_SLACK = 2_000  # milliseconds that a turn may begin after the words it begins with


@dataclass(frozen=True)
class Marked:
    """A mark in the text: its codes (none where it gives no reason), the words after it, and the span of its turn in
    milliseconds on the interview's clock; None where no time is written."""

    codes: tuple[str, ...]
    words: str
    from_ms: int | None
    to_ms: int | None

    def is_about(self, doubt: Doubt, offset_ms: int) -> bool:
        """Does it stand before the words of this doubt, whose recording starts at `offset_ms`?"""
        if self.codes and doubt.code not in self.codes:
            return False
        late = self.to_ms is not None and doubt.from_ms + offset_ms > self.to_ms + _SLACK
        early = self.from_ms is not None and doubt.to_ms + offset_ms < self.from_ms - _SLACK
        beginning = bare_letters(simplified(self.words))[: len(bare_letters(doubt.words))]
        return not late and not early and alike(beginning, doubt.words)


def marks_in(text: Text) -> Iterator[Marked]:
    """The marks of a text in order."""
    for turn, after in pairwise([*text.turns(), None]):
        if turn is None:
            return
        span = (turn.start_ms, after.start_ms if after else None)
        for block in turn.blocks:
            for line in block.text.split("\n") if isinstance(block, Paragraph) else ():
                found = list(MARK.finditer(line))
                ends = [one.start() for one in found[1:]]
                for one, end in zip(found, [*ends, len(line)], strict=False):
                    yield Marked(marked_codes(one), plain(line[one.end() : end]).strip(), *span)


def offsets(interview: KeptInterview) -> dict[str, int]:
    """Where each recording starts on the interview's clock, by its digest; a transcript without a recording starts at 0."""
    found = {"": 0}
    at = 0
    for sound in interview.sounds:
        found.setdefault(sound.digest, at)
        at += sound.duration_ms
    return found


def decided(mark: Marked, interview: KeptInterview) -> Decision | None:
    """The newest decision about the words behind a mark; None where nobody decided."""
    starts = offsets(interview)
    known = (one for one in reversed(interview.decisions.entries) if one.recording in starts)
    return next((one for one in known if mark.is_about(one.doubt, starts[one.recording])), None)
