"""What somebody suspects of holding a secret: one person shuts it away, two different ones let it out again."""

from __future__ import annotations

import datetime as dt

from pipeline.errors import WrongUse
from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.ledger import Quarantine
from pipeline.release.gates import person
from pipeline.release.review import check_staff


def shut(interview: KeptInterview, by: str, at: dt.datetime, why: str) -> Quarantine:
    """The ledger line by which anybody puts an interview into quarantine. Raises WrongUse without a name."""
    if not by.strip():
        raise WrongUse("quarantine-nobody", key=interview.key)
    return Quarantine(quarantine=True, by=by, at=at, reason=why)


def lift(archive: Archive, interview: KeptInterview, by: str, at: dt.datetime) -> Quarantine:
    """The ledger line by which one of two people lifts it. Raises WrongUse where no line says that it is in quarantine, and where
    `by` is not on the staff or has agreed already."""
    if not interview.ledger.quarantined:
        raise WrongUse("not-in-quarantine", key=interview.key)
    check_staff(archive, by, at)
    if person(archive, by) in {person(archive, one.by) for one in interview.ledger.lifting}:
        raise WrongUse("lifted-already", key=interview.key, by=by)
    return Quarantine(quarantine=False, by=by, at=at)


def unrecorded(archive: Archive) -> tuple[KeptInterview, ...]:
    """Interviews that only the word in interview.yml keeps in quarantine: deleting it must not be enough to open them."""
    return tuple(one for one in archive.interviews.values() if one.record.quarantine and not one.ledger.quarantined)
