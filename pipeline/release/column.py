"""Turns what people confirmed for the column into the issues that have come and may be shown, and nothing of any other day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.model.archive import KeptInterview
from pipeline.model.column import WEEKDAYS, Column, ColumnEntry, ColumnRule
from pipeline.model.edition import (
    Edition,
    PublicColumn,
    PublicInterview,
    PublicIssue,
    Tombstone,
)
from pipeline.model.problem import Problem
from pipeline.release.aloud import aloud
from pipeline.release.buried import buried_records
from pipeline.release.essays import Essays
from pipeline.release.excerpt import Span, excerpt, span_of
from pipeline.release.pictures import with_cuts
from pipeline.release.view import View

_END = 1 << 40  # later than any interview ends, in milliseconds


def column_of(view: View, reader: Essays) -> PublicColumn | None:
    """The column on the view's day: what people confirmed for days that have come, as far as it may be shown.

    Titles that people gave are in nobody's sign-off, so they pass through `reader`. None where the archive has no column, and
    where a line of what was confirmed cannot be read: it might be the one that took a story out.
    """
    column = view.archive.column
    if column.rule is None or column.broken:
        return None
    due = {day: entry for day, entry in column.confirmed.items() if day <= view.today}
    names = {entry.interview for entry in due.values()} | set(column.rule.spares)
    stories = {key: story for key in sorted(names) if (story := _story(view, key)) is not None}
    standing = {day: entry for day, entry in column.filled(stories).items() if day <= view.today and entry.interview}
    found = [_issue(reader, column.rule, entry, stories) for entry in standing.values()]
    return PublicColumn(
        title=reader.words(column.rule.title),
        weekday=WEEKDAYS.index(column.rule.weekday),
        hour=column.rule.hour,
        begins=column.rule.begins,
        outlets=tuple(reader.words(one) for one in column.rule.outlets),
        rests=column.rule.rests,
        issues=tuple(one for one in found if isinstance(one, PublicIssue)),
        gone=tuple(_gone(view, due, {one.id for one in found if isinstance(one, PublicIssue)})),
        problems=tuple(one for one in found if isinstance(one, Problem)),
    )


def empty_day(column: Column, today: dt.date) -> dt.date | None:
    """The newest day of the column, where nobody confirmed anything for it, not even that nothing comes; else None."""
    rule = column.rule
    if rule is None:
        return None
    day = today - dt.timedelta(days=(today.weekday() - WEEKDAYS.index(rule.weekday)) % 7)
    return day if day >= rule.begins and day not in rule.rests and day not in column.confirmed else None


def came_on(column: PublicColumn | None) -> tuple[dt.date, ...]:
    """The days that an Edition with these issues cannot be older than."""
    issues = column.issues if column else ()
    return tuple(day for issue in issues for day in (issue.date, issue.story.approved_on))


def column_alone(site: Edition) -> Edition:
    """The Edition of the column: its issues, their people, items, sounds and pictures, and no other word of the website's."""
    issues = site.column.issues if site.column else ()
    talks = [issue.story.projection for issue in issues]
    people = {card.id: card for talk in talks for card in talk.narrators}
    items = {card.id: card for talk in talks for card in talk.items}
    heard = {issue.story.sound.file for issue in issues if issue.story.sound}
    bare = replace(
        site,
        outlet="column",
        date=max(came_on(site.column), default=dt.date(1980, 1, 1)),
        people=tuple(people.values()),
        interviews=(),
        items=tuple(items.values()),
        walls=(),
        volumes=(),
        tombstones=(),
        forwards=(),
        codes=(),
        sounds=tuple(cut for cut in site.sounds if cut.file in heard),
        pictures=(),
        entries=(),
        spoken_of=(),
        base_map=None,
        for_halls=(),
    )
    return with_cuts(bare)


def _story(view: View, key: str) -> PublicInterview | None:
    """An interview that the purpose `column` lets out today, with its sound where `web_audio` does."""
    kept = view.archive.interviews.get(key)
    found = aloud(view, kept, "column") if kept else None
    return found.public if found else None


def _issue(reader: Essays, rule: ColumnRule, entry: ColumnEntry, stories: Mapping[str, PublicInterview]) -> PublicIssue | Problem:
    told: dict[str, object] = {"date": entry.date}  # no key: outlets are handed this
    story = stories.get(entry.interview)
    if story is None:
        return Problem("column.ndjson", 0, 0, "column-gap", told)
    span = (entry.start_ms or 0, entry.end_ms or _END) if (entry.start_ms, entry.end_ms) != (None, None) else None
    cut = excerpt(story, span) if span else story
    if cut is None:
        return Problem("column.ndjson", 0, 0, "column-past", told)
    talk = cut.projection
    return PublicIssue(
        id=f"{entry.date}-{talk.id}",
        date=entry.date,
        title=reader.words(entry.title).strip() or talk.title,
        story=cut,
        span=_heard(cut, span) if span else None,
        clip=_clip(rule, entry.date, cut, span),
    )


def _heard(cut: PublicInterview, span: Span) -> Span:
    """From the first to the last word that stays, where that is known: else as it was written, as far as there is sound."""
    end = cut.sound.duration_ms if cut.sound else span[1]
    return span_of(cut) or (span[0], min(span[1], end))


def _clip(rule: ColumnRule, day: dt.date, cut: PublicInterview, span: Span | None) -> Span | None:
    """What people chose for the day, as far as it lies in the story."""
    chosen = next(((one.start_ms, one.end_ms) for one in rule.clips if one.date == day), None)
    if chosen is None or cut.sound is None:
        return None
    within = _heard(cut, span or (0, cut.sound.duration_ms))
    start, end = max(chosen[0], within[0]), min(chosen[1], within[1])
    return (start, end) if start < end else None


def _gone(view: View, due: Mapping[dt.date, ColumnEntry], shown: set[str]) -> Iterator[Tombstone]:
    """The pages of issues whose story was withdrawn; one line for each time a story was confirmed for the day."""
    buried = {kept.key: kept.id for kept in buried_records(view.archive) if isinstance(kept, KeptInterview)}
    lines = [one for one in view.archive.column.entries if one.date in due and one.interview in buried]
    ids = {f"{one.date}-{buried[one.interview]}" for one in lines} - shown
    yield from (Tombstone(one) for one in sorted(ids))
