"""Words in a text that sound like a name of the registers and are written otherwise: to be looked at, not always to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.finding import Case
from pipeline.language.alarms import text_alarms
from pipeline.language.homophones import Ear
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.register import names_of
from pipeline.model.spot import Spot


def names_are_as_registered(case: Case) -> Iterator[Problem]:
    """Each text and edited text against the names of all people and registers; what somebody decided to keep is right."""
    written = [(kept, noun, text) for kept in case.archive.interviews.values() for noun, text in kept.texts]
    names = names_of(case.archive) if written else ()
    if not names:
        return
    ear = Ear(names)
    for kept, noun, text in written:
        for alarm in text_alarms(text, ear):
            decision = kept.decisions.about(alarm.doubt)
            if decision and decision.verdict == "kept":
                continue
            heard = alarm.proposal
            spot = Spot(noun, kept.key, ("words", alarm.number, heard.start))
            at = format_clock(alarm.start_ms) if alarm.start_ms is not None else ""
            yield case.found(spot, "name-alarm", words=heard.written, name=heard.form, register=heard.name.kind, at=at)


NAME_RULES = (names_are_as_registered,)
