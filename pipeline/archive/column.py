"""column.yml and column.ndjson ↔ the column's rule, and what people confirmed for which day."""

from __future__ import annotations

import json

from pydantic import ValidationError

from pipeline.archive import layout as names
from pipeline.archive.layout import Layout
from pipeline.archive.source import Source
from pipeline.model.canonical import canonical
from pipeline.model.column import Column, ColumnEntry, ColumnRule
from pipeline.model.problem import Problem
from pipeline.writing.atomic import write_bytes


def read_column(source: Source) -> Column:
    """The column as it stands; a rule that cannot be read is none, and a ledger that is there and cannot be opened is broken."""
    rule = source.record(ColumnRule, names.COLUMN) if source.has(names.COLUMN) else None
    if not source.has(names.COLUMN_LEDGER):
        hidden = any(problem.file == names.COLUMN_LEDGER for problem in source.problems)
        return Column(rule, broken=(0,) if hidden else ())
    data = source.bytes(names.COLUMN_LEDGER)
    if data is None:
        return Column(rule, broken=(0,))
    entries, broken = parse_column(data)
    source.problems.extend(Problem(names.COLUMN_LEDGER, number, 1, "column-line") for number in broken)
    return Column(rule, entries, broken)


def parse_column(data: bytes) -> tuple[tuple[ColumnEntry, ...], tuple[int, ...]]:
    """The lines of a column.ndjson in order, and the numbers of those that cannot be read."""
    entries: list[ColumnEntry] = []
    broken: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            entries.append(ColumnEntry.model_validate(json.loads(line)))
        except (ValueError, RecursionError, ValidationError):
            broken.append(number)
    return tuple(entries), tuple(broken)


def add_column(layout: Layout, entry: ColumnEntry) -> str:
    """Append an entry, whole or not at all; returns the file's path from the root. Raises CannotWrite."""
    path = layout.path(names.COLUMN_LEDGER)
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_bytes(path, before + canonical(entry) + b"\n")
    return names.COLUMN_LEDGER
