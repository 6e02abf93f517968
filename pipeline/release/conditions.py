"""Seals the conditions under which something is signed: the forms and withheld passages of everything that it shows.

People sign words under conditions. A form that is changed, or a withheld passage that is added, taken back or given an end, makes
what they signed stale, even where the words are the same to the letter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pipeline.model.archive import Archive, KeptInterview, KeptItem, KeptPerson
from pipeline.model.canonical import canonical
from pipeline.model.consent import Consent, Purpose, Withhold
from pipeline.model.projection import InterviewProjection, PersonProjection
from pipeline.release.consent import Level, depicted, interview_level, narrator_levels, wall_levels

Row = tuple[str, str]
P = TypeVar("P", InterviewProjection, PersonProjection)


def bound(archive: Archive, kept: KeptInterview | KeptPerson, items: Iterable[KeptItem], projection: P) -> P:
    """The projection with the seals of its conditions as they stand today; `items` are those that it may show."""
    rows: list[Row] = _of_person(archive, kept) if isinstance(kept, KeptPerson) else _of_interview(archive, kept)
    for one in items:
        rows += _row(f"items/{one.key}", one.record.consent, one.record.withhold)
        rows += _of_people(archive, (one.record.owner,))
    return projection.model_copy(update={"conditions": _seal(rows), "leave": leave(archive, kept, projection.purpose)})


def bare(projection: P) -> P:
    """The projection as the public may have it: without the seals, which only signatures need."""
    return projection.model_copy(update={"conditions": "", "leave": ""})


def forms(archive: Archive, kept: KeptInterview | KeptPerson) -> tuple[Level, ...]:
    """The forms that decide whether any of it may be out."""
    if isinstance(kept, KeptPerson):
        return wall_levels(archive, kept)
    return (interview_level(archive, kept), *narrator_levels(archive, kept))


def leave(archive: Archive, kept: KeptInterview | KeptPerson, purpose: Purpose) -> str:
    """The seal of what the deciding forms say about one purpose: what was approved under another leave is out no more."""
    rows: list[Row] = []
    for level in forms(archive, kept):
        form = level.consent
        if form is None:
            continue
        answer = form.purposes.get(purpose, "")
        if level.refuses_only and answer in ("", "yes") and form.after_death == "as_is":
            continue
        own = {} if level.refuses_only else {"signed": form.signed, "by": form.by, "until": form.until, "embargo": form.embargo}
        said = Consent.model_validate({"purposes": {purpose: answer} if answer else {}, "after_death": form.after_death} | own)
        rows.append((level.where, canonical(said).decode()))
    return _seal(rows)


def _of_interview(archive: Archive, kept: KeptInterview) -> list[Row]:
    """Its own form and passages, those of its photographs and of who is depicted, and what its narrators' records say."""
    rows = [
        *_row(f"interviews/{kept.key}", kept.record.consent, kept.record.withhold),
        *_of_people(archive, kept.record.narrators),
    ]
    for photo in kept.photos:
        rows += _row(photo.picture.file, photo.record.consent, ())
        for one in depicted(archive, photo)[0]:
            if one.key not in kept.record.narrators:
                rows += _of_person(archive, one)
    return rows


def _of_person(archive: Archive, person: KeptPerson) -> list[Row]:
    """What decides on somebody's wall: their own record, and the forms of the interviews they narrate."""
    told = [one for one in archive.interviews.values() if person.key in one.record.narrators]
    rows = _of_people(archive, (person.key,))
    return rows + [row for one in told for row in _row(f"interviews/{one.key}", one.record.consent, ())]


def _of_people(archive: Archive, keys: Sequence[str]) -> list[Row]:
    """The forms and withheld fields of people, and the words that any interview of theirs withholds."""
    rows: list[Row] = []
    for person in (archive.people[key] for key in keys if key in archive.people):
        rows += _row(f"people/{person.key}", person.record.consent, person.record.withhold)
    for one in archive.interviews.values():
        if set(keys) & set(one.record.narrators):
            rows += _row(f"interviews/{one.key}", None, [record for record in one.record.withhold if record.quote])
    return rows


def _row(where: str, consent: Consent | None, records: Iterable[Withhold]) -> Iterator[Row]:
    if consent is not None:
        yield where, canonical(consent).decode()
    for record in records:
        yield where, canonical(record).decode()


def _seal(rows: Iterable[Row]) -> str:
    """SHA-256 of the rows, each once, in whatever order they came; empty where there are none."""
    unique = sorted(set(rows))
    return hashlib.sha256(json.dumps(unique, ensure_ascii=False).encode()).hexdigest() if unique else ""
