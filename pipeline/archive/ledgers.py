"""signoffs.ndjson and approved/ ↔ what people signed, in order, and the exact projections they signed."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from pydantic import ValidationError

from pipeline.archive import layout as names
from pipeline.archive.layout import Layout
from pipeline.archive.scan import Tree
from pipeline.errors import WrongUse
from pipeline.model.canonical import canonical
from pipeline.model.ledger import Ledger, Quarantine, SignOff, Withdrawal
from pipeline.model.problem import Problem
from pipeline.model.projection import InterviewProjection, PersonProjection
from pipeline.writing.atomic import create_bytes, write_bytes

AnyProjection = TypeVar("AnyProjection", InterviewProjection, PersonProjection)
Entry = SignOff | Withdrawal | Quarantine
_HEX = frozenset("0123456789abcdef")


def folder_of(layout: Layout, record: str) -> str:
    """The folder of a record named `interviews/KEY`, `people/KEY`, or by a KEY that only one of them has. Raises WrongUse."""
    wanted = [record] if "/" in record else [f"{folder}/{record}" for folder in (names.INTERVIEWS, names.PEOPLE)]
    found = [folder for folder in wanted if _is_record(layout, folder)]
    if len(found) != 1:
        raise WrongUse("record-ambiguous" if found else "record-unknown", record=record)
    return found[0]


def _is_record(layout: Layout, folder: str) -> bool:
    kind, _, key = folder.partition("/")
    file = {names.INTERVIEWS: "interview.yml", names.PEOPLE: "person.yml"}.get(kind)
    return bool(file and names.KEY.fullmatch(key)) and layout.path(f"{folder}/{file}").is_file()


def parse_ledger(data: bytes, file: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """The lines of a signoffs.ndjson in order; a line that cannot be read is counted, named, and keeps the record closed."""
    signoffs: list[SignOff] = []
    withdrawals: list[Withdrawal] = []
    quarantines: list[Quarantine] = []
    broken: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        entry = _entry(line)
        if isinstance(entry, SignOff):
            signoffs.append(entry)
        elif isinstance(entry, Withdrawal):
            withdrawals.append(entry)
        elif isinstance(entry, Quarantine):
            quarantines.append(entry)
        else:
            broken.append(number)
    problems = tuple(Problem(file, number, 1, "ledger-line") for number in broken)
    of_text, of_edited = (tuple(one for one in signoffs if one.telling == telling) for telling in ("text", "edited"))
    return Ledger(of_text, tuple(withdrawals), tuple(broken), tuple(quarantines), edited=of_edited), problems


def read_ledger(tree: Tree, layout: Layout, record: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger of the record in this folder; a ledger that exists and cannot be opened counts as broken."""
    file = layout.signoffs(record)
    if file not in tree.files:
        hidden = any(problem.file == file for problem in tree.problems)
        return Ledger(broken=(0,) if hidden else ()), ()
    try:
        return parse_ledger(layout.path(file).read_bytes(), file)
    except OSError as failure:
        return Ledger(broken=(0,)), (Problem(file, 0, 0, "cannot-read", {"file": file, "why": failure.strerror}),)


def withdrawn_records(events: bytes) -> frozenset[str]:
    """The folders of the records that the history says were withdrawn, whatever their ledgers say."""
    found: set[str] = set()
    for line in events.split(b"\n"):
        if b'"deaccession"' in line:
            with contextlib.suppress(ValueError, RecursionError, TypeError, AttributeError):
                found |= {str(file).removesuffix("/signoffs.ndjson") for file in json.loads(line).get("files", ())}
    return frozenset(found)


def quarantined_records(events: bytes) -> Counter[str]:
    """How often the history says that each record's folder was put into quarantine, whatever their ledgers say."""
    found: Counter[str] = Counter()
    for line in events.split(b"\n"):
        if b'"detail":"quarantine"' in line:
            with contextlib.suppress(ValueError, RecursionError, TypeError, AttributeError):
                found.update(str(file).removesuffix("/signoffs.ndjson") for file in json.loads(line).get("files", ()))
    return found


def signed_acts(events: bytes) -> frozenset[tuple[str, str, str]]:
    """Every sign-off and lifting that the history knows: the ledger's path, who, and the act in the history's words."""
    found: set[tuple[str, str, str]] = set()
    for line in events.split(b"\n"):
        if b'"policy assignment"' in line:
            with contextlib.suppress(ValueError, RecursionError, TypeError, AttributeError):
                told = json.loads(line)
                found |= {(str(file), str(told.get("agent")), str(told.get("detail"))) for file in told.get("files", ())}
    return frozenset(found)


def proven(ledger: Ledger, file: str, acts: Collection[tuple[str, str, str]]) -> Ledger:
    """The ledger at this path with the sign-offs and liftings that the history knows; other sign-offs are `unproven`."""

    def is_known(one: SignOff | Quarantine) -> bool:
        return (file, one.by, act_of(one)) in acts

    return replace(
        ledger,
        signoffs=tuple(one for one in ledger.signoffs if is_known(one)),
        unproven=tuple(one for one in ledger.signoffs if not is_known(one)),
        edited=tuple(one for one in ledger.edited if is_known(one)),
        edited_unproven=tuple(one for one in ledger.edited if not is_known(one)),
        quarantines=tuple(one for one in ledger.quarantines if one.quarantine or is_known(one)),
    )


def act_of(entry: SignOff | Quarantine) -> str:
    """An entry in the words that the history keeps of it."""
    if isinstance(entry, SignOff):
        told = "" if entry.telling == "text" else f" {entry.telling}"
        return f"{entry.stage} {entry.purpose} {entry.digest}{told}"
    return "quarantine" if entry.quarantine else "quarantine lifted"


def read_approved(
    tree: Tree, layout: Layout, record: str, kind: type[AnyProjection]
) -> tuple[tuple[AnyProjection, ...], tuple[Problem, ...]]:
    """The projections kept for the record in this folder; those whose bytes changed are left out and named."""
    kept: list[AnyProjection] = []
    problems: list[Problem] = []
    folder = f"{record}/approved"
    for name in tree.names(folder):
        file = f"{folder}/{name}"
        projection = _projection(layout, record, file, kind)
        if projection is None:
            problems.append(Problem(file, 0, 0, "approved-broken", {"file": file}))
        else:
            kept.append(projection)
    return tuple(kept), tuple(problems)


def add_entry(layout: Layout, record: str, entry: Entry) -> str:
    """Append to the ledger of a record, whole or not at all; returns the ledger's path from the root. Raises CannotWrite."""
    file = layout.signoffs(record)
    path = layout.path(file)
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_bytes(path, before + canonical(entry) + b"\n")
    return file


def signed_files(layout: Layout, record: str, entry: SignOff | Withdrawal | Quarantine) -> tuple[str, ...]:
    """What an entry leaves in the archive: the ledger, and the projection that it signs, where that is kept."""
    kept = layout.approved(record, entry.purpose, entry.digest) if isinstance(entry, SignOff) else ""
    return (layout.signoffs(record), *([kept] if kept and layout.path(kept).is_file() else []))


def keep_projection(layout: Layout, record: str, purpose: str, data: bytes) -> str:
    """Keep the exact bytes of a projection under their digest; returns the path from the root. Kept ones are never changed.

    Raises CannotWrite, and WrongUse where another projection already has this name.
    """
    file = layout.approved(record, purpose, hashlib.sha256(data).hexdigest())
    path = layout.path(file)
    if path.exists():
        if path.read_bytes() != data:
            raise WrongUse("file-exists", file=file)
    else:
        create_bytes(path, data)
    return file


def _entry(line: bytes) -> Entry | None:
    try:
        value = json.loads(line)
        if isinstance(value, dict) and "withdrawn" in value:
            return Withdrawal.model_validate(value)
        if isinstance(value, dict) and "quarantine" in value:
            return Quarantine.model_validate(value)
        signoff = SignOff.model_validate(value)
    except (ValueError, RecursionError, ValidationError):
        return None
    return signoff if len(signoff.digest) == 64 and _HEX.issuperset(signoff.digest) else None


def _projection(layout: Layout, record: str, file: str, kind: type[AnyProjection]) -> AnyProjection | None:
    try:
        data = layout.path(file).read_bytes()
        projection = kind.model_validate_json(data)
    except (OSError, ValueError):
        return None
    right_name = file == layout.approved(record, projection.purpose, hashlib.sha256(data).hexdigest())
    return projection if right_name and canonical(projection) == data else None
