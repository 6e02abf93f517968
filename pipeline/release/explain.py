"""Turns the door's judgements into verdicts a curator can read: what is out, and what is missing where it is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.consent import Purpose
from pipeline.model.edition import Trust
from pipeline.model.projection import InterviewProjection
from pipeline.model.text import InTurns
from pipeline.model.timing import Times
from pipeline.release.gates import standing
from pipeline.release.judge import Chosen, judge_person, judge_sound, judge_text
from pipeline.release.project import project_interview
from pipeline.release.reasons import Reasons
from pipeline.release.review import Review, review, review_edited
from pipeline.release.tellings import as_edited, edited_purposes
from pipeline.release.view import OUTLETS, TEXT_PURPOSES, View


@dataclass(frozen=True)
class Verdict:
    """One interview or person for one purpose today; reasons beside something public say why it is not the current form."""

    kind: Literal["interview", "person"]
    key: str
    id: str
    purpose: Purpose
    public: bool
    source: Literal["current", "approved", ""]
    trust: Trust | None  # None: not public
    reasons: Reasons
    telling: InTurns = "text"


def verdicts(archive: Archive, today: dt.date, times: Times) -> tuple[Verdict, ...]:
    """Every interview for every purpose an outlet asks for, and for those for which a volume tells its edited text; then every
    person for the wall; in the order of their keys."""
    view = View(archive, today, times)
    return (*_interviews(view), *_people(view))


def trust_in_text(archive: Archive, kept: KeptInterview, today: dt.date, times: Times) -> Trust:
    """How far the words of an interview may be trusted as they stand in its text today, public or not: the best that was
    signed for any text purpose with exactly these chapters; what stands beside them may have changed since."""
    view, found = View(archive, today, times), set[Trust]()
    kept = view.archive.interviews.get(kept.key, kept)
    for purpose in TEXT_PURPOSES:
        current = project_interview(view, kept, purpose)
        if not isinstance(current, InterviewProjection) or not current.chapters:
            continue
        same = [one for one in kept.approved if one.purpose == purpose and one.chapters == current.chapters]
        found |= {standing(archive, OUTLETS[purpose], kept.ledger, one, today).trust for one in (current, *same)}
    return "confirmed" if "confirmed" in found else "proofread" if "proofread" in found else "machine"


Step = Literal["recorded", "heard", "written", "edited", "told"]  # edited: there is an edited text; told: a writer's story


@dataclass(frozen=True)
class Course:
    """How far a record has come: its work, step by step, and what is signed and missing for each purpose an outlet asks for."""

    key: str
    work: tuple[Step, ...]
    reviews: tuple[Review, ...]


def course(archive: Archive, key: str, today: dt.date, times: Times) -> Course:
    """How far the interview or person of that name has come. Raises WrongUse where there is neither."""
    kept = archive.interviews.get(key)
    purposes: tuple[Purpose, ...] = (*TEXT_PURPOSES, "web_audio") if kept else ("wall",)
    reviews = tuple(review(archive, key, purpose, today, times) for purpose in purposes)
    if kept is None:
        return Course(key, (), reviews)
    edited = (review_edited(archive, key, purpose, today, times) for purpose in edited_purposes(archive, key))
    steps: dict[Step, bool] = {
        "recorded": bool(kept.sounds) and all(sound.digest for sound in kept.sounds),
        "heard": bool(kept.drafts),
        "written": kept.text is not None,
        "edited": kept.edited is not None,
        "told": kept.story is not None,
    }
    return Course(key, tuple(step for step, done in steps.items() if done), (*reviews, *edited))


def _interviews(view: View) -> Iterator[Verdict]:
    for key, kept in sorted(view.archive.interviews.items()):
        for purpose in TEXT_PURPOSES:
            text = judge_text(view, kept, purpose)
            yield _verdict(("interview", key, kept.id), purpose, text.chosen, text.reasons)
            if purpose == "web_text":
                sound = judge_sound(view, kept, text)
                yield _verdict(("interview", key, kept.id), "web_audio", sound.chosen, sound.reasons)
        told = replace(view, archive=as_edited(view.archive, {key}))
        for purpose in edited_purposes(view.archive, key):
            edited = judge_text(told, told.archive.interviews[key], purpose)
            yield replace(_verdict(("interview", key, kept.id), purpose, edited.chosen, edited.reasons), telling="edited")


def _people(view: View) -> Iterator[Verdict]:
    for key, person in sorted(view.archive.people.items()):
        judged = judge_person(view, person)
        yield _verdict(("person", key, person.id), "wall", judged.chosen, judged.reasons)


def _verdict(who: tuple[Literal["interview", "person"], str, str], purpose: Purpose, chosen: object, reasons: Reasons) -> Verdict:
    out = chosen if isinstance(chosen, Chosen) else None
    unique = tuple(one for at, one in enumerate(reasons) if one not in reasons[:at])
    return Verdict(*who, purpose, out is not None, out.source if out else "", out.trust if out else None, unique)
