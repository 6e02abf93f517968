"""Turns an interview or a person into what reviewers read before they sign, and a signature into a ledger line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.errors import WrongUse
from pipeline.model.archive import Archive, KeptInterview, KeptPerson
from pipeline.model.canonical import canonical, digest
from pipeline.model.consent import Purpose
from pipeline.model.edition import Gate
from pipeline.model.ledger import FILING_STAGES, Ledger, SignOff
from pipeline.model.projection import InterviewProjection, PersonProjection, Projection
from pipeline.model.text import InTurns
from pipeline.model.timing import Times
from pipeline.release.gates import required, same_stage, standing, why_not
from pipeline.release.judge import not_reaffirmed
from pipeline.release.project import project_interview, project_person
from pipeline.release.readable import changes
from pipeline.release.reasons import Reason, Reasons, reason
from pipeline.release.tellings import EDITED_PURPOSES, as_edited, has_edited
from pipeline.release.view import OUTLETS, View, moment


@dataclass(frozen=True)
class Review:
    """What one purpose would let out, as it is to be signed; without a projection `reasons` say why there is nothing to sign."""

    key: str
    purpose: Purpose
    outlet: Gate
    projection: Projection | None  # None: it cannot be made
    canonical: bytes
    digest: str
    missing: tuple[str, ...]
    changes: tuple[str, ...]  # since the newest fully signed projection; empty when there is none
    reasons: Reasons = ()
    counted: tuple[SignOff, ...] = ()  # who signed this very projection, as far as it counts
    notes: Reasons = ()  # sign-offs that do not count, and days that ask for one more
    before: Projection | None = None  # the newest fully signed one; None: there is none
    telling: InTurns = "text"


@dataclass(frozen=True)
class Signing:
    """What one person signs: stages; the number of a filing or permit; how the digest begins that they have read; which text."""

    stages: tuple[str, ...]
    by: str
    number: str = ""
    digest: str = ""  # empty: they trust that it is the one shown last
    telling: InTurns = "text"


def review(archive: Archive, key: str, purpose: Purpose, today: dt.date, times: Times) -> Review:
    """The projection of interview `key` (or, for `wall`, of person `key`) for `purpose`, its digest, and what is missing.

    Consent of the interview itself is not asked here: a form that opens next year may be prepared for today. Raises WrongUse
    where there is no such interview or person, or the purpose has no outlet.
    """
    if purpose not in OUTLETS:
        raise WrongUse("purpose-without-outlet", purpose=purpose)
    view = View(archive, today, times)
    kept = _kept(view.archive, key, purpose)
    made = _projection(view, kept, purpose)
    outlet = OUTLETS[purpose]
    if not isinstance(made, InterviewProjection | PersonProjection):
        missing = required(archive.config, outlet, purpose)
        return Review(key, purpose, outlet, None, b"", "", missing, (), made, telling=_telling(kept))
    stands = standing(archive, outlet, kept.ledger, made, today)
    before = _last_approved(view, kept, purpose)
    told = changes(before, made) if before is not None else ()
    return Review(
        key,
        purpose,
        outlet,
        made,
        canonical(made),
        digest(made),
        stands.missing,
        told,
        counted=stands.counted,
        notes=(*stands.refused, *not_reaffirmed(view, kept, stands)),
        before=before,
        telling=_telling(kept),
    )


def review_edited(archive: Archive, key: str, purpose: Purpose, today: dt.date, times: Times) -> Review:
    """The same for the edited text of an interview. Raises WrongUse where it has none, or no volume asks for `purpose`."""
    if purpose not in EDITED_PURPOSES:
        raise WrongUse("edited-purpose", purpose=purpose, purposes="、".join(EDITED_PURPOSES))
    if key in archive.interviews and not has_edited(archive, key):
        raise WrongUse("edited-none", key=key)
    return review(as_edited(archive, {key}), key, purpose, today, times)


def _telling(kept: KeptInterview | KeptPerson) -> InTurns:
    return kept.telling if isinstance(kept, KeptInterview) else "text"


def sign_off(archive: Archive, reviewed: Review, signing: Signing, at: dt.datetime) -> tuple[SignOff, ...]:
    """The ledger lines by which somebody signs stages for exactly what `reviewed` shows.

    Raises WrongUse where that is not theirs, or where what they have read is not what is shown now.
    """
    if reviewed.projection is None:
        raise WrongUse("nothing-to-sign", key=reviewed.key, why="；".join(one.say("zh") for one in reviewed.reasons))
    if not reviewed.digest.startswith(signing.digest):
        raise WrongUse("digest-moved", read=signing.digest, now=reviewed.digest[:8])
    made: list[SignOff] = []
    for stage in signing.stages:
        _may(archive, reviewed, stage, signing.by, at)
        number = signing.number.strip() if stage in FILING_STAGES else ""
        line = SignOff(
            stage=stage,
            purpose=reviewed.purpose,
            by=signing.by,
            at=at,
            digest=reviewed.digest,
            number=number,
            telling=reviewed.telling,
        )
        wrong = why_not(archive, Ledger(), (*reviewed.counted, *made), line)
        if wrong:
            raise WrongUse(wrong.code, **wrong.values)
        made.append(line)
    return tuple(made)


def _may(archive: Archive, reviewed: Review, stage: str, by: str, at: dt.datetime) -> None:
    """Nothing where this is a stage of the gate and theirs to sign. Raises WrongUse."""
    check_staff(archive, by, at)
    gate = required(archive.config, reviewed.outlet, reviewed.purpose)
    if same_stage(stage) not in map(same_stage, gate):
        raise WrongUse("stage-not-in-gate", stage=stage, outlet=reviewed.outlet, stages="、".join(gate))
    if stage not in archive.staff[by].stages:
        raise WrongUse("stage-not-allowed", stage=stage, by=by, stages="、".join(archive.staff[by].stages) or "—")


def check_staff(archive: Archive, by: str, at: dt.datetime) -> None:
    """Nothing where `by` is on the staff that day. Raises WrongUse."""
    present = {name for name, one in archive.staff.items() if one.left is None or at.date() <= one.left}
    if not present:
        raise WrongUse("staff-empty", by=by)
    if by not in present:
        raise WrongUse("staff-unknown", by=by, staff="、".join(sorted(present)))


def _kept(archive: Archive, key: str, purpose: Purpose) -> KeptInterview | KeptPerson:
    if purpose == "wall":
        if key not in archive.people:
            raise WrongUse("person-unknown", key=key)
        return archive.people[key]
    if key not in archive.interviews:
        raise WrongUse("interview-unknown", key=key)
    return archive.interviews[key]


def _projection(view: View, kept: KeptInterview | KeptPerson, purpose: Purpose) -> Projection | Reasons:
    where = f"interviews/{kept.key}" if isinstance(kept, KeptInterview) else f"people/{kept.key}"
    shut: list[Reason] = []
    if kept.ledger.withdrawals:
        shut.append(reason("withdrawn", where=where))
    if isinstance(kept, KeptInterview) and kept.quarantined:
        shut.append(reason("quarantined", where=where))
    if kept.ledger.broken:
        shut.append(reason("ledger-broken", where=where, lines="、".join(map(str, kept.ledger.broken))))
    if isinstance(kept, KeptInterview) and kept.broken:
        shut.append(reason("record-broken", where=where))
    if not kept.id:
        shut.append(reason("no-id", where=where))
    if shut:
        return tuple(shut)
    return project_person(view, kept, purpose) if isinstance(kept, KeptPerson) else project_interview(view, kept, purpose)


def _last_approved(view: View, kept: KeptInterview | KeptPerson, purpose: Purpose) -> Projection | None:
    found: list[tuple[dt.datetime, str, Projection]] = []
    for one in kept.approved:
        stands = standing(view.archive, OUTLETS[purpose], kept.ledger, one, view.today)
        if one.purpose == purpose and stands.complete and stands.on is not None:
            found.append((moment(stands.on), stands.digest, one))
    return max(found, key=lambda each: each[:2])[2] if found else None
