"""The people and register entries of an edition become the indexes of a volume, and the places in a text where each is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, TypedDict

from pipeline.language import names
from pipeline.language.strokes import stroke_head, stroke_key
from pipeline.model.binding import IndexOf
from pipeline.model.entry import PublicEntry
from pipeline.model.projection import PersonCard
from pipeline.publish.volume.characters import bare, plain

TITLES: dict[IndexOf, str] = {
    "people": "人名索引",
    "places": "地名索引",
    "units": "单位索引",
    "events": "事件索引",
    "honours": "荣誉索引",
}
NOTHING: frozenset[str] = frozenset()


class Entry(TypedDict):
    """One line of an index: under which head, the name as printed, and the key its places are marked with."""

    initial: str
    name: str
    person: str


class Names:
    """Finds people and register entries in words by their exact names and aliases.

    Two people of one name share an entry; an alias that two bear says nothing and is not followed, nor is a name of a single
    character, which is found in half of all words. An entry of a register counts only in paragraphs of which the edition says
    that they speak of it: only the door knows which longer names cover it.
    """

    def __init__(
        self, people: Iterable[PersonCard], entries: Iterable[PublicEntry] = (), by: Literal["pinyin", "strokes"] = "pinyin"
    ) -> None:
        self._cards = {bare(card.name): card for card in sorted(people, key=lambda card: card.id, reverse=True)}
        self._entries = {entry_key(entry.id): entry for entry in entries}
        self._by = by
        self._keys = _keys(self._cards)
        forms = {bare(form): key for key, entry in self._entries.items() for form in (entry.name, *entry.aliases)}
        self._keys = {**{form: key for form, key in forms.items() if len(form) > 1}, **self._keys}
        self._pattern = names.name_pattern(self._keys)

    def split(self, text: str, spoken: Collection[str] = NOTHING) -> list[tuple[str, tuple[str, ...]]]:
        """`text` in order as (words, the index keys of the name that these words end with).

        `spoken` are the keys of the register entries of which the text is known to speak.
        """
        out: list[tuple[str, tuple[str, ...]]] = []
        done = 0
        for _, end, key in self.found(text, spoken):
            out.append((text[done:end], (key,)))
            done = end
        if done < len(text):
            out.append((text[done:], ()))
        return out

    def found(self, text: str, spoken: Collection[str] = NOTHING) -> Iterator[tuple[int, int, str]]:
        """Where names stand in a text, in order: start, end and index key."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            key = self._keys[match[0]]
            if key not in self._entries or key in spoken:
                yield *match.span(), key

    def key(self, card: PersonCard) -> str:
        """The index key of a person."""
        return bare(card.name)

    def entries(self) -> list[Entry]:
        """Everybody, in the order of the index; whoever is not named in the volume is left out by the template."""
        return self._ordered([(name, card.pinyin, name) for name, card in self._cards.items()])

    def indexes(self, wanted: Iterable[IndexOf], used: Collection[str]) -> list[dict[str, object]]:
        """The indexes a volume has: title and lines, of those that are named in it (`used` keys); no empty one."""
        found: Mapping[IndexOf, list[Entry]] = {
            kind: self.entries()
            if kind == "people"
            else self._ordered([(entry.name, "", key) for key, entry in self._entries.items() if entry.register == kind])
            for kind in dict.fromkeys(wanted)
        }
        kept = {kind: [one for one in lines if one["person"] in used] for kind, lines in found.items()}
        return [{"title": TITLES[kind], "entries": lines} for kind, lines in kept.items() if lines]

    def _ordered(self, rows: Iterable[tuple[str, str, str]]) -> list[Entry]:
        """Rows of name, written pinyin and key, in the order of the index."""
        if self._by == "strokes":
            return [_line(stroke_head(name), name, key) for name, _, key in sorted(rows, key=lambda row: stroke_key(row[0]))]
        ordered = sorted(rows, key=lambda row: names.sort_key(row[0], row[1]))
        return [_line(names.initial(name, pinyin), name, key) for name, pinyin, key in ordered]


def entry_key(public_id: str) -> str:
    """The index key of a register entry: no name can be like it."""
    return f"={public_id}"


def _line(initial: str, name: str, key: str) -> Entry:
    return {"initial": initial, "name": plain(name), "person": key}


def _keys(cards: dict[str, PersonCard]) -> dict[str, str]:
    bearers: dict[str, set[str]] = {}
    for name, card in cards.items():
        for alias in card.aliases:
            bearers.setdefault(bare(alias), set()).add(name)
    single = {alias: min(bearing) for alias, bearing in bearers.items() if len(bearing) == 1}
    return {words: name for words, name in {**single, **{name: name for name in cards}}.items() if len(words) > 1}
