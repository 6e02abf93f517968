"""An Edition becomes the whole text of one volume, as the template takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.language.names import sort_key
from pipeline.model.edition import Edition, PublicInterview, PublicVolume
from pipeline.model.projection import PersonCard
from pipeline.publish.volume.chapter import ChapterWriter
from pipeline.publish.volume.characters import plain
from pipeline.publish.volume.chronology import chronology
from pipeline.publish.volume.front import front
from pipeline.publish.volume.looks import looks
from pipeline.publish.volume.naming import Names
from pipeline.publish.volume.pictures import Pictures
from pipeline.publish.volume.speaking import Spoken
from pipeline.publish.volume.voicing import Voicing
from pipeline.publish.volume.wording import Wording

Book = dict[str, Any]  # the template's book.json


def compose(
    edition: Edition,
    volume: PublicVolume,
    chosen: list[PublicInterview],
    pictures: Pictures,
    others: Iterable[PersonCard] = (),
) -> Book:
    """The whole volume; pictures are copied beside it on the way.

    `others` are people of the other volumes of its set: where this one names them, its index does too.
    """
    plan = volume.plan
    names = Names(_people(edition, chosen, others), edition.entries, plan.names_by)
    writer = ChapterWriter(names, pictures, volume, Spoken(edition.entries), Voicing(edition))
    chapters = [writer.write(interview) for interview in chosen]
    essays = {
        "foreword": _essay(plan.foreword_title, plan.foreword, Names(())),
        "preface": _essay(plan.preface_title, plan.preface, Names(())),
        "conventions": _essay(plan.conventions_title, plan.conventions, Names(())),
        "afterword": _essay(plan.afterword_title, plan.afterword, names),
    }
    plates = [] if not plan.plates else _plates(writer, chosen)
    used = set(keys_in([*chapters, plates, essays["afterword"]]))
    _see(chapters, {card.id: names.key(card) for one in chosen for card in one.projection.narrators})
    return {
        **front(edition, volume, [interview.projection for interview in chosen]),
        "looks": looks(plan.size),
        "portraits": plan.portraits,
        "dedication": _paragraphs(plan.dedication, Names(())),
        "committee": [plain(line) for line in plan.committee if line.strip()],
        **essays,
        "contents": {chapter["label"]: chapter for chapter in chapters},
        "chapters": chapters,
        "chronology": chronology(edition, chosen, names) if plan.chronology else [],
        "plates": plates,
        "credits": _credits(chosen) if plan.credits else [],
        "indexes": names.indexes(plan.indexes, used),
        "known": [one for one in names.entries() if one["person"] in used],
    }


def keys_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - any depth of the template's JSON
    """The index keys of every name that the words hold."""
    if isinstance(value, list):
        for one in value:
            yield from keys_in(one)
    elif isinstance(value, dict):
        if "text" in value:
            yield from value["people"]
            yield from keys_in(value["note"])
        else:
            yield from keys_in(list(value.values()))


def _see(chapters: list[dict[str, Any]], keys: dict[str, str]) -> None:
    """Tell each chapter in which others its narrators are spoken of."""
    named = {chapter["label"]: set(keys_in(chapter["parts"])) for chapter in chapters}
    for chapter in chapters:
        own = {keys[person] for person in chapter["people"]}
        chapter["see"] = [label for label, found in named.items() if label != chapter["label"] and own & found]


def _people(edition: Edition, chosen: Iterable[PublicInterview], others: Iterable[PersonCard]) -> list[PersonCard]:
    narrators = [card for interview in chosen for card in interview.projection.narrators]
    return list({card.id: card for card in (*others, *edition.people, *narrators)}.values())


def _plates(writer: ChapterWriter, chosen: Iterable[PublicInterview]) -> list[dict[str, Any]]:
    items = {item.id: item for one in chosen for item in one.projection.items}
    return [plate for item in items.values() if (plate := writer.plate(item))]


def _credits(chosen: Iterable[PublicInterview]) -> list[str]:
    found = {plain(photo.credit) for one in chosen for photo in one.projection.photos if photo.credit.strip()}
    return sorted(found, key=sort_key)


def _paragraphs(text: str, names: Names) -> list[Any]:
    wording = Wording({}, names)
    paragraphs = [paragraph.strip() for paragraph in text.replace("\r\n", "\n").split("\n\n") if paragraph.strip()]
    return [wording.pieces(paragraph) for paragraph in paragraphs]


def _essay(title: str, text: str, names: Names) -> dict[str, Any] | None:
    """A preface or afterword; None where the plan has none. In the preface, whose folios are roman, no name is indexed."""
    paragraphs = _paragraphs(text, names)
    return {"title": plain(title), "paragraphs": paragraphs} if paragraphs else None
