"""What the public would read of a record, each with its place: all that is not withheld today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.check.finding import Case
from pipeline.language.designations import mentions
from pipeline.model.archive import KeptInterview
from pipeline.model.consent import Withhold
from pipeline.model.nouns import Interview, Item, Person, Service
from pipeline.model.spot import Noun, Spot
from pipeline.model.text import Paragraph, Text, Turn

Told = Iterator[tuple[Spot, str]]
_Step = str | int


def of_person(case: Case, key: str) -> Told:
    """Everything of a person's record that is words, the free ones in the lines of service too."""
    record = case.archive.people[key].record
    shut = _fields(case, record)
    for name in ("name", "aliases", "native_place", "honours", "bio", "portrait_alt"):
        if name not in shut:
            yield Spot("person", key, (name,)), _joined(getattr(record, name))
    for name, date in (("birth", record.birth), ("death", record.death)):
        if date and name not in shut:
            yield Spot("person", key, (name, "said")), date.said
    for number, stretch in enumerate(record.service if "service" not in shut else ()):
        yield from ((Spot("person", key, ("service", number, *path)), words) for path, words in _stretch(stretch))


def _stretch(stretch: Service) -> Iterator[tuple[tuple[_Step, ...], str]]:
    yield from (((name,), getattr(stretch, name)) for name in ("rank", "role", "place"))
    yield from (((name, "said"), date.said) for name, date in (("from", stretch.start), ("to", stretch.end)) if date)


def of_item(case: Case, key: str) -> Told:
    """An item's title, issuer, caption and whatever else is read beside its pictures."""
    record = case.archive.items[key].record
    shut = _fields(case, record)
    for name in ("title", "issuer", "caption", "alt", "inscription", "honour"):
        if name not in shut:
            yield Spot("item", key, (name,)), getattr(record, name)
    if record.date and "date" not in shut:
        yield Spot("item", key, ("date", "said")), record.date.said


def of_interview(case: Case, key: str) -> Told:
    """An interview's record, photographs, texts and story, without the words and turns that are withheld."""
    kept = case.archive.interviews[key]
    shut, held = _fields(case, kept.record), _held(case, kept.record.withhold)
    quotes = [one.quote for one in held if one.quote]
    for path, words in _record(kept.record):
        if path[0] not in shut and ".".join(str(step) for step in path if isinstance(step, str)) not in shut:
            yield Spot("interview", key, path), _without(words, quotes)
    for photo in kept.photos if "photos" not in shut else ():
        stem = photo.picture.file.rpartition("/")[2].removesuffix(".jpg")
        for name in ("caption", "alt", "credit"):
            yield Spot("photo", f"{key}/{stem}", (name,)), _without(getattr(photo.record, name), quotes)
    for noun, text in (*_text(kept, held, shut), *_story(kept, shut)):
        yield Spot(noun, key), _without(text, quotes)


def place_of(spot: Spot, words: str) -> Spot:
    """The place of the words themselves where the file is a text."""
    return Spot(spot.noun, spot.key, ("find", words)) if spot.noun in ("text", "edited", "story") else spot


def _record(record: Interview) -> Iterator[tuple[tuple[_Step, ...], str]]:
    yield from (((name,), getattr(record, name)) for name in ("title", "language", "dialect"))
    for number, point in enumerate(record.index):
        yield from ((("index", number, name), _joined(getattr(point, name))) for name in ("title", "synopsis", "keywords"))
        yield from ((("index", number, "places", at), place) for at, place in enumerate(point.places))
    for number, one in enumerate(record.sessions):
        yield ("sessions", number, "place"), one.place
        yield ("sessions", number, "date", "said"), one.date.said
    for part in ("interviewers", "crew"):
        for number, one in enumerate(getattr(record, part)):
            yield from (((part, number, name), getattr(one, name)) for name in ("name", "role", "of"))


def _text(kept: KeptInterview, held: Iterable[Withhold], shut: set[str]) -> Iterator[tuple[Noun, str]]:
    """The words of the text and of the edited text, but for turns that a span withholds: the door takes those out."""
    spans = [(one.from_ms, one.to_ms) for one in held if one.from_ms is not None and one.to_ms is not None]
    for noun, text in kept.texts:
        yield from ((noun, words) for words in (*_spoken(text, spans), *_notes(text, shut)))


def _notes(text: Text, shut: set[str]) -> Iterator[str]:
    yield from (words for _, words in text.notes if "notes" not in shut)


def _spoken(text: Text, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    yield from (chapter.title for chapter in text.chapters)
    turns = text.turns()
    starts = [turn.start_ms for turn in turns]
    for number, turn in enumerate(turns):
        end = next((start for start in starts[number + 1 :] if start is not None), None)
        yield turn.speaker
        if not any(_touches(turn, end, span) for span in spans):
            yield from (block.text for block in turn.blocks if isinstance(block, Paragraph))


def _story(kept: KeptInterview, shut: set[str]) -> Iterator[tuple[Noun, str]]:
    if kept.story is None or "story" in shut:
        return
    yield from (("story", one) for title, words in kept.story.sections for one in (title, *words))
    yield from (("story", words) for _, words in kept.story.notes if "notes" not in shut)


def _held(case: Case, records: Iterable[Withhold]) -> list[Withhold]:
    """The records that hold today; without a day, all of them."""
    return [one for one in records if one.until is None or case.today is None or one.until >= case.today]


def _fields(case: Case, record: Person | Item | Interview) -> set[str]:
    return {one.field for one in _held(case, record.withhold) if one.field}


def _joined(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _touches(turn: Turn, end: int | None, span: tuple[int, int]) -> bool:
    return turn.start_ms is not None and turn.start_ms < span[1] and (end is None or end > span[0])


def _without(text: str, quotes: Iterable[str]) -> str:
    """The text without what is withheld by its words, whatever marks stand between them."""
    for quote in quotes:
        text = text.replace(quote, "\n")
        for one in reversed(list(mentions(text, {quote: quote}))):
            text = f"{text[: one.start]}\n{text[one.end :]}"
    return text
