"""Turns the signed forms that bear on something into leave for one purpose on one day, or the reasons why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.language.namesakes import namesakes
from pipeline.model.archive import Archive, KeptInterview, KeptItem, KeptPerson, KeptPhoto
from pipeline.model.consent import PURPOSES, Answer, Consent, Purpose
from pipeline.model.text import Shown
from pipeline.release.reasons import Reason, Reasons, reason

_REFUSAL = Consent(purposes=dict.fromkeys(PURPOSES, "no"))


@dataclass(frozen=True)
class Level:
    """One place where a form may lie: the interview, a person, an item, a photograph.

    `refuses_only`: another form grants here; this one may still say no. `quarantined`: closed whatever any form says.
    """

    where: str
    consent: Consent | None  # None: no form lies here, which neither grants nor forbids
    died: dt.date | None = None  # by which day somebody it speaks for had died, the latest it may have been; None: nobody
    refuses_only: bool = False
    quarantined: bool = False


def may(
    levels: Sequence[Level], series: Mapping[Purpose, Answer], purpose: Purpose, today: dt.date, opened: dt.date | None = None
) -> Reasons:
    """Empty when `purpose` is allowed on `today`; else every reason why not. No day that came after `opened` opens anything.

    At least one form must exist and every form that exists must allow. A form allows when it bears a date that is not in the
    future, a signer, and the word `yes` for the purpose. `until` is the last day it holds; on `embargo.until` the embargo is
    over. After a death `close` closes, and `ask_family` until kin sign a form dated after it. `series` limits and never grants:
    a purpose it names must be `yes`. A level that only refuses closes by the words `no` and `ask`, and after a death.
    """
    stated = [(level, level.consent) for level in levels if level.consent is not None]
    found: list[Reason] = [reason("quarantined", where=level.where) for level in levels if level.quarantined]
    if all(level.refuses_only for level, _ in stated):
        found.append(reason("consent-none", where=levels[0].where if levels else "", purpose=purpose))
    for level, form in stated:
        found += _refused(level, form, purpose)
        if not level.refuses_only:
            found += _signed(level, form, opened or today)
            found += _in_time(level, form, today, opened or today)
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


def _refused(level: Level, form: Consent, purpose: Purpose) -> Iterator[Reason]:
    answer = form.purposes.get(purpose, "yes" if level.refuses_only else "—")
    if answer != "yes":
        yield reason("consent-not-yes", where=level.where, purpose=purpose, answer=answer)
    if level.died is not None and not _outlives(form, level.died):
        yield reason("consent-after-death", where=level.where, rule=form.after_death)


def _outlives(form: Consent, died: dt.date) -> bool:
    """Does the form hold after that death? `ask_family` asks for one that kin signed after it."""
    by_kin = form.by is not None and form.by.role == "kin" and form.signed is not None and form.signed > died
    return form.after_death == "as_is" or (form.after_death == "ask_family" and by_kin)


def _in_time(level: Level, form: Consent, today: dt.date, opened: dt.date) -> Iterator[Reason]:
    if form.until is not None and form.until < today:
        yield reason("consent-expired", where=level.where, until=form.until)
    if form.embargo is not None and form.embargo.until > opened:
        yield reason("consent-embargo", where=level.where, until=form.embargo.until)


def opens(levels: Sequence[Level]) -> tuple[tuple[Level, dt.date], ...]:
    """The days from which the forms allow anything: each form's own date, and the end of its embargo.

    A day that comes makes a record eligible; what people signed before it does not open it (trust.md §9, invariant 8).
    """
    forms = [(level, level.consent) for level in levels if level.consent is not None and not level.refuses_only]
    days = [(level, form.signed) for level, form in forms if form.signed]
    return (*days, *((level, form.embargo.until) for level, form in forms if form.embargo))


def person_level(person: KeptPerson) -> Level:
    """The form a person signed for themselves."""
    return Level(f"people/{person.key}", person.record.consent, _died(person))


def interview_level(archive: Archive, interview: KeptInterview) -> Level:
    """The form of an interview; it speaks for all its narrators."""
    people = [archive.people.get(key) for key in interview.record.narrators]
    died = max((day for person in people if person and (day := _died(person))), default=None)
    return Level(f"interviews/{interview.key}", interview.record.consent, died, quarantined=interview.quarantined)


def _died(person: KeptPerson) -> dt.date | None:
    return person.record.death.latest if person.record.death else None


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
    own = [Level(f"items/{item.key}", item.record.consent, _died(owner) if owner else None)]
    if owner is not None:
        own.append(person_level(owner))
    told = [interview_level(archive, one) for one in interviews if item.record.owner in one.record.narrators]
    secret = [one for one in archive.interviews.values() if one.quarantined and item.key in _shown(one)]
    shut = [Level(f"interviews/{one.key}", None, quarantined=True) for one in secret]
    return (*own, *told, *shut, *_unread(archive, item.record.owner))


def _unread(archive: Archive, person: str) -> tuple[Level, ...]:
    """The refusals that may stand in interviews whose record cannot be read, where it may be this person who speaks there."""
    unread = [one for one in archive.interviews.values() if one.unread]
    mine = [one for one in unread if not one.record.narrators or person in one.record.narrators]
    return tuple(Level(f"interviews/{one.key}", _REFUSAL, refuses_only=True) for one in mine)


def _shown(interview: KeptInterview) -> set[str]:
    """The items shown at a moment of an interview or in any of its texts."""
    blocks = (block for _, text in interview.texts for turn in text.turns() for block in turn.blocks)
    return {show.item for show in interview.record.shows} | {block.item for block in blocks if isinstance(block, Shown)}


Demand = tuple[tuple[Level, ...], Purpose]


def photo_demands(archive: Archive, photo: KeptPhoto, interview: KeptInterview, purpose: Purpose) -> tuple[Demand, ...]:
    """What must be allowed before a photograph of an interview is shown for `purpose`: levels, and the purpose they must allow.

    Narrators are depicted under the interview's form and their own, others under what decides on their wall. Somebody depicted
    whom the archive does not know needs a form of the photograph itself.
    """
    own = interview_level(archive, interview)
    its = Level(photo.picture.file, photo.record.consent, own.died)
    if not photo.record.depicts:
        return (((own, its), purpose),)
    known, strangers = depicted(archive, photo)
    told = [person_level(one) for one in known]
    others = [wall_levels(archive, one) for one in known if one.key not in interview.record.narrators]
    if strangers and archive.unread_below("people"):  # one of them may have refused in a record that cannot be read
        its = replace(its, consent=_REFUSAL)
    groups: list[tuple[Level, ...]] = [(own, its, *told), *others, *([(its,)] if strangers else [])]
    faces: list[Demand] = [((own, *told), "portrait"), *((group, "portrait") for group in groups[1:])]
    return (*((group, purpose) for group in groups), *faces)


def depicted(archive: Archive, photo: KeptPhoto) -> tuple[list[KeptPerson], set[str]]:
    """Who is depicted: people of the archive whose names stand there, however written and with whatever beside them, and names
    that are nobody's as they stand: who else may be meant by 吴德山同志 or Wu Deshan, nobody can tell."""
    known = namesakes(archive.people)
    keys = {key for name in photo.record.depicts for key in known.within(name)}
    return [archive.people[key] for key in sorted(keys)], {name for name in photo.record.depicts if not known.bearing(name)}


def refuses(person: KeptPerson, purpose: Purpose) -> bool:
    """Did somebody who is shown beside others withdraw, or say in a form of their own anything but yes to this purpose?"""
    level = replace(person_level(person), refuses_only=True)
    shut = person.ledger.withdrawals or person.ledger.broken
    return bool(shut) or (level.consent is not None and any(_refused(level, level.consent, purpose)))


def wall_levels(archive: Archive, person: KeptPerson) -> tuple[Level, ...]:
    """What decides on a person's place on the wall: their own form, or without one the forms of interviews they alone narrate.

    Beside a person's own form, those of all interviews they narrate may still refuse. A withdrawn interview's form grants
    nothing any more, but what it refused stays refused.
    """
    own = person_level(person)
    if own.consent is not None:
        with_them = [interview_level(archive, one) for one in archive.interviews.values() if person.key in one.record.narrators]
        return (
            own,
            *(replace(level, refuses_only=True, quarantined=False) for level in with_them),
            *_unread(archive, person.key),
        )
    told = [one for one in archive.interviews.values() if one.record.narrators == (person.key,)]
    if not any(one.record.consent and not _closed(one) for one in told):
        return (own,)
    return (own, *(interview_level(archive, one) for one in told), *_unread(archive, person.key))


def _closed(interview: KeptInterview) -> bool:
    """Whether an interview's form can be relied on no more: withdrawn, in quarantine, or not wholly readable."""
    return bool(interview.broken or interview.quarantined or interview.ledger.withdrawals or interview.ledger.broken)
