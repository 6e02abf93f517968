"""Lines of cards (service, honours, origins) get links to the units, places and honours that the registers know in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from pipeline.model.edition import Edition
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.publish.site.address import Here

_LINK = Markup('<a class="oh-fact" href="{}">{}</a>')

Marks = Mapping[str, tuple[tuple[int, int, str], ...]]  # a line → where a link stands in it [start, end), and its address


class Facts:
    """What the lines of one edition's cards name, as its entries say; nothing is looked for here."""

    def __init__(self, edition: Edition, here: Here) -> None:
        """Addresses are as seen from `here`."""
        found: defaultdict[str, set[tuple[int, int, str]]] = defaultdict(set)
        for entry in edition.entries:
            for mark in entry.facts if here.entry(entry.id) else ():
                found[mark.line].add((mark.start, mark.end, here.entry(entry.id)))
        self._marks = {line: tuple(sorted(marks)) for line, marks in found.items()}

    def of(self, *cards: PersonCard | ItemCard) -> Marks:
        """The marks in the lines of these cards, and no others."""
        return {line: self._marks[line] for card in cards for line in _lines(card) if line in self._marks}


def _lines(card: PersonCard | ItemCard) -> Iterable[str]:
    if isinstance(card, PersonCard):
        return (*card.service, *card.honours, card.native_place)
    return card.honour, card.issuer


def linked(line: str, marks: Marks) -> Markup:
    """A line as HTML, with links on what it names."""
    parts: list[Markup] = []
    done = 0
    for start, end, href in marks.get(line, ()):
        parts += [escape(line[done:start]), _LINK.format(href, line[start:end])]
        done = end
    return Markup("").join([*parts, escape(line[done:])])
