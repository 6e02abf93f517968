"""Places of a text that a machine doubted and nobody has settled: the marks that still stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.finding import Case
from pipeline.language.marked import Marked, decided, marks_in, offsets
from pipeline.model.archive import KeptInterview
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.spot import Spot

_SHOWN = 20  # characters of the words


def flags_are_settled(case: Case) -> Iterator[Problem]:
    """Every mark 〔待核〕 in a text, edited or not: a person who has settled it takes it out. No draft is read for this."""
    for key, interview in case.archive.interviews.items():
        for noun, number, mark in ((noun, *one) for noun, text in interview.texts for one in enumerate(marks_in(text))):
            code, values = _settled(mark, interview)
            at = "" if mark.from_ms is None else format_clock(mark.from_ms)
            yield case.found(Spot(noun, key, ("mark", number)), code, at=at, words=mark.words[:_SHOWN], **values)


def _settled(mark: Marked, interview: KeptInterview) -> tuple[str, dict[str, object]]:
    """The code of what is still to be done about a mark, and values of its sentence."""
    decision = decided(mark, interview)
    if decision is not None:
        when = format_clock(decision.from_ms + offsets(interview)[decision.recording])
        return f"flag-{decision.verdict}", {"by": decision.by, "now": decision.now, "when": when}
    return mark.codes[0] if mark.codes else "suspect", {}


FLAG_RULES = (flags_are_settled,)
