"""Turns the signed forms that bear on something into leave for one purpose on one day, or the reasons why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.archive import Archive, KeptInterview, KeptItem, KeptPerson
from pipeline.model.consent import Answer, Consent, Purpose
from pipeline.release.reasons import Reason, Reasons, reason


@dataclass(frozen=True)
class Level:
    """One place where a form may lie: the interview, a person, an item, a photograph; `dead`: somebody it speaks for has died."""

    where: str
    consent: Consent | None  # None: no form lies here, which neither grants nor forbids
    dead: bool = False


def may(levels: Sequence[Level], series: Mapping[Purpose, Answer], purpose: Purpose, today: dt.date) -> Reasons:
    """Empty when `purpose` is allowed on `today`; else every reason why not.

    At least one form must exist and every form that exists must allow. A form allows when it bears a date that is not in the
    future, a signer, and the word `yes` for the purpose. `until` is the last day it holds; on `embargo.until` the embargo is
    over. After a death `close` and `ask_family` close. `series` limits and never grants: a purpose it names must be `yes`.
    """
    stated = [(level, level.consent) for level in levels if level.consent is not None]
    found: list[Reason] = []
    if not stated:
        found.append(reason("consent-none", where=levels[0].where if levels else "", purpose=purpose))
    for level, form in stated:
        found += _signed(level, form, today)
        found += _allowed(level, form, purpose, today)
    if purpose in series and series[purpose] != "yes":
        found.append(reason("consent-series", purpose=purpose))
    return tuple(found)


def _signed(level: Level, form: Consent, today: dt.date) -> Iterator[Reason]:
    if form.signed is None:
        yield reason("consent-undated", where=level.where)
    elif form.signed > today:
        yield reason("consent-future", where=level.where, signed=form.signed)
    if form.by is None or not form.by.name.strip():
        yield reason("consent-unsigned", where=level.where)


def _allowed(level: Level, form: Consent, purpose: Purpose, today: dt.date) -> Iterator[Reason]:
    answer = form.purposes.get(purpose)
    if answer != "yes":
        yield reason("consent-not-yes", where=level.where, purpose=purpose, answer=answer or "—")
    if form.until is not None and form.until < today:
        yield reason("consent-expired", where=level.where, until=form.until)
    if form.embargo is not None and form.embargo.until > today:
        yield reason("consent-embargo", where=level.where, until=form.embargo.until)
    if level.dead and form.after_death != "as_is":
        yield reason("consent-after-death", where=level.where, rule=form.after_death)


def person_level(person: KeptPerson) -> Level:
    """The form a person signed for themselves."""
    return Level(f"people/{person.key}", person.record.consent, person.record.death is not None)


def interview_level(archive: Archive, interview: KeptInterview) -> Level:
    """The form of an interview; it speaks for all its narrators."""
    people = [archive.people.get(key) for key in interview.record.narrators]
    dead = any(person is not None and person.record.death is not None for person in people)
    return Level(f"interviews/{interview.key}", interview.record.consent, dead)


def narrator_levels(archive: Archive, interview: KeptInterview) -> tuple[Level, ...]:
    """The forms of an interview's narrators."""
    return tuple(person_level(archive.people[key]) for key in interview.record.narrators if key in archive.people)


def may_go_elsewhere(archive: Archive, interview: KeptInterview, today: dt.date) -> bool:
    """May machines outside the archive's own network hear it? Only where its own form, those of all its narrators and the
    series allow `recognise_elsewhere` today, and nothing of them is withdrawn or unreadable."""
    people = [archive.people.get(key) for key in interview.record.narrators]
    if _closed(interview) or interview.record.consent is None or not people:
        return False
    if any(person is None or person.ledger.withdrawals or person.ledger.broken for person in people):
        return False
    levels = (interview_level(archive, interview), *narrator_levels(archive, interview))
    return not may(levels, archive.config.consent, "recognise_elsewhere", today)


def item_levels(archive: Archive, item: KeptItem, interviews: Sequence[KeptInterview]) -> tuple[Level, ...]:
    """An item's own form, its owner's, and those of the given interviews that the owner narrates."""
    owner = archive.people.get(item.record.owner)
    dead = owner is not None and owner.record.death is not None
    own = [Level(f"items/{item.key}", item.record.consent, dead)]
    if owner is not None:
        own.append(person_level(owner))
    told = [interview_level(archive, one) for one in interviews if item.record.owner in one.record.narrators]
    return (*own, *told)


def wall_levels(archive: Archive, person: KeptPerson) -> tuple[Level, ...]:
    """What decides on a person's place on the wall: their own form, or without one the forms of interviews they alone narrate.

    A withdrawn interview's form grants nothing any more, but what it refused stays refused.
    """
    own = person_level(person)
    if own.consent is not None:
        return (own,)
    told = [one for one in archive.interviews.values() if one.record.narrators == (person.key,)]
    if not any(one.record.consent and not _closed(one) for one in told):
        return (own,)
    return (own, *(interview_level(archive, one) for one in told))


def _closed(interview: KeptInterview) -> bool:
    """Whether an interview's form can be relied on no more: withdrawn, or not wholly readable."""
    return bool(interview.broken or interview.record.quarantine or interview.ledger.withdrawals or interview.ledger.broken)
