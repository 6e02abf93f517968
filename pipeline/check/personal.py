"""What may have to be withheld, wherever the public could read it: notices, until a person has decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.check.finding import Case
from pipeline.language.personal.find import Known
from pipeline.language.personal.pieces import Group, of_drafts, of_interview, of_item, of_person
from pipeline.language.personal.suspects import Suspect, known_of, suspects
from pipeline.language.personal.withheld import is_withheld
from pipeline.model.archive import KeptInterview
from pipeline.model.decision import Decision, Doubt
from pipeline.model.draft import Draft
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock

_SHOWN = 24  # characters of the words


def suspects_are_decided(case: Case) -> Iterator[Problem]:
    """Every text, record and caption against the detector; what somebody decided to keep is right as it is.

    What stands in a person's or an item's record is decided in the interviews of that person.
    """
    archive, known = case.archive, known_of(case.archive)
    for kept in archive.interviews.values():
        yield from _found(case, of_interview(kept), (kept,), known)
    for key, person in archive.people.items():
        yield from _found(case, of_person(key, person.record), _told_by(case, key), known)
    for key, item in archive.items.items():
        yield from _found(case, of_item(key, item.record), _told_by(case, item.record.owner), known)


def drafts_are_decided(case: Case, kept: KeptInterview, drafts: Sequence[tuple[Draft, int]]) -> Iterator[Problem]:
    """What machines heard, before it is laid out as a text; each draft with its offset in milliseconds."""
    return _found(case, of_drafts(kept.key, drafts), (kept,), known_of(case.archive))


def _told_by(case: Case, person: str) -> tuple[KeptInterview, ...]:
    return tuple(kept for kept in case.archive.interviews.values() if person in kept.record.narrators)


def _found(case: Case, groups: Iterator[Group], deciders: tuple[KeptInterview, ...], known: Known) -> Iterator[Problem]:
    for one in suspects(groups, known):
        decision = _decision(one.doubt, deciders)
        if decision and decision.verdict == "kept":
            continue
        if any(is_withheld(one, kept.record.withhold) for kept in deciders):
            continue
        yield _notice(case, one, decision, deciders[0].key if deciders else "KEY")


def _decision(doubt: Doubt, deciders: tuple[KeptInterview, ...]) -> Decision | None:
    return next((decision for kept in deciders if (decision := kept.decisions.about(doubt))), None)


def _notice(case: Case, one: Suspect, decision: Decision | None, key: str) -> Problem:
    at = format_clock(one.start_ms) if one.start_ms is not None else ""
    words = " ".join(one.find.words.split())[:_SHOWN]
    if decision:
        return case.found(one.spot, "personal-uncovered", at=at, words=words, by=decision.by)
    return case.found(one.spot, one.doubt.code, at=at, words=words, key=key)


PERSONAL_RULES = (suspects_are_decided,)
