"""The one predicate: what of an interview or a person is out today, in which approved form, or why it is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pipeline.model.archive import KeptInterview, KeptPerson
from pipeline.model.consent import Purpose
from pipeline.model.edition import Gate, Trust
from pipeline.model.ledger import Ledger
from pipeline.model.projection import InterviewProjection, PersonProjection, Projection
from pipeline.release.cards import shut_person
from pipeline.release.consent import interview_level, narrator_levels, wall_levels
from pipeline.release.fields import unknown_interview_fields
from pipeline.release.gates import OPENING_NEEDS, Standing, last_complete, standing
from pipeline.release.narrow import narrow_interview, narrow_person
from pipeline.release.phrase import Finder
from pipeline.release.project import narrator_cards, project_interview, project_person
from pipeline.release.reasons import Reason, Reasons, reason
from pipeline.release.silence import places, silent_spans
from pipeline.release.spans import Span
from pipeline.release.view import OUTLETS, TEXT_PURPOSES, View

P = TypeVar("P", InterviewProjection, PersonProjection)


@dataclass(frozen=True)
class Chosen(Generic[P]):
    """What is out: the projection, the digest that was signed for it, when the gate was complete, and where it came from."""

    projection: P
    digest: str
    on: dt.datetime
    trust: Trust
    source: Literal["current", "approved"]


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
    if kept.broken or kept.record.quarantine:
        found.append(reason("record-broken", where=where))
    if not kept.id:
        found.append(reason("no-id", where=where))
    if kept.record.consent is None:
        found.append(reason("consent-none", where=where, purpose=purpose))
    else:
        found += view.may((interview_level(view.archive, kept), *narrator_levels(view.archive, kept)), purpose)
    found += [reason("withhold-field-unknown", where=where, id=one.id) for one in unknown_interview_fields(kept.record.withhold)]
    found += _lost(kept)
    found += [card for card in narrator_cards(view, kept, purpose) if isinstance(card, Reason)]
    return tuple(found)


def _shut_ledger(where: str, ledger: Ledger) -> Reasons:
    found: list[Reason] = []
    if ledger.withdrawals:
        found.append(reason("withdrawn", where=where))
    if ledger.broken:
        found.append(reason("ledger-broken", where=where, lines="、".join(map(str, ledger.broken))))
    return tuple(found)


def _lost(kept: KeptInterview) -> list[Reason]:
    """Withheld words that no longer stand in the text: they may have been reworded, so nobody knows where the secret is."""
    lost = [record for record in kept.record.withhold if record.quote and not _stands(kept, record.quote)]
    return [reason("withhold-not-found", where=f"interviews/{kept.key}", id=record.id) for record in lost]


def _stands(kept: KeptInterview, quote: str) -> bool:
    if kept.text is None:
        return kept.story is not None and bool(Finder([one for _, words in kept.story.sections for one in words]).find(quote))
    beside = [*(chapter.title for chapter in kept.text.chapters), *(note for _, note in kept.text.notes)]
    return bool(places(kept.text, quote)) or any(Finder([words]).find(quote) for words in beside)


def judge_text(view: View, kept: KeptInterview, purpose: Purpose) -> Judgement[InterviewProjection]:
    """The words of an interview for a text purpose: the current ones when fully signed, else the newest fully signed cut down."""
    shut = shut_interview(view, kept, purpose)
    if shut:
        return Judgement(None, shut)
    current = project_interview(view, kept, purpose)
    if isinstance(current, InterviewProjection):
        chosen, reasons = _at_gate(view, kept.ledger, current)
        if chosen:
            return Judgement(chosen)
    else:
        reasons = current
    for approved in _newest(view, kept.ledger, [one for one in kept.approved if (one.purpose, one.id) == (purpose, kept.id)]):
        narrowed = narrow_interview(view, kept, approved.projection)
        if not isinstance(narrowed, InterviewProjection):
            return Judgement(None, (*reasons, *narrowed))
        return Judgement(_replaced(approved, narrowed), reasons)
    return Judgement(None, reasons)


def judge_person(view: View, person: KeptPerson) -> Judgement[PersonProjection]:
    """A person's card on the honour wall."""
    shut = (*shut_person(person), *view.may(wall_levels(view.archive, person), "wall"))
    if shut:
        return Judgement(None, shut)
    current = project_person(view, person, "wall")
    if isinstance(current, PersonProjection):
        chosen, reasons = _at_gate(view, person.ledger, current)
        if chosen:
            return Judgement(chosen)
    else:
        reasons = current
    for approved in _newest(
        view, person.ledger, [one for one in person.approved if (one.purpose, one.id) == ("wall", person.id)]
    ):
        narrowed = narrow_person(view, person, approved.projection)
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
    chosen, reasons = _at_gate(view, kept.ledger, current)
    if chosen is None:
        signed = [one for one in kept.approved if (one.purpose, one.id) == ("web_audio", kept.id)]
        chosen = next(_newest(view, kept.ledger, signed), None)
    if chosen is None or chosen.projection.sound is None:
        return SoundJudgement(None, reasons=reasons)
    return _heard(view, kept, chosen, reasons)


def _heard(view: View, kept: KeptInterview, chosen: Chosen[InterviewProjection], reasons: Reasons) -> SoundJudgement:
    source = chosen.projection.sound
    where = f"interviews/{kept.key}"
    count = len(source.recordings) if source else 0
    lengths = [(sound.digest, sound.duration_ms) for sound in kept.sounds[:count]]
    if source is None or tuple(digest for digest, _ in lengths) != source.recordings:
        return SoundJudgement(None, reasons=(*reasons, reason("sound-changed", where=where)))
    if not all(length > 0 for _, length in lengths):
        return SoundJudgement(None, reasons=(*reasons, reason("sound-not-probed", where=where)))
    spans = silent_spans(view, kept, source)
    if any(isinstance(one, Reason) for one in spans):
        return SoundJudgement(None, reasons=(*reasons, *(one for one in spans if isinstance(one, Reason))))
    end = sum(length for _, length in lengths)
    silenced = tuple((one[0], min(one[1], end)) for one in spans if not isinstance(one, Reason) and one[0] < end)
    return SoundJudgement(chosen, silenced, tuple(lengths), reasons)


def _at_gate(view: View, ledger: Ledger, projection: P) -> tuple[Chosen[P] | None, Reasons]:
    outlet = OUTLETS[projection.purpose]
    found = standing(view.archive, outlet, ledger, projection, view.today)
    machine = _machine_stopped(view, outlet, found, projection)
    if found.complete and found.on is not None and not machine:
        return Chosen(projection, found.digest, found.on, found.trust, "current"), ()
    reasons = list(machine) if found.complete else []
    if found.missing:
        stale = any(one.purpose == projection.purpose and one.digest != found.digest for one in ledger.signoffs)
        reasons.append(reason("stages-stale" if stale else "stages-missing", stages="、".join(found.missing)))
    elif found.people < OPENING_NEEDS:
        reasons.append(reason("one-person", people=OPENING_NEEDS))
    return None, tuple(reasons)


def _machine_stopped(view: View, outlet: Gate, found: Standing, projection: Projection) -> Reasons:
    """Words that nobody has proofread go out only where archive.yml says so for the outlet."""
    if projection.purpose not in TEXT_PURPOSES or found.trust != "machine":
        return ()
    return () if view.archive.config.machine_text.get(outlet) == "yes" else (reason("machine-text", outlet=outlet),)


def _newest(view: View, ledger: Ledger, approved: list[P]) -> Iterator[Chosen[P]]:
    """The one among the approved whose gate was complete last, if it still is: nothing older comes back."""
    for one in approved:
        found = _at_gate(view, ledger, one)[0]
        outlet = OUTLETS[one.purpose]
        if found and found.digest == last_complete(view.archive, outlet, ledger, one.purpose, view.today):
            yield found


def _replaced(approved: Chosen[P], narrowed: P) -> Chosen[P]:
    return Chosen(narrowed, approved.digest, approved.on, approved.trust, "approved")
