"""The one predicate: what of an interview or a person is out today, in which approved form, or why it is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from pipeline.model.archive import KeptInterview, KeptPerson
from pipeline.model.consent import Purpose
from pipeline.model.edition import Gate, Trust
from pipeline.model.ledger import FILING_STAGES, Ledger
from pipeline.model.projection import InterviewProjection, PersonProjection, Projection
from pipeline.release.cards import shut_person
from pipeline.release.carried import stands
from pipeline.release.conditions import bare, forms, leave
from pipeline.release.consent import opens, wall_levels
from pipeline.release.fields import unknown_interview_fields
from pipeline.release.gates import OPENING_NEEDS, Standing, standing
from pipeline.release.narrow import narrow_interview, narrow_person
from pipeline.release.project import project_interview, project_person
from pipeline.release.reasons import Reason, Reasons, reason
from pipeline.release.silence import silent_spans
from pipeline.release.spans import Span
from pipeline.release.view import OUTLETS, TEXT_PURPOSES, View

Kept = KeptInterview | KeptPerson
P = TypeVar("P", InterviewProjection, PersonProjection)


@dataclass(frozen=True)
class Chosen(Generic[P]):
    """What is out: the projection, the digest that was signed for it, when the gate was complete, and where it came from."""

    projection: P
    digest: str
    on: dt.datetime
    trust: Trust
    source: Literal["current", "approved"]
    filings: tuple[tuple[str, str], ...] = ()  # (stage, number) of each filing or permit signed for it
    affirmed: dt.date | None = None  # the last day on which somebody looked at it; None: on no day


@dataclass(frozen=True)
class Judgement(Generic[P]):
    """Something chosen, or every reason why nothing is out; with something approved out, why the current form is not."""

    chosen: Chosen[P] | None
    reasons: Reasons = ()


@dataclass(frozen=True)
class SoundJudgement:
    """The sound that is out with its silenced spans and originals (digest, milliseconds), or the reasons why none is."""

    chosen: Chosen[InterviewProjection] | None
    silenced: tuple[Span, ...] = ()
    recordings: tuple[tuple[str, int], ...] = ()
    reasons: Reasons = ()


def shut_interview(view: View, kept: KeptInterview, purpose: Purpose) -> Reasons:
    """What closes an interview whatever has been approved: withdrawal, an unreadable part, the forms, a withheld record
    that cannot be kept, a narrator who is closed."""
    where = f"interviews/{kept.key}"
    found = list(_shut_ledger(where, kept.ledger))
    if kept.broken:
        found.append(reason("record-broken", where=where))
    if not kept.id:
        found.append(reason("no-id", where=where))
    if kept.record.consent is None:
        found.append(reason("consent-none", where=where, purpose=purpose))
    else:
        found += view.may(forms(view.archive, kept), purpose)
    found += [reason("withhold-field-unknown", where=where, id=one.id) for one in unknown_interview_fields(kept.record.withhold)]
    found += _lost(view, kept)
    return (*found, *_shut_registers(view))


def _shut_registers(view: View) -> Reasons:
    """A register that tells which names may stand, and cannot be read wholly, lets nobody know what may."""
    files = (f"registers/{name}.yml" for name in ("units", "places", "events", "honours"))
    return tuple(reason("register-unread", file=file) for file in files if file in view.archive.unread)


def _shut_ledger(where: str, ledger: Ledger) -> Reasons:
    found: list[Reason] = []
    if ledger.withdrawals:
        found.append(reason("withdrawn", where=where))
    if ledger.broken:
        found.append(reason("ledger-broken", where=where, lines="、".join(map(str, ledger.broken))))
    return tuple(found)


def _lost(view: View, kept: KeptInterview) -> list[Reason]:
    """Withheld words that no longer stand in the text: they may have been reworded, so nobody knows where the secret is."""
    lost = [record for record in view.held(kept.record.withhold) if record.quote and not stands(kept, record.quote)]
    return [reason("withhold-not-found", where=f"interviews/{kept.key}", id=record.id) for record in lost]


def judge_text(view: View, kept: KeptInterview, purpose: Purpose) -> Judgement[InterviewProjection]:
    """The words of an interview for a text purpose: the current ones when fully signed, else the newest fully signed cut down."""
    shut = shut_interview(view, kept, purpose)
    if shut:
        return Judgement(None, shut)
    current = project_interview(view, kept, purpose)
    if isinstance(current, InterviewProjection):
        chosen, reasons = _at_gate(view, kept, current)
        if chosen:
            return Judgement(chosen)
    else:
        reasons = current
    for approved in _newest(view, kept, [one for one in kept.approved if (one.purpose, one.id) == (purpose, kept.id)]):
        narrowed = narrow_interview(_as_seen(view, approved), kept, approved.projection)
        if not isinstance(narrowed, InterviewProjection):
            return Judgement(None, (*reasons, *narrowed))
        return Judgement(_replaced(approved, narrowed), reasons)
    return Judgement(None, reasons)


def judge_person(view: View, person: KeptPerson) -> Judgement[PersonProjection]:
    """A person's card on the honour wall."""
    shut = (*shut_person(person), *_shut_registers(view), *view.may(wall_levels(view.archive, person), "wall"))
    if shut:
        return Judgement(None, shut)
    current = project_person(view, person, "wall")
    if isinstance(current, PersonProjection):
        chosen, reasons = _at_gate(view, person, current)
        if chosen:
            return Judgement(chosen)
    else:
        reasons = current
    for approved in _newest(view, person, [one for one in person.approved if (one.purpose, one.id) == ("wall", person.id)]):
        narrowed = narrow_person(_as_seen(view, approved), person, approved.projection)
        if not isinstance(narrowed, PersonProjection):
            return Judgement(None, (*reasons, *narrowed))
        return Judgement(_replaced(approved, narrowed), reasons)
    return Judgement(None, reasons)


def judge_sound(view: View, kept: KeptInterview, text: Judgement[InterviewProjection]) -> SoundJudgement:
    """The sound of an interview: only where its web text is out, and never without today's silenced spans."""
    shut = shut_interview(view, kept, "web_audio")
    if text.chosen is None:
        shut = (*shut, reason("sound-without-text", where=f"interviews/{kept.key}"))
    current = project_interview(view, kept, "web_audio")
    if shut or not isinstance(current, InterviewProjection):
        return SoundJudgement(None, reasons=shut or (current if not isinstance(current, InterviewProjection) else ()))
    chosen, reasons = _at_gate(view, kept, current)
    if chosen is None:
        signed = [one for one in kept.approved if (one.purpose, one.id) == ("web_audio", kept.id)]
        chosen = next(iter(_newest(view, kept, signed)), None)
    if chosen is None or chosen.projection.sound is None:
        return SoundJudgement(None, reasons=reasons)
    return _heard(view, kept, chosen, reasons)


def judge_film(view: View, kept: KeptInterview) -> SoundJudgement:
    """An interview for a film: words, pictures and sound are signed as one, and what is withheld today is silenced."""
    judged = judge_text(view, kept, "film")
    if judged.chosen is None:
        return SoundJudgement(None, reasons=judged.reasons)
    return _heard(view, kept, judged.chosen, judged.reasons)


def _heard(view: View, kept: KeptInterview, chosen: Chosen[InterviewProjection], reasons: Reasons) -> SoundJudgement:
    source = chosen.projection.sound
    where = f"interviews/{kept.key}"
    count = len(source.recordings) if source else 0
    lengths = [(sound.digest, sound.duration_ms) for sound in kept.sounds[:count]]
    if source is None or tuple(digest for digest, _ in lengths) != source.recordings:
        return SoundJudgement(None, reasons=(*reasons, reason("sound-changed", where=where)))
    if not all(length > 0 for _, length in lengths):
        return SoundJudgement(None, reasons=(*reasons, reason("sound-not-probed", where=where)))
    spans = silent_spans(_as_seen(view, chosen), kept, source)
    if any(isinstance(one, Reason) for one in spans):
        return SoundJudgement(None, reasons=(*reasons, *(one for one in spans if isinstance(one, Reason))))
    end = sum(length for _, length in lengths)
    silenced = tuple((one[0], min(one[1], end)) for one in spans if not isinstance(one, Reason) and one[0] < end)
    return SoundJudgement(chosen, silenced, tuple(lengths), reasons)


def _at_gate(view: View, kept: Kept, projection: P) -> tuple[Chosen[P] | None, Reasons]:
    outlet: Gate = OUTLETS[projection.purpose]
    found: Standing = standing(view.archive, outlet, kept.ledger, projection, view.today)
    stopped = (*_machine_stopped(view, outlet, found, projection), *not_reaffirmed(view, kept, found))
    if found.complete and found.on is not None and not stopped:
        filings = tuple((one.stage, one.number) for one in found.counted if one.stage in FILING_STAGES)
        return Chosen(bare(projection), found.digest, found.on, found.trust, "current", filings, found.affirmed), ()
    reasons = list(stopped) if found.complete else list(found.refused)
    if found.missing:
        stale = any(one.purpose == projection.purpose and one.digest != found.digest for one in kept.ledger.signoffs)
        reasons.append(reason("stages-stale" if stale else "stages-missing", stages="、".join(found.missing)))
    elif found.people < OPENING_NEEDS:
        reasons.append(reason("one-person", people=OPENING_NEEDS))
    return None, tuple(reasons)


def not_reaffirmed(view: View, kept: Kept, found: Standing) -> Reasons:
    """The days that came after the last of the signatures: an embargo that ended, a form that was signed later."""
    levels = forms(view.archive, kept)
    return tuple(
        reason("not-reaffirmed", where=level.where, day=day)
        for level, day in opens(levels)
        if found.affirmed is not None and found.affirmed < day <= view.today
    )


def _machine_stopped(view: View, outlet: Gate, found: Standing, projection: Projection) -> Reasons:
    """Words that nobody has proofread go out only where archive.yml says so for the outlet."""
    if projection.purpose not in TEXT_PURPOSES or found.trust != "machine":
        return ()
    return () if view.archive.config.machine_text.get(outlet) == "yes" else (reason("machine-text", outlet=outlet),)


def _newest(view: View, kept: Kept, approved: list[P]) -> list[Chosen[P]]:
    """Those of the approved whose gate is complete and for which the forms still say what they said then, the newest first."""
    same = [one for one in approved if one.leave == leave(view.archive, kept, one.purpose)]
    found = [chosen for one in same if (chosen := _at_gate(view, kept, one)[0])]
    return sorted(found, key=lambda one: (one.on, one.digest), reverse=True)


def _as_seen(view: View, approved: Chosen[P]) -> View:
    """The view in which no day has come since somebody looked at the approved form last."""
    return replace(view, since=approved.affirmed)


def _replaced(approved: Chosen[P], narrowed: P) -> Chosen[P]:
    return replace(approved, projection=narrowed, source="approved")
