"""Holds every printing against what is out today: which printed copies hold something withdrawn, closed or changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.canonical import digest
from pipeline.model.printing import Contained, Notice, Printing, Touched
from pipeline.model.timing import Times
from pipeline.release.judge import judge_text
from pipeline.release.tellings import ROUTES, as_edited
from pipeline.release.view import View


def notices(archive: Archive, today: dt.date, times: Times) -> tuple[Notice, ...]:
    """The printings in which anything is not as it was printed, in the order in which they were printed."""
    view = View(archive, today, times)
    edited = replace(view, archive=as_edited(archive, archive.interviews.keys()))
    by_id = {kept.id: kept for kept in archive.interviews.values() if kept.id}
    found = (_notice((view, edited), printing, by_id) for printing in archive.printed.printings)
    return tuple(one for one in found if one.touched)


def _notice(views: tuple[View, View], printing: Printing, by_id: Mapping[str, KeptInterview]) -> Notice:
    view, edited = views
    contained = printing.contents.interviews
    fates = (_fate(edited if one.telling == "edited" else view, printing, one, by_id.get(one.id)) for one in contained)
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
    told = view.archive.interviews[kept.key]
    if told.telling != held.telling:  # there is no edited text any more
        return Touched(id=held.id, fate="closed")
    chosen = judge_text(view, told, ROUTES[printing.contents.route]).chosen
    if chosen is None:
        return Touched(id=held.id, fate="closed")
    now = digest(chosen.projection)
    return None if now == held.digest else Touched(id=held.id, fate="changed", now=now)
