"""A filled roster → what it would change, row by row, or what is wrong with which cell; nothing is changed here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from pipeline.language.names import syllables
from pipeline.model.archive import Archive
from pipeline.model.problem import Problem
from pipeline.model.record import KEY as KEY_PATTERN
from pipeline.model.record import Record, date_span
from pipeline.office.columns import CLEAR, KEY, ROLLS, SEPARATOR, Column, Roll
from pipeline.office.roster import cell_of, is_example, item_names, people_names, records
from pipeline.writing.workbook import Line, ReadTable, address

_SPAN = re.compile(r"(?P<said>.+?)[（(](?P<earliest>\d{4}-\d{2}-\d{2})\s*(?:至|—|-|~)\s*(?P<latest>\d{4}-\d{2}-\d{2})[)）]")
_GIVEN = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[月./-](\d{1,2})日?|月)?")
_YEAR = re.compile(r"(\d{4})年?")
_PARTS = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True)
class Difference:
    """One cell that says something else than the record: the column's title, what the record said, what it would say."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """One row that would change a record: `changes` are fields as YAML holds them, None where the field goes."""

    roll: Roll
    row: int
    key: str
    name: str
    is_new: bool
    changes: Mapping[str, Any]
    differences: tuple[Difference, ...]


@dataclass
class _Sheet:
    """What is known while one sheet is read."""

    roll: Roll
    archive: Archive
    names: Mapping[str, Mapping[str, str]]  # "people" and "items": key → name, with what earlier sheets add
    known: dict[str, Record]
    columns: dict[int, Column]
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def complain(self, column: int, row: int, code: str, **values: object) -> None:
        title = self.columns[column].title if column in self.columns else ""
        found = {"cell": f"{self.roll.title}!{address(column, row)}", "title": title, **values}
        self.problems.append(Problem(self.roll.title, row, column + 1, code, found))


def propose(tables: Iterable[ReadTable], archive: Archive) -> tuple[tuple[Proposal, ...], tuple[Problem, ...]]:
    """What the sheets would change, in the order of the sheets, and every problem with its cell. A sheet of another title is
    passed over where it is the explanation, and named where it is not."""
    by_title = {table.title.strip(): table for table in tables}
    names = {"people": dict(people_names(archive)), "items": dict(item_names(archive))}
    proposals: list[Proposal] = []
    problems = [
        Problem(title, 0, 0, "roster-sheet", {"title": title, "known": "、".join(roll.title for roll in ROLLS)})
        for title in by_title
        if title not in {roll.title for roll in ROLLS} | {"填写说明"}
    ]
    for roll in ROLLS:
        if roll.title in by_title:
            found, wrong = _propose_sheet(roll, by_title[roll.title], archive, names)
            proposals += found
            problems += wrong
    return tuple(proposals), tuple(problems)


def _propose_sheet(
    roll: Roll, table: ReadTable, archive: Archive, names: dict[str, dict[str, str]]
) -> tuple[list[Proposal], list[Problem]]:
    if not table.lines:
        return [], []
    head, *lines = table.lines
    sheet = _Sheet(roll, archive, names, records(roll, archive), _columns(roll, head))
    _check_head(sheet, head, cut=table.cut)
    found = []
    for line in lines if not sheet.problems else []:
        if proposal := _row(sheet, line):
            found.append(proposal)
            names.get({"person": "people", "item": "items"}.get(roll.noun, ""), {})[proposal.key] = proposal.name
    return found, sheet.problems


def _columns(roll: Roll, head: Line) -> dict[int, Column]:
    known = {column.title: column for column in (KEY, *roll.columns)}
    return {number: known[text] for number, text in head.texts.items() if text in known}


def _check_head(sheet: _Sheet, head: Line, *, cut: bool) -> None:
    known = "、".join(column.title for column in (KEY, *sheet.roll.columns))
    for number, text in head.texts.items():
        if number not in sheet.columns:
            sheet.complain(number, head.number, "roster-head", said=text, known=known)
    titles = [column.title for column in sheet.columns.values()]
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        sheet.complain(0, head.number, "roster-head-twice", said=title)
    if not {KEY.title, sheet.roll.naming.title} & set(titles):
        sheet.complain(0, head.number, "roster-head-none", known=known)
    if cut:
        sheet.complain(0, head.number, "roster-long")


def _row(sheet: _Sheet, line: Line) -> Proposal | None:
    before = len(sheet.problems)
    for column in sorted(line.formulas & set(sheet.columns)):
        sheet.complain(column, line.number, "roster-formula")
    cells = {column.field: (number, line.texts[number]) for number, column in sheet.columns.items() if number in line.texts}
    at, written = cells.pop("id", (0, ""))
    if is_example(written) or not (cells or written or line.formulas):
        return None
    name = cells.get(sheet.roll.naming.field, (0, ""))[1]
    key = written or _proposed_key(sheet, cells)
    if not KEY_PATTERN.fullmatch(key):
        sheet.complain(at, line.number, "roster-key", said=written)
    if key in sheet.seen:
        sheet.complain(at, line.number, "roster-twice", said=key, other=sheet.seen[key])
    sheet.seen[key] = line.number
    record = sheet.known.get(key)
    changes = _changes(sheet, line, cells, record)
    if len(sheet.problems) == before:
        _validate(sheet, line, changes, record)
    if len(sheet.problems) > before or (record is not None and not changes):
        return None
    return _proposal(sheet, line.number, (key, name), changes, record)


def _proposal(sheet: _Sheet, row: int, named: tuple[str, str], changes: Mapping[str, Any], record: Record | None) -> Proposal:
    key, name = named
    called = name or (str(getattr(record, sheet.roll.naming.field)) if record else "")
    titles = {column.field: column for column in sheet.roll.columns}
    differences = tuple(
        Difference(titles[one].title, cell_of(titles[one], record, sheet.archive) if record else "", _shown(value))
        for one, value in changes.items()
    )
    return Proposal(sheet.roll, row, key, called, record is None, changes, differences)


def _shown(value: Any) -> str:  # noqa: ANN401 - a value as YAML holds it
    if value is None:
        return ""
    if isinstance(value, dict):
        return f"{value['said']}（{value['earliest']}至{value['latest']}）"
    return SEPARATOR.join(value) if isinstance(value, list) else str(value)


def _changes(sheet: _Sheet, line: Line, cells: Mapping[str, tuple[int, str]], record: Record | None) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for column in sheet.roll.columns:
        if column.field not in cells:
            continue
        number, text = cells[column.field][0], unicodedata.normalize("NFC", cells[column.field][1])
        if record is not None and text == unicodedata.normalize("NFC", cell_of(column, record, sheet.archive)).strip():
            continue
        if text == CLEAR:
            if record is not None:
                changes[column.field] = None
            continue
        value = _value(sheet, (number, line.number), column, text)
        if value is not None:
            changes[column.field] = value
    return changes


def _value(sheet: _Sheet, at: tuple[int, int], column: Column, text: str) -> Any:  # noqa: ANN401 - as YAML holds it
    """A cell as YAML holds it, or None after a complaint."""
    if column.choices:
        if text in column.choices:
            return column.choices[text]
        sheet.complain(*at, "roster-choice", said=text, choices=SEPARATOR.join(column.choices))
        return None
    if column.form == "date":
        return _date(sheet, at, text)
    if column.form == "number":
        if text.isascii() and text.isdigit():
            return text
        sheet.complain(*at, "roster-number", said=text)
        return None
    if column.form in ("people", "items"):
        return _keys(sheet, at, column, text)
    if column.form == "list":
        return [part.strip() for part in _PARTS.split(text) if part.strip()]
    return text


def _date(sheet: _Sheet, at: tuple[int, int], text: str) -> Any:  # noqa: ANN401
    if span := _SPAN.fullmatch(text):
        return {"said": span["said"].strip(), "earliest": span["earliest"], "latest": span["latest"]}
    folded = unicodedata.normalize("NFKC", text)
    given, year = _GIVEN.fullmatch(folded), _YEAR.fullmatch(folded)
    parts = [given[1], *(f"{int(part):02}" for part in given.groups()[1:] if part)] if given else [year[1]] if year else [text]
    short = "-".join(parts)
    try:
        date_span(short)
    except ValueError:
        sheet.complain(*at, "roster-date", said=text)
        return None
    return short


def _keys(sheet: _Sheet, at: tuple[int, int], column: Column, text: str) -> Any:  # noqa: ANN401
    names = sheet.names[column.form]
    found = []
    for part in (part.strip() for part in _PARTS.split(text)):
        keys = [part] if part in names else [key for key, name in names.items() if name == part]
        if len(keys) != 1:
            code = "roster-namesakes" if keys else "roster-unknown"
            where = {"people": "人物", "items": "实物"}[column.form]
            sheet.complain(*at, code, said=part, where=where, keys=SEPARATOR.join(keys))
            return None
        found.append(keys[0])
    if sheet.roll.kind.model_fields[column.field].annotation is str or column.field == "owner":
        if len(found) != 1:
            sheet.complain(*at, "roster-one", said=text)
            return None
        return found[0]
    return found


def _validate(sheet: _Sheet, line: Line, changes: Mapping[str, Any], record: Record | None) -> None:
    """What the schema says against the record as it would be, named by cell."""
    old = record.model_dump(by_alias=True, exclude_unset=True) if record else {}
    identity = {"id": record.id} if isinstance(record, Record) and hasattr(record, "id") else {}
    if record is None and sheet.roll.noun in ("wall", "talk"):
        identity = {"id": "new"}
    whole = {**old, **identity, **{name: value for name, value in changes.items() if value is not None}}
    for name in (name for name, value in changes.items() if value is None):
        whole.pop(name, None)
    try:
        sheet.roll.kind.model_validate(whole, by_alias=True, by_name=False)
    except ValidationError as failure:
        titles = {column.field: number for number, column in sheet.columns.items()}
        heads = {column.field: column.title for column in sheet.roll.columns}
        for error in failure.errors(include_url=False):
            name = str(error["loc"][0]) if error["loc"] else ""
            code = "roster-missing" if error["type"] == "missing" else "roster-value"
            sheet.complain(titles.get(name, 0), line.number, code, wanted=heads.get(name, name), why=error["msg"])


def _proposed_key(sheet: _Sheet, cells: Mapping[str, tuple[int, str]]) -> str:
    """A key that nobody has: the name in letters, or the day; numbered where that is taken."""
    source = "date" if sheet.roll.noun == "talk" else sheet.roll.naming.field
    text = cells.get(source, (0, ""))[1]
    read = text if source == "date" else "-".join(one[0] for one in syllables(text))
    bare = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", read).lower()).strip("-")[:60] or sheet.roll.noun
    taken = {*sheet.known, *sheet.seen}
    return next(key for number in range(1, 1 << 20) if (key := bare if number == 1 else f"{bare}-{number}") not in taken)
