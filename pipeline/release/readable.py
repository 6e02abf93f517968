"""Turns a projection into lines a person can read and compare."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from pipeline.model.consent import Region
from pipeline.model.projection import (
    Held,
    InterviewProjection,
    ItemCard,
    LeftOut,
    PersonCard,
    Picture,
    Projection,
    PublicTurn,
    Silenced,
)
from pipeline.model.record import format_clock


def lines(projection: Projection) -> tuple[str, ...]:
    """What the public will get, one thing a line, in the order it is shown."""
    if isinstance(projection, InterviewProjection):
        return tuple(_interview(projection))
    return (*_person(projection.person), *(line for card in projection.items for line in _item(card)))


def changes(before: Projection, after: Projection) -> tuple[str, ...]:
    """A unified diff of the readable lines, without file headings; empty when nothing readable changed."""
    return tuple(difflib.unified_diff(lines(before), lines(after), lineterm="", n=1))[2:]


def _interview(projection: InterviewProjection) -> Iterator[str]:
    if projection.title:
        yield f"题名：{projection.title}"
    for card in projection.narrators:
        yield from _person(card)
    yield from (f"采访：{one.name}　{one.role}　{one.of}".rstrip() for one in projection.interviewers)
    yield from (f"参与：{one.name}　{one.role}　{one.of}".rstrip() for one in projection.crew)
    yield from (f"场次：{line}" for line in projection.sessions)
    if projection.language:
        yield f"语言：{projection.language}　{projection.dialect}".rstrip()
    for point in projection.index:
        terms = "、".join((*point.keywords, *point.places))
        yield f"索引 [{format_clock(point.at_ms)}] {point.title}　{point.synopsis}　{terms}".rstrip()
    yield from (f"展示 [{format_clock(show.at_ms)}] {show.item}" for show in projection.shows)
    yield from _words(projection)
    for item in projection.items:
        yield from _item(item)
    yield from (_picture("照片", photo) for photo in projection.photos)
    if projection.sound:
        yield from (f"录音：{digest}" for digest in projection.sound.recordings)
        yield from map(_silenced, projection.sound.silenced)


def _words(projection: InterviewProjection) -> Iterator[str]:
    for chapter in projection.chapters:
        yield f"## {chapter.title}{_clock(chapter.start_ms)}"
        for turn in chapter.turns:
            yield from _turn(turn)
    yield from (f"[^{mark}]: {text}" for mark, text in projection.notes)
    for section in projection.story:
        yield f"整理稿 ## {section.title}"
        yield from section.paragraphs
    yield from (f"整理稿 [^{mark}]: {text}" for mark, text in projection.story_notes)


def _turn(turn: PublicTurn) -> Iterator[str]:
    yield f"**{turn.speaker}**{_clock(turn.start_ms)}"
    for block in turn.blocks:
        if isinstance(block, LeftOut):
            yield f"〔{block.label}〕"
        else:
            yield f"〔物件 {block.item}〕" if isinstance(block, Held) else block.text


def _person(card: PersonCard) -> Iterator[str]:
    yield f"人物：{card.name}　{card.sex}　{card.birth}—{card.death}　{card.native_place}".rstrip("　—")
    yield from (f"经历：{line}" for line in card.service)
    yield from (f"荣誉：{line}" for line in card.honours)
    yield from (f"又名：{line}" for line in card.aliases)
    if card.bio:
        yield f"简介：{card.bio}"
    if card.portrait:
        yield _picture("肖像", card.portrait)


def _item(card: ItemCard) -> Iterator[str]:
    told = (card.title, card.honour, card.date, card.issuer, card.caption, card.inscription)
    yield "物件：" + "　".join(word for word in told if word)
    yield from (_picture("物件图", one) for one in card.pictures)


def _picture(kind: str, picture: Picture) -> str:
    told = (picture.id, picture.digest[:8], picture.caption, picture.alt, picture.credit, picture.date)
    return f"{kind}：" + "　".join((*(word for word in told if word), *map(_covered, picture.covered)))


def _covered(region: Region) -> str:
    return f"遮盖 左 {region.left} 上 {region.top} 宽 {region.width} 高 {region.height}"


def _silenced(one: Silenced) -> str:
    if one.from_ms is None or one.to_ms is None:
        return f"静音：{one.id}（按字句）"
    return f"静音：{one.id} {format_clock(one.from_ms)}—{format_clock(one.to_ms)}"


def _clock(milliseconds: int | None) -> str:
    return f" [{format_clock(milliseconds)}]" if milliseconds is not None else ""
