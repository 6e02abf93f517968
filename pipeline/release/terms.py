"""Turns register keys and dates into the words the public may read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator

from pipeline.language.designations import mentions
from pipeline.model.archive import Archive
from pipeline.model.nouns import Person, Service
from pipeline.model.projection import InterviewProjection, PersonProjection, PublicTurn, StorySection
from pipeline.model.record import Record, SaidDate
from pipeline.model.units import entry_of, forms_of, is_reworded, names_in_text, span, telling
from pipeline.release.reasons import Reasons, reason
from pipeline.release.view import View

_NO_WORDS = frozenset({"block", "digest", "form", "id", "item", "kind", "owner", "purpose", "quote_digest", "sound"}) | {
    "service"  # told by the register, for the time of each stretch; what people wrote there is looked at by itself
}
_MONTH = dt.timedelta(days=31)
_DAY = re.compile(r"[旬日号初廿]|\d\s*[-./]\s*\d")
_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def said(date: SaidDate | None) -> str:
    """A date in words: a plain one as 1953年7月27日, any other as it was said; empty when not known."""
    found = _PLAIN.fullmatch(date.said.strip()) if date else None
    if date is None or found is None:
        return date.said if date else ""
    year, month, day = found.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def year(date: SaidDate | None) -> str:
    """A date by its year alone where it is a plain one, else as it was said; empty when not known."""
    found = _PLAIN.fullmatch(date.said.strip()) if date else None
    if date is None or found is None:
        return date.said if date else ""
    return f"{found[1]}年"


def birth(date: SaidDate | None) -> str:
    """A birth by its year alone (trust §8.1), also where a day or a month was said in words; a wider time as it was said."""
    told = year(date)
    if date is None or told != date.said or (date.latest - date.earliest >= _MONTH and not _DAY.search(told)):
        return told
    first, last = date.earliest.year, date.latest.year
    return f"{first}年" if first == last else f"{first}—{last}年"


def place(archive: Archive, words: str) -> str:
    """A place by its register name, or the words as they are; one not open by its public name, which may be empty."""
    return _entry(archive, "places", words)


def honour(archive: Archive, words: str) -> str:
    """An honour likewise."""
    return _entry(archive, "honours", words)


def _entry(archive: Archive, register: str, words: str) -> str:
    term = archive.registers.get(register, {}).get(words)
    if term is None:
        return words
    return (telling(term).told or term.public_name) if is_reworded(term) else term.name


def unit(archive: Archive, service: Service) -> str | Reasons:
    """The public words for the unit of a stretch of service, as its time decides; blocked where nobody has decided on its
    disclosure (cf. 保守国家秘密法: closed until decided)."""
    if not service.unit:
        return ""
    term = archive.registers.get("units", {}).get(service.unit)
    told = telling(term, *span(service)).told if term else ""
    return told or (reason("unit-undecided", unit=service.unit),)


def service_line(archive: Archive, service: Service) -> str | Reasons:
    """One stretch of service on one line: years, unit, rank, role, place."""
    served = unit(archive, service)
    if not isinstance(served, str):
        return served
    start, end = year(service.start), year(service.end)
    years = start if start == end or not end else f"{start}—{end}"
    words = (years, served, place(archive, service.place), service.rank, service.role)
    return "　".join(word for word in words if word)


def closed_in(view: View, projection: InterviewProjection | PersonProjection, people: Iterable[str]) -> Reasons:
    """A reason for each unit or place whose name or alias stands in the public words of a projection and may not: nobody decided
    on it, or it is to be told in other words, which people write and no machine. `people`: whom it is about, by key.

    A form is found whatever marks or spaces stand between its letters and however its number is written, from two characters on;
    where a longer form that may stand covers it, it may stand too.
    """
    records = [view.archive.people[key].record for key in people if key in view.archive.people]
    forms = names_in_text(view.archive.registers, [one for record in records for one in record.service])
    if not any(forms.values()):
        return ()
    found: dict[str, str] = {}
    told = (words for record in records for words in _service_words(view, record))
    for text in (*_strings(projection), *told):
        for one in mentions(text, forms):
            found.setdefault(one.key, one.form)
    return tuple(reason("closed-name", name=form, **entry_of(key)) for key, form in sorted(found.items()))


def _service_words(view: View, record: Person) -> Iterator[str]:
    """What people wrote themselves into the lines of service, where these are shown."""
    if all(one.field != "service" for one in view.held(record.withhold)):
        for one in record.service:
            yield from (one.rank, one.role, one.place, *(date.said for date in (one.start, one.end) if date))


def _strings(value: object) -> Iterator[str]:
    """Every public string of words in a record; ids, digests and lines made from the registers are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        if isinstance(value, PublicTurn | StorySection):  # a name may go on in the next paragraph
            yield "".join(_paragraphs(value))
        for name in type(value).model_fields:
            part = getattr(value, name)
            if name not in _NO_WORDS and not (name == "person" and isinstance(part, str)):  # a turn's is an id, a wall's a card
                yield from _strings(part)
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)


def _paragraphs(value: PublicTurn | StorySection) -> Iterable[str]:
    return value.paragraphs if isinstance(value, StorySection) else (getattr(one, "text", "") for one in value.blocks)


def still_open(view: View, line: str, today: Collection[str]) -> bool:
    """Whether an approved line of names may stay: it stands so today, or holds no name that is closed at any time."""
    return line in today or not any(mentions(line, forms_of(view.archive.registers, ())))
