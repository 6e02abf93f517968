"""Pieces heard so far become files that the next run finds, so that a killed run repeats one piece at most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.model.draft import Listener, Segment
from pipeline.transcribe.listening import Piece
from pipeline.writing.store import Store

_SEGMENTS = TypeAdapter(tuple[Segment, ...])
_NAME = re.compile(r"(?P<work>[0-9a-f]{12}-[0-9a-f]{8})-(?P<side>[a-z]*)\d+-(?P<end>\d+)\.json")


@dataclass(frozen=True)
class Windows:
    """The heard pieces of one piece of work, in a folder (a path or an fsspec URL) that they may share with others.

    A file's name begins with twelve digits of the recording's SHA-256 and the eight that stand for who listens.
    """

    folder: str | Path
    work: str

    def recall(self, piece: Piece) -> tuple[Segment, ...] | None:
        """What was heard in this piece, or None when it was not heard yet or the file is damaged."""
        try:
            return _SEGMENTS.validate_json(Store(self.folder).read(self._name(piece)))
        except (OSError, ValidationError):
            return None

    def keep(self, piece: Piece, segments: tuple[Segment, ...]) -> None:
        """Keep what was heard, whole or not at all. Raises CannotWrite."""
        Store(self.folder).write(self._name(piece), _SEGMENTS.dump_json(segments))

    def forget(self) -> None:
        """Remove every kept piece of this work; called when its draft is saved."""
        _remove(self.folder, f"{self.work}-")

    def _name(self, piece: Piece) -> str:
        return f"{self.work}-{piece.side}{piece.start_ms:09}-{piece.end_ms:09}.json"


def windows_of(recording: str, who: Listener, folder: str | Path) -> Windows:
    """The kept pieces of the recording with this SHA-256 as this listener hears it."""
    return Windows(folder, f"{recording[:12]}-{who.exact_key(recording)}")


def sweep(recording: str, folder: str | Path) -> None:
    """Remove the kept pieces of a recording whoever heard them: engines and options that the archive has left behind."""
    _remove(folder, f"{recording[:12]}-")


def heard_ms(folder: str | Path, works: Mapping[str, int]) -> dict[str, int]:
    """How far each of these works has come, in milliseconds of its recording; told from file names alone.

    `works` says how many sides of each recording are heard, one after the other.
    """
    ends: dict[str, dict[str, int]] = {work: {} for work in works}
    for name in Store(folder).names():
        found = _NAME.fullmatch(name)
        if found and found["work"] in ends:
            sides = ends[found["work"]]
            sides[found["side"]] = max(sides.get(found["side"], 0), int(found["end"]))
    return {work: sides[""] if "" in sides else sum(sides.values()) // max(1, works[work]) for work, sides in ends.items()}


def _remove(folder: str | Path, start: str) -> None:
    store = Store(folder)
    for name in store.names():
        if name.startswith(start):
            store.remove(name)
