"""Texts that speak with unknown voices, or at times that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.consents import total_length
from pipeline.check.finding import Case
from pipeline.model.archive import KeptInterview
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.spot import Spot
from pipeline.model.text import Turn


def speakers_are_known(case: Case) -> Iterator[Problem]:
    """Who speaks is a narrator, an interviewer or one of the crew."""
    for key, interview in case.archive.interviews.items():
        if any(who not in case.archive.people for who in interview.record.narrators):
            continue  # said already, and without their names every turn would be a stranger's
        known = _names(case, interview)
        seen: set[str] = set()
        for number, turn in _turns(interview):
            if turn.speaker not in known and turn.speaker not in seen:
                seen.add(turn.speaker)
                spot = Spot("text", key, ("turn", number))
                yield case.found(spot, "speaker-unknown", name=turn.speaker, known="、".join(known))


def times_run_forward(case: Case) -> Iterator[Problem]:
    """Each turn starts no earlier than the one before, and before the recordings end."""
    for key, interview in case.archive.interviews.items():
        length = total_length(interview)
        before = 0
        for number, turn in _turns(interview):
            if turn.start_ms is None:
                continue
            at = format_clock(turn.start_ms)
            if turn.start_ms < before:
                yield case.found(Spot("text", key, ("turn", number)), "text-time-backwards", at=at, before=format_clock(before))
            if length is not None and turn.start_ms > length:
                yield case.found(Spot("text", key, ("turn", number)), "text-time-beyond", at=at, length=format_clock(length))
            before = max(before, turn.start_ms)


def _turns(interview: KeptInterview) -> Iterator[tuple[int, Turn]]:
    """The turns that have a speaker, with their number among these."""
    if interview.text:
        yield from enumerate(turn for turn in interview.text.turns() if turn.speaker)


def _names(case: Case, interview: KeptInterview) -> list[str]:
    people = [case.archive.people[who].record for who in interview.record.narrators if who in case.archive.people]
    narrators = [name for person in people for name in (person.name, *person.aliases)]
    others = [one.name for one in (*interview.record.interviewers, *interview.record.crew)]
    return list(dict.fromkeys((*narrators, *others)))


TEXT_RULES = (speakers_are_known, times_run_forward)
