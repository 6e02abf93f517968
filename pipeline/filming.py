"""Editions of films become the files that are shown: public media are cut, pieces made once, and all swapped in whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import CannotWrite, KoushuError, MissingTool
from pipeline.holding import Holding
from pipeline.media.moving import most_bytes
from pipeline.model.edition import Edition
from pipeline.model.film import FPS, frames
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem, sentence
from pipeline.model.settings import Settings
from pipeline.publish.film.editions import Job, jobs, not_streamed
from pipeline.publish.film.press import Press
from pipeline.publish.holdings import Holdings, has_lost, holdings
from pipeline.release.cut import cut, recipe
from pipeline.release.pictures import together, without
from pipeline.workshop import Workshop
from pipeline.writing.folders import fresh_folder, keep_only, second_name

KEPT = "copy"  # the edition that is always made
_LOSSLESS = 48_000 * 2 * 2 * 11 // 10  # bytes of a second of public sound at most


def films_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does a film on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    made, now = _holding(settings).recall(), _held(editions)
    return any(_is_behind(path.name, made, now) for path in (settings.out / "films").glob("*"))


def _holding(settings: Settings) -> Holding:
    return Holding(settings, "films", "made")


def _free(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free


def make_films(shop: Workshop, editions: tuple[Edition, ...], *, free: Callable[[Path], int] = _free) -> Outcome:
    """Every film of which anything is out, in the edition to keep and in those that were asked for; one that fails stops only
    itself. What was made before and is still as it would be made now stays, whether it was asked for or not.
    `free` tells how many bytes a folder's disk has.
    """
    shown = _holding(shop.settings)
    out, run = shown.folder, _Run(shop, editions, shown.recall(), free)
    try:
        fresh = fresh_folder(out)
        begun = run.prepare()
        for job in begun:
            run.make(job, fresh)
        run.carry_over(fresh)
        shown.swap(fresh, run.made)
        keep_only(shop.settings.work / "films", run.needed)
    except Exception as failure:
        gone = [path for path in sorted(out.glob("*")) if _is_behind(path.name, run.before, _held(editions))]
        for path in gone:
            _remove(path)
        if gone and isinstance(failure, KoushuError):
            raise shown.worse(failure, "films-removed", names="、".join(path.name for path in gone)) from failure
        raise
    return Outcome(tuple(str(out / name) for name in run.done), tuple(run.problems))


_Notes = dict[str, dict[str, Any]]  # file or folder → film, recipe and holdings; _FAILED → media that could not be made
_FAILED = ".failed"


@dataclass
class _Run:
    """One making of all films."""

    shop: Workshop
    editions: tuple[Edition, ...]
    before: _Notes
    free: Callable[[Path], int]
    problems: list[Problem] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    made: _Notes = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
    short: list[Job] = field(default_factory=list)  # for which there is no room
    unmade: set[str] = field(default_factory=set)  # films that failed, or for which there is no room
    total: int = 0
    passed: int = 0

    def prepare(self) -> list[Job]:
        """The editions that are to be made now, with their public media cut and the room they need stated."""
        marks = {one.file: recipe(one) for one in _cuts(self.editions)}
        fitting = [edition for edition in self.editions if self._fits(edition, marks)]
        made = cut(together(fitting), self.shop.original, self._media) if fitting else None
        if made is None:
            keep_only(self._media, set())
        self.problems += map(self._titled, made.problems if made else ())
        failed = made.failed if made else ()
        self.made[_FAILED] = {file: marks[file] for file in failed}
        found: list[Job] = []
        for edition in fitting:
            found += self._jobs(without(edition, failed), marks)
            self.problems += edition.films[0].troubles
        self.total = sum(job.frames for job in found)
        return found

    def make(self, job: Job, fresh: Path) -> None:
        """Make one edition, or give it a second name where the one that is there is made of the same."""
        film, old = job.script.film.id, self.shop.settings.out / "films"
        try:
            if self._is_current(job):
                for name in job.outputs:
                    _second(old / name, fresh / name)
                self._watch(job.frames)
            else:
                self._told_of(job, lambda watch: job.make(fresh, watch))
                self.done += job.outputs
        except MissingTool:
            raise
        except KoushuError as failure:
            for name in job.outputs:
                _remove(fresh / name)
            self.problems.append(Problem(f"volumes/{film}.yml", 0, 0, failure.code, failure.values))
            self.unmade.add(film)
            return
        self._note(job)

    def carry_over(self, fresh: Path) -> None:
        """Keep what is there of an edition that could not be made or was not asked for, as long as nothing has left it."""
        old, now = self.shop.settings.out / "films", _held(self.editions)
        current = {name for job in self.jobs if self._is_current(job) for name in job.outputs}
        gone: list[str] = []
        for path in sorted(old.glob("*")):
            name = path.name
            unmade = self.before.get(name, {}).get("film") in self.unmade
            if name in self.made or (fresh / name).exists():
                continue
            if name in current or (unmade and not _is_behind(name, self.before, now)):
                _second(path, fresh / name)
                self.made[name] = self.before[name]
            elif unmade:
                gone.append(name)
        if gone:
            self.problems.append(Problem("films", 0, 0, "film-removed", {"names": "、".join(gone)}))

    @property
    def needed(self) -> set[str]:
        """The pieces that any edition of any film is put together of, made or not."""
        return {name for job in (*self.jobs, *self.short) for name in job.needed}

    @property
    def _asked(self) -> tuple[str, ...]:
        return (KEPT, *self.shop.settings.films)

    @property
    def _media(self) -> Path:
        return self.shop.settings.work / "public" / "films"

    def _jobs(self, edition: Edition, marks: dict[str, str]) -> list[Job]:
        press = Press(self.shop.settings.work / "films", self._media, marks)
        found = list(jobs(edition, press))
        self.problems += [one for one in found if isinstance(one, Problem)]
        mine = [one for one in found if isinstance(one, Job)]
        self.jobs += mine
        asked = [job for job in mine if job.name in self._asked]
        if any(name.startswith("web") for name in self._asked) and (left_out := not_streamed(edition)):
            self.problems.append(left_out)
        return asked

    def _fits(self, edition: Edition, marks: dict[str, str]) -> bool:
        """Is there room for a film? Said before anything is made; nothing is said where nothing is to be made."""
        press = Press(self.shop.settings.work / "films", self._media, marks)
        failed = self.before.get(_FAILED, {})
        edition = without(edition, [file for file, mark in failed.items() if marks.get(file) == mark])  # as it was made before
        every = [one for one in jobs(edition, press) if isinstance(one, Job)]
        wanted = [job for job in every if job.name in self._asked and not self._is_current(job)]
        if not wanted:
            return True
        need = sum(job.bytes_needed for job in wanted) + self._cut_bytes(edition)
        free = self.free(self.shop.settings.out)
        told = {"film": edition.films[0].title, "need": _amount(need), "free": _amount(free), "folder": self.shop.settings.out}
        if need > free:
            self.problems.append(Problem(f"volumes/{edition.films[0].id}.yml", 0, 0, "film-disk-short", told))
            self.unmade.add(edition.films[0].id)
            self.short += every
            return False
        told |= {"length": _clock(wanted[0].script.count), "editions": "、".join(job.name for job in wanted)}
        self.shop.tell(sentence("film-room", told, self.shop.settings.language))
        return True

    def _cut_bytes(self, edition: Edition) -> int:
        """The most that public media take which are not there yet."""
        lengths = {one.file: sum(length for _, length in one.recordings) for one in edition.sounds}
        films = {one.file: (sum(length for _, length in one.recordings), one.size) for one in edition.film_cuts}
        sounds = sum(-(-ms // 1000) * _LOSSLESS for file, ms in lengths.items() if not (self._media / file).is_file())
        return sounds + sum(
            most_bytes(frames(ms), size, FPS, public=True)
            for file, (ms, size) in films.items()
            if not (self._media / file).is_file()
        )

    def _is_current(self, job: Job) -> bool:
        old = self.shop.settings.out / "films"
        return all(self.before.get(name, {}).get("recipe") == job.recipe and (old / name).exists() for name in job.outputs)

    def _told_of(self, job: Job, work: Callable[[Callable[[int], None]], None]) -> None:
        before = self.passed
        work(self._watch)
        self.passed = before + job.frames

    def _titled(self, problem: Problem) -> Problem:
        """The problem with the title of the interview of which a public file could not be made."""
        titles = {one.projection.id: one.projection.title for edition in self.editions for one in edition.interviews}
        title = titles.get(re.split(r"[.-]", str(problem.values.get("interview", "")))[0])
        return replace(problem, values={**problem.values, "interview": f"《{title}》"}) if title else problem

    def _watch(self, count: int) -> None:
        self.passed += count
        self.shop.watch("", self.passed * 1000 / FPS, self.total * 1000 / FPS)

    def _note(self, job: Job) -> None:
        edition = next(one for one in self.editions if one.films[0].id == job.script.film.id)
        for name in job.outputs:
            self.made[name] = {"film": job.script.film.id, "recipe": job.recipe, "holds": holdings(edition)}


def _held(editions: Iterable[Edition]) -> dict[str, Holdings]:
    return {edition.films[0].id: holdings(edition) for edition in editions}


def _is_behind(name: str, made: _Notes, now: dict[str, Holdings]) -> bool:
    note = made.get(name)
    return note is None or has_lost(note["holds"], now.get(note["film"], {}))


def _cuts(editions: Sequence[Edition]) -> list[Any]:
    if not editions:
        return []
    whole = together(editions)
    return [*whole.sounds, *whole.film_cuts, *whole.pictures]


def _second(source: Path, target: Path) -> None:
    """A second name for a file, or for every file of a folder."""
    if not source.is_dir():
        second_name(source, target)
        return
    for path in sorted(one for one in source.rglob("*") if one.is_file()):
        second_name(path, target / path.relative_to(source))


def _remove(path: Path) -> None:
    try:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    except OSError as failure:
        raise CannotWrite("cannot-write", file=path, why=failure.strerror or "") from failure


def _amount(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1_000_000_000 else f"{max(1, round(count / 1e6))} MB"


def _clock(count: int) -> str:
    seconds = count // FPS
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
