"""The column's folder: for every issue what is handed to accounts, messengers and media, and the calendar."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.media.drawing import Card, draw_card
from pipeline.media.pen import have_fonts, lacking
from pipeline.media.sound import film_of
from pipeline.media.soundtrack import MEASURE, WEB, clip
from pipeline.media.tall import FRAME
from pipeline.model.edition import Edition, PublicIssue
from pipeline.model.problem import Problem
from pipeline.publish.column.article import write_article
from pipeline.publish.column.calendar import calendar
from pipeline.publish.column.choosing import Span, clip_of
from pipeline.publish.column.drawn import frames, shown, slide_of, words_of, write_tall
from pipeline.publish.column.parts import day_words, names
from pipeline.publish.column.pictures import Pictures
from pipeline.publish.site.workroom import Workroom, digest_of, room_of, stamp_of
from pipeline.writing.atomic import write_bytes
from pipeline.writing.folders import second_name

_WAY = 1  # raised when the same recipe is to give another film


def publish(edition: Edition, media: Path, out: Path) -> tuple[Problem, ...]:
    """Write a folder for each issue and `calendar.ics` into `out`; returns what could not be made, or would not be taken.

    A folder holds `article.html` with its pictures, `tall-1.jpg` …, `cover.jpg`, and where the sound is out `clip.m4a` and
    `clip.mp4`. `media` holds the public sounds and pictures. One issue that cannot be made stops no other. The same edition gives
    the same bytes. Raises MissingTool without ffmpeg, and CannotWrite.
    """
    room, pictures = Workroom(room_of(media)), Pictures.of(edition, media)
    problems = list(edition.column.problems if edition.column else ())
    for issue in edition.column.issues if edition.column else ():
        folder = out / issue.id
        folder.mkdir(parents=True, exist_ok=True)
        problems += _article(edition, issue, pictures, folder)
        problems += _pictures(edition, issue, pictures, folder)
        problems += _clip(edition, issue, (pictures, room), folder)
    room.sweep()
    if edition.column is not None:
        write_bytes(out / "calendar.ics", calendar(edition))
    return tuple(problems)


def _article(edition: Edition, issue: PublicIssue, pictures: Pictures, folder: Path) -> list[Problem]:
    try:
        return list(write_article(edition, issue, pictures, folder))
    except Unreadable as failure:
        return [Problem(f"column/{issue.id}/article.html", 0, 0, failure.code, failure.values)]


def _pictures(edition: Edition, issue: PublicIssue, pictures: Pictures, folder: Path) -> list[Problem]:
    """Cover and tall pictures; nothing is drawn with a box in a name."""
    file = f"column/{issue.id}/tall-1.jpg"
    if trouble := _undrawn(edition, issue):
        return [Problem(file, 0, 0, *trouble)]
    faces = [face for person in issue.story.projection.narrators if (face := pictures.file(person.portrait))]
    mark = "样例" if issue.story.projection.sample else ""
    card = Card(f"{names(issue)}　口述", issue.title, day_words(issue.date), edition.institution or edition.title, mark)
    try:
        draw_card(card, faces, folder / "cover.jpg")
        write_tall(edition, issue, pictures, folder)
    except Unreadable as failure:
        return [Problem(file, 0, 0, failure.code, failure.values)]
    return []


def _undrawn(edition: Edition, issue: PublicIssue) -> tuple[str, dict[str, object]] | None:
    if not have_fonts():
        return "column-fonts", {"date": issue.date}
    missing = lacking(words_of(edition, issue))
    return ("column-glyph", {"date": issue.date, "characters": "、".join(missing)}) if missing else None


def _clip(edition: Edition, issue: PublicIssue, place: tuple[Pictures, Workroom], folder: Path) -> list[Problem]:
    """The minute that is heard, with a film of it where its words can be drawn."""
    silenced = next((cut.silenced for cut in edition.sounds if issue.story.sound and cut.file == issue.story.sound.file), ())
    span = clip_of(issue, silenced)
    if issue.story.sound is None or span is None:
        return []
    (pictures, room), file = place, f"column/{issue.id}/clip.m4a"
    source = pictures.media / issue.story.sound.file
    if not source.is_file():
        return [Problem(file, 0, 0, "public-file-missing", {"file": source.name, "folder": pictures.media})]
    try:
        sound = room.keep(
            f"{issue.id}.m4a", [stamp_of(source), list(span), WEB, MEASURE], lambda target: clip(source, span, target)
        )
        second_name(sound, folder / "clip.m4a")
        if _undrawn(edition, issue) is None:
            second_name(_film(edition, issue, (pictures, room), (sound, span)), folder / "clip.mp4")
    except Unreadable as failure:
        return [Problem(file, 0, 0, failure.code, failure.values)]
    return []


def _film(edition: Edition, issue: PublicIssue, place: tuple[Pictures, Workroom], heard: tuple[Path, Span]) -> Path:
    (pictures, room), (sound, span) = place, heard
    slide, rows = slide_of(edition, issue, pictures), shown(issue, span)
    face = digest_of(slide.portrait) if slide.portrait else ""
    recipe = [_WAY, digest_of(sound), {**asdict(slide), "portrait": face}, [list(row) for row in rows]]
    stands = [times for _, times in rows]
    return room.keep(f"{issue.id}.mp4", recipe, lambda target: film_of(frames(slide, rows), stands, FRAME, sound, target))
