"""Holds every printing against what is out today: which printed copies hold something withdrawn, closed or changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.canonical import digest
from pipeline.model.printing import Contained, Notice, Printing, Touched
from pipeline.model.timing import Times
from pipeline.release.decide import ROUTES
from pipeline.release.judge import judge_text
from pipeline.release.view import View


def notices(archive: Archive, today: dt.date, times: Times) -> tuple[Notice, ...]:
    """The printings in which anything is not as it was printed, in the order in which they were printed."""
    view = View(archive, today, times)
    by_id = {kept.id: kept for kept in archive.interviews.values() if kept.id}
    found = (_notice(view, printing, by_id) for printing in archive.printed.printings)
    return tuple(one for one in found if one.touched)


def _notice(view: View, printing: Printing, by_id: Mapping[str, KeptInterview]) -> Notice:
    fates = (_fate(view, printing, held, by_id.get(held.id)) for held in printing.contents.interviews)
    touched = tuple(one for one in fates if one)
    done = tuple(one for one in view.archive.printed.recalls if one.printing == printing.number)
    settled = {one for recall in done for one in recall.touched}
    return Notice(printing, touched, tuple(one for one in touched if one not in settled), done)


def _fate(view: View, printing: Printing, held: Contained, kept: KeptInterview | None) -> Touched | None:
    """What became of an interview since it was printed; None where it would be printed alike today."""
    if kept is None:
        return Touched(id=held.id, fate="closed")
    narrators = [view.archive.people[key] for key in kept.record.narrators if key in view.archive.people]
    if kept.ledger.withdrawals or any(person.ledger.withdrawals for person in narrators):
        return Touched(id=held.id, fate="withdrawn")
    chosen = judge_text(view, kept, ROUTES[printing.contents.route]).chosen
    if chosen is None:
        return Touched(id=held.id, fate="closed")
    now = digest(chosen.projection)
    return None if now == held.digest else Touched(id=held.id, fate="changed", now=now)
