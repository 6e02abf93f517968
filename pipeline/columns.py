"""The weekly column, planned and confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.errors import Unreadable, WrongUse
from pipeline.model.column import WEEKDAYS, ColumnEntry
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.office.planning import HORIZON, Slot, propose
from pipeline.release.explain import verdicts
from pipeline.release.review import check_staff
from pipeline.workshop import Workshop


@dataclass(frozen=True)
class Wanted:
    """What somebody confirms for a day; an empty interview takes what is proposed, `skip` says that nothing comes."""

    date: dt.date
    by: str
    interview: str = ""
    start_ms: int | None = None  # None: from where the story begins
    end_ms: int | None = None  # None: to its end
    title: str = ""
    skip: bool = False


def plan(settings: Settings, weeks: int) -> tuple[tuple[Slot, ...], tuple[Problem, ...]]:
    """The coming weeks: what people confirmed, and proposals for the rest from what may be shown (purpose `column`).

    Raises WrongUse where the archive has no column.yml, Unreadable where what was confirmed cannot be read.
    """
    shop = Workshop(settings)
    shop.measure()
    return _proposed(shop, weeks)


def confirm(settings: Settings, wanted: Wanted) -> ColumnEntry:
    """Put on record what comes on a day. Raises WrongUse where the interview may not be shown, the day is none of the column's
    or somebody else's to decide; Unreadable, CannotWrite, Locked."""
    shop = Workshop(settings)
    with shop.shelf.lock():
        shop.measure()
        check_staff(shop.archive, wanted.by, settings.now)
        slots, _ = _proposed(shop, HORIZON)
        slot = next((one for one in slots if one.date == wanted.date), _missed(shop, wanted.date))
        if slot is None:
            raise WrongUse("column-day", date=wanted.date, weekday=shop.archive.column.rule.weekday)  # type: ignore[union-attr]
        entry = _entry(shop, wanted, slot)
        file = shop.shelf.keep_column(entry)
        shop.shelf.event("policy assignment", (file,), shop.hand, f"column {entry.date} {entry.interview or '-'} by {entry.by}")
    return entry


def check_rule(settings: Settings) -> None:
    """Nothing, where there is a column to be made. Raises WrongUse where the archive has none, Unreadable."""
    _ruled(Workshop(settings))


def _ruled(shop: Workshop) -> None:
    if shop.archive.column.broken:
        raise Unreadable("column-broken", lines="、".join(map(str, shop.archive.column.broken)))
    if shop.archive.column.rule is None:
        raise WrongUse("column-none")


def _entry(shop: Workshop, wanted: Wanted, slot: Slot) -> ColumnEntry:
    when = {"date": wanted.date, "by": wanted.by, "at": shop.settings.now}
    if wanted.skip:
        return ColumnEntry.model_validate({**when, "interview": ""})
    key = wanted.interview or slot.interview
    if key not in _eligible(shop):
        raise WrongUse("column-closed", interview=key or "—")
    own = key == slot.interview
    passage = (wanted.start_ms, wanted.end_ms) if not own or wanted.start_ms is not None else (slot.start_ms, slot.end_ms)
    if passage[0] is not None and passage[1] is not None and passage[0] >= passage[1]:
        raise WrongUse("column-passage", interview=key)
    return ColumnEntry.model_validate(
        {
            **when,
            "interview": key,
            "start_ms": passage[0],
            "end_ms": passage[1],
            "title": wanted.title or (slot.title if own else ""),
            "why": slot.why if own else "编辑指定",
        }
    )


def _proposed(shop: Workshop, weeks: int) -> tuple[tuple[Slot, ...], tuple[Problem, ...]]:
    _ruled(shop)
    return propose(shop.archive, _eligible(shop), shop.settings.today, weeks)


def _missed(shop: Workshop, day: dt.date) -> Slot | None:
    """A day of the column that is past and on which nothing can be read: people may still fill it."""
    column, settings = shop.archive.column, shop.settings
    rule = column.rule
    if rule is None or not rule.begins <= day < settings.today or day in rule.rests or WEEKDAYS[day.weekday()] != rule.weekday:
        return None
    entry = column.filled(_eligible(shop)).get(day)
    if entry is not None and entry.interview in _eligible(shop):
        return None
    return Slot(day, "", "补登")


def _eligible(shop: Workshop) -> frozenset[str]:
    found = verdicts(shop.archive, shop.settings.today, shop.times)
    return frozenset(one.key for one in found if one.purpose == "column" and one.public)
