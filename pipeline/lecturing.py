"""Editions of kits become the folders that lecturers take along; kits that were asked for beside `kits.yml` stay among them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import KoushuError, MissingTool, WrongUse
from pipeline.holding import Holding, Notes
from pipeline.model.archive import Archive
from pipeline.model.canonical import canonical
from pipeline.model.edition import Edition
from pipeline.model.kit import Age, KitPlan
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.publish.holdings import has_lost, holdings
from pipeline.publish.site.workroom import room_of
from pipeline.publish.talks.publish import publish
from pipeline.release.cut import borrow, cut
from pipeline.release.pictures import together, without
from pipeline.workshop import Workshop, program_digest
from pipeline.writing.atomic import write_text
from pipeline.writing.folders import fresh_folder, keep_only, second_name

_ASKED = "talks.asked.json"


@dataclass(frozen=True)
class Wish:
    """What a curator asks for on the command line: words, keys of narrators, an age, and a title of their own (empty: ours)."""

    topics: tuple[str, ...]
    narrators: tuple[str, ...]
    age: Age
    title: str = ""


def asked_plan(settings: Settings, wish: Wish) -> KitPlan:
    """The plan of a kit that is asked for; the same wish has the same id. Raises WrongUse for a narrator who is not there."""
    people = Workshop(settings).archive.people
    for key in wish.narrators:
        if key not in people:
            raise WrongUse("record-unknown", record=key)
    mark = hashlib.sha256(canonical_words(wish).encode()).hexdigest()[:8]
    return KitPlan(id=f"asked-{mark}", title=wish.title, age=wish.age, people=wish.narrators, topics=wish.topics)


def canonical_words(wish: Wish) -> str:
    """All that a wish says, in one line."""
    return json.dumps([wish.topics, wish.narrators, wish.age, wish.title], ensure_ascii=False)


def with_asked(shop: Workshop) -> Archive:
    """The archive with the kits that were asked for: now, or before as long as their folders are there."""
    known = {kit.id for kit in shop.archive.kits}
    asked = [one for one in _asked(shop.settings) if one.id not in known]
    return replace(shop.archive, kits=(*shop.archive.kits, *asked))


def talks_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does a kit on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return bool(_outdated(settings, editions))


def make_talks(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """A folder for each kit of which anything may be told; one that fails stops only itself.

    A kit that is as it would be made now stays. Where none can be made, those that hold what has left since go too. Raises
    WrongUse where no kit is planned or asked for and none is there.
    """
    shown = _shown(shop.settings)
    out, run = shown.folder, _Run(shop, shown.recall())
    if not editions and not out.exists():
        raise WrongUse("kit-none")
    try:
        fresh = fresh_folder(out)
        run.make(editions, fresh)
        shown.swap(fresh, run.made)
        _keep_asked(shop.settings)
    except Exception as failure:
        gone = _outdated(shop.settings, editions)
        for folder in gone:
            shutil.rmtree(folder)
        if gone and isinstance(failure, KoushuError):
            raise shown.worse(failure, "kit-removed", names="、".join(one.name for one in gone)) from failure
        raise
    return Outcome(tuple(str(out / name) for name in run.done), tuple(run.problems))


def lent(settings: Settings) -> tuple[Problem, ...]:
    """A notice for every talk that used a kit and told of somebody who withdrew something since: lecturers have old copies."""
    archive = with_asked(Workshop(settings))
    gone = {key for key, one in archive.people.items() if one.ledger.withdrawals}
    gone |= {key for one in archive.interviews.values() if one.ledger.withdrawals for key in one.record.narrators}
    plans = {kit.id: kit for kit in archive.kits}
    found: list[Problem] = []
    for talk in archive.talks:
        told_of = dict.fromkeys((*talk.people, *(_meant(archive, plans[talk.kit]) if talk.kit in plans else ())))
        people = "、".join(archive.people[key].record.name for key in told_of if key in gone and key in archive.people)
        if talk.kit and people:
            told = {"date": talk.date.said, "place": talk.place, "kit": talk.kit, "people": people}
            found.append(Problem("talks.yml", 0, 0, "kit-used", {**told, "lecturers": "、".join(talk.lecturers) or "讲师"}))
    return tuple(found)


def _meant(archive: Archive, plan: KitPlan) -> Iterator[str]:
    """Keys of those whom a plan names, themselves or by an interview of theirs: they were told of, whoever wrote that down."""
    yield from plan.people
    for part in plan.parts:
        yield from archive.interviews[part.interview].record.narrators if part.interview in archive.interviews else ()


@dataclass
class _Run:
    """One making of all kits."""

    shop: Workshop
    before: Notes
    problems: list[Problem] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    made: Notes = field(default_factory=dict)

    def make(self, editions: Sequence[Edition], fresh: Path) -> None:
        """Cut the media of all together, then make or carry over each kit."""
        public = self.shop.settings.work / "public"
        media = public / "talks"
        if not editions:
            keep_only(media, set())
            keep_only(room_of(media), set())
            return
        every = together(editions)
        borrow(every, public / "site", media)
        made = cut(every, self.shop.original, media)
        self.problems += made.problems
        wanted: set[str] = set()
        for edition in editions:
            wanted |= self._one(edition, made.failed, media, fresh)
        keep_only(room_of(media), wanted)

    def _one(self, whole: Edition, failed: Sequence[str], media: Path, fresh: Path) -> set[str]:
        """Make one kit; returns the names of what is kept for it. What could not be made has not left it."""
        kit, now, edition = whole.kits[0], holdings(whole), without(whole, failed)
        self.problems += kit.troubles
        mark = hashlib.sha256(f"{program_digest(self.shop.settings)}{edition!r}".encode()).hexdigest()
        old, note = self.shop.settings.out / "talks" / kit.id, self.before.get(kit.id, {})
        lost = old.exists() and has_lost(note.get("holds"), now)
        if not edition.interviews:
            self.problems += (Problem(f"talks/{kit.id}", 0, 0, "kit-empty", {"kit": kit.id}), *self._renewed(kit.id, lost=lost))
            return set()
        kept = set()
        if old.exists() and note.get("mark") == mark:
            shutil.copytree(old, fresh / kit.id, copy_function=second_name)
            kept = set(note.get("kept", ()))
        else:
            try:
                kept = publish(edition, media, fresh / kit.id)
            except MissingTool:
                raise
            except KoushuError as failure:
                shutil.rmtree(fresh / kit.id, ignore_errors=True)
                self.problems.append(Problem(f"talks/{kit.id}", 0, 0, failure.code, failure.values))
                if not old.exists() or lost:
                    self.problems += self._renewed(kit.id, lost=lost)
                    return kept
                shutil.copytree(old, fresh / kit.id, copy_function=second_name)
                self.made[kit.id] = note
                return set(note.get("kept", ()))
            self.done.append(kit.id)
            self.problems += self._renewed(kit.id, lost=lost)
        self.made[kit.id] = {"mark": mark, "holds": now, "kept": sorted(kept)}
        if not any(one.sound for one in edition.interviews):
            self.problems.append(Problem(f"talks/{kit.id}", 0, 0, "kit-silent", {"kit": kit.id}))
        return kept

    def _renewed(self, kit: str, *, lost: bool) -> list[Problem]:
        return [Problem(f"talks/{kit}", 0, 0, "kit-renewed", {"kit": kit})] if lost else []


def _shown(settings: Settings) -> Holding:
    """Of each kit in the folder the mark of what it was made of, its holdings, and what is kept for it."""
    return Holding(settings, "talks", "made")


def _outdated(settings: Settings, editions: Sequence[Edition]) -> list[Path]:
    shown = _shown(settings)
    now = {edition.kits[0].id: holdings(edition) if edition.interviews else {} for edition in editions}
    names = sorted(path.name for path in shown.folder.glob("*") if path.is_dir())
    return [shown.folder / name for name in shown.behind(now, names)]


def _keep_asked(settings: Settings) -> None:
    rows = [canonical(one).decode() for one in _asked(settings)]
    write_text(settings.work / _ASKED, json.dumps(rows, ensure_ascii=False, indent=0) + "\n")


def _asked(settings: Settings) -> tuple[KitPlan, ...]:
    try:
        rows = json.loads((settings.work / _ASKED).read_text(encoding="utf-8"))
        known = [KitPlan.model_validate_json(row) for row in rows]
    except (OSError, ValueError, TypeError, ValidationError):
        known = []
    found = {one.id: one for one in known if (settings.out / "talks" / one.id).is_dir()}
    if settings.kit is not None:
        found[settings.kit.id] = settings.kit
    return tuple(found.values())
