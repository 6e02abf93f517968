"""An issue becomes a row of parts: who asks and answers what, what is left out, which pictures stand where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.model.column import WEEKDAYS
from pipeline.model.edition import PublicIssue
from pipeline.model.projection import Held, InterviewProjection, ItemCard, LeftOut, Picture, PublicChapter, PublicTurn, Words

CHINA = dt.timezone(dt.timedelta(hours=8))  # the hour of column.yml is Beijing's


@dataclass(frozen=True)
class Part:
    """One paragraph or picture; `speaker` stands only where somebody begins, `text` is inline Markdown."""

    kind: Literal["asked", "said", "left_out", "heading", "picture"]
    text: str = ""
    speaker: str = ""
    picture: Picture | None = None  # None: words


def parts(issue: PublicIssue) -> Iterator[Part]:
    """The parts of an issue in order; photographs come last: nobody says to which words they belong."""
    talk = issue.story.projection
    items = {item.id: item for item in talk.items}
    chapters = _told(talk)
    for chapter in chapters:
        if chapter.title and len(chapters) > 1:
            yield Part("heading", chapter.title)
        for turn in chapter.turns:
            yield from _turn(turn, items)
    if not chapters:
        yield from _written(talk)
    shown = {block.item for chapter in chapters for turn in chapter.turns for block in turn.blocks if isinstance(block, Held)}
    for one in talk.shows:
        if one.item in items and one.item not in shown:
            yield from _held(items[one.item])
    for photo in talk.photos:
        yield Part("picture", photo.caption or photo.alt, picture=photo)


def notes_of(issue: PublicIssue) -> dict[str, str]:
    """The notes of the words that an issue shows: text and writer's story each number their own, from 1."""
    talk = issue.story.projection
    return dict(talk.notes if _told(talk) else talk.story_notes)


def names(issue: PublicIssue) -> str:
    """The narrators of an issue."""
    return "、".join(person.name for person in issue.story.projection.narrators)


def day_words(day: dt.date) -> str:
    """`2026年12月4日　星期五`."""
    return f"{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}"


def moment(day: dt.date, hour: str) -> dt.datetime:
    """When an issue of this day comes: the hour of column.yml in China."""
    hours, minutes = map(int, hour.split(":"))
    return dt.datetime.combine(day, dt.time(hours, minutes), tzinfo=CHINA)


def origin(issue: PublicIssue) -> str:
    """Who somebody is, in a line: years and native place of the only narrator."""
    people = issue.story.projection.narrators
    if len(people) != 1:
        return ""
    person = people[0]
    lived = f"{person.birth}—{person.death}" if person.birth and person.death else person.birth and f"{person.birth}生"
    return "，".join(filter(None, (lived, person.native_place and f"{person.native_place}人", *person.honours[:1])))


def _told(talk: InterviewProjection) -> list[PublicChapter]:
    """The chapters of the text in which anybody speaks; none where a writer's story is shown."""
    return [chapter for chapter in talk.chapters if chapter.turns]


def _turn(turn: PublicTurn, items: dict[str, ItemCard]) -> Iterator[Part]:
    speaker: str = turn.speaker
    kind: Literal["asked", "said"] = "asked" if turn.role == "interviewer" else "said"
    for block in turn.blocks:
        if isinstance(block, Words):
            yield Part(kind, block.text, speaker)
        elif isinstance(block, LeftOut):
            yield Part("left_out", block.label, speaker)
        elif block.item in items:
            yield from _held(items[block.item])
            continue
        else:
            continue
        speaker = ""


def _held(item: ItemCard) -> Iterator[Part]:
    if item.pictures:
        yield Part("picture", "，".join(filter(None, (item.title, item.date))), picture=item.pictures[0])


def _written(talk: InterviewProjection) -> Iterator[Part]:
    for section in talk.story:
        if section.title:
            yield Part("heading", section.title)
        yield from (Part("said", text) for text in section.paragraphs)
