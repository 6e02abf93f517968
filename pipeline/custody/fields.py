"""Every field of every noun: what it is, must it be there, who may see it, and what other people's standards call it.

The one table behind `docs/fields.md`, the Dublin Core and PREMIS of a package, and what an inspection calls complete.
The standards were read as excerpts; an empty cell means that no counterpart is known, not that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.model.record import Record

# must: an archive is not complete without it. should: asked for where it applies. may: welcome.
Need = Literal["must", "should", "may"]
# public: through the release door. internal: in the archive and its packages alone. sealed: in no metadata for others either.
Sight = Literal["public", "internal", "sealed"]
DUBLIN_CORE = frozenset(
    ["contributor", "coverage", "creator", "date", "description", "format", "identifier", "language", "publisher", "relation",
     "rights", "source", "subject", "title", "type"]
)  # fmt: skip


@dataclass(frozen=True)
class Mapped:
    """One field: its name in YAML is that of the model; `dc` and `premis` may name several elements, with spaces between.

    `premis` is a path inside the PREMIS unit of the noun, such as `rightsGranted/act`.
    """

    field: str
    label: str
    need: Need
    sight: Sight
    dat: str = ""  # DA/T 59, 63, 78 (interviews and people), 54 (pictures)
    dc: str = ""
    premis: str = ""
    ohms: str = ""
    schema: str = ""


@dataclass(frozen=True)
class Noun:
    """One kind of record: its name for people, where it is written, its class in the model, its fields in the model's order."""

    kind: type[Record]
    name: str
    place: str
    fields: tuple[Mapped, ...]

    def field(self, name: str) -> Mapped:
        """The field of this name. Raises KeyError."""
        return next((one for one in self.fields if one.field == name), None) or _missing(self.name, name)


def table(nouns: tuple[Noun, ...]) -> Mapping[type[Record], Noun]:
    """The nouns by their class."""
    return {noun.kind: noun for noun in nouns}


def _missing(noun: str, name: str) -> Mapped:
    raise KeyError(f"{noun}.{name}")
