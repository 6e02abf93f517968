"""Rosters go out to Excel and come back: what changed is proposed, then written where a person asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.archive.layout import TALKS, WALLS
from pipeline.errors import Unreadable, WrongUse
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.office.proposal import Proposal, propose
from pipeline.office.roster import export, template
from pipeline.workshop import Workshop
from pipeline.writing.atomic import create_bytes
from pipeline.writing.workbook import Table, compose_workbook, read_workbook


@dataclass(frozen=True)
class Imported:
    """What a roster would change or changed, and what is wrong with it; where anything is wrong, nothing was changed."""

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    written: bool


def export_roster(settings: Settings, target: Path) -> int:
    """Write people, items, walls and talks into a new workbook; returns how many records. Raises WrongUse, CannotWrite."""
    tables = export(Workshop(settings).archive)
    _save(target, tables)
    return sum(len(table.rows) for table in tables[:-1])


def template_roster(target: Path) -> None:
    """Write a workbook with an example in each sheet. Raises WrongUse where there is such a file, CannotWrite."""
    _save(target, template())


def import_roster(settings: Settings, source: Path, *, dry: bool = False) -> Imported:
    """Read a filled workbook and write what it changes, whole or not at all; what its sheets do not hold stays as it is.

    Raises Unreadable where the workbook cannot be read, WrongUse, NotSound where a record cannot be changed, CannotWrite, Locked.
    """
    try:
        tables = read_workbook(source.read_bytes(), source.name)
    except OSError as failure:
        raise Unreadable("cannot-read", file=source.name, why=failure.strerror) from failure
    shop = Workshop(settings)
    if dry:
        return Imported(*propose(tables, shop.archive), written=False)
    with shop.shelf.lock():
        proposals, problems = propose(tables, shop.archive)
        if problems or not proposals:
            return Imported(proposals, problems, written=False)
        for proposal in proposals:
            _may(shop, proposal)
        files = tuple(dict.fromkeys(_write(shop, proposal) for proposal in proposals))
        shop.shelf.event("metadata modification", files, shop.hand, f"roster, {len(proposals)} rows")
        shop.shelf.adopt(shop.hand)
    return Imported(proposals, (), written=True)


def _save(target: Path, tables: tuple[Table, ...]) -> None:
    if target.suffix.lower() != ".xlsx":
        raise WrongUse("roster-name", file=target.name)
    create_bytes(target, compose_workbook(tables))


def _file(shop: Workshop, proposal: Proposal) -> str:
    layout = shop.shelf.layout
    return {"person": layout.person(proposal.key), "item": layout.item(proposal.key), "wall": WALLS, "talk": TALKS}[
        proposal.roll.noun
    ]


def _may(shop: Workshop, proposal: Proposal) -> None:
    """Nothing, where the record can be changed. Raises NotSound before anything is."""
    file = _file(shop, proposal)
    if not proposal.is_new and proposal.roll.noun in ("person", "item"):
        shop.shelf.may_amend(file)


def _write(shop: Workshop, proposal: Proposal) -> str:
    file, changes = _file(shop, proposal), dict(proposal.changes)
    if proposal.roll.noun in ("wall", "talk"):
        shop.shelf.amend_entry(file, proposal.key, _change(changes))
        return file
    if proposal.is_new and proposal.roll.noun == "person":
        shop.shelf.new_person(proposal.key, changes.pop("name"))
    elif proposal.is_new:
        shop.shelf.new_item(proposal.key, changes.pop("title"), changes.pop("kind"), changes.pop("owner"))
    if changes:
        shop.shelf.amend(file, _change(changes))
    return file


def _change(changes: dict[str, Any]) -> Callable[[Any], None]:
    def change(record: Any) -> None:  # noqa: ANN401 - the document as YAML holds it
        for name, value in changes.items():
            if value is None:
                record.pop(name, None)
            else:
                record[name] = value

    return change
