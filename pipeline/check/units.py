"""Units of which nobody has decided whether they may be named, and units that a text names though they may not be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.check.finding import Case
from pipeline.language.designations import mentions
from pipeline.model.archive import KeptInterview
from pipeline.model.nouns import Service
from pipeline.model.problem import Problem
from pipeline.model.spot import Spot
from pipeline.model.text import Paragraph, Turn
from pipeline.model.units import entry_of, names_in_text, span, telling

_Words = tuple[Spot, str]


def units_are_decided(case: Case) -> Iterator[Problem]:
    """Every unit of the register that a person served in is decided for that time, and has the name by which it may be called."""
    units = case.archive.registers.get("units", {})
    for key, person in case.archive.people.items():
        for number, stretch in enumerate(person.record.service):
            unit = units.get(stretch.unit)
            how = telling(unit, *span(stretch)) if unit else None
            if unit and how and how.disclosure == "unknown":
                yield case.found(Spot("person", key, ("service", number, "unit")), "unit-undecided", unit=unit.id)
            elif unit and how and not how.told:
                yield case.found(Spot("register", "units", (unit.id,)), "unit-no-public-name", name=unit.name)


def periods_run_forward(case: Case) -> Iterator[Problem]:
    """A period of a unit ends after it begins."""
    for key, unit in case.archive.registers.get("units", {}).items():
        for number, one in enumerate(unit.periods):
            if one.start and one.end and one.start.earliest > one.end.latest:
                yield case.found(Spot("register", "units", (key, "periods", number)), "period-order", name=unit.name)


def units_are_not_named(case: Case) -> Iterator[Problem]:
    """No text, title, caption or life holds the name of a unit that may not stand there; each unit once in each file."""
    for key, interview in case.archive.interviews.items():
        people = [case.archive.people[who].record for who in interview.record.narrators if who in case.archive.people]
        services = [stretch for person in people for stretch in person.service]
        yield from _named(case, services, _of_interview(key, interview))
    for key, person in case.archive.people.items():
        withheld = {one.field for one in person.record.withhold}
        lines = [("bio", person.record.bio)] if "bio" not in withheld else []
        lines.append(("portrait_alt", person.record.portrait_alt))
        yield from _named(case, person.record.service, ((Spot("person", key, (name,)), text) for name, text in lines))
    for key, item in case.archive.items.items():
        owner = case.archive.people.get(item.record.owner)
        names = ("title", "issuer", "caption", "alt", "inscription")
        words = ((Spot("item", key, (name,)), getattr(item.record, name)) for name in names)
        yield from _named(case, owner.record.service if owner else (), words)


def _named(case: Case, services: Iterable[Service], words: Iterable[_Words]) -> Iterator[Problem]:
    forms = names_in_text(case.archive.registers, tuple(services))
    if not any(forms.values()):
        return
    seen: set[tuple[str, str]] = set()
    for spot, text in words:
        for one in mentions(text, forms):
            if (spot.noun, one.key) not in seen:
                seen.add((spot.noun, one.key))
                yield case.found(_at(spot, text[one.start : one.end]), "closed-name", name=one.form, **entry_of(one.key))


def _at(spot: Spot, words: str) -> Spot:
    """The place of the words themselves where the file is a text."""
    return Spot(spot.noun, spot.key, ("find", words)) if spot.noun in ("text", "story") else spot


def _of_interview(key: str, interview: KeptInterview) -> Iterator[_Words]:
    record = interview.record
    yield Spot("interview", key, ("title",)), record.title
    for number, point in enumerate(record.index):
        for name, words in (("title", point.title), ("synopsis", point.synopsis), ("keywords", "\n".join(point.keywords))):
            yield Spot("interview", key, ("index", number, name)), words
    for photo in interview.photos:
        stem = photo.picture.file.rpartition("/")[2].removesuffix(".jpg")
        for name in ("caption", "alt", "credit"):
            yield Spot("photo", f"{key}/{stem}", (name,)), getattr(photo.record, name)
    quotes = [one.quote for one in record.withhold if one.quote]
    for text in _of_text(interview):
        yield Spot("text", key), _without(text, quotes)
    sections = interview.story.sections if interview.story else ()
    notes = interview.story.notes if interview.story else ()
    for text in (*(one for title, words in sections for one in (title, *words)), *(words for _, words in notes)):
        yield Spot("story", key), _without(text, quotes)


def _of_text(interview: KeptInterview) -> Iterator[str]:
    """The words of the text, but for turns that a span withholds: the door takes those out."""
    spans = [(one.from_ms, one.to_ms) for one in interview.record.withhold if one.from_ms is not None and one.to_ms is not None]
    if interview.text is None:
        return
    yield from (chapter.title for chapter in interview.text.chapters)
    turns = interview.text.turns()
    starts = [turn.start_ms for turn in turns]
    for number, turn in enumerate(turns):
        end = next((start for start in starts[number + 1 :] if start is not None), None)
        if not any(_touches(turn, end, span) for span in spans):
            yield from (block.text for block in turn.blocks if isinstance(block, Paragraph))
    yield from (words for _, words in interview.text.notes)


def _touches(turn: Turn, end: int | None, span: tuple[int, int]) -> bool:
    return turn.start_ms is not None and turn.start_ms < span[1] and (end is None or end > span[0])


def _without(text: str, quotes: Iterable[str]) -> str:
    for quote in quotes:
        text = text.replace(quote, "\n")
    return text


UNIT_RULES = (units_are_decided, periods_run_forward, units_are_not_named)
