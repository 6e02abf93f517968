"""An Edition and its public pictures become one PDF a volume."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from pipeline.errors import KoushuError
from pipeline.model.edition import Edition, PublicInterview, PublicVolume
from pipeline.model.projection import PersonCard
from pipeline.model.routes import refusals
from pipeline.publish.volume.chapter import ChapterWriter
from pipeline.publish.volume.characters import plain
from pipeline.publish.volume.front import front
from pipeline.publish.volume.naming import Names
from pipeline.publish.volume.paging import pages_of
from pipeline.publish.volume.pictures import Pictures, cuts_by_picture
from pipeline.publish.volume.typeset import find_fonts, typeset
from pipeline.publish.volume.voicing import Voicing
from pipeline.publish.volume.wording import Wording
from pipeline.writing.atomic import worded, write_bytes

MEASURE = {"characters": 36, "lines": 30}  # of the type area on 170 × 240 mm


def publish(edition: Edition, media: Path, out: Path) -> tuple[Path, ...]:
    """Write `out/<volume id>.pdf` for every volume of which an interview is out; returns them in the edition's order.

    Beside each stands `<volume id>.pages.json` (see `publish.paging`). A volume whose route forbids what its plan says is not
    made. `media` is the folder of public pictures. The same edition gives the same bytes. A PDF of any other volume in `out` is
    removed: what it holds may have been withdrawn. A volume that cannot be set does not keep the others from being set; the first
    trouble is raised at the end. Raises MissingTool without the fonts, NotSound for a character that no font has, Unreadable for
    a picture, CannotWrite.
    """
    written: list[Path] = []
    troubles: list[KoushuError] = []
    for volume in edition.volumes:
        chosen = _chosen(edition, volume)
        try:
            if chosen:
                pdf, pages = _set(edition, volume, chosen, media)
                write_bytes(out / f"{volume.id}.pages.json", pages)
                write_bytes(out / f"{volume.id}.pdf", pdf)
                written.append(out / f"{volume.id}.pdf")
        except KoushuError as trouble:
            troubles.append(trouble)
    for old in sorted(out.glob("*.pdf")):
        if old not in written:
            with worded(old):
                old.unlink()
    if troubles:
        raise troubles[0]
    return tuple(written)


def _chosen(edition: Edition, volume: PublicVolume) -> list[PublicInterview]:
    if volume.refused or refusals(volume.plan, edition.date):  # the door refused already; the press would not print it either
        return []
    out = {interview.projection.id: interview for interview in edition.interviews}
    return [out[interview] for interview in volume.interviews if interview in out]


def _set(edition: Edition, volume: PublicVolume, chosen: list[PublicInterview], media: Path) -> tuple[bytes, bytes]:
    with worded(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="koushu-volume-") as folder:
        fonts = find_fonts()
        pictures = Pictures(media, Path(folder), cuts_by_picture(edition))
        book = compose(edition, volume, chosen, pictures)
        (Path(folder) / "book.json").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
        try:
            pdf = typeset(Path(folder), fonts, edition.date)
            return pdf, pages_of(Path(folder), fonts, chosen)
        except KoushuError as trouble:
            raise _placed(trouble, volume, book, pictures) from trouble


def compose(edition: Edition, volume: PublicVolume, chosen: list[PublicInterview], pictures: Pictures) -> dict[str, Any]:
    """The whole volume as the template takes it; pictures are copied beside it on the way."""
    names = Names(_people(edition, chosen))
    writer = ChapterWriter(names, pictures, volume.plan.prefer, Voicing(edition))
    plan = volume.plan
    chapters = [writer.write(interview) for interview in chosen]
    return {
        **front(edition, volume, [interview.projection for interview in chosen]),
        "measure": MEASURE,
        "preface": _essay(plan.preface_title, plan.preface, Names(())),
        "contents": {chapter["label"]: chapter for chapter in chapters},
        "chapters": chapters,
        "afterword": _essay(plan.afterword_title, plan.afterword, names),
        "index": names.entries(),
    }


def _people(edition: Edition, chosen: list[PublicInterview]) -> list[PersonCard]:
    narrators = [card for interview in chosen for card in interview.projection.narrators]
    return list({card.id: card for card in (*edition.people, *narrators)}.values())


def _essay(title: str, text: str, names: Names) -> dict[str, Any] | None:
    """A preface or afterword; None where the plan has none. In the preface, whose folios are roman, no name is indexed."""
    paragraphs = [paragraph.strip() for paragraph in text.replace("\r\n", "\n").split("\n\n") if paragraph.strip()]
    if not paragraphs:
        return None
    wording = Wording({}, names)
    return {"title": plain(title), "paragraphs": [wording.pieces(paragraph) for paragraph in paragraphs]}


def _placed(trouble: KoushuError, volume: PublicVolume, book: dict[str, Any], pictures: Pictures) -> KoushuError:
    """The same trouble, saying in which volume it is, in which chapters, or in which public picture."""
    values = {**trouble.values, "volume": volume.plan.title}
    if "file" in values:
        values["file"] = pictures.original(str(values["file"]))
    if "missing" in values:
        values["where"] = "、".join(_where(book, str(values["missing"])))
    return type(trouble)(trouble.code, **values)


def _where(book: dict[str, Any], characters: str) -> list[str]:
    chapters = [f"「{it['title']}」" for it in book["chapters"] if _holds(it, characters)]
    return chapters or [f"「{book['title']}」"]


def _holds(value: Any, characters: str) -> bool:  # noqa: ANN401 - any depth of the template's JSON
    text = json.dumps(value, ensure_ascii=False)
    return any(character in text for character in characters)
