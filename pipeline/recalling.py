"""Printed copies: what was printed goes on record, and what holds something withdrawn or changed is listed till it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.shelf import Hand
from pipeline.errors import NotSound, Unreadable, WrongUse
from pipeline.hanging import OUTLET, walls_behind
from pipeline.model.archive import Archive
from pipeline.model.printing import DEEDS, Deed, Fate, Notice, Printing, Recall
from pipeline.model.problem import Language
from pipeline.model.settings import Settings
from pipeline.printable import read_contents
from pipeline.release.decide import decide
from pipeline.release.printed import notices
from pipeline.workshop import Workshop
from pipeline.writing.atomic import file_digest, write_bytes
from pipeline.writing.spreadsheet import compose_csv

FATES: dict[Fate, tuple[str, str]] = {
    "withdrawn": ("已撤回", "withdrawn"),
    "closed": ("已不再公开", "no longer public"),
    "changed": ("已改动", "changed"),
}
HEADINGS = (
    ("印次", "书名", "册", "印制日期", "册数", "去向", "PDF 摘要", "涉及", "建议", "已办"),
    ("printing", "title", "volume", "date", "copies", "recipients", "PDF digest", "holds", "to do", "done"),
)


@dataclass(frozen=True)
class Run:
    """A print run as a curator tells it: how many copies, to whom, who says so; `pdf` is what was printed."""

    copies: int
    to: tuple[str, ...]
    by: str
    pdf: Path | None = None  # None: the volume as it lies in the output folder


def record(settings: Settings, volume: str, run: Run) -> Printing:
    """Put a print run of a volume on record.

    Raises WrongUse where the volume or the PDF is not one of ours, Unreadable, NotSound.
    """
    shop = Workshop(settings)
    pdf = run.pdf or settings.out / "volumes" / f"{volume}.pdf"
    if volume not in shop.archive.volumes:
        raise WrongUse("volume-unknown", volume=volume)
    if not pdf.is_file():
        raise WrongUse("printed-no-pdf", file=pdf.name, volume=volume)
    sealed = _digest(pdf)
    contents = read_contents(settings.work, sealed)
    if contents is None or contents.volume != volume:
        raise WrongUse("printed-unknown-pdf", file=pdf.name, volume=volume)
    with shop.shelf.lock():
        ledger = shop.shelf.read().printed
        if ledger.broken:
            raise NotSound("printed-broken", lines="、".join(map(str, ledger.broken)))
        printing = Printing(
            number=max((one.number for one in ledger.printings), default=0) + 1,
            title=shop.archive.volumes[volume].title,
            at=settings.now,
            by=run.by,
            copies=run.copies,
            to=run.to,
            pdf=sealed,
            contents=contents,
        )
        shop.shelf.keep_printed(printing, Hand(run.by, settings.now))
    return printing


def listing(settings: Settings, key: str = "") -> tuple[Notice, ...]:
    """Printed volumes that hold something withdrawn, closed or changed since; with `key`, those of one volume, or those that
    hold this interview or an interview of this person. Raises WrongUse where there is nothing of that name, NotSound."""
    shop = Workshop(settings)
    shop.measure()
    archive = shop.archive
    if archive.printed.broken:
        raise NotSound("printed-broken", lines="、".join(map(str, archive.printed.broken)))
    found = notices(archive, settings.today, shop.times)
    if not key:
        return found
    if key in archive.volumes:
        return tuple(one for one in found if one.printing.contents.volume == key)
    wanted = _ids(archive, key)
    return tuple(one for one in found if wanted & {touched.id for touched in one.touched})


def mark_done(settings: Settings, number: int, deed: Deed, by: str, note: str) -> Recall:
    """Write down what was done about a printing, for exactly what is open in it now; whatever comes later opens it again.

    Raises WrongUse where nothing is open in a printing of that number, NotSound.
    """
    shop = Workshop(settings)
    notice = next((one for one in listing(settings) if one.printing.number == number and one.open), None)
    if notice is None:
        raise WrongUse("recall-nothing-open", number=number)
    entry = Recall(printing=number, deed=deed, at=settings.now, by=by, touched=notice.open, note=note)
    shop.shelf.keep_printed(entry, Hand(by, settings.now))
    return entry


def stale_walls(settings: Settings) -> tuple[str, ...]:
    """Titles of the walls whose folder, and so every copy of it in a hall or with a printer, holds something that has left it."""
    if not (settings.out / OUTLET).is_dir():
        return ()
    shop = Workshop(settings)
    shop.measure()
    behind = walls_behind(settings, decide(shop.archive, "wall", settings.today, shop.times))
    titles = {plan.id: plan.title for plan in shop.archive.walls}
    return tuple(titles.get(wall, wall) for wall in behind)


def keys_of(settings: Settings) -> dict[str, str]:
    """The archive's own names of interviews by public id, for curators' eyes."""
    return {kept.id: key for key, kept in Workshop(settings).archive.interviews.items() if kept.id}


def write_list(path: Path, found: Sequence[Notice], keys: dict[str, str], language: Language) -> None:
    """The list as a CSV file for a spreadsheet. Raises CannotWrite."""
    which = 0 if language == "zh" else 1
    write_bytes(path, compose_csv([HEADINGS[which], *(tuple(_row(one, keys, which)) for one in found)]))


def _row(one: Notice, keys: dict[str, str], which: int) -> Iterator[str]:
    printing = one.printing
    yield from (str(printing.number), printing.title, printing.contents.volume, printing.at.date().isoformat())
    yield from (str(printing.copies), "；".join(printing.to), printing.pdf)
    yield "；".join(f"{touched.id} {keys.get(touched.id, '')} {FATES[touched.fate][which]}" for touched in one.touched)
    yield DEEDS[one.remedy][which]
    yield "；".join(f"{DEEDS[recall.deed][which]} {recall.at.date()} {recall.by} {recall.note}".strip() for recall in one.done)


def _ids(archive: Archive, record: str) -> set[str]:
    key = record.rpartition("/")[2]
    if key not in archive.interviews and key not in archive.people:
        raise WrongUse("record-unknown", record=record)
    return {kept.id for name, kept in archive.interviews.items() if key == name or key in kept.record.narrators}


def _digest(pdf: Path) -> str:
    try:
        return file_digest(pdf)
    except OSError as failure:
        raise Unreadable("cannot-read", file=pdf.name, why=failure.strerror) from failure
