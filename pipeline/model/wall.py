"""Honour walls as a curator writes them in walls.yml: who and what hangs there, and how large it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pipeline.model.nouns import Person, Service, Term
from pipeline.model.record import Key, Record, YesNo

PanelSize = Literal["A3", "A2", "A1", "A0"]
LabelSize = Literal["90x54", "95x65", "140x95"]


class Wall(Record):
    """One honour wall. Who is named comes first, in that order; then whoever the rules find, in the order of a dictionary."""

    id: Key
    title: str
    people: tuple[Key, ...] = ()
    everyone: YesNo = False  # whoever may hang on a wall
    honours: tuple[str, ...] = ()  # register keys or words: whoever has one of them
    service: tuple[str, ...] = ()  # register keys of units, or words of unit, role or place: whoever served so
    items: tuple[Key, ...] = ()
    panel: PanelSize = "A1"
    label: LabelSize = "95x65"  # millimetres

    @property
    def chooses(self) -> bool:
        """Is there a rule beside the people who are named?"""
        return bool(self.everyone or self.honours or self.service)


Registers = Mapping[str, Mapping[str, Term]]


def honours_found(wall: Wall, person: Person, registers: Registers) -> tuple[str, ...]:
    """The honours of a person for which a wall's rule takes them."""
    return tuple(one for one in person.honours if _meant(wall.honours, one, (_name(registers, "honours", one),)))


def service_found(wall: Wall, person: Person, registers: Registers) -> tuple[Service, ...]:
    """The stretches of a person's service for which a wall's rule takes them."""
    return tuple(
        one
        for one in person.service
        if _meant(wall.service, one.unit, (_name(registers, "units", one.unit), one.role, _name(registers, "places", one.place)))
    )


def listed(wall: Wall, people: Mapping[str, Person], registers: Registers) -> tuple[str, ...]:
    """Keys of everybody whom a wall means, whether they may hang there or not; each once."""
    found = [key for key, one in people.items() if wall.everyone or _takes(wall, one, registers)]
    found.sort(key=lambda key: (people[key].pinyin, people[key].name, key))
    return tuple(dict.fromkeys((*wall.people, *found)))


def _takes(wall: Wall, person: Person, registers: Registers) -> bool:
    return bool(honours_found(wall, person, registers) or service_found(wall, person, registers))


def _meant(wanted: tuple[str, ...], key: str, words: tuple[str, ...]) -> bool:
    return any(one == key or any(one in word for word in words) for one in wanted if one.strip())


def _name(registers: Registers, register: str, key: str) -> str:
    term = registers.get(register, {}).get(key)
    return term.name if term else key
