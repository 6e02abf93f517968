"""A year's work in figures: what was recorded, written, printed and told, in the year and up to its end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from pipeline.model.archive import Archive, KeptInterview, KeptPhoto
from pipeline.model.column import ColumnEntry
from pipeline.model.kinds import KINDS
from pipeline.model.nouns import Route
from pipeline.model.talk import Ground, Talk
from pipeline.model.text import Paragraph
from pipeline.model.wall import listed
from pipeline.office.issues import column_section, ran
from pipeline.office.tables import Section

ROUTES: Mapping[Route, str] = {"isbn": "公开出版", "internal_permit": "内部资料", "archive_copy_only": "只存档"}


@dataclass(frozen=True)
class Visits:
    """Visitors by day, as a log tells: (year, month, visitors)."""

    days: tuple[tuple[int, int, int], ...]


def year_report(
    archive: Archive, year: int, public: Mapping[str, int], today: dt.date, visits: Visits | None = None
) -> tuple[Section, ...]:
    """The sections of the yearly work report; `public` counts what is out today by what it is. Nobody is named but lecturers."""
    talks = [talk for talk in archive.talks if talk.date.earliest.year == year]
    issues = ran(archive, today)
    return (
        _overview(archive, year, issues, visits),
        _progress(archive, public),
        _held(archive),
        _volumes(archive, year),
        *([column_section(archive, issues, year)] if archive.column.rule else []),
        *talk_sections(talks, archive.talk_photos),
        *([_visitors(visits, year)] if visits else []),
    )


def talk_sections(
    talks: Sequence[Talk], photos: Mapping[str, Sequence[KeptPhoto]] = MappingProxyType({}), *, by_year: bool = False
) -> tuple[Section, ...]:
    """Talks by kind of place (and by year), and each of them, with how many photographs there are and how many have a form."""
    kinds = tuple(_counted(kind, [talk for talk in talks if talk.kind == kind]) for kind in get_args(Ground))
    years = sorted({talk.date.earliest.year for talk in talks})
    yearly = tuple(_counted(str(year), [talk for talk in talks if talk.date.earliest.year == year]) for year in years)
    heads = ("场次", "听众人次")
    pictured = any(photos.get(talk.id) for talk in talks)
    rows = tuple(
        (talk.date.said, talk.kind, talk.place, talk.topic, "、".join(talk.lecturers), str(talk.audience or ""))
        + ((_photographed(photos.get(talk.id, ())),) if pictured else ())
        for talk in sorted(talks, key=lambda talk: (talk.date.earliest, talk.id))
    )
    uncounted = sum(talk.audience == 0 for talk in talks)
    note = f"其中 {uncounted} 场没有记听众人数。" if uncounted else ""
    return (
        *((Section("讲座，按年", ("年", *heads), yearly, bars=True),) if by_year else ()),
        Section("讲座，按场所", ("场所", *heads), (*kinds, _counted("合计", talks)), note, bars=True),
        Section("各场讲座", ("日期", "场所", "地点", "题目", "讲师", "听众", *(["照片"] if pictured else [])), rows),
    )


def _photographed(photos: Sequence[KeptPhoto]) -> str:
    agreed = sum(one.record.consent is not None for one in photos)
    return f"{len(photos)} 张，{agreed} 张有同意书" if photos else ""


def _counted(name: str, talks: Sequence[Talk]) -> tuple[str, str, str]:
    return name, str(len(talks)), str(sum(talk.audience for talk in talks))


def _overview(archive: Archive, year: int, issues: Sequence[ColumnEntry], visits: Visits | None) -> Section:
    dated = {key: first for key, kept in archive.interviews.items() if (first := _year(kept)) is not None}

    def both(count: Callable[[Callable[[int], bool]], float], form: str = "{:.0f}") -> tuple[str, str]:
        return form.format(count(lambda one: one == year)), form.format(count(lambda one: one <= year))

    def interviews(within: Callable[[int], bool]) -> list[KeptInterview]:
        return [archive.interviews[key] for key, one in dated.items() if within(one)]

    def talks(within: Callable[[int], bool]) -> list[Talk]:
        return [talk for talk in archive.talks if within(talk.date.earliest.year)]

    rows = [
        ("访谈（次）", *both(lambda within: len(interviews(within)))),
        ("受访人（人）", *both(lambda within: len({who for kept in interviews(within) for who in kept.record.narrators}))),
        ("录音录像（小时）", *both(lambda within: sum(map(_hours, interviews(within))), "{:.1f}")),
        ("成稿（字）", *both(lambda within: sum(map(characters, interviews(within))))),
        *([("专栏（期）", *both(lambda within: sum(within(one.date.year) for one in issues)))] if archive.column.rule else []),
        ("讲座（场）", *both(lambda within: len(talks(within)))),
        ("听众（人次）", *both(lambda within: sum(talk.audience for talk in talks(within)))),
        ("印制图书（册）", *both(lambda within: sum(one.copies for one in archive.printed.printings if within(one.at.year)))),
    ]
    if visits:
        rows.append(("参观（人次）", *both(lambda within: sum(many for one, _, many in visits.days if within(one)))))
    undated = len(archive.interviews) - len(dated)
    note = f"另有 {undated} 篇访谈没有写日期，未计入。" if undated else ""
    return Section("概况", ("项目", f"{year}年", f"截至{year}年末"), tuple(rows), note)


def _progress(archive: Archive, public: Mapping[str, int]) -> Section:
    kept = archive.interviews.values()
    steps = (
        ("已登记", len(archive.interviews)),
        ("录音已入库", sum(bool(one.sounds) and all(sound.digest for sound in one.sounds) for one in kept)),
        ("已听写", sum(bool(one.drafts) for one in kept)),
        ("已成稿", sum(one.text is not None for one in kept)),
        ("有整理稿", sum(one.story is not None for one in kept)),
        *public.items(),
        ("隔离待查", sum(one.quarantined for one in kept)),
        ("已撤回", sum(bool(one.ledger.withdrawals) for one in kept)),
    )
    rows = tuple((name, str(count)) for name, count in steps)
    return Section("访谈的进度", ("步骤", "篇数"), rows, "按制表当天的档案统计。", bars=True)


def _held(archive: Archive) -> Section:
    people = {key: kept.record for key, kept in archive.people.items()}
    on_walls = {who for wall in archive.walls for who in listed(wall, people, archive.registers)}
    interviewed = {who for kept in archive.interviews.values() for who in kept.record.narrators}
    kinds = Counter(KINDS[kept.record.kind] for kept in archive.items.values())
    rows = (
        ("人物", str(len(archive.people))),
        ("其中接受过访谈", str(len(interviewed & set(archive.people)))),
        ("其中在荣誉墙上", str(len(on_walls & set(archive.people)))),
        ("实物", str(len(archive.items))),
        *((f"其中{kind}", str(kinds[kind])) for kind in KINDS.values() if kinds[kind]),
        ("荣誉墙", str(len(archive.walls))),
    )
    return Section("人物和实物", ("类别", "数量"), rows, "按制表当天的档案统计。")


def _volumes(archive: Archive, year: int) -> Section:
    rows = []
    for key, plan in archive.volumes.items():
        printed = [one for one in archive.printed.printings if one.contents.volume == key and one.at.year == year]
        copies = sum(one.copies for one in printed)
        title = "　".join(filter(None, (plan.title, plan.number)))
        rows.append((title, ROUTES[plan.route], str(len(plan.interviews)), str(len(printed)), str(copies)))
    return Section("图书", ("书名", "途径", "篇数", f"{year}年印次", f"{year}年印数"), tuple(rows))


def _visitors(visits: Visits, year: int) -> Section:
    months: Counter[int] = Counter()
    for one, month, many in visits.days:
        months[month] += many if one == year else 0
    rows = tuple((f"{month}月", str(months[month])) for month in range(1, 13))
    return Section("参观", ("月份", "人次"), (*rows, ("合计", str(sum(months.values())))), bars=True)


def _year(kept: KeptInterview) -> int | None:
    """The year of the first sitting; None where no date was written."""
    return min((session.date.earliest.year for session in kept.record.sessions), default=None)


def _hours(kept: KeptInterview) -> float:
    return sum(sound.duration_ms for sound in kept.sounds) / 3_600_000


def characters(kept: KeptInterview) -> int:
    """Letters and signs of the text of record, without spaces, as Chinese books count their 字数; 0 where there is no text."""
    if kept.text is None:
        return 0
    return sum(len("".join(text.split())) for text in _paragraphs(kept))


def _paragraphs(kept: KeptInterview) -> Iterable[str]:
    for turn in kept.text.turns() if kept.text else ():
        yield from (block.text for block in turn.blocks if isinstance(block, Paragraph))
