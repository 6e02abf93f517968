"""Units of which nobody has decided whether they may be named, and units that a text names though they may not be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.check.finding import Case
from pipeline.check.told import Told, of_interview, of_item, of_person, place_of
from pipeline.language.designations import mentions
from pipeline.model.nouns import Service
from pipeline.model.problem import Problem
from pipeline.model.spot import Spot
from pipeline.model.units import entry_of, names_in_text, span, telling


def units_are_decided(case: Case) -> Iterator[Problem]:
    """Every unit of the register that a person served in is decided for that time, and has the name by which it may be called."""
    units = case.archive.registers.get("units", {})
    for key, person in case.archive.people.items():
        for number, stretch in enumerate(person.record.service):
            unit = units.get(stretch.unit)
            how = telling(unit, *span(stretch)) if unit else None
            if unit and how and how.disclosure == "unknown":
                yield case.found(Spot("person", key, ("service", number, "unit")), "unit-undecided", unit=unit.id)
            elif unit and how and not how.told:
                yield case.found(Spot("register", "units", (unit.id,)), "unit-no-public-name", name=unit.name)


def periods_run_forward(case: Case) -> Iterator[Problem]:
    """A period of a unit ends after it begins."""
    for key, unit in case.archive.registers.get("units", {}).items():
        for number, one in enumerate(unit.periods):
            if one.start and one.end and one.start.earliest > one.end.latest:
                yield case.found(Spot("register", "units", (key, "periods", number)), "period-order", name=unit.name)


def units_are_not_named(case: Case) -> Iterator[Problem]:
    """Nothing that the public would read holds the name of a unit or place that may not stand there; each once in each file."""
    people = case.archive.people
    for key, interview in case.archive.interviews.items():
        narrators = [people[who].record for who in interview.record.narrators if who in people]
        yield from _named(case, [one for record in narrators for one in record.service], of_interview(case, key))
    for key, person in people.items():
        yield from _named(case, person.record.service, of_person(case, key))
    for key, item in case.archive.items.items():
        owner = people.get(item.record.owner)
        yield from _named(case, owner.record.service if owner else (), of_item(case, key))


def _named(case: Case, services: Iterable[Service], told: Told) -> Iterator[Problem]:
    forms = names_in_text(case.archive.registers, tuple(services))
    if not any(forms.values()):
        return
    seen: set[tuple[str, str, str]] = set()
    for spot, text in told:
        for one in mentions(text, forms):
            if (spot.noun, spot.key, one.key) not in seen:
                seen.add((spot.noun, spot.key, one.key))
                at = place_of(spot, text[one.start : one.end])
                yield case.found(at, "closed-name", name=one.form, **entry_of(one.key))


UNIT_RULES = (units_are_decided, periods_run_forward, units_are_not_named)
