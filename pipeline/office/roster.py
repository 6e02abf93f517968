"""The archive → the sheets of a roster, and a record's field → what its cell says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.model.archive import Archive
from pipeline.model.record import Record, SaidDate, date_span
from pipeline.office.columns import CLEAR, EXAMPLE, KEY, ROLLS, SEPARATOR, Column, Roll
from pipeline.writing.workbook import Head, Table

_HOW_TO = (
    ("每张表一行是一条记录。",),
    ("编号定了就不再改；新的一行可以空着编号。",),
    ("空着的格子不改动原来的内容；要删去原来的内容，请写“清空”。",),
    ("表里没有的内容（授权书、经历、略去的段落等）原样保留。",),
    ("公式不会计算：请填写结果本身。",),
    ("编号以“样例”开头的行只作示范，导入时跳过。",),
)


def export(archive: Archive) -> tuple[Table, ...]:
    """Every sheet of the roster, filled with what the archive holds; consent, contacts and what is withheld are not in it."""
    return (*(_table(roll, _rows(roll, archive)) for roll in ROLLS), Table("填写说明", (Head("填写说明", width=80),), _HOW_TO))


def template() -> tuple[Table, ...]:
    """The sheets with one example each, for an archive that begins with its roster."""
    return (*(_table(roll, (roll.example,)) for roll in ROLLS), Table("填写说明", (Head("填写说明", width=80),), _HOW_TO))


def records(roll: Roll, archive: Archive) -> dict[str, Record]:
    """The records that a sheet lists, by key, in the archive's order."""
    if roll.noun == "person":
        return {key: kept.record for key, kept in archive.people.items()}
    if roll.noun == "item":
        return {key: kept.record for key, kept in archive.items.items()}
    entries = archive.walls if roll.noun == "wall" else archive.talks
    return {entry.id: entry for entry in entries}


def cell_of(column: Column, record: Record, archive: Archive) -> str:
    """What the cell of this column says of a record; reading it back gives the record's own value."""
    value = getattr(record, column.field)
    if column.form == "date":
        return said(value) if value else ""
    if column.form == "yes_no":
        return "是" if value else ""
    if column.form == "number":
        return str(value) if value else ""
    if column.form in ("people", "items"):
        names = people_names(archive) if column.form == "people" else item_names(archive)
        return SEPARATOR.join(_called(key, names) for key in ((value,) if isinstance(value, str) else value))
    if column.form == "list":
        return SEPARATOR.join(value)
    return next((word for word, written in column.choices.items() if written == value), str(value))


def said(date: SaidDate) -> str:
    """A date as a cell says it: its short form, or what was said with the days that it may mean."""
    try:
        if date_span(date.said) == (date.earliest, date.latest):
            return date.said
    except ValueError:
        pass
    return f"{date.said}（{date.earliest}至{date.latest}）"


def people_names(archive: Archive) -> Mapping[str, str]:
    """Every person's name by key."""
    return {key: kept.record.name for key, kept in archive.people.items()}


def item_names(archive: Archive) -> Mapping[str, str]:
    """Every item's title by key."""
    return {key: kept.record.title for key, kept in archive.items.items()}


def _called(key: str, names: Mapping[str, str]) -> str:
    """The name, where only one record bears it; else its key."""
    name = names.get(key, "")
    alone = sum(one == name for one in names.values()) == 1
    return name if name and alone and SEPARATOR not in name and name != CLEAR else key


def _rows(roll: Roll, archive: Archive) -> Iterable[tuple[str, ...]]:
    for key, record in records(roll, archive).items():
        yield (key, *(cell_of(column, record, archive) for column in roll.columns))


def _table(roll: Roll, rows: Iterable[tuple[str, ...]]) -> Table:
    columns = (KEY, *roll.columns)
    heads = tuple(Head(column.title, column.note, tuple(column.choices), column.width) for column in columns)
    return Table(roll.title, heads, tuple(rows))


def is_example(key: str) -> bool:
    """Is this the key of a row that only explains?"""
    return key.startswith(EXAMPLE)
