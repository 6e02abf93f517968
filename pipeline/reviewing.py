"""What is read before it is signed, one small flow each: review, sign, decide, withdraw, shut away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pipeline.edit.places import doubts, settled_text
from pipeline.edit.speakers import attribute, doubted
from pipeline.errors import WrongUse
from pipeline.language.alarms import Alarm, text_alarms
from pipeline.language.homophones import Ear
from pipeline.language.marked import marks_in
from pipeline.language.personal.pieces import of_drafts, of_interview, of_item, of_person
from pipeline.language.personal.suspects import Suspect, finds_in, known_of, suspects
from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.consent import Purpose
from pipeline.model.decision import Decision, Doubt, Ruling, fits
from pipeline.model.flagged import Flagged
from pipeline.model.ledger import Withdrawal
from pipeline.model.marks import REASONS
from pipeline.model.personal import label_of
from pipeline.model.record import format_clock
from pipeline.model.register import names_of
from pipeline.model.settings import Settings
from pipeline.model.text import InTurns
from pipeline.model.timing import Times
from pipeline.release.cut import cut
from pipeline.release.desk import clear_desks, desk
from pipeline.release.explain import Course, course
from pipeline.release.quarantine import lift, shut
from pipeline.release.review import Review, Signing, check_staff, review_edited, sign_off
from pipeline.release.review import review as review_projection
from pipeline.release.sheet import page, sheet_of
from pipeline.release.view import View, stop_if_clock_is_behind
from pipeline.workshop import Workshop
from pipeline.writing.atomic import write_text

_HOW: dict[InTurns, Callable[[Archive, str, Purpose, dt.date, Times], Review]] = {
    "text": review_projection,
    "edited": review_edited,
}  # how each telling is reviewed


def courses(settings: Settings, keys: Sequence[str]) -> tuple[Course, ...]:
    """How far each of these records has come: its work, and what is signed and missing. Raises WrongUse."""
    shop = Workshop(settings)
    return tuple(course(shop.archive, key, settings.today, shop.times) for key in keys)


def review(settings: Settings, key: str, purpose: Purpose, telling: InTurns = "text") -> tuple[Review, tuple[Suspect, ...]]:
    """Exactly what `purpose` would let out of the interview or person `key`, told so, and `open_finds` in it. Raises WrongUse."""
    shop = Workshop(settings)
    shop.measure()
    reviewed = _HOW[telling](shop.archive, key, purpose, settings.today, shop.times)
    return reviewed, open_finds(shop.archive, reviewed)


def open_finds(archive: Archive, reviewed: Review) -> tuple[Suspect, ...]:
    """What stands in the reviewed words, may be personal or secret, and nobody decided may be public, each once."""
    if reviewed.projection is None:
        return ()
    kept = archive.interviews.get(reviewed.key) if reviewed.purpose != "wall" else None
    deciders = [kept] if kept else [one for one in archive.interviews.values() if reviewed.key in one.record.narrators]

    def about(doubt: Doubt) -> Decision | None:
        return next((found for one in deciders if (found := one.decisions.about(doubt))), None)

    return tuple(one for one, _ in finds_in(reviewed.projection, known_of(archive), about))


def review_page(settings: Settings, key: str, purpose: Purpose, telling: InTurns = "text") -> Path:
    """Write what is to be approved as a page with its pictures and sound, under the folder for output; it is no part of the site.

    Returns its path. Raises WrongUse, MissingTool, CannotWrite.
    """
    shop = Workshop(settings)
    shop.measure()
    view = View(shop.archive, settings.today, shop.times)
    sheet = sheet_of(view, _HOW[telling](shop.archive, key, purpose, settings.today, shop.times))
    waiting = [one for one in flags(settings, key) if one.decision is None] if purpose != "wall" else []
    places = [(one.at_ms, one.doubt) for one in waiting]
    places += [(one.start_ms, one.doubt) for one in open_finds(shop.archive, sheet.reviewed)]
    told = dict.fromkeys(_told(at, doubt) for at, doubt in places)
    folder = desk(settings.out, key, purpose, telling)
    made = cut(sheet.edition, shop.original, folder)
    write_text(folder / "index.html", page(replace(sheet, undecided=tuple(told)), made.failed))
    return folder / "index.html"


def _told(at_ms: int | None, doubt: Doubt) -> str:
    at = "" if at_ms is None else format_clock(at_ms)
    personal = label_of(doubt.code)
    return f"{at}　{doubt.id}　{personal[0] if personal else REASONS.get(doubt.code, doubt.code)}：{doubt.words[:60]}".strip()


def sign(settings: Settings, key: str, purpose: Purpose, signing: Signing) -> str:
    """Sign stages for exactly what `review` shows now, and keep those words. Returns their digest. Raises WrongUse."""
    reviewed, _ = review(settings, key, purpose, signing.telling)
    shop = Workshop(settings)
    stop_if_clock_is_behind(shop.archive, settings.now)
    record = f"people/{key}" if purpose == "wall" else f"interviews/{key}"
    with shop.shelf.lock():
        entries = sign_off(shop.archive, reviewed, signing, settings.now)
        shop.shelf.keep_projection(record, purpose, reviewed.canonical)
        for entry in entries:
            shop.shelf.sign(record, entry)
    return reviewed.digest


def flags(settings: Settings, key: str) -> tuple[Flagged, ...]:
    """Every flag of the drafts that stand for an interview, in order of time, then each spelling in its texts that sounds like a
    name, then what may be personal or secret. Raises WrongUse, Unreadable."""
    shop = Workshop(settings)
    shop.known([key])
    shop.measure()
    kept = shop.archive.interviews[key]
    marks = list(marks_in(kept.text)) if kept.text else None
    drafts = [(settled_text(draft), offset) for draft, offset in shop.placed_drafts(kept)]
    heard = (
        Flagged(
            doubt,
            doubt.from_ms + offset,
            None if marks is None else any(mark.is_about(doubt, offset) for mark in marks),
            kept.decisions.about(doubt),
        )
        for draft, offset in doubted(drafts, attribute(drafts, kept.record, {}))
        for _, _, doubt in doubts(draft)
    )
    return (*heard, *_names(shop, kept), *_personal(shop, kept))


def _names(shop: Workshop, kept: KeptInterview) -> Iterator[Flagged]:
    """The spellings of the texts that sound like a name, each once, where it stands first."""
    if not kept.texts:
        return
    ear = Ear(names_of(shop.archive))
    first: dict[Doubt, Alarm] = {}
    for alarm in chain.from_iterable(text_alarms(text, ear) for _, text in kept.texts):
        first.setdefault(alarm.doubt, alarm)
    for doubt, alarm in first.items():
        yield Flagged(doubt, alarm.start_ms, None, kept.decisions.about(doubt), alarm.proposal.form)


def _personal(shop: Workshop, kept: KeptInterview) -> Iterator[Flagged]:
    """What may be personal or secret in the words of an interview and of the records it shows, each once, where it stands first;
    before a text is laid out, in what machines heard."""
    people = [(key, shop.archive.people[key].record) for key in kept.record.narrators if key in shop.archive.people]
    items = [(key, item.record) for key, item in shop.archive.items.items() if item.record.owner in kept.record.narrators]
    heard = () if kept.text else of_drafts(kept.key, shop.placed_drafts(kept))
    cards = (*(of_person(*one) for one in people), *(of_item(*one) for one in items))
    first: dict[Doubt, Suspect] = {}
    for one in suspects(chain(of_interview(kept), heard, *cards), known_of(shop.archive)):
        first.setdefault(one.doubt, one)
    for doubt, one in first.items():
        yield Flagged(doubt, one.start_ms, None, kept.decisions.about(doubt))


def decide(settings: Settings, key: str, wanted: str, ruling: Ruling) -> tuple[Flagged, ...]:
    """Write down what somebody decided about the flag with this id, or all undecided ones with this code; texts stay as they are.

    Returns those flags. Raises WrongUse where there is none, or `ruling.by` is not in staff.yml; CannotWrite, Locked.
    """
    shop = Workshop(settings)
    check_staff(shop.archive, ruling.by, settings.now)
    if (ruling.verdict == "replaced") != bool(ruling.now.strip()):
        raise WrongUse("replacement-missing")
    meant = tuple(one for one in flags(settings, key) if _is_meant(one, wanted))
    if not meant:
        raise WrongUse("flag-unknown", flag=wanted, key=key)
    if not all(fits(ruling.verdict, one.doubt.code) for one in meant):
        raise WrongUse("verdict-unfit", flag=wanted)
    with shop.shelf.lock():
        for one in meant:
            shop.shelf.decide(key, ruling.about(one.doubt, settings.now))
    return meant


def _is_meant(one: Flagged, wanted: str) -> bool:
    return one.doubt.id == wanted or (one.doubt.code == wanted and one.decision is None)


def withdraw(settings: Settings, key: str, by: str, reason: str) -> None:
    """Close an interview, or a person and with them what they narrate, for ever. Raises WrongUse where there is none of that
    name."""
    shop = Workshop(settings)
    shop.shelf.withdraw(key, Withdrawal(withdrawn=True, by=by, at=settings.now, reason=reason))
    folder, _, name = key.rpartition("/")
    told = shop.archive.interviews.items() if folder != "interviews" else ()
    for closed in (name, *(one for one, kept in told if name in kept.record.narrators)):
        clear_desks(settings.out, closed)


def quarantine(settings: Settings, key: str, by: str, why: str) -> None:
    """Shut an interview away because it may hold a secret; one person suffices. Raises WrongUse."""
    shop = Workshop(settings)
    shop.known([key])
    shop.shelf.quarantine(f"interviews/{key}", shut(shop.archive.interviews[key], by, settings.now, why))
    clear_desks(settings.out, key)


def lift_quarantine(settings: Settings, key: str, by: str) -> bool:
    """Write down that `by` would lift the quarantine of an interview. Returns whether it is lifted now: two people must.

    With the second the word in interview.yml goes as well. Raises WrongUse.
    """
    shop = Workshop(settings)
    shop.known([key])
    stop_if_clock_is_behind(shop.archive, settings.now)
    with shop.shelf.lock():
        shop.record_quarantines()
        shop = shop.fresh()
        shop.shelf.quarantine(f"interviews/{key}", lift(shop.archive, shop.archive.interviews[key], by, settings.now))
        lifted = not shop.fresh().archive.interviews[key].ledger.quarantined
        if lifted and shop.archive.interviews[key].record.quarantine:
            shop.shelf.amend(shop.shelf.layout.interview(key), lambda record: record.pop("quarantine", None))
    return lifted
