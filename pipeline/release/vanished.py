"""Which entries of the registers lost their page since only words that were withdrawn spoke of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.language.names import find_names
from pipeline.model.archive import KeptInterview, KeptPerson
from pipeline.model.canonical import digest
from pipeline.model.edition import Edition, Tombstone
from pipeline.release.entries import open_entries
from pipeline.release.spoken import known_forms
from pipeline.release.view import View

_ON_PAGES = ("web_text", "wall")


def with_register_stones(view: View, buried: Sequence[KeptInterview | KeptPerson], edition: Edition) -> Edition:
    """The website's Edition with a stone, in its register, for each entry that only what is `buried` names, in words that were
    signed for the website.

    The stone holds the entry's public id and no name. An entry that may not be told, or of which nothing but paper or an edited
    text ever spoke, has none: nobody is to learn of it.
    """
    return replace(edition, tombstones=(*edition.tombstones, *_stones(view, buried, edition)))


def _stones(view: View, buried: Sequence[KeptInterview | KeptPerson], edition: Edition) -> Iterator[Tombstone]:
    if not buried:
        return
    standing = {entry.id for entry in edition.entries}
    open_now = open_entries(view, {card.id for card in edition.people})
    cards = {place: card for place, card in open_now.items() if card.id not in standing}
    forms = known_forms(view.archive, {place: (card.id, (card.name, *card.aliases)) for place, card in cards.items()})
    named = {public_id for words in _were_shown(buried) for _, _, public_id in find_names(words, forms)}
    yield from (Tombstone(card.id, card.register) for card in cards.values() if card.id in named)


def _were_shown(buried: Iterable[KeptInterview | KeptPerson]) -> Iterator[str]:
    """What the website may have shown of it: the kept words that somebody signed for its pages or its walls."""
    for kept in buried:
        signed = {one.digest for one in kept.ledger.signoffs if one.purpose in _ON_PAGES}
        yield from (one.model_dump_json() for one in kept.approved if digest(one) in signed)
