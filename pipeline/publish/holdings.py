"""What an output holds, by public id and digest: enough to tell whether something has left it since, and no word of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.model.canonical import digest
from pipeline.model.edition import Edition

Holdings = Mapping[str, str]  # kind and public id → digest of what is shown of it


def holdings(edition: Edition) -> dict[str, str]:
    """Everything an output made of this edition shows that could ever have to leave it."""
    return dict(_parts(edition))


def named_in(edition: Edition, editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The other volumes of the set of a volume: those of its route. What they hold stands in its indexes and references."""
    own = edition.volumes[0]
    return tuple(one for one in editions if one.volumes[0].plan.route == own.plan.route and one.volumes[0].id != own.id)


def shelf_holdings(editions: Sequence[Edition]) -> dict[str, dict[str, str]]:
    """What each volume shows that could ever have to leave it, by volume: all that it holds itself, and all that its set does."""
    return {
        one.volumes[0].id: {
            **holdings(one),
            **{f"{other.volumes[0].id} {name}": shown for other in named_in(one, editions) for name, shown in _parts(other)},
        }
        for one in editions
    }


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
    yield from ((f"volume {one.id}", _of((digest(one.plan), one.interviews, one.told_as))) for one in edition.volumes)
    yield from ((f"entry {one.id}", _of(one)) for one in edition.entries)
    yield from ((f"spoken of {one.person}", _of(one)) for one in edition.spoken_of)
    yield from ((f"wall {one.id}", _of(one.title)) for one in edition.walls)
    yield from ((f"heard in halls {one}", "") for one in edition.for_halls)
    own = (edition.institution, edition.series, edition.contact, edition.takedown, edition.sample_notice)
    yield "archive", _of((edition.title, edition.about, *own))
    for issue in edition.column.issues if edition.column else ():
        yield f"issue {issue.id}", _of((issue.title, issue.span, issue.clip, digest(issue.story.projection)))
    yield from ((f"{book.file} {name}", shown) for book in edition.books for name, shown in book.holds)
    yield from ((f"film {one.id}", _of(one)) for one in edition.films)
    yield from ((f"file {cut.file}", _of(cut)) for cut in edition.film_cuts)
    yield from ((f"kit {one.id}", _of(one)) for one in edition.kits)


def _of(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
