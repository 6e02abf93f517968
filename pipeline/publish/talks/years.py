"""The facts of people and objects become a row of years: only those that name a year in figures."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.edition import Edition
from pipeline.model.projection import PersonCard
from pipeline.publish.site.dates import first_year
from pipeline.publish.volume.characters import bare

_MOST = 9
_LONGEST = 40
_NAME = 12


def years(edition: Edition) -> list[tuple[str, str]]:
    """(year, what was then), the earliest first, nine at most; the same of several people is said once."""
    rows: dict[tuple[int, str], list[str]] = {}
    for year, who, what in _facts(edition):
        rows.setdefault((year, what), []).append(who)
    found = sorted(rows.items(), key=lambda row: (row[0][0], row[1], row[0][1]))
    told = [(f"{year}年", f"{'、'.join(who)}{what}") for (year, what), who in found]
    while len(told) > _MOST:  # the middle of a long life goes before its ends
        del told[len(told) // 2]
    return told


def _facts(edition: Edition) -> Iterator[tuple[int, str, str]]:
    for card in edition.people:
        yield from ((year, bare(card.name)[:_NAME], what) for year, what in _of_person(card))
    names = {card.id: bare(card.name)[:_NAME] for card in edition.people}
    for item in edition.items:
        year = first_year(item.date)
        if year and item.owner in names:
            yield year, names[item.owner], f"的{bare(item.title)[:_LONGEST]}"


def _of_person(card: PersonCard) -> Iterator[tuple[int, str]]:
    if year := first_year(card.birth):
        yield year, "出生"
    for line in card.service:
        if year := first_year(line):
            told = [part for part in bare(line).split("　") if first_year(part) is None]
            yield year, f"：{'，'.join(told) or bare(line)}"[:_LONGEST]
    if year := first_year(card.death):
        yield year, "去世"
