"""What was done, as papers: the yearly work report, and the figures of all talks."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import Unreadable, WrongUse
from pipeline.model.outcome import Outcome
from pipeline.model.settings import Settings
from pipeline.office.paper import paper_document, paper_html, paper_workbook
from pipeline.office.tables import Section
from pipeline.office.work import Visits, talk_sections, year_report
from pipeline.release.explain import verdicts
from pipeline.workshop import Workshop
from pipeline.writing.atomic import create_bytes, worded
from pipeline.writing.workbook import read_workbook

_PUBLIC = {"web_text": "网站公开文字", "web_audio": "网站公开声音"}


def report(settings: Settings, year: int, folder: Path, visitors: Path | None = None) -> Outcome:
    """Write the work report of a year as report-YEAR.html, .docx and .xlsx into a folder; older ones are never overwritten.

    `visitors` is a log of visitors with a day and a number in each row, .csv or .xlsx. Raises WrongUse where a file is there,
    Unreadable for a log that is none, CannotWrite.
    """
    shop = Workshop(settings)
    visits = _visits(visitors) if visitors else None
    problems = shop.measure()
    judged = verdicts(shop.archive, settings.today, shop.times)
    found = Counter(one.purpose for one in judged if one.public and one.telling == "text")  # the website tells no edited text
    public = {words: found[purpose] for purpose, words in _PUBLIC.items()}  # type: ignore[index]
    sections = year_report(shop.archive, year, public, settings.today, visits)
    return Outcome(_write(shop, folder, (f"report-{year}", f"{year}年工作报告"), sections), problems)


def talk_figures(settings: Settings, folder: Path) -> Outcome:
    """Write the figures of all talks as talks.html, .docx and .xlsx into a folder. Raises as `report`."""
    shop = Workshop(settings)
    sections = talk_sections(shop.archive.talks, shop.archive.talk_photos, by_year=True)
    return Outcome(_write(shop, folder, ("talks", "讲座统计"), sections))


def _write(shop: Workshop, folder: Path, named: tuple[str, str], sections: Sequence[Section]) -> tuple[str, ...]:
    stem, title = named
    config, today = shop.archive.config, shop.settings.today
    whole = f"{config.institution}{title}"
    subtitle = f"{config.title}　{today.year}年{today.month}月{today.day}日制表"
    made = {
        f"{stem}.html": paper_html(whole, subtitle, sections).encode(),
        f"{stem}.docx": paper_document(whole, subtitle, sections),
        f"{stem}.xlsx": paper_workbook(sections),
    }
    for name in made:
        if (folder / name).exists():
            raise WrongUse("file-exists", file=folder / name)
    with worded(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        create_bytes(folder / name, data)
    return tuple(str(folder / name) for name in made)


def _visits(log: Path) -> Visits:
    rows = list(_rows(log))
    days = []
    for number, row in rows:
        try:
            day = _day(row[0])
            days.append((day.year, day.month, int(row[1].replace(",", ""))))
        except (ValueError, IndexError):
            if number > 1 or any(map(str.isdecimal, "".join(row))):  # the first row may be a head
                raise Unreadable("visits-row", file=log.name, row=number) from None
    if not days:
        raise Unreadable("visits-none", file=log.name)
    return Visits(tuple(days))


def _day(text: str) -> dt.date:
    """A day as people and spreadsheets write it: 2025-03-01, 2025/3/1, 2025.3.1, 2025年3月1日. Raises ValueError."""
    year, month, day = re.split(r"[-/.年月]", text.strip().removesuffix("日"))
    return dt.date(int(year), int(month), int(day))


def _rows(log: Path) -> Iterable[tuple[int, list[str]]]:
    try:
        data = log.read_bytes()
    except OSError as failure:
        raise Unreadable("cannot-read", file=log.name, why=failure.strerror) from failure
    if log.suffix.lower() == ".xlsx":
        for line in read_workbook(data, log.name)[0].lines:
            yield line.number, [line.texts.get(column, "") for column in (0, 1)]
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
        if any(cell.strip() for cell in row):
            yield number, row
