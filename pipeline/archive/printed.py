"""volumes/printed.ndjson ↔ which copies of which volume went where, and what was done to call them back."""

from __future__ import annotations

import json

from pydantic import ValidationError

from pipeline.archive import layout as names
from pipeline.archive.layout import Layout
from pipeline.archive.scan import Tree
from pipeline.model.canonical import canonical
from pipeline.model.printing import PrintedLedger, Printing, Recall
from pipeline.model.problem import Problem
from pipeline.writing.atomic import write_bytes


def parse_printed(data: bytes, file: str) -> tuple[PrintedLedger, tuple[Problem, ...]]:
    """The lines in order; one that cannot be read, or bears the number of an earlier printing, is counted and named."""
    printings: dict[int, Printing] = {}
    recalls: list[Recall] = []
    broken: list[int] = []
    for line_number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        entry = _entry(line)
        if isinstance(entry, Printing) and entry.number not in printings:
            printings[entry.number] = entry
        elif isinstance(entry, Recall) and entry.printing in printings:
            recalls.append(entry)
        else:
            broken.append(line_number)
    problems = tuple(Problem(file, number, 1, "printed-line") for number in broken)
    return PrintedLedger(tuple(printings.values()), tuple(recalls), tuple(broken)), problems


def read_printed(tree: Tree, layout: Layout) -> tuple[PrintedLedger, tuple[Problem, ...]]:
    """The printings of an archive; a file that exists and cannot be opened counts as broken."""
    if names.PRINTED not in tree.files:
        hidden = any(problem.file == names.PRINTED for problem in tree.problems)
        return PrintedLedger(broken=(0,) if hidden else ()), ()
    try:
        return parse_printed(layout.path(names.PRINTED).read_bytes(), names.PRINTED)
    except OSError as failure:
        values: dict[str, object] = {"file": names.PRINTED, "why": failure.strerror}
        return PrintedLedger(broken=(0,)), (Problem(names.PRINTED, 0, 0, "cannot-read", values),)


def add_printed(layout: Layout, entry: Printing | Recall) -> str:
    """Append an entry, whole or not at all; returns the file's path from the root. Raises CannotWrite."""
    path = layout.path(names.PRINTED)
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_bytes(path, before + canonical(entry) + b"\n")
    return names.PRINTED


def _entry(line: bytes) -> Printing | Recall | None:
    try:
        value = json.loads(line)
        if isinstance(value, dict) and "deed" in value:
            return Recall.model_validate(value)
        return Printing.model_validate(value)
    except (ValueError, RecursionError, ValidationError):
        return None
