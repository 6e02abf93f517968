"""The people of an edition become the entries of a name index, and the places in a text where each is named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from pipeline.language import names
from pipeline.model.projection import PersonCard
from pipeline.publish.volume.characters import bare, plain


class Entry(TypedDict):
    """One line of the index: under which letter, the name as printed, and the key its places are marked with."""

    initial: str
    name: str
    person: str


class Names:
    """Finds people in words by their exact names and aliases.

    Two people of one name share an entry; an alias that two people bear says nothing and is not followed, nor is a name of a
    single character, which is found in half of all words.
    """

    def __init__(self, people: Iterable[PersonCard]) -> None:
        self._cards = {bare(card.name): card for card in sorted(people, key=lambda card: card.id, reverse=True)}
        self._keys = _keys(self._cards)

    def split(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """`text` in order as (words, the index keys of the name that these words end with)."""
        out: list[tuple[str, tuple[str, ...]]] = []
        done = 0
        for _, end, key in names.find_names(text, self._keys):
            out.append((text[done:end], (key,)))
            done = end
        if done < len(text):
            out.append((text[done:], ()))
        return out

    def key(self, card: PersonCard) -> str:
        """The index key of a person."""
        return bare(card.name)

    def entries(self) -> list[Entry]:
        """Everybody, in the order of the index; whoever is not named in the volume is left out by the template."""
        ordered = sorted(self._cards.items(), key=lambda known: names.sort_key(known[0], known[1].pinyin))
        return [{"initial": names.initial(name, card.pinyin), "name": plain(name), "person": name} for name, card in ordered]


def _keys(cards: dict[str, PersonCard]) -> dict[str, str]:
    bearers: dict[str, set[str]] = {}
    for name, card in cards.items():
        for alias in card.aliases:
            bearers.setdefault(bare(alias), set()).add(name)
    single = {alias: min(bearing) for alias, bearing in bearers.items() if len(bearing) == 1}
    return {words: name for words, name in {**single, **{name: name for name in cards}}.items() if len(words) > 1}
