"""The weekly column: its rule and pins as a curator writes them, and what people confirmed for which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.record import Clock, Day, Key, Record, YesNo

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")  # Monday first, as datetime counts
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Pin(Record):
    """What an editor wants on a day: an interview, and which passage of it."""

    date: Day
    interview: Key
    start_ms: Clock | None = Field(default=None, alias="from")  # None: from where the story begins
    end_ms: Clock | None = Field(default=None, alias="to")  # None: to its end
    title: str = ""


class Clip(Record):
    """What people chose to be heard of an issue in a minute or so, on the interview's clock."""

    date: Day
    start_ms: Clock = Field(alias="from")
    end_ms: Clock = Field(alias="to")


class Feast(Record):
    """A day of the year that the column keeps: somebody with an honour comes in its week."""

    day: MonthDay
    name: str


class ColumnRule(Record):
    """`column.yml`: on which weekday the column comes, and what editors decided beforehand."""

    title: str = "每周一位老兵"
    weekday: Literal["一", "二", "三", "四", "五", "六", "日"]
    hour: str = Field(default="08:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    begins: Day
    outlets: tuple[str, ...] = ()  # where it appears, in words
    feasts: tuple[Feast, ...] = (Feast(day="08-01", name="建军节"), Feast(day="09-30", name="烈士纪念日"))
    own_dates: YesNo = True  # a narrator comes in the week of their own day: birth, death, beginning of service
    pins: tuple[Pin, ...] = ()
    rests: tuple[Day, ...] = ()  # days on which no column comes
    spares: tuple[Key, ...] = ()  # who comes, in this order, where a confirmed story may be shown no more
    clips: tuple[Clip, ...] = ()


class ColumnEntry(Record):
    """A line of `column.ndjson`: what somebody confirmed for a day. A later line for the same day replaces an earlier one."""

    date: Day
    interview: str  # empty: nothing comes on this day
    by: str
    at: dt.datetime
    start_ms: int | None = None  # None: from where the story begins
    end_ms: int | None = None  # None: to its end
    title: str = ""
    why: str = ""


@dataclass(frozen=True)
class Column:
    """The column of an archive; `broken` are the numbers of lines that cannot be read: then nobody knows what runs when."""

    rule: ColumnRule | None = None  # None: the archive has no column
    entries: tuple[ColumnEntry, ...] = ()
    broken: tuple[int, ...] = ()

    @property
    def confirmed(self) -> dict[dt.date, ColumnEntry]:
        """What stands for each day, in the order of the days; days on which nothing comes are in it."""
        return {entry.date: entry for entry in sorted(self.entries, key=lambda one: (one.date, one.at))}

    def filled(self, eligible: Collection[str]) -> dict[dt.date, ColumnEntry]:
        """What stands for each confirmed day when only `eligible` stories (keys) may be shown.

        The day of a story that may be shown no more is the next spare's that may be and comes on no other day; without one the
        entry stays, and what it names may not be shown.
        """
        standing = self.confirmed
        used = {entry.interview for entry in standing.values() if entry.interview in eligible}
        spares = [key for key in (self.rule.spares if self.rule else ()) if key in eligible and key not in used]
        found: dict[dt.date, ColumnEntry] = {}
        for day, entry in standing.items():
            if entry.interview and entry.interview not in eligible and spares:
                spare = {"interview": spares.pop(0), "start_ms": None, "end_ms": None, "title": "", "why": "候补"}
                found[day] = entry.model_copy(update=spare)
            else:
                found[day] = entry
        return found
