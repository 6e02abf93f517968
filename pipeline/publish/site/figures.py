"""An edition is counted: people, interviews, hours, characters, items, years, trust."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.language.inline import plain
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.kinds import KINDS
from pipeline.model.projection import Words
from pipeline.publish.site.dates import first_year
from pipeline.publish.trust import TRUST

_MARK = re.compile(r"[\W_]")  # whatever is neither letter nor figure


@dataclass(frozen=True)
class Bar:
    """One row of a table: what, how many, and how long its bar is in hundredths of the longest."""

    name: str
    count: int
    length: float


@dataclass(frozen=True)
class Table:
    """Rows under one heading; `note` says what is not in them."""

    key: str
    title: str
    unit: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """The whole page: single counts in words, and tables."""

    counts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]


def figures(edition: Edition, count: Callable[[PublicInterview], int] | None = None) -> Figures:
    """Every figure is counted from what the edition shows, so nothing that is not public is counted.

    `count` gives the characters of an interview where they were counted before.
    """
    narrators = {person.id for entry in edition.interviews for person in entry.projection.narrators}
    counts = (
        ("口述者", f"{len(narrators)} 位"),
        ("公开人物", f"{len(edition.people)} 位"),
        ("访谈", f"{len(edition.interviews)} 篇"),
        ("公开录音", _length(sum(entry.sound.duration_ms for entry in edition.interviews if entry.sound))),
        ("公开文字", f"{sum(map(count or characters, edition.interviews)):,} 字"),
        ("实物", f"{len(edition.items)} 件"),
    )
    tables = (_items(edition), _births(edition), _sessions(edition), _trust(edition))
    return Figures(counts, tuple(table for table in tables if table.bars))


def characters(entry: PublicInterview) -> int:
    """The letters and figures of an interview's public text, or of its story where there is no text; marks do not count."""
    talk = entry.projection
    blocks = [block for chapter in talk.chapters for turn in chapter.turns for block in turn.blocks]
    told = [block.text for block in blocks if isinstance(block, Words)]
    if not talk.chapters:
        told = [paragraph for section in talk.story for paragraph in section.paragraphs]
    return sum(len(words) - len(_MARK.findall(words)) for words in map(plain, told))


def _length(milliseconds: int) -> str:
    minutes = round(milliseconds / 60_000)
    if minutes < 60:
        return f"{minutes} 分钟" if minutes or not milliseconds else "不到 1 分钟"
    return f"{minutes // 60} 小时" + (f" {minutes % 60} 分钟" if minutes % 60 else "")


def _items(edition: Edition) -> Table:
    kinds = Counter(item.kind for item in edition.items)
    rows = [(KINDS.get(kind, kind), kinds[kind]) for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind))]
    return Table("items", "实物的种类", "件", _bars(rows))


def _births(edition: Edition) -> Table:
    years = [first_year(person.birth) for person in edition.people]
    decades = Counter(year // 10 * 10 for year in years if year)
    unknown = years.count(None)
    note = f"另有 {unknown} 位的出生年份不详或者没有公开。" if unknown else ""
    return Table("births", "人物的出生年代", "位", _bars(_run(decades, 10, "{} 年代")), note)


def _sessions(edition: Edition) -> Table:
    years = [first_year(session) for entry in edition.interviews for session in entry.projection.sessions]
    unknown = years.count(None)
    note = f"另有 {unknown} 场的年份不详或者没有公开。" if unknown else ""
    return Table("sessions", "访谈场次的年份", "场", _bars(_run(Counter(year for year in years if year), 1, "{} 年")), note)


def _trust(edition: Edition) -> Table:
    found = Counter(entry.trust for entry in edition.interviews)
    return Table("trust", "文字的可信程度", "篇", _bars([(label.name, found[key]) for key, label in TRUST.items() if found[key]]))


def _run(found: Counter[int], step: int, name: str) -> list[tuple[str, int]]:
    """Every step from the first to the last, so that a gap is seen as one."""
    return [(name.format(at), found[at]) for at in range(min(found), max(found) + 1, step)] if found else []


def _bars(rows: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    found: Sequence[tuple[str, int]] = tuple(rows)
    most = max((count for _, count in found), default=0)
    return tuple(Bar(name, count, round(100 * count / most, 1)) for name, count in found)
