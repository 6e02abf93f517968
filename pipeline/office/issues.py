"""The weekly column as it ran: how many issues a year had, and from which units those came who told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.model.archive import Archive, KeptInterview, KeptPerson
from pipeline.model.column import ColumnEntry
from pipeline.model.units import telling_of
from pipeline.office.tables import Section

_CLOSED = "不公开番号的单位"
_NONE = "没有写明单位"


def ran(archive: Archive, today: dt.date) -> tuple[ColumnEntry, ...]:
    """The issues that have run by a day, the oldest first: confirmed for a day that has come, and not withdrawn before it."""
    due = [one for day, one in archive.column.confirmed.items() if day <= today and one.interview]
    known = ((one, archive.interviews.get(one.interview)) for one in due)
    return tuple(one for one, kept in known if kept is not None and not _gone_by(archive, kept, one.date))


def column_section(archive: Archive, issues: Sequence[ColumnEntry], year: int) -> Section:
    """The issues of a year by the units in which those served who told; whoever served in several counts for each."""
    shown = [one for one in issues if one.date.year == year]
    units: Counter[str] = Counter()
    for one in shown:
        units.update({name for person in _narrators(archive, one) for name in _served_in(archive, person)} or {_NONE})
    told = {person.key for one in shown for person in _narrators(archive, one)}
    rows = sorted(units.items(), key=lambda row: (-row[1], row[0]))
    note = f"全年刊出 {len(shown)} 期，讲述人 {len(told)} 位。一人在几个单位服役的，各单位都计一次。"
    counted = (*((name, str(count)) for name, count in rows), ("全年", str(len(shown))))
    return Section("每周专栏", ("单位", "期数"), counted, note, bars=True)


def _narrators(archive: Archive, one: ColumnEntry) -> list[KeptPerson]:
    return [archive.people[key] for key in archive.interviews[one.interview].record.narrators if key in archive.people]


def _served_in(archive: Archive, person: KeptPerson) -> Iterator[str]:
    """The units as they may be told: a report leaves the house."""
    for service in person.record.service:
        term = archive.registers.get("units", {}).get(service.unit)
        if term is not None:
            yield telling_of(term, [service]).told or _CLOSED
        elif service.unit:
            yield service.unit


def _gone_by(archive: Archive, kept: KeptInterview, day: dt.date) -> bool:
    """Was the story, or somebody who tells it, withdrawn before the day?"""
    ledgers = [kept.ledger, *(archive.people[key].ledger for key in kept.record.narrators if key in archive.people)]
    return any(one.at.date() < day for ledger in ledgers for one in ledger.withdrawals)
