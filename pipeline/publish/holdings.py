"""What an output holds, by public id and digest: enough to tell whether something has left it since, and no word of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from pipeline.model.canonical import digest
from pipeline.model.edition import Edition

Holdings = Mapping[str, str]  # kind and public id → digest of what is shown of it


def holdings(edition: Edition) -> dict[str, str]:
    """Everything an output made of this edition shows that could ever have to leave it."""
    return dict(_parts(edition))


def has_lost(before: Holdings | None, now: Holdings) -> bool:
    """Whether anything that an output holds is gone by now, or is other than it was; None: nobody knows what it holds."""
    return before is None or any(now.get(name) != shown for name, shown in before.items())


def _parts(edition: Edition) -> Iterator[tuple[str, str]]:
    for one in edition.interviews:
        yield f"interview {one.projection.id}", digest(one.projection)
    cards = [*edition.people, *(card for wall in edition.walls for card in wall.people)]
    items = [*edition.items, *(card for wall in edition.walls for card in wall.items)]
    yield from ((f"person {card.id}", digest(card)) for card in cards)
    yield from ((f"item {card.id}", digest(card)) for card in items)
    yield from ((f"file {cut.file}", _of(cut)) for cut in edition.sounds)
    yield from ((f"file {cut.file}", _of(cut)) for cut in edition.pictures)
    yield from ((f"volume {one.id}", _of((digest(one.plan), one.interviews))) for one in edition.volumes)
    yield from ((f"entry {one.id}", _of(one)) for one in edition.entries)
    yield from ((f"spoken of {one.person}", _of(one)) for one in edition.spoken_of)
    yield "archive", _of((edition.title, edition.about))


def _of(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
