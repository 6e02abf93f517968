"""An issue becomes what is drawn of it: the tall pictures for messengers, and the frames of its clip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.language.inline import plain
from pipeline.media.sound import FILM_RATE
from pipeline.media.tall import Block, Slide, draw_slide, draw_tall
from pipeline.model.edition import Edition, PublicColumn, PublicIssue
from pipeline.publish.codes import modules
from pipeline.publish.column.choosing import Said, Span, said
from pipeline.publish.column.parts import Part, day_words, names, origin, parts
from pipeline.publish.column.pictures import Pictures
from pipeline.publish.site.absolute import Web

TALL = "tall"


def write_tall(edition: Edition, issue: PublicIssue, pictures: Pictures, folder: Path) -> tuple[Path, ...]:
    """Write `tall-1.jpg` … of an issue; their paths. Raises Unreadable for a damaged picture, and CannotWrite."""
    column = edition.column
    assert column is not None  # noqa: S101 # an issue is one of a column
    return draw_tall(list(_blocks(edition, column, issue, pictures)), folder, TALL)


def words_of(edition: Edition, issue: PublicIssue) -> str:
    """Every word that is drawn of an issue."""
    column = edition.column
    told = [column.title if column else "", issue.title, names(issue), origin(issue), edition.title, edition.institution]
    return "".join([*told, edition.sample_notice, *(plain(part.text) + part.speaker for part in parts(issue))])


def slide_of(edition: Edition, issue: PublicIssue, pictures: Pictures) -> Slide:
    """What every frame of an issue's clip shows beside the words of its moment."""
    column, people = edition.column, issue.story.projection.narrators
    faces = [face for person in people if (face := pictures.file(person.portrait))]
    foot = "　".join(filter(None, ("样例" if edition.sample else "", edition.title, edition.institution)))
    return Slide(column.title if column else "", names(issue), f"《{issue.title}》", "", foot, faces[0] if faces else None)


def shown(issue: PublicIssue, span: Span) -> list[tuple[str, int]]:
    """The words of a clip by sentence, and how many frames each stands: from its beginning to the next one's."""
    rows = [row for row in said(issue) if span[0] <= (row.start_ms + row.end_ms) / 2 <= span[1]]
    starts = [span[0], *(row.start_ms for row in rows[1:]), span[1]]
    marks = [round((at - span[0]) * FILM_RATE / 1000) for at in starts]
    marks[-1] += 1  # the last frame stands until the sound has ended
    if not rows:
        return [("", marks[-1])]
    return [(_spoken(row), stop - start) for row, start, stop in zip(rows, marks, marks[1:], strict=False) if start < stop]


def frames(slide: Slide, rows: Iterable[tuple[str, int]]) -> Iterator[bytes]:
    """The frames of a clip, drawn one after the other."""
    return (draw_slide(slide.saying(words)) for words, _ in rows)


def _spoken(row: Said) -> str:
    return row.words if row.narrator else f"{row.speaker}：{row.words}"


def _blocks(edition: Edition, column: PublicColumn, issue: PublicIssue, pictures: Pictures) -> Iterator[Block]:
    yield Block("above", column.title)
    yield Block("title", issue.title)
    yield Block("under", f"{names(issue)} 口述")
    yield Block("small", day_words(issue.date))
    for person in issue.story.projection.narrators:
        if face := pictures.file(person.portrait):
            yield Block("portrait", picture=face)
    if line := origin(issue):
        yield Block("caption", line)
    yield Block("rule")
    for part in parts(issue):
        yield from _part(part, pictures)
    yield Block("rule")
    address = Web.of(edition).at(f"column/{issue.id}.html")
    if address:
        yield Block("symbol", symbol=tuple(modules(address)))
        yield Block("small", "扫码听原声、读原文" if issue.story.sound else "扫码读原文")
    yield Block("small", "　".join(dict.fromkeys(filter(None, (edition.title, edition.institution)))))
    if edition.sample:
        yield Block("small", edition.sample_notice)


def _part(part: Part, pictures: Pictures) -> Iterator[Block]:
    if part.kind == "picture":
        if file := pictures.file(part.picture):
            yield Block("picture", picture=file)
            yield Block("caption", part.text)
        return
    if part.kind == "heading":
        yield Block("heading", part.text)
        return
    if part.speaker:
        yield Block("who", part.speaker)
    yield Block(part.kind, f"〔{part.text}〕" if part.kind == "left_out" else plain(part.text))
