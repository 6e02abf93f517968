"""Turns the pictures and sounds an Edition shows into the list of files to be made, and takes files out of an Edition again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator, Sequence

from pipeline.model.edition import Edition, Outlet, PictureCut, PublicColumn, PublicInterview, PublicWall
from pipeline.model.projection import ItemCard, PersonCard, Picture
from pipeline.release.regions import Regions, joined

EDGES: dict[Outlet, int] = {  # pixels
    "site": 1600,
    "volume": 2400,
    "ebook": 1400,
    "labels": 2400,
    "column": 1600,
    "film": 2400,
    "wall": 2400,
    "talks": 1600,
}
PORTRAIT_EDGE = 1200

Keep = Callable[[Picture], bool]


def file_name(picture: Picture) -> str:
    """The public file of a picture; its public id and nothing else."""
    return f"{picture.id}.jpg"


def with_cuts(edition: Edition) -> Edition:
    """The Edition with its list of pictures filled; where one id stands for two originals, only the first stays.

    What any page, card or wall paints over in an original is painted over wherever that original is shown.
    """
    first: dict[str, str] = {}
    edges: dict[str, int] = {}
    covered: dict[str, Regions] = {}
    for picture, edge in _shown(edition):
        first.setdefault(picture.id, picture.digest)
        edges[picture.id] = max(edge, edges.get(picture.id, 0))
        covered[picture.digest] = joined(covered.get(picture.digest, ()), picture.covered)
    cuts = tuple(PictureCut(f"{one}.jpg", first[one], edges[one], covered[first[one]]) for one in sorted(first))
    return dataclasses.replace(_filtered(edition, lambda picture: first[picture.id] == picture.digest), pictures=cuts)


def together(editions: Sequence[Edition]) -> Edition:
    """One Edition with the media of all; a picture is covered wherever any of them covers it."""
    pictures: dict[str, PictureCut] = {}
    for one in (one for edition in editions for one in edition.pictures):
        known = pictures.get(one.file, one)
        pictures[one.file] = dataclasses.replace(one, edge=max(one.edge, known.edge), covered=joined(one.covered, known.covered))
    return dataclasses.replace(
        editions[0],
        sounds=tuple({one.file: one for edition in editions for one in edition.sounds}.values()),
        film_cuts=tuple({one.file: one for edition in editions for one in edition.film_cuts}.values()),
        pictures=tuple(pictures.values()),
    )


def without(edition: Edition, files: Collection[str]) -> Edition:
    """The Edition without the named public files: for those that could not be made."""
    gone = frozenset(files)
    if not gone:
        return edition

    def quiet(one: PublicInterview) -> PublicInterview:
        return dataclasses.replace(one, sound=None) if one.sound and one.sound.file in gone else one

    left = dataclasses.replace(
        edition,
        interviews=tuple(map(quiet, edition.interviews)),
        column=with_stories(edition.column, quiet),
        sounds=tuple(cut for cut in edition.sounds if cut.file not in gone),
        film_cuts=tuple(cut for cut in edition.film_cuts if cut.file not in gone),
        pictures=tuple(cut for cut in edition.pictures if cut.file not in gone),
    )
    return _filtered(left, lambda picture: file_name(picture) not in gone)


def with_stories(column: PublicColumn | None, change: Callable[[PublicInterview], PublicInterview]) -> PublicColumn | None:
    """The column with every story changed."""
    if column is None:
        return None
    issues = tuple(dataclasses.replace(issue, story=change(issue.story)) for issue in column.issues)
    return dataclasses.replace(column, issues=issues)


def _shown(edition: Edition) -> Iterator[tuple[Picture, int]]:
    edge = EDGES[edition.outlet]
    talks = [*edition.interviews, *(issue.story for issue in (edition.column.issues if edition.column else ()))]
    people = [*edition.people, *(card for one in talks for card in one.projection.narrators)]
    people += [card for wall in edition.walls for card in wall.people]
    items = [*edition.items, *(card for one in talks for card in one.projection.items)]
    items += [card for wall in edition.walls for card in wall.items]
    face = edge if edition.outlet == "wall" else PORTRAIT_EDGE  # on a panel of A0 a face is as high as a hand is long
    yield from ((card.portrait, face) for card in people if card.portrait)
    yield from ((picture, edge) for card in items for picture in card.pictures)
    yield from ((picture, edge) for one in talks for picture in one.projection.photos)
    yield from ((one.picture, edge) for one in (edition.base_map,) if one)


def _filtered(edition: Edition, keep: Keep) -> Edition:
    def person(card: PersonCard) -> PersonCard:
        return card if card.portrait is None or keep(card.portrait) else card.model_copy(update={"portrait": None})

    def item(card: ItemCard) -> ItemCard:
        return card.model_copy(update={"pictures": tuple(one for one in card.pictures if keep(one))})

    def interview(one: PublicInterview) -> PublicInterview:
        update = {
            "narrators": tuple(map(person, one.projection.narrators)),
            "items": tuple(map(item, one.projection.items)),
            "photos": tuple(filter(keep, one.projection.photos)),
        }
        return dataclasses.replace(one, projection=one.projection.model_copy(update=update))

    def wall(one: PublicWall) -> PublicWall:
        return dataclasses.replace(one, people=tuple(map(person, one.people)), items=tuple(map(item, one.items)))

    return dataclasses.replace(
        edition,
        people=tuple(map(person, edition.people)),
        items=tuple(map(item, edition.items)),
        interviews=tuple(map(interview, edition.interviews)),
        walls=tuple(map(wall, edition.walls)),
        column=with_stories(edition.column, interview),
        base_map=edition.base_map if edition.base_map and keep(edition.base_map.picture) else None,
    )
