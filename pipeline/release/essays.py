"""Turns what the archive says in its own name (about itself, in a volume's front matter) into what may still be printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pipeline.language.designations import mentions
from pipeline.model.archive import Archive
from pipeline.model.nouns import ArchiveConfig, Named, VolumePlan
from pipeline.model.record import Record
from pipeline.model.units import names_in_text
from pipeline.release.phrase import Finder, without_words
from pipeline.release.view import View

R = TypeVar("R", bound=Record)

KEYS = frozenset({"interviews", "told_as", "voices"})  # of a plan: they name records of the archive
_CHOICES = frozenset({"route", "prefer", "size", "portraits", "names_by", "pictures", "also", "indexes"})  # none are words
_ESSAYS = frozenset({"dedication", "foreword", "preface", "conventions", "afterword", "back"})
_NAMES = frozenset({"committee", "proofs", "editors"})  # lists of people


@dataclass(frozen=True)
class Essays:
    """What the archive's own words must not say in one Edition, gathered once for many texts."""

    shut: bool  # something is unread that may say more
    gone: tuple[str, ...]
    forms: Mapping[str, str]
    withheld: tuple[str, ...]

    @classmethod
    def of(cls, view: View, shown: Collection[str]) -> Essays:
        """`shown` are the public ids of the people whom the same Edition shows: they may be named.

        Withheld words count also past their last day: nobody signs an essay, so nothing in it opens by itself.
        """
        archive = view.archive
        forms = names_in_text(archive.registers, ())
        return cls(_may_hide(archive), (*gone_names(archive, shown), *hidden_names(archive)), forms, view.ever_withheld)

    def told(self, text: str) -> str:
        """The text without words that any interview withholds, and without the paragraphs that name somebody who withdrew or a
        unit that may not be named; empty while anything is unread that may say what must not stand in it."""
        if self.shut or not text:
            return ""
        paragraphs = re.split(r"(\n[^\S\n]*\n\s*)", text)
        kept = [one if number % 2 or not self._bars(one) else "" for number, one in enumerate(paragraphs)]
        whole = without_words(text if kept == paragraphs else "".join(kept).strip(), self.withheld)
        return "" if self._bars(whole) else whole  # a name may run over paragraphs, or arise where words went

    def name(self, config: ArchiveConfig) -> dict[str, Any]:
        """Whose Edition it is, as fields of it: title, institution, series, addresses and the notice of a sample."""
        said = ("title", "institution", "series", "contact", "sample_notice")
        plain = {"site_url": config.site_url, "sample": config.sample}  # in nobody's words
        return {**{one: self.words(getattr(config, one)) for one in said}, **plain}

    def words(self, line: str) -> str:
        """A title or a line that the archive says of itself, without what is withheld, without units that may not be named, and
        without those who withdrew."""
        left = without_words(line, (*self.withheld, *self.gone, *_closed(line, self.forms)))
        return left if left == line else self.words(left)  # a name may arise where words went

    def _bars(self, paragraph: str) -> bool:
        return _named(paragraph, self.gone) or bool(_closed(paragraph, self.forms))


def _may_hide(archive: Archive) -> bool:
    """Is there something that cannot be read, and that may say what an essay must not?"""
    return any(archive.unread_below(folder) for folder in ("interviews", "people", "registers"))


def front_matter(reader: Essays, plan: VolumePlan) -> VolumePlan:
    """The plan without archive keys: its essays as `Essays.told` leaves them, every other line of it as `Essays.words` does."""
    return _looked_through(reader, plan).model_copy(update={name: type(getattr(plan, name))() for name in KEYS})


def _looked_through(reader: Essays, record: R) -> R:
    """The record with all that is words in it as it may be printed; what says nothing any more goes from lists."""
    changes: dict[str, object] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in _ESSAYS:
            changes[name] = reader.told(value)
        elif name in _NAMES:
            changes[name] = () if reader.shut else tuple(left for one in value if _says(left := _line(reader, one)))
        elif name not in _CHOICES:
            changes[name] = _line(reader, value)
    return record.model_copy(update=changes)


def _line(reader: Essays, value: object) -> object:
    if isinstance(value, str):
        return reader.words(value)
    return _looked_through(reader, value) if isinstance(value, Record) else value


def _says(value: object) -> bool:
    return bool(value.name if isinstance(value, Named) else value)


def gone_names(archive: Archive, shown: Collection[str]) -> tuple[str, ...]:
    """Names of the people who withdrew, or of whom an interview was withdrawn, and whom the Edition does not show."""
    keys = {key for key, person in archive.people.items() if person.ledger.withdrawals}
    keys |= {key for one in archive.interviews.values() if one.ledger.withdrawals for key in one.record.narrators}
    people = [archive.people[key] for key in sorted(keys) if key in archive.people and archive.people[key].id not in shown]
    return tuple(name for person in people for name in (person.record.name, *person.record.aliases) if len(name) > 1)


def hidden_names(archive: Archive) -> tuple[str, ...]:
    """Aliases that people withhold, of whoever is shown too."""
    people = [one.record for one in archive.people.values() if any(each.field == "aliases" for each in one.record.withhold)]
    return tuple(name for record in people for name in record.aliases if len(name) > 1)


def _closed(text: str, forms: Mapping[str, str]) -> tuple[str, ...]:
    """The names of units that stand in the text and may not."""
    return tuple(text[one.start : one.end] for one in mentions(text, forms))


def _named(paragraph: str, names: Collection[str]) -> bool:
    return bool(names) and any(Finder([paragraph]).find(name) for name in names)
