"""What a curator asks at the counter, one small flow each: look, judge, review, sign, withdraw, begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.archive.begin import new_archive
from pipeline.check.rules import check as check_archive
from pipeline.edit.baseline import Change, as_baseline, changes, compose_baseline, parse_baseline
from pipeline.edit.places import doubts, settled_text
from pipeline.edit.speakers import attribute, doubted
from pipeline.errors import KoushuError, WrongUse
from pipeline.language.alarms import Alarm, text_alarms
from pipeline.language.homophones import Ear
from pipeline.language.marked import marks_in
from pipeline.measuring import Choice, Figure, Listened, figures, measure
from pipeline.model.archive import KeptInterview
from pipeline.model.consent import Purpose
from pipeline.model.decision import Doubt, Ruling
from pipeline.model.flagged import Flagged
from pipeline.model.ledger import Withdrawal
from pipeline.model.marks import REASONS
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.register import names_of
from pipeline.model.settings import Settings
from pipeline.proofing import CheckList
from pipeline.proofing import compare as compare_readings
from pipeline.publish.site.server import serve as serve_folder
from pipeline.release.cut import cut
from pipeline.release.explain import Verdict, verdicts
from pipeline.release.quarantine import lift, shut
from pipeline.release.review import Review, Signing, check_staff, sign_off
from pipeline.release.review import review as review_projection
from pipeline.release.sheet import page, sheet_of
from pipeline.release.view import View, stop_if_clock_is_behind
from pipeline.transcribe.roll import Machine, Standing, machine, roll
from pipeline.workshop import Workshop
from pipeline.writing.atomic import write_text


@dataclass(frozen=True)
class BaselineFiles:
    """Where a baseline is read from and where today's is kept; None: not asked for."""

    against: Path | None = None
    save: Path | None = None


@dataclass(frozen=True)
class Evaluation:
    """What was measured, what became of it since the baseline, and what could not be measured."""

    listened: tuple[Listened, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def new(folder: Path) -> None:
    """Lay out an empty archive in which nothing is public until everything is signed. Raises WrongUse where there is one."""
    new_archive(folder, "口述历史", "（请填写单位名称）")


def check(settings: Settings) -> tuple[Problem, ...]:
    """Every problem: what cannot be read, what does not fit together, what was done to the history."""
    shop = Workshop(settings)
    found = (
        *shop.measure(),
        *shop.archive.problems,
        *check_archive(shop.archive, shop.shelf.locate(), settings.today, shop.picture_size),
        *shop.shelf.verify_chain(),
    )
    return tuple(sorted(set(found), key=lambda one: (one.file, one.line, one.column, one.code)))


def status(settings: Settings) -> tuple[tuple[Verdict, ...], dict[str, Figure]]:
    """Each interview and person for each purpose today: public or not, and why; and each text's figure and trust."""
    shop = Workshop(settings)
    shop.measure()
    return verdicts(shop.archive, settings.today, shop.times), figures(shop)


def review(settings: Settings, key: str, purpose: Purpose) -> Review:
    """Exactly what `purpose` would let out of the interview or person `key`. Raises WrongUse."""
    shop = Workshop(settings)
    shop.measure()
    return review_projection(shop.archive, key, purpose, settings.today, shop.times)


def review_page(settings: Settings, key: str, purpose: Purpose) -> Path:
    """Write what is to be approved as a page with its pictures and sound, under the folder for output; it is no part of the site.

    Returns its path. Raises WrongUse, MissingTool, CannotWrite.
    """
    shop = Workshop(settings)
    shop.measure()
    view = View(shop.archive, settings.today, shop.times)
    sheet = sheet_of(view, review_projection(shop.archive, key, purpose, settings.today, shop.times))
    waiting = [one for one in flags(settings, key) if one.decision is None] if purpose != "wall" else []
    told = tuple(f"{one.doubt.id}　{'' if one.at_ms is None else format_clock(one.at_ms)}　{_doubted(one)}" for one in waiting)
    folder = settings.out / "review" / f"{key}-{purpose}"
    made = cut(sheet.edition, shop.original, folder)
    write_text(folder / "index.html", page(replace(sheet, undecided=told), made.failed))
    return folder / "index.html"


def _doubted(one: Flagged) -> str:
    return f"{REASONS.get(one.doubt.code, one.doubt.code)}：{one.doubt.words[:60]}"


def sign(settings: Settings, key: str, purpose: Purpose, signing: Signing) -> str:
    """Sign stages for exactly what `review` shows now, and keep those words. Returns their digest. Raises WrongUse."""
    reviewed = review(settings, key, purpose)
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
    """Every flag of the drafts that stand for an interview, in order of time, then each spelling in its text that sounds like a
    name. Raises WrongUse, Unreadable."""
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
    return (*heard, *_names(shop, kept))


def _names(shop: Workshop, kept: KeptInterview) -> Iterator[Flagged]:
    """The spellings of a text that sound like a name, each once, where it stands first."""
    alarms = text_alarms(kept.text, Ear(names_of(shop.archive))) if kept.text else ()
    first: dict[Doubt, Alarm] = {}
    for alarm in alarms:
        first.setdefault(alarm.doubt, alarm)
    for doubt, alarm in first.items():
        yield Flagged(doubt, alarm.start_ms, None, kept.decisions.about(doubt), alarm.proposal.form)


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
    with shop.shelf.lock():
        for one in meant:
            shop.shelf.decide(key, ruling.about(one.doubt, settings.now))
    return meant


def _is_meant(one: Flagged, wanted: str) -> bool:
    return one.doubt.id == wanted or (one.doubt.code == wanted and one.decision is None)


def withdraw(settings: Settings, key: str, by: str, reason: str) -> None:
    """Close an interview or a person for ever. Raises WrongUse where there is none of that name."""
    Workshop(settings).shelf.withdraw(key, Withdrawal(withdrawn=True, by=by, at=settings.now, reason=reason))


def quarantine(settings: Settings, key: str, by: str, why: str) -> None:
    """Shut an interview away because it may hold a secret; one person suffices. Raises WrongUse."""
    shop = Workshop(settings)
    shop.known([key])
    shop.shelf.quarantine(f"interviews/{key}", shut(shop.archive.interviews[key], by, settings.now, why))


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


def evaluate(settings: Settings, keys: Sequence[str], choice: Choice, files: BaselineFiles) -> Evaluation:
    """The drafts that were asked for against people's texts; a baseline is read before and kept after.

    Raises WrongUse where nothing fits, or several listeners for one baseline; Unreadable for a spoilt baseline, CannotWrite.
    """
    shop = Workshop(settings)
    shop.known(keys)
    before = parse_baseline(files.against.read_bytes(), files.against.name) if files.against else None
    unprobed = shop.measure()
    found, problems = measure(shop, keys, choice)
    if not (files.against or files.save):
        return Evaluation(found, (), (*unprobed, *problems))
    if len(found) != 1:
        raise WrongUse("baseline-one-listener", found="、".join(one.heard_by for one in found) or "0")
    now = as_baseline(found[0].heard_by, {one.key: one.counted for one in found[0].interviews if one.counted})
    if files.save:
        _keep_baseline(files.save, compose_baseline(now))
    return Evaluation(found, changes(before, now) if before else (), (*unprobed, *problems))


def compare(settings: Settings, key: str, one: str, other: str) -> CheckList:
    """What two readings of an interview hear differently (see `proofing.compare`). Raises WrongUse, Unreadable."""
    shop = Workshop(settings)
    shop.known([key])
    shop.measure()
    return compare_readings(shop, key, one, other)


def _keep_baseline(path: Path, source: str) -> None:
    """Write it, unless something else than an older baseline lies there."""
    if path.exists() and b'"koushu":"baseline"' not in path.read_bytes():
        raise WrongUse("baseline-in-the-way", file=path.name)
    write_text(path, source)


@dataclass(frozen=True)
class Roll:
    """This machine, every engine on it, the one that archive.yml names (empty: no archive), and what keeps that from hearing."""

    machine: Machine
    standings: tuple[Standing, ...]
    named: str = ""
    model: str = ""
    trouble: KoushuError | None = None  # None: nothing


def engines(settings: Settings) -> Roll:
    """What is installed, what it can do here, and whether the archive's engine and model are in place; needs no archive."""
    here = machine()
    standings = roll(here)
    if not settings.archive.joinpath("archive.yml").is_file():
        return Roll(here, standings)
    shop = Workshop(settings)
    config = shop.archive.config
    return Roll(here, standings, config.engine, config.model, shop.engine_trouble())


def serve(settings: Settings, port: int) -> None:
    """Serve the built site on this machine until interrupted. Raises WrongUse where it was not built yet."""
    folder = settings.out / "site"
    if not (folder / "index.html").is_file():
        raise WrongUse("no-site", folder=folder)
    serve_folder(folder, port)
