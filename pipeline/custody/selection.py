"""The archive and the names of interviews → the records that a package of them needs, and the interviews that may not leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from pipeline.custody.quarantine import quarantined
from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.consent import Consent
from pipeline.model.nouns import Term
from pipeline.model.text import Shown


@dataclass(frozen=True)
class Selection:
    """Keys of the records that go into a package; `terms` by register. All of the archive where `whole`."""

    interviews: tuple[str, ...]
    people: tuple[str, ...]
    items: tuple[str, ...]
    terms: dict[str, tuple[Term, ...]]
    forms: tuple[str, ...]  # scans of consent, by their file names in `sealed/`
    whole: bool = False


def everything(archive: Archive) -> Selection:
    """All records but those under quarantine."""
    away = quarantined(archive)
    interviews = tuple(key for key in archive.interviews if key not in away)
    terms = {name: tuple(entries.values()) for name, entries in archive.registers.items()}
    return Selection(interviews, tuple(archive.people), tuple(archive.items), terms, _forms(archive, interviews), whole=True)


def needed(archive: Archive, keys: Sequence[str]) -> Selection:
    """These interviews, the people who speak or are seen in them, the items shown, and every register entry they speak of."""
    kept = [archive.interviews[key] for key in keys]
    items = tuple(sorted({item for one in kept for item in _shown(one)} & set(archive.items)))
    named = {person for one in kept for person in _people(one)} | {archive.items[item].record.owner for item in items}
    people = tuple(sorted(named & set(archive.people)))
    words = set(_words(one.record for one in kept)) | set(_words(archive.people[key].record for key in people))
    words |= set(_words(archive.items[key].record for key in items))
    terms = {name: _entries(entries.values(), words) for name, entries in archive.registers.items()}
    told = {name: found for name, found in terms.items() if found}
    return Selection(tuple(keys), people, items, told, _forms(archive, keys, people, items))


def _forms(archive: Archive, interviews: Iterable[str], people: Iterable[str] = (), items: Iterable[str] = ()) -> tuple[str, ...]:
    records = [archive.interviews[key] for key in interviews]
    consents: list[Consent | None] = [one.record.consent for one in records]
    consents += [photo.record.consent for one in records for photo in one.photos]
    consents += [archive.people[key].record.consent for key in people] + [archive.items[key].record.consent for key in items]
    return tuple(sorted({consent.form for consent in consents if consent and consent.form}))


def _shown(kept: KeptInterview) -> Iterator[str]:
    yield from (show.item for show in kept.record.shows)
    for turn in (turn for _, text in kept.texts for turn in text.turns()):
        yield from (block.item for block in turn.blocks if isinstance(block, Shown))


def _people(kept: KeptInterview) -> Iterator[str]:
    yield from kept.record.narrators
    for recording in kept.record.recordings:
        yield from recording.channels.values()
    for photo in kept.photos:
        yield from photo.record.depicts


def _entries(entries: Iterable[Term], words: set[str]) -> tuple[Term, ...]:
    """Those that a word names by id, name or alias, with all above them."""
    known = {term.id: term for term in entries}
    wanted = [term for term in known.values() if words & {term.id, term.name, *term.aliases}]
    found: dict[str, Term] = {}
    while wanted:
        term = wanted.pop()
        if term.id not in found:
            found[term.id] = term
            wanted += [known[term.parent]] if term.parent in known else []
    return tuple(term for term in known.values() if term.id in found)


def _words(values: Iterable[object]) -> Iterator[str]:
    """Every text inside records, tuples and mappings."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, BaseModel):
            yield from _words(getattr(value, name) for name in type(value).model_fields)
        elif isinstance(value, dict):
            yield from _words(value.values())
        elif isinstance(value, tuple | list):
            yield from _words(value)
