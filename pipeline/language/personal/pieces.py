"""What the archive holds and what the public would get → the pieces of words that are read for personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.language.inline import ESCAPE, NOTE
from pipeline.model.archive import KeptInterview
from pipeline.model.draft import Draft
from pipeline.model.marks import MARK
from pipeline.model.nouns import Interview, Item, Person
from pipeline.model.projection import (
    InterviewProjection,
    ItemCard,
    PersonCard,
    Picture,
    Projection,
    Words,
)
from pipeline.model.spot import Spot
from pipeline.model.text import Paragraph, Story, Text

_MARKUP = re.compile(rf"{MARK.pattern}|{NOTE.replace('?P<mark>', '?:')}|(?P<escape>{ESCAPE})")


@dataclass(frozen=True)
class Piece:
    """Words in one place: `spot` is the place of their first character, `start_ms` that of their turn on its clock."""

    words: str
    spot: Spot
    start_ms: int | None = None  # None: nobody wrote a time, or they are not spoken

    def at(self, offset: int) -> Spot:
        """The place of a character; only paragraphs tell where inside them."""
        path = self.spot.path
        return Spot(self.spot.noun, self.spot.key, (*path, offset)) if path[:1] == ("words",) else self.spot


Group = tuple[Piece, ...]  # pieces that follow one another, so that a number may go from one into the next
NOWHERE = Spot("interview")


def blanked(words: str) -> str:
    """The words with marks of footnotes, doubt and escaping as blanks of the same length."""
    return _MARKUP.sub(lambda found: " " + found[0][1] if found["escape"] else " " * len(found[0]), words)


def of_interview(kept: KeptInterview) -> Iterator[Group]:
    """Everything of an interview that a projection could show, but for people and items, which have their own records."""
    yield from _of_record(kept.key, kept.record)
    for noun, text in kept.texts:
        yield from _of_text(Spot(noun, kept.key), text)
    if kept.story:
        yield from _of_story(kept.key, kept.story)
    for photo in kept.photos:
        key = f"{kept.key}/{photo.picture.file.rpartition('/')[2].removesuffix('.jpg')}"
        for field, words in (("caption", photo.record.caption), ("alt", photo.record.alt), ("credit", photo.record.credit)):
            yield (Piece(words, Spot("photo", key, (field,))),)


def of_person(key: str, record: Person) -> Iterator[Group]:
    """What a person's card could show."""
    yield (Piece(record.bio, Spot("person", key, ("bio",))),)
    yield (Piece(record.native_place, Spot("person", key, ("native_place",))),)
    for number, one in enumerate(record.service):
        for field, words in (("unit", one.unit), ("role", one.role), ("place", one.place)):
            yield (Piece(words, Spot("person", key, ("service", number, field))),)


def of_item(key: str, record: Item) -> Iterator[Group]:
    """What an item's card could show."""
    told = {"title": record.title, "caption": record.caption, "alt": record.alt, "inscription": record.inscription}
    for field, words in {**told, "issuer": record.issuer}.items():
        yield (Piece(words, Spot("item", key, (field,))),)


def of_drafts(key: str, drafts: Sequence[tuple[Draft, int]]) -> Iterator[Group]:
    """What machines heard, each draft with its recording's offset in milliseconds on the interview's clock."""
    for draft, offset in drafts:
        yield tuple(Piece(segment.text, Spot("interview", key), segment.start_ms + offset) for segment in draft.segments)


def of_projection(projection: Projection) -> Iterator[Group]:
    """Every word that the public would get."""
    if not isinstance(projection, InterviewProjection):
        yield from _plain((*_card(projection.person), *(words for card in projection.items for words in _item(card))))
        return
    yield tuple(
        Piece(block.text, NOWHERE, turn.start_ms)
        for chapter in projection.chapters
        for turn in chapter.turns
        for block in turn.blocks
        if isinstance(block, Words)
    )
    yield tuple(Piece(words, NOWHERE) for section in projection.story for words in section.paragraphs)
    yield from _plain(_beside(projection))


def _beside(projection: InterviewProjection) -> Iterator[str]:
    yield from (projection.title, *projection.sessions)
    yield from (chapter.title for chapter in projection.chapters)
    yield from (section.title for section in projection.story)
    yield from (words for _, words in (*projection.notes, *projection.story_notes))
    for point in projection.index:
        yield from (point.title, point.synopsis, *point.keywords, *point.places)
    for card in projection.narrators:
        yield from _card(card)
    for item in projection.items:
        yield from _item(item)
    for photo in projection.photos:
        yield from _picture(photo)


def _card(card: PersonCard) -> Iterator[str]:
    yield from (card.bio, card.native_place, *card.service)
    if card.portrait:
        yield from _picture(card.portrait)


def _item(card: ItemCard) -> Iterator[str]:
    yield from (card.title, card.issuer, card.caption, card.inscription)
    for picture in card.pictures:
        yield from _picture(picture)


def _picture(picture: Picture) -> Iterator[str]:
    yield from (picture.alt, picture.caption, picture.credit)


def _plain(words: Iterable[str]) -> Iterator[Group]:
    return ((Piece(one, NOWHERE),) for one in words if one)


def _of_record(key: str, record: Interview) -> Iterator[Group]:
    yield (Piece(record.title, Spot("interview", key, ("title",))),)
    for number, session in enumerate(record.sessions):
        yield (Piece(session.place, Spot("interview", key, ("sessions", number, "place"))),)
    for number, point in enumerate(record.index):
        words = {"title": point.title, "synopsis": point.synopsis}
        for field, told in words.items():
            yield (Piece(told, Spot("interview", key, ("index", number, field)), point.at_ms),)
        for field, terms in (("keywords", point.keywords), ("places", point.places)):
            for at, term in enumerate(terms):
                yield (Piece(term, Spot("interview", key, ("index", number, field, at)), point.at_ms),)


def _of_text(file: Spot, text: Text) -> Iterator[Group]:
    noun, key = file.noun, file.key
    spoken = ((turn, block) for turn in text.turns() for block in turn.blocks if isinstance(block, Paragraph))
    yield tuple(Piece(block.text, Spot(noun, key, ("words", at)), turn.start_ms) for at, (turn, block) in enumerate(spoken))
    headed = [one for at, one in enumerate(text.chapters) if at or one.title or one.start_ms is not None]
    for number, chapter in enumerate(headed):
        yield (Piece(chapter.title, Spot(noun, key, ("heading", number)), chapter.start_ms),)
    yield from _notes(file, text.notes)


def _of_story(key: str, story: Story) -> Iterator[Group]:
    words = (paragraph for _, paragraphs in story.sections for paragraph in paragraphs)
    yield tuple(Piece(one, Spot("story", key, ("words", number))) for number, one in enumerate(words))
    headed = [title for at, (title, _) in enumerate(story.sections) if at or title]
    for number, title in enumerate(headed):
        yield (Piece(title, Spot("story", key, ("heading", number))),)
    yield from _notes(Spot("story", key), story.notes)


def _notes(spot: Spot, notes: Iterable[tuple[str, str]]) -> Iterator[Group]:
    for number, (_, words) in enumerate(notes):
        yield (Piece(words, Spot(spot.noun, spot.key, ("note", number))),)
