"""The Edition of a kit becomes its folder: slides, deck, papers, sounds, and how to use them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipeline.media.pictures import picture_size
from pipeline.media.sound import excerpt
from pipeline.model.edition import Edition
from pipeline.model.kit import PublicKit
from pipeline.publish.site.workroom import Workroom, room_of, stamp_of
from pipeline.publish.talks.deck import write_deck
from pipeline.publish.talks.papers import Papers
from pipeline.publish.talks.passages import Passage, passages
from pipeline.publish.talks.powerpoint import write_slides
from pipeline.publish.talks.quiz import Quiz
from pipeline.publish.talks.readme import write_readme
from pipeline.publish.talks.slides import Deck, Things, Voice
from pipeline.writing.atomic import write_bytes, write_text
from pipeline.writing.folders import second_name


def publish(edition: Edition, media: Path, out: Path) -> set[str]:
    """Write the kit of `edition` into the folder `out`; returns the names of the files that are kept for it beside `media`.

    `media` holds the public sounds and pictures. The same edition gives the same bytes. Raises MissingTool without ffmpeg or the
    fonts, NotSound for a character that no font has, Unreadable, and CannotWrite.
    """
    told = passages(edition, edition.kits[0])
    room = Workroom(room_of(media))
    things = Things(_pictures(edition, media), _voices(edition.kits[0], told, media, room))
    papers, slides, questions = Papers(edition, media), Deck(edition, told, things).slides(), Quiz(edition, told).questions()
    out.mkdir(parents=True, exist_ok=True)
    write_bytes(out / "slides.pptx", write_slides(edition, slides))
    write_text(out / "deck.html", write_deck(edition, slides))
    write_bytes(out / "handout.pdf", papers.handout(told))
    if questions:
        write_bytes(out / "quiz.pdf", papers.quiz(questions))
        write_bytes(out / "answers.pdf", papers.answers(questions))
    write_bytes(out / "reading.pdf", papers.reading())
    for number, voice in things.voices.items():
        second_name(voice.file, out / "sound" / f"{number + 1:02}.m4a")
    write_text(out / "README.txt", write_readme(edition, slides, quizzed=bool(questions)))
    return {name for voice in things.voices.values() for name in (voice.file.name, f".{voice.file.name}.recipe")}


def _pictures(edition: Edition, media: Path) -> dict[str, tuple[Path, tuple[int, int]]]:
    """The public pictures that are there, by their public id."""
    found: dict[str, tuple[Path, tuple[int, int]]] = {}
    for cut in edition.pictures:
        path = media / cut.file
        if path.is_file():
            found[path.stem] = (path, picture_size(path))
    return found


def _voices(kit: PublicKit, told: Sequence[Passage], media: Path, room: Workroom) -> dict[int, Voice]:
    """A file for each passage that can be heard, cut out of the public sound."""
    found: dict[int, Voice] = {}
    for number, passage in enumerate(told):
        source = media / passage.story.sound.file if passage.story.sound else None
        if passage.span is None or source is None or not source.is_file():
            continue
        start, end = passage.span
        name = f"{kit.id}-{passage.story.projection.id}-{start}-{end}.m4a"
        file = room.keep(name, [stamp_of(source), start, end], partial(excerpt, source, (start, end)))
        found[number] = Voice(file, end - start)
    return found
