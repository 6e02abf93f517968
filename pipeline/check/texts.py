"""Texts that speak with unknown voices, or at times that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.consents import total_length
from pipeline.check.finding import Case
from pipeline.model.archive import KeptInterview
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.spot import Noun, Spot
from pipeline.model.text import Turn


def speakers_are_known(case: Case) -> Iterator[Problem]:
    """Who speaks is a narrator, an interviewer or one of the crew."""
    for key, interview in case.archive.interviews.items():
        if any(who not in case.archive.people for who in interview.record.narrators):
            continue  # said already, and without their names every turn would be a stranger's
        known = _names(case, interview)
        seen: set[str] = set()
        for noun, number, turn in _turns(interview):
            if turn.speaker not in known and turn.speaker not in seen:
                seen.add(turn.speaker)
                spot = Spot(noun, key, ("turn", number))
                yield case.found(spot, "speaker-unknown", name=turn.speaker, known="、".join(known))


def times_run_forward(case: Case) -> Iterator[Problem]:
    """Each turn starts no earlier than the one before, and before the recordings end."""
    for key, interview in case.archive.interviews.items():
        length = total_length(interview)
        before: dict[Noun, int] = {}
        for noun, number, turn in _turns(interview):
            if turn.start_ms is None:
                continue
            at, latest, spot = format_clock(turn.start_ms), before.get(noun, 0), Spot(noun, key, ("turn", number))
            if turn.start_ms < latest:
                yield case.found(spot, "text-time-backwards", at=at, before=format_clock(latest))
            if length is not None and turn.start_ms > length:
                yield case.found(spot, "text-time-beyond", at=at, length=format_clock(length))
            before[noun] = max(latest, turn.start_ms)


def _turns(interview: KeptInterview) -> Iterator[tuple[Noun, int, Turn]]:
    """The turns that have a speaker, in the text and in the edited text, with their number among these."""
    for noun, text in interview.texts:
        yield from ((noun, number, turn) for number, turn in enumerate(turn for turn in text.turns() if turn.speaker))


def _names(case: Case, interview: KeptInterview) -> list[str]:
    people = [case.archive.people[who].record for who in interview.record.narrators if who in case.archive.people]
    narrators = [name for person in people for name in (person.name, *person.aliases)]
    others = [one.name for one in (*interview.record.interviewers, *interview.record.crew)]
    return list(dict.fromkeys((*narrators, *others)))


TEXT_RULES = (speakers_are_known, times_run_forward)
