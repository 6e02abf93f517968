"""Who and what is listed on a wall and may not be shown there today, and why: for whoever keeps walls.yml, and for no outlet."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.model.problem import Language, Problem
from pipeline.model.spot import Locate, Spot
from pipeline.model.wall import Wall, listed
from pipeline.release.essays import Essays
from pipeline.release.judge import judge_person
from pipeline.release.view import View
from pipeline.release.walls import wall_of, walled


def not_hung(view: View, locate: Locate, language: Language) -> Iterator[Problem]:
    """A notice for each person and item of walls.yml that is not on its wall today, at its place; ids that lead nowhere are
    `check`'s to name. Of those whom a rule finds only they are named who said in a form of their own that they may hang there,
    and no item whose owner is named already."""
    meant = {key for wall in view.archive.walls for key in _meant(view, wall)}
    hung, reader = walled(view, meant), Essays(shut=False, gone=(), forms={}, withheld=())  # only keys are looked at here
    for wall in view.archive.walls:
        shown = wall_of(view, reader, wall, hung)
        closed = dict(_closed_people(view, wall, {card.id for card in shown.people}))
        if not (wall.people or wall.chooses):
            yield Problem(*locate(_spot(wall, "title")), "wall-nobody", {"wall": wall.title})
        for key, place in closed.items():
            person = view.archive.people[key]
            why = "".join(dict.fromkeys(one.say(language) for one in judge_person(view, person).reasons))
            values: dict[str, object] = {"name": person.record.name, "wall": wall.title, "why": why}
            yield Problem(*locate(place), "wall-person-closed", values)
        for key, place in _closed_items(view, wall, {card.id for card in shown.items}, closed):
            yield Problem(*locate(place), "wall-item-closed", {"wall": wall.title, "item": key})


def _spot(wall: Wall, *path: str | int) -> Spot:
    return Spot("walls", "", (wall.id, *path))


def _meant(view: View, wall: Wall) -> tuple[str, ...]:
    return listed(wall, {key: kept.record for key, kept in view.archive.people.items()}, view.archive.registers)


def _closed_people(view: View, wall: Wall, shown: Collection[str]) -> Iterator[tuple[str, Spot]]:
    """Keys of those who are meant and not shown, each with where that stands."""
    people = view.archive.people
    for key in _meant(view, wall):
        if key not in people or people[key].id in shown:
            continue
        form = people[key].record.consent
        if key in wall.people:
            yield key, _spot(wall, "people", wall.people.index(key))
        elif form and form.purposes.get("wall") == "yes":
            yield key, _spot(wall, "title")


def _closed_items(view: View, wall: Wall, shown: Collection[str], closed: Collection[str]) -> Iterator[tuple[str, Spot]]:
    for at, key in enumerate(wall.items):
        kept = view.archive.items.get(key)
        if kept and kept.id not in shown and kept.record.owner not in closed:
            yield key, _spot(wall, "items", at)
