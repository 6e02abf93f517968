"""Which paragraphs of an edition's interviews speak of which register entries: what the door said, by paragraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.model.entry import Part, PublicEntry
from pipeline.publish.volume.naming import NOTHING, entry_key


class Spoken:
    """Looks up the index keys of the entries that a paragraph speaks of."""

    def __init__(self, entries: Iterable[PublicEntry]) -> None:
        found: dict[tuple[str, Part, int, int], set[str]] = defaultdict(set)
        for entry in entries:
            for passage in entry.passages:
                found[passage.interview, passage.part, passage.turn, passage.block].add(entry_key(entry.id))
        self._found = {place: frozenset(keys) for place, keys in found.items()}

    def of(self, interview: str, part: Part, turn: int, block: int) -> frozenset[str]:
        """The keys of what is spoken of; `turn` and `block` count as in `Passage`."""
        return self._found.get((interview, part, turn, block), NOTHING)
