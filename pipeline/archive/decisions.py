"""decisions.ndjson ↔ what people decided about flags, in order."""

from __future__ import annotations

import json

from pydantic import ValidationError

from pipeline.archive.layout import Layout
from pipeline.archive.scan import Tree
from pipeline.model.canonical import canonical
from pipeline.model.decision import Decision, Decisions
from pipeline.model.problem import Problem
from pipeline.writing.atomic import write_bytes


def parse_decisions(data: bytes, file: str) -> tuple[Decisions, tuple[Problem, ...]]:
    """The lines of a decisions.ndjson in order; one that cannot be read is counted and named, and nothing is laid out then."""
    entries: list[Decision] = []
    broken: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            entries.append(Decision.model_validate(json.loads(line)))
        except (ValueError, RecursionError, ValidationError):
            broken.append(number)
    return Decisions(tuple(entries), tuple(broken)), tuple(Problem(file, number, 1, "decision-line") for number in broken)


def read_decisions(tree: Tree, layout: Layout, interview: str) -> tuple[Decisions, tuple[Problem, ...]]:
    """The decisions of an interview; a file that exists and cannot be opened counts as broken."""
    file = layout.decisions(interview)
    if file not in tree.files:
        hidden = any(problem.file == file for problem in tree.problems)
        return Decisions(broken=(0,) if hidden else ()), ()
    try:
        return parse_decisions(layout.path(file).read_bytes(), file)
    except OSError as failure:
        return Decisions(broken=(0,)), (Problem(file, 0, 0, "cannot-read", {"file": file, "why": failure.strerror}),)


def add_decision(layout: Layout, interview: str, decision: Decision) -> str:
    """Append a decision, whole or not at all; returns the file's path from the root. Raises CannotWrite."""
    file = layout.decisions(interview)
    path = layout.path(file)
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_bytes(path, before + canonical(decision) + b"\n")
    return file
