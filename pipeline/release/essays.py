"""Turns what the archive says in its own name (about itself, in a volume's front matter) into what may still be printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.language.designations import mentions
from pipeline.model.archive import Archive
from pipeline.model.nouns import Named, VolumePlan
from pipeline.model.units import names_in_text
from pipeline.release.phrase import Finder, without_words

_TITLES = ("preface_title", "afterword_title", "foreword_title", "conventions_title")
_WORDS = ("title", "subtitle", "series", "number", *_TITLES)
_ESSAYS = ("dedication", "foreword", "preface", "conventions", "afterword")
_LINES = ("committee", "proofs")
_IMPRINT = ("publisher", "recipients", "printer")


@dataclass(frozen=True)
class Essays:
    """What the archive's own words must not say in one Edition, gathered once for many texts."""

    shut: bool  # something is unread that may say more
    gone: tuple[str, ...]
    forms: Mapping[str, str]
    withheld: tuple[str, ...]

    @classmethod
    def of(cls, archive: Archive, shown: Collection[str]) -> Essays:
        """`shown` are the public ids of the people whom the same Edition shows: they may be named."""
        forms = names_in_text(archive.registers, ())
        return cls(_may_hide(archive), gone_names(archive, shown), forms, _withheld(archive))

    def told(self, text: str) -> str:
        """The text without words that any interview withholds, and without the paragraphs that name somebody who withdrew or a
        unit that may not be named; empty while anything is unread that may say what must not stand in it."""
        if self.shut or not text:
            return ""
        paragraphs = re.split(r"(\n[^\S\n]*\n\s*)", text)
        kept = [one if number % 2 or not self._bars(one) else "" for number, one in enumerate(paragraphs)]
        whole = without_words(text if kept == paragraphs else "".join(kept).strip(), self.withheld)
        return "" if self._bars(whole) else whole  # a name may run over paragraphs, or arise where words went

    def words(self, line: str) -> str:
        """A title or a line that the archive says of itself, without what is withheld, without units that may not be named, and
        without those who withdrew."""
        return without_words(line, (*self.withheld, *self.gone, *_closed(line, self.forms)))

    def _bars(self, paragraph: str) -> bool:
        return _named(paragraph, self.gone) or bool(_closed(paragraph, self.forms))


def _may_hide(archive: Archive) -> bool:
    """Is there something that cannot be read, and that may say what an essay must not?"""
    return any(archive.unread_below(folder) for folder in ("interviews", "people", "registers"))


def front_matter(reader: Essays, plan: VolumePlan) -> VolumePlan:
    """The plan without archive keys, its titles and imprint as `Essays.words` leaves them, its essays as `Essays.told` does."""
    words = {name: reader.words(getattr(plan, name)) for name in _WORDS}
    essays = {name: reader.told(getattr(plan, name)) for name in _ESSAYS}
    lines = {name: tuple(reader.words(line) for line in getattr(plan, name)) for name in _LINES}
    cover = plan.cover.model_copy(update={"back": reader.told(plan.cover.back)})
    imprint = {name: reader.words(getattr(plan.imprint, name)) for name in _IMPRINT}
    editors = tuple(
        Named(**{name: reader.words(words) for name, words in one.model_dump().items()}) for one in plan.imprint.editors
    )
    whole = plan.imprint.model_copy(update={**imprint, "editors": editors})
    kept = {"interviews": (), "told_as": {}, "imprint": whole, "cover": cover, **words, **essays, **lines}
    return plan.model_copy(update=kept)


def gone_names(archive: Archive, shown: Collection[str]) -> tuple[str, ...]:
    """Names of the people who withdrew, or of whom an interview was withdrawn, and whom the Edition does not show."""
    keys = {key for key, person in archive.people.items() if person.ledger.withdrawals}
    keys |= {key for one in archive.interviews.values() if one.ledger.withdrawals for key in one.record.narrators}
    people = [archive.people[key] for key in sorted(keys) if key in archive.people and archive.people[key].id not in shown]
    return tuple(name for person in people for name in (person.record.name, *person.record.aliases) if len(name) > 1)


def _withheld(archive: Archive) -> tuple[str, ...]:
    """All withheld words, also those past their last day: nobody signs an essay, so nothing in it opens by itself."""
    return tuple(record.quote for one in archive.interviews.values() for record in one.record.withhold if record.quote)


def _closed(text: str, forms: Mapping[str, str]) -> tuple[str, ...]:
    """The names of units that stand in the text and may not."""
    return tuple(text[one.start : one.end] for one in mentions(text, forms))


def _named(paragraph: str, names: Collection[str]) -> bool:
    return bool(names) and any(Finder([paragraph]).find(name) for name in names)
