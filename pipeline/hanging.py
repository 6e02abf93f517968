"""The Editions of walls become a folder each, for the hall and the printer; what has left one leaves its folder."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import KoushuError, MissingTool
from pipeline.holding import Holding, Notes
from pipeline.model.edition import Edition
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.publish.holdings import Holdings, holdings
from pipeline.publish.site.generator import theme_folder
from pipeline.publish.site.workroom import Workroom, room_of
from pipeline.publish.wall.hall import Stock
from pipeline.publish.wall.publish import HALL, publish
from pipeline.release.cut import borrow, cut
from pipeline.release.missing import empty_walls, missing
from pipeline.release.pictures import together, without
from pipeline.release.view import View
from pipeline.workshop import Workshop
from pipeline.writing.folders import fresh_folder, keep_only, second_name

OUTLET = "walls"


def make_walls(shop: Workshop, editions: tuple[Edition, ...]) -> Outcome:
    """A folder for each wall on which anybody or anything may be shown; one that cannot be made stops only itself.

    Whose old folder held what has left since is told, because copies of it are elsewhere; where none can be made, it goes.
    """
    shown = Holding(shop.settings, OUTLET)
    before, run = shown.recall(), _Hanging(shop, editions, shown)
    lost = shown.behind(_held(editions), [one for one in _there(shown) if one in before])
    try:
        fresh = fresh_folder(shown.folder)
        run.prepare()
        for edition in editions:
            run.hang(edition, fresh)
        run.room.sweep()
        shown.swap(fresh, run.notes)
    except Exception as failure:
        gone = shown.behind(_held(editions), _there(shown))
        for wall in gone:
            shutil.rmtree(shown.folder / wall)
        shutil.rmtree(room_of(run.media), ignore_errors=True)
        if gone and isinstance(failure, KoushuError):
            raise shown.worse(failure, "walls-removed", walls="、".join(map(run.title, gone))) from failure
        raise
    renewed = tuple(Problem("walls.yml", 0, 0, "wall-renewed", {"wall": run.title(wall)}) for wall in lost)
    view = View(shop.archive, shop.settings.today, shop.times)
    return Outcome(tuple(run.done), (*run.problems, *renewed, *missing(view, editions), *empty_walls(view, editions)))


def walls_are_behind(settings: Settings, editions: tuple[Edition, ...]) -> bool:
    """Does a wall's folder on disk hold anything that has left its Edition since? Yes, where nobody knows what it holds."""
    return bool(walls_behind(settings, editions))


def walls_behind(settings: Settings, editions: Sequence[Edition]) -> list[str]:
    """The walls whose folders hold what has left since, by their ids."""
    shown = Holding(settings, OUTLET)
    return shown.behind(_held(editions), _there(shown))


class _Hanging:
    """One making of all walls."""

    def __init__(self, shop: Workshop, editions: tuple[Edition, ...], shown: Holding) -> None:
        self._shop, self._editions, self._shown = shop, editions, shown
        self.media = shop.settings.work / "public" / OUTLET
        self._failed: tuple[str, ...] = ()
        self.room = Workroom(room_of(self.media))
        self.notes: Notes = {}
        self.done: list[str] = []
        self.problems: list[Problem] = []

    def prepare(self) -> None:
        """Cut the public media of all walls; what no wall shows goes."""
        if not self._editions:
            keep_only(self.media, set())
            return
        every = together(self._editions)
        borrow(every, self._shop.settings.work / "public" / "site", self.media)
        made = cut(every, self._shop.original, self.media)
        self._failed = made.failed
        self.problems += made.problems

    def hang(self, edition: Edition, fresh: Path) -> None:
        """Make the folder of one wall, or where that fails keep the old one as long as nothing has left it."""
        wall, now = edition.walls[0].id, holdings(edition)
        theme = theme_folder(self._shop.settings.project)
        stock = Stock(self.media, theme, self.room, self._shown.folder / wall / HALL)
        try:
            publish(without(edition, self._failed), stock, fresh / wall)
        except MissingTool:
            raise
        except KoushuError as failure:
            shutil.rmtree(fresh / wall, ignore_errors=True)
            self.problems.append(Problem("walls.yml", 0, 0, failure.code, failure.values))
            self._keep(wall, now, fresh)
            return
        self.notes[wall] = now
        self.done.append(str(self._shown.folder / wall))

    def title(self, wall: str) -> str:
        """What people call a wall; its id where walls.yml has it no more."""
        return next((plan.title for plan in self._shop.archive.walls if plan.id == wall), wall)

    def _keep(self, wall: str, now: Holdings, fresh: Path) -> None:
        old = self._shown.folder / wall
        if not old.is_dir():
            return
        if self._shown.behind({wall: now}):
            self.problems.append(Problem("walls.yml", 0, 0, "wall-removed", {"wall": self.title(wall)}))
            return
        shutil.copytree(old, fresh / wall, copy_function=second_name)
        self.notes[wall] = self._shown.recall()[wall]


def _held(editions: Sequence[Edition]) -> dict[str, Holdings]:
    return {edition.walls[0].id: holdings(edition) for edition in editions}


def _there(shown: Holding) -> list[str]:
    return sorted(path.name for path in shown.folder.glob("*") if path.is_dir())
