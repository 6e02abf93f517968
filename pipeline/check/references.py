"""Names that lead nowhere: people, items, interviews and register entries that something speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.check.finding import Case
from pipeline.model.nouns import VolumePlan
from pipeline.model.problem import Problem
from pipeline.model.spot import Noun, Spot
from pipeline.model.text import Shown

_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


def people_exist(case: Case) -> Iterator[Problem]:
    """Narrators, owners of items, people on walls and of whom talks told."""
    for key, interview in case.archive.interviews.items():
        narrators = interview.record.narrators
        if not narrators and not case.is_broken("interview", key):
            yield case.found(Spot("interview", key, ("narrators",)), "narrator-none")
        yield from _people(case, (("interview", key, ("narrators", number), who) for number, who in enumerate(narrators)))
    yield from _people(case, (("item", key, ("owner",), item.record.owner) for key, item in case.archive.items.items()))
    for wall in case.archive.walls:
        yield from _people(case, (("walls", "", (wall.id, "people", at), who) for at, who in enumerate(wall.people)))
    for talk in case.archive.talks:
        yield from _people(case, (("talks", "", (talk.id, "people", at), who) for at, who in enumerate(talk.people)))


def items_exist(case: Case) -> Iterator[Problem]:
    """Items shown in interviews, in texts and on walls."""
    for key, interview in case.archive.interviews.items():
        for number, show in enumerate(interview.record.shows):
            yield from _item(case, Spot("interview", key, ("shows", number, "item")), show.item)
        for noun, text in interview.texts:
            shown = [block.item for turn in text.turns() for block in turn.blocks if isinstance(block, Shown)]
            for item in shown:
                yield from _item(case, Spot(noun, key, ("item", item)), item)
    for wall in case.archive.walls:
        for number, item in enumerate(wall.items):
            yield from _item(case, Spot("walls", "", (wall.id, "items", number)), item)


def interviews_exist(case: Case) -> Iterator[Problem]:
    """Interviews in volumes, and those that the column's editors pinned."""
    for key, plan in case.archive.volumes.items():
        for number, interview in enumerate(plan.interviews):
            if interview not in case.archive.interviews:
                yield case.found(Spot("volume", key, ("interviews", number)), "no-such-interview", key=interview)
        for interview in plan.told_as:
            if interview not in plan.interviews:
                yield case.found(Spot("volume", key, ("told_as", interview)), "no-such-interview", key=interview)
        yield from _voiced(case, key, plan)
    for number, pin in enumerate(case.archive.column.rule.pins if case.archive.column.rule else ()):
        if pin.interview not in case.archive.interviews:
            yield case.found(Spot("column", "", ("pins", number, "interview")), "no-such-interview", key=pin.interview)


def _voiced(case: Case, key: str, plan: VolumePlan) -> Iterator[Problem]:
    for number, voice in enumerate(plan.voices):
        if voice.interview not in case.archive.interviews:
            yield case.found(Spot("volume", key, ("voices", number, "interview")), "no-such-interview", key=voice.interview)


def terms_of_people_exist(case: Case) -> Iterator[Problem]:
    """Units, places and honours that are written as the id of a register entry; plain words need no entry."""
    for key, person in case.archive.people.items():
        for number, stretch in enumerate(person.record.service):
            yield from _term(case, Spot("person", key, ("service", number, "unit")), "units", stretch.unit)
            yield from _term(case, Spot("person", key, ("service", number, "place")), "places", stretch.place)
        for number, honour in enumerate(person.record.honours):
            yield from _term(case, Spot("person", key, ("honours", number)), "honours", honour)
    for key, item in case.archive.items.items():
        yield from _term(case, Spot("item", key, ("honour",)), "honours", item.record.honour)


def terms_of_interviews_exist(case: Case) -> Iterator[Problem]:
    """Places of index points and sessions, likewise."""
    for key, interview in case.archive.interviews.items():
        for number, point in enumerate(interview.record.index):
            for at, place in enumerate(point.places):
                yield from _term(case, Spot("interview", key, ("index", number, "places", at)), "places", place)
        for number, session in enumerate(interview.record.sessions):
            yield from _term(case, Spot("interview", key, ("sessions", number, "place")), "places", session.place)


def parents_exist(case: Case) -> Iterator[Problem]:
    """The parent of a register entry, in the same register."""
    for name, terms in case.archive.registers.items():
        for key, term in terms.items():
            yield from _term(case, Spot("register", name, (key, "parent")), name, term.parent)


def _people(case: Case, named: Iterable[tuple[Noun, str, tuple[str | int, ...], str]]) -> Iterator[Problem]:
    for noun, key, path, who in named:
        if who not in case.archive.people and not case.is_broken("person", who):
            yield case.found(Spot(noun, key, path), "no-such-person", key=who)


def _item(case: Case, spot: Spot, item: str) -> Iterator[Problem]:
    if item not in case.archive.items and not case.is_broken("item", item):
        yield case.found(spot, "no-such-item", key=item)


def _term(case: Case, spot: Spot, register: str, word: str) -> Iterator[Problem]:
    if _KEY.fullmatch(word) and word not in case.archive.registers.get(register, {}):
        yield case.found(spot, "no-such-term", key=word, register=register)


REFERENCE_RULES = (people_exist, items_exist, interviews_exist, terms_of_people_exist, terms_of_interviews_exist, parents_exist)
