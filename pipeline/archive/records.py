"""The bytes of one YAML file → the frozen record it describes, or the exact places where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.archive.complaints import complain
from pipeline.archive.yaml import Node, read_yaml
from pipeline.model.problem import Problem
from pipeline.model.record import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)
BLEMISHES = frozenset({"encoding-bom", "line-ends-crlf", "not-nfc", "invisible-character"})


def read_record(kind: type[AnyRecord], data: bytes, file: str) -> tuple[AnyRecord | None, tuple[Problem, ...]]:
    """The record of this kind in `data`, or None, and every problem with its line and column. Never raises, whatever the bytes.

    A blemish (byte order mark, CRLF, text outside NFC, invisible characters) is a problem, but the record is read.
    """
    root, problems = read_yaml(data, file)
    if root is None:
        return None, problems
    if root.value is None:
        return None, (*problems, Problem(file, 0, 0, "empty-file"))
    if not isinstance(root.value, dict):
        return None, (*problems, Problem(file, root.line, root.column, "mapping-expected", {"key": file, "value": "", "why": ""}))
    record, found = typed(kind, root, file)
    sound = not any(problem.code not in BLEMISHES for problem in problems)
    return record if sound else None, (*problems, *found)


def read_list(kind: type[AnyRecord], data: bytes, file: str) -> tuple[tuple[AnyRecord, ...], tuple[Problem, ...]]:
    """The records in a file that is one YAML list (registers, staff, walls); an entry that is wrong is left out and named.

    A file of comments alone is an empty list.
    """
    root, problems = read_yaml(data, file)
    if root is None or root.value is None:
        return (), problems
    if not isinstance(root.kids, list):
        return (), (*problems, Problem(file, root.line, root.column, "list-expected", {"key": file, "value": "", "why": ""}))
    records = []
    for node in root.kids:
        record, found = typed(kind, node, file)
        problems = (*problems, *found)
        if record is not None:
            records.append(record)
    return tuple(records), problems


def typed(kind: type[AnyRecord], node: Node, file: str) -> tuple[AnyRecord | None, tuple[Problem, ...]]:
    """The record that the schema sees in a node, or None and its complaints."""
    try:
        record = kind.model_validate(node.value, by_alias=True, by_name=False)
    except ValidationError as failure:
        return None, complain(failure, kind, node, file)
    empty = tuple(Problem(file, *node.key_at(path), "key-empty", {"key": path[-1]}) for path in _empty_texts(record))
    return (None if empty else record), empty


def _empty_texts(record: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Paths of required texts that were left empty, which the schema takes for texts."""
    for name, field in type(record).model_fields.items():
        value, here = getattr(record, name), (*path, field.alias or name)
        if field.is_required() and value == "":
            yield here
        elif isinstance(value, BaseModel):
            yield from _empty_texts(value, here)
        elif isinstance(value, tuple):
            for number, part in enumerate(value):
                if isinstance(part, BaseModel):
                    yield from _empty_texts(part, (*here, number))
