"""A sitter for a portrait: what the painter must know, and how the picture is measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from sample.drawing import Colour, Point

AXIS = 450.0
"""The middle of the face, in pixels from the picture's left."""
IRON: Colour = (106, 103, 100)


@dataclass(frozen=True)
class Sitter:
    """One sitter: colours, the build of the face, and what tells them apart."""

    person: str
    ground: Colour
    coat: Colour
    skin: Colour
    hair: Colour
    style: str
    """Hair: `swept`, `cropped`, `receding`, `bald`, `bob`, `cap`, `parted` or `waved`."""
    dress: str
    """Clothes: `tunic`, `shirt`, `cardigan`, `jacket`, `uniform` or `scarf`."""
    width: float
    """Half the face's width at the cheekbones."""
    jaw: float
    """Half the jaw's width."""
    glasses: str = ""
    brow: Colour = IRON
    lines: float = 1.0
    """How deep the lines of age are."""
    turn: float = 0.0
    """How far the features are turned to one side, in pixels."""
    chin: float = 655.0


def right(points: Sequence[Point]) -> list[Point]:
    """Points given as distances from the axis, moved to the picture's right half."""
    return [(AXIS + x, y) for x, y in points]


def both(points: Sequence[Point]) -> list[list[Point]]:
    """The same points on the right and on the left of the axis."""
    return [right(points), [(AXIS - x, y) for x, y in points]]
