"""Places become marks on a plain field: an equirectangular projection, drawn without any outline."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from pipeline.model.entry import PublicEntry, PublicMap
from pipeline.model.nouns import Position

WIDTH = 480.0  # units of the drawing; a mark of 38 across is then 24 px wide where the map is 304 px wide
RADIUS = 19.0
_LEAST = 1.0  # degrees that the field spans at least
_MARGIN = 0.12  # of the span, on every side
_SHAPE = (0.5, 1.25)  # height to width
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30)
_LETTER = 21.0  # units of a letter on a phone, the most that the style sheet sets: 12 px where the map is 280 px wide
_LATIN = 0.62  # of a letter: a figure or a sign


Box = tuple[float, float, float, float]  # left, top, right, bottom in units of the drawing


@dataclass(frozen=True)
class Field:
    """The part of the Earth that is drawn, in degrees, and how high it is in units of the drawing."""

    south: float
    west: float
    north: float
    east: float
    height: float

    def x(self, longitude: float) -> float:
        """Where a longitude lies, from the left."""
        return round((longitude - self.west) / (self.east - self.west) * WIDTH, 1)

    def y(self, latitude: float) -> float:
        """Where a latitude lies, from above."""
        return round((self.north - latitude) / (self.north - self.south) * self.height, 1)


@dataclass(frozen=True)
class Mark:
    """A place on the map: its number in the list, where it lies, and where its name stands, if there is room for it."""

    number: int
    entry: PublicEntry
    x: float
    y: float
    label_x: float | None = None  # None: no room
    anchor: str = "start"


@dataclass(frozen=True)
class Line:
    """A line of the grid: where, and what it is called; without a name where there is no room for it."""

    at: float
    name: str


@dataclass(frozen=True)
class Atlas:
    """A drawn map: marks by number, and the grid that tells where one is."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    radius: float = RADIUS


def atlas(places: Sequence[PublicEntry], base: PublicMap | None = None) -> Atlas | None:
    """The map of the places that have a position, numbered from north to south; None where none has.

    With a base map the field is what it shows, and places outside of it are not marked.
    """
    found = sorted((one for one in places if one.position and _within(one.position, base)), key=_southward)
    if not found:
        return None
    field = _field_under(base) if base else field_of(found)
    marks = [_mark(number, one, field) for number, one in enumerate(found, 1)]
    taken = [(one.x - RADIUS, one.y - RADIUS, one.x + RADIUS, one.y + RADIUS) for one in marks]
    named = _labelled(marks, taken)
    across = [(field.y(at), _degrees(at, "北纬", "南纬")) for at in _grid(field.south, field.north)]
    along = [(field.x(at), _degrees(at, "东经", "西经")) for at in _grid(field.west, field.east)]
    parallels = tuple(_line(at, name, (4, at - 5), taken, field) for at, name in across)
    meridians = tuple(_line(at, name, (at + 4, field.height - 6), taken, field) for at, name in along)
    return Atlas(WIDTH, field.height, named, meridians, parallels)


def field_of(places: Iterable[PublicEntry]) -> Field:
    """The field that holds all of them with a margin, neither too flat nor too tall; a degree of longitude is drawn as long as
    it is in the middle of it."""
    at = [one.position for one in places if one.position]
    south, north = _wide(min(one.latitude for one in at), max(one.latitude for one in at))
    west, east = _wide(min(one.longitude for one in at), max(one.longitude for one in at))
    flat = max(math.cos(math.radians((south + north) / 2)), 0.1)
    shape = (north - south) / ((east - west) * flat)
    if shape < _SHAPE[0]:
        south, north = _stretched(south, north, (east - west) * flat * _SHAPE[0])
    elif shape > _SHAPE[1]:
        west, east = _stretched(west, east, (north - south) / flat / _SHAPE[1])
    return Field(south, west, north, east, round(WIDTH * (north - south) / ((east - west) * flat), 1))


def _within(at: Position, base: PublicMap | None) -> bool:
    return base is None or (base.south <= at.latitude <= base.north and base.west <= at.longitude <= base.east)


def _field_under(base: PublicMap) -> Field:
    """The field of a base map, drawn as field_of draws: true to length in the middle."""
    flat = max(math.cos(math.radians((base.south + base.north) / 2)), 0.1)
    height = WIDTH * (base.north - base.south) / ((base.east - base.west) * flat)
    return Field(base.south, base.west, base.north, base.east, round(height, 1))


def _southward(entry: PublicEntry) -> tuple[float, float, str]:
    at = entry.position
    return (-at.latitude, at.longitude, entry.id) if at else (0, 0, entry.id)


def _wide(low: float, high: float) -> tuple[float, float]:
    span = max(high - low, _LEAST)
    return _stretched(low, high, span * (1 + 2 * _MARGIN))


def _stretched(low: float, high: float, span: float) -> tuple[float, float]:
    middle = (low + high) / 2
    return middle - span / 2, middle + span / 2


def _mark(number: int, entry: PublicEntry, field: Field) -> Mark:
    at = entry.position
    return Mark(number, entry, field.x(at.longitude if at else 0), field.y(at.latitude if at else 0))


def _labelled(marks: Sequence[Mark], taken: list[Box]) -> tuple[Mark, ...]:
    """Each mark with its name to the right or the left of it, where that covers nothing `taken`; what it takes is added."""
    done: list[Mark] = []
    for one in marks:
        wide = _width(one.entry.name)
        for anchor, start in (("start", one.x + RADIUS + 4), ("end", one.x - RADIUS - 4 - wide)):
            box = (start, one.y - _LETTER / 2, start + wide, one.y + _LETTER / 2)
            if start >= 0 and start + wide <= WIDTH and not any(_meet(box, other) for other in taken):
                taken.append(box)
                done.append(Mark(one.number, one.entry, one.x, one.y, start if anchor == "start" else start + wide, anchor))
                break
        else:
            done.append(one)
    return tuple(done)


def _line(at: float, name: str, foot: tuple[float, float], taken: list[Box], field: Field) -> Line:
    """A line of the grid, named where that covers nothing; `foot` is where the name begins, at its base line."""
    left, base = foot
    box = (left, base - _LETTER, left + _width(name), base + 4)
    if box[1] < 0 or box[2] > WIDTH or box[3] > field.height or any(_meet(box, other) for other in taken):
        return Line(at, "")
    taken.append(box)
    return Line(at, name)


def _width(words: str) -> float:
    """How wide words are drawn; “ and — are as wide as Han in a Chinese font (UAX #11, ambiguous)."""
    return sum(_LETTER * (1 if east_asian_width(one) in "WFA" else _LATIN) for one in words)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _grid(low: float, high: float) -> list[float]:
    """Round degrees between two, five at most."""
    step = next((one for one in _STEPS if (high - low) / one <= 5), 60)
    return [round(number * step, 1) for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _degrees(at: float, positive: str, negative: str) -> str:
    return f"{positive if at >= 0 else negative}{abs(at):g}°"
