"""Turns the registers into what the public may know of them: open entries that something public speaks of, and nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from pipeline.language.names import find_names
from pipeline.model.archive import Archive
from pipeline.model.edition import PublicInterview
from pipeline.model.entry import EntryRegister, FactMark, PublicEntry, SpokenOf
from pipeline.model.nouns import Position, Term
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.model.units import telling
from pipeline.release.essays import Essays
from pipeline.release.spoken import Named, known_forms, spoken_of
from pipeline.release.view import View

_REGISTERS: tuple[EntryRegister, ...] = ("places", "units", "events", "honours")
_DECIMALS = 2  # decimals of a degree: about a kilometre


@dataclass(frozen=True)
class Shown:
    """What is public already and may speak of register entries: interviews, people and items, as the Edition shows them."""

    interviews: Sequence[PublicInterview]
    people: Sequence[PersonCard]
    items: Sequence[ItemCard]


def told(view: View, shown: Shown) -> dict[str, tuple[Any, ...]]:
    """The `entries` and `spoken_of` of an Edition that shows these interviews, people and items.

    An entry is public when its name is open for all times, when no word of its name is withheld or names somebody who withdrew,
    and when something public speaks of it. Nothing is while anything is unread that may say what must not be public.
    """
    archive = view.archive
    people_ids = {card.id for card in shown.people}
    cards = open_entries(view, people_ids)
    named: Named = {place: (card.id, (card.name, *card.aliases)) for place, card in cards.items()}
    by_id = {card.id: card for card in shown.people}
    for key, kept in archive.people.items():
        if kept.id in by_id:
            named["people", key] = (kept.id, (by_id[kept.id].name, *by_id[kept.id].aliases))
    forms = known_forms(archive, named)
    passages = spoken_of(shown.interviews, forms)
    people, items = (_naming(each, forms) for each in (shown.people, shown.items))
    filled = {
        place: replace(
            card,
            passages=passages.get(card.id, ()),
            people=tuple(people.get(card.id, ())),
            items=tuple(items.get(card.id, ())),
            facts=_facts(people.get(card.id, {}), items.get(card.id, {})),
        )
        for place, card in cards.items()
    }
    kept_cards = {place: card for place, card in filled.items() if card.passages or card.people or card.items}
    return {
        "entries": tuple(_below(archive, place, card, kept_cards) for place, card in kept_cards.items()),
        "spoken_of": tuple(SpokenOf(card.id, passages[card.id]) for card in shown.people if card.id in passages),
    }


def open_entries(view: View, people: Collection[str]) -> dict[tuple[str, str], PublicEntry]:
    """The cards of entries with a public id whose names may be told, by register and key."""
    found: dict[tuple[str, str], PublicEntry] = {}
    archive = view.archive
    essays = Essays.of(view, people)
    for register in _REGISTERS:
        for key, term in archive.registers.get(register, {}).items():
            public_id = archive.term_ids.get((register, key), "")
            name = _told(essays, term.name)
            if public_id and telling(term).name_is_open and name:
                found[register, key] = _card(essays, term, PublicEntry(public_id, register, name))
    return found


def _card(essays: Essays, term: Term, bare: PublicEntry) -> PublicEntry:
    """The whole card: each field of it stands wholly or not at all, but the definition, which may lose paragraphs."""
    return replace(
        bare,
        aliases=_each(essays, term.aliases),
        kind=_told(essays, term.kind),
        valid_from=_told(essays, term.valid_from),
        valid_to=_told(essays, term.valid_to),
        definition=essays.told(term.definition),
        sources=_each(essays, term.sources),
        position=_rounded(term.position) if bare.register == "places" else None,
    )


def _each(essays: Essays, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(told for one in words if (told := _told(essays, one)))


def _told(essays: Essays, words: str) -> str:
    """The words where all of them may stand, else nothing."""
    return words if essays.told(words) == words else ""


def _rounded(position: Position | None) -> Position | None:
    """A place to about a kilometre: nobody needs to know the house."""
    if position is None:
        return None
    return Position(latitude=round(position.latitude, _DECIMALS), longitude=round(position.longitude, _DECIMALS))


def _words_of(card: PersonCard | ItemCard) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a card says of service, honours and origin, a line each; then what is told at length."""
    if isinstance(card, PersonCard):
        return (*card.service, *card.honours, card.native_place), (card.bio,)
    return (card.honour, card.issuer), (card.caption, card.inscription)


def _naming(cards: Iterable[PersonCard | ItemCard], forms: Mapping[str, str]) -> dict[str, dict[str, list[FactMark]]]:
    """Public id → the cards that name what bears it, each with the lines that do."""
    found: dict[str, dict[str, list[FactMark]]] = defaultdict(dict)
    for card in cards:
        for public_id, mark in _named_on(card, forms):
            found[public_id].setdefault(card.id, []).extend([mark] if mark else [])
    return found


def _facts(*named: Mapping[str, Sequence[FactMark]]) -> tuple[FactMark, ...]:
    """The lines of all these cards, each once."""
    return tuple(dict.fromkeys(mark for cards in named for marks in cards.values() for mark in marks))


def _named_on(card: PersonCard | ItemCard, forms: Mapping[str, str]) -> Iterator[tuple[str, FactMark | None]]:
    """Every public id that a card names, with the line; None: in what it tells at length."""
    lines, told = _words_of(card)
    ends = list(accumulate(len(line) + 1 for line in lines))
    for start, end, public_id in find_names("\n".join((*lines, *told)), forms):
        row = bisect_right(ends, start)
        first = ends[row - 1] if row else 0
        yield public_id, FactMark(lines[row], start - first, end - first) if row < len(lines) else None


def _below(
    archive: Archive, place: tuple[str, str], card: PublicEntry, kept: Mapping[tuple[str, str], PublicEntry]
) -> PublicEntry:
    """The card with the public id of the entry above it, where that one is public too."""
    register, key = place
    above = kept.get((register, archive.registers[register][key].parent))
    return replace(card, parent=above.id) if above else card
