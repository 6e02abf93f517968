"""The coming weeks of the column, proposed: spread over services, places and years, nobody twice before all have run."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.column import WEEKDAYS, Column, ColumnRule, Pin
from pipeline.model.nouns import Person
from pipeline.model.problem import Problem

HORIZON = 60  # weeks that are always planned together, so that the first are the same however many are asked for
MEMORY = 4  # issues before a slot that it should not resemble, the nearer the less
NEAR_DAYS = 3  # a day of somebody's own is kept by the issue at most so many days away


@dataclass(frozen=True)
class Slot:
    """One day of the column: what is proposed or confirmed for it, and why; `interview` is empty where nothing comes."""

    date: dt.date
    interview: str
    why: str
    confirmed: bool = False
    start_ms: int | None = None
    end_ms: int | None = None
    title: str = ""


@dataclass(frozen=True)
class _Known:
    """What the proposals are made from: who may be shown, what each resembles, and how often each has run."""

    archive: Archive
    eligible: tuple[str, ...]
    traits: Mapping[str, frozenset[str]]
    runs: Counter[str]


def propose(
    archive: Archive, eligible: Collection[str], today: dt.date, weeks: int
) -> tuple[tuple[Slot, ...], tuple[Problem, ...]]:
    """The next `weeks` (at most HORIZON) days of the column from today, and every pin that cannot be kept.

    `eligible` are the keys of interviews that may be shown. What people confirmed stands; the same archive and day give the same
    proposal.
    """
    column = archive.column
    if column.rule is None or column.broken:
        return (), ()
    days = tuple(_days(column.rule, today, HORIZON))
    known = _Known(archive, tuple(sorted(eligible)), {key: _traits(archive, key) for key in eligible}, _runs(column, days[0]))
    slots = {slot.date: slot for slot in _settled(column, days, known)}
    problems = (*_broken_pins(column.rule, days, eligible), *_unknown_spares(column.rule, archive))
    for found in (_own_days(column.rule, days, known, slots), _feasts(column.rule, days, known, slots)):
        for slot in found:
            slots.setdefault(slot.date, slot)
    for day in days:
        if day not in slots:
            slots[day] = _best(day, known, slots, "按军种、地方、年代错开")
    return tuple(slots[day] for day in days[:weeks]), problems


def _days(rule: ColumnRule, today: dt.date, weeks: int) -> Iterator[dt.date]:
    day = max(today, rule.begins)
    day += dt.timedelta(days=(WEEKDAYS.index(rule.weekday) - day.weekday()) % 7)
    rests = set(rule.rests)
    while weeks > 0:
        if day not in rests:
            yield day
            weeks -= 1
        day += dt.timedelta(days=7)


def _runs(column: Column, before: dt.date) -> Counter[str]:
    """How often each has run before that day."""
    return Counter(entry.interview for day, entry in column.confirmed.items() if entry.interview and day < before)


def _settled(column: Column, days: Iterable[dt.date], known: _Known) -> Iterator[Slot]:
    """What people confirmed, then what editors pinned and may be shown. A confirmed story that may be shown no more gives its
    place to the next spare."""
    pins = {pin.date: pin for pin in column.rule.pins} if column.rule else {}
    standing = column.filled(known.eligible)
    for day in days:
        entry, pin = standing.get(day), pins.get(day)
        if entry is not None and (not entry.interview or entry.interview in known.eligible):
            yield Slot(day, entry.interview, entry.why, True, entry.start_ms, entry.end_ms, entry.title)  # noqa: FBT003
        elif pin is not None and pin.interview in known.eligible:
            yield _pinned(pin)


def _pinned(pin: Pin) -> Slot:
    return Slot(pin.date, pin.interview, "编辑指定", start_ms=pin.start_ms, end_ms=pin.end_ms, title=pin.title)


def _broken_pins(rule: ColumnRule, days: Collection[dt.date], eligible: Collection[str]) -> Iterator[Problem]:
    for number, pin in enumerate(rule.pins):
        if pin.date >= min(days) and pin.interview not in eligible:
            yield Problem("column.yml", 0, 0, "pin-closed", {"date": pin.date, "interview": pin.interview, "number": number})
        elif min(days) <= pin.date <= max(days) and pin.date not in days:
            yield Problem("column.yml", 0, 0, "pin-day", {"date": pin.date, "weekday": rule.weekday})


def _unknown_spares(rule: ColumnRule, archive: Archive) -> Iterator[Problem]:
    for number, key in enumerate(rule.spares):
        if key not in archive.interviews:
            yield Problem("column.yml", 0, 0, "spare-unknown", {"interview": key, "number": number})


def _own_days(rule: ColumnRule, days: Iterable[dt.date], known: _Known, slots: Mapping[dt.date, Slot]) -> Iterator[Slot]:
    """Narrators in the week of their own day, those who have run least first."""
    taken = [slot.interview for slot in slots.values()]
    for day in days if rule.own_dates else ():
        if day in slots:
            continue
        near = [
            (known.runs[key], gap, key, name)
            for key in _fresh(known, taken)
            for name, month, number in _dates_of(known.archive, known.archive.interviews[key])
            if (gap := _gap(day, month, number)) <= NEAR_DAYS
        ]
        if near:
            _, _, key, name = min(near)
            taken.append(key)
            yield Slot(day, key, name)


def _feasts(rule: ColumnRule, days: Iterable[dt.date], known: _Known, slots: dict[dt.date, Slot]) -> Iterator[Slot]:
    """In the week of a feast, somebody with an honour."""
    for day in days:
        for feast in rule.feasts:
            month, number = map(int, feast.day.split("-"))
            if day not in slots and _gap(day, month, number) <= NEAR_DAYS:
                honoured = [key for key in known.eligible if _is_honoured(known.archive, known.archive.interviews[key])]
                slot = _best(day, known, slots, f"{feast.name}前后", honoured)
                if slot.interview:
                    yield slot


def _fresh(known: _Known, taken: Collection[str]) -> list[str]:
    """Those who have run least, what is planned counted in."""
    planned = Counter(taken)
    counts = {key: known.runs[key] + planned[key] for key in known.eligible}
    least = min(counts.values(), default=0)
    return [key for key, count in counts.items() if count == least]


def _best(day: dt.date, known: _Known, slots: Mapping[dt.date, Slot], why: str, among: Collection[str] | None = None) -> Slot:
    planned = [slots[one].interview for one in sorted(slots)]
    fresh = _fresh(known, planned)
    choice = [key for key in fresh if among is None or key in among]
    if not choice:
        return Slot(day, "", "没有可以刊出的访谈" if among is None else "")
    before = [entry.interview for date, entry in known.archive.column.confirmed.items() if date < day]
    recent = [*before, *(slots[one].interview for one in sorted(slots) if one < day)][-MEMORY:]
    after = [slots[one].interview for one in sorted(slots) if one > day][:1]
    near = [(key, place) for place, key in enumerate(recent, 1)] + [(key, MEMORY) for key in after]
    alike = {
        key: sum(far * len(known.traits[key] & known.traits.get(other, frozenset())) for other, far in near) for key in choice
    }
    return Slot(day, min(choice, key=lambda key: (alike[key], key)), why)


def _traits(archive: Archive, key: str) -> frozenset[str]:
    """What makes two stories alike: units, places of service and birth, decades of birth and of service."""
    found: set[str] = set()
    for person in _narrators(archive, archive.interviews[key]):
        found |= {f"place {person.native_place}"} if person.native_place else set()
        found |= {f"born {person.birth.earliest.year // 10}"} if person.birth else set()
        for stretch in person.service:
            found |= {f"unit {stretch.unit}", f"place {stretch.place}"} - {"unit ", "place "}
            found |= {f"served {stretch.start.earliest.year // 10}"} if stretch.start else set()
    return frozenset(found)


def _dates_of(archive: Archive, kept: KeptInterview) -> Iterator[tuple[str, int, int]]:
    """The narrators' own days that are known to the day, with their name: (why, month, day)."""
    for person in _narrators(archive, kept):
        days = [(f"{person.name}生日", person.birth), (f"{person.name}逝世纪念日", person.death)]
        days += [(f"{person.name}入伍纪念日", stretch.start) for stretch in person.service[:1]]
        for name, date in days:
            if date is not None and date.earliest == date.latest:
                yield name, date.earliest.month, date.earliest.day


def _is_honoured(archive: Archive, kept: KeptInterview) -> bool:
    return any(person.honours for person in _narrators(archive, kept))


def _narrators(archive: Archive, kept: KeptInterview) -> list[Person]:
    return [archive.people[key].record for key in kept.record.narrators if key in archive.people]


def _gap(day: dt.date, month: int, number: int) -> int:
    """How many days the nearest such day of a year is away; 29 February counts as 28 where there is none."""
    return min(abs((day - _in_year(year, month, number)).days) for year in (day.year - 1, day.year, day.year + 1))


def _in_year(year: int, month: int, number: int) -> dt.date:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return dt.date(year, month, number - 1)
