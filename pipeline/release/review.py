"""Turns an interview or a person into what reviewers read before they sign, and a signature into a ledger line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.errors import WrongUse
from pipeline.model.archive import Archive, KeptInterview, KeptPerson
from pipeline.model.canonical import canonical, digest
from pipeline.model.consent import Purpose
from pipeline.model.edition import Gate
from pipeline.model.ledger import SignOff
from pipeline.model.projection import InterviewProjection, PersonProjection, Projection
from pipeline.model.timing import Times
from pipeline.release.gates import moment, required, same_stage, standing
from pipeline.release.project import project_interview, project_person
from pipeline.release.readable import changes
from pipeline.release.reasons import Reason, Reasons, reason
from pipeline.release.view import OUTLETS, View


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


def review(archive: Archive, key: str, purpose: Purpose, today: dt.date, times: Times) -> Review:
    """The projection of interview `key` (or, for `wall`, of person `key`) for `purpose`, its digest, and what is missing.

    Consent of the interview itself is not asked here: a form that opens next year may be prepared for today. Raises WrongUse
    where there is no such interview or person, or the purpose has no outlet.
    """
    if purpose not in OUTLETS:
        raise WrongUse("purpose-without-outlet", purpose=purpose)
    view = View(archive, today, times)
    kept = _kept(archive, key, purpose)
    made = _projection(view, kept, purpose)
    outlet = OUTLETS[purpose]
    if not isinstance(made, InterviewProjection | PersonProjection):
        missing = required(archive.config, outlet)
        return Review(key, purpose, outlet, None, b"", "", missing, (), made)
    stands = standing(archive, outlet, kept.ledger, made, today)
    before = _last_approved(view, kept, purpose)
    told = changes(before, made) if before is not None else ()
    return Review(key, purpose, outlet, made, canonical(made), digest(made), stands.missing, told)


def sign_off(archive: Archive, reviewed: Review, stage: str, by: str, at: dt.datetime) -> SignOff:
    """The ledger line by which `by` signs `stage` for exactly what `reviewed` shows. Raises WrongUse where that is not theirs."""
    if reviewed.projection is None:
        raise WrongUse("nothing-to-sign", key=reviewed.key, why="；".join(one.say("zh") for one in reviewed.reasons))
    if by not in archive.staff:
        raise WrongUse("staff-unknown", by=by, staff="、".join(archive.staff))
    gate = required(archive.config, reviewed.outlet)
    if same_stage(stage) not in map(same_stage, gate):
        raise WrongUse("stage-not-in-gate", stage=stage, outlet=reviewed.outlet, stages="、".join(gate))
    if stage not in archive.staff[by].stages:
        raise WrongUse("stage-not-allowed", stage=stage, by=by, stages="、".join(archive.staff[by].stages))
    return SignOff(stage=stage, purpose=reviewed.purpose, by=by, at=at, digest=reviewed.digest)


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
    if kept.ledger.broken:
        shut.append(reason("ledger-broken", where=where, lines="、".join(map(str, kept.ledger.broken))))
    if isinstance(kept, KeptInterview) and (kept.broken or kept.record.quarantine):
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
