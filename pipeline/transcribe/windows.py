"""Pieces heard so far become files that the next run finds, so that a killed run repeats one piece at most."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.model.draft import Segment
from pipeline.transcribe.listening import Piece
from pipeline.writing.atomic import write_bytes

_SEGMENTS = TypeAdapter(tuple[Segment, ...])


@dataclass(frozen=True)
class Windows:
    """The heard pieces of one piece of work, known by its key, in a folder they may share with others."""

    folder: Path
    key: str

    def recall(self, piece: Piece) -> tuple[Segment, ...] | None:
        """What was heard in this piece, or None when it was not heard yet or the file is damaged."""
        try:
            return _SEGMENTS.validate_json(self._file(piece).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, piece: Piece, segments: tuple[Segment, ...]) -> None:
        """Keep what was heard, whole or not at all. Raises CannotWrite."""
        write_bytes(self._file(piece), _SEGMENTS.dump_json(segments))

    def forget(self) -> None:
        """Remove every kept piece of this work; called when its draft is saved."""
        for file in self.folder.glob(f"{self.key}-*.json"):
            file.unlink(missing_ok=True)

    def _file(self, piece: Piece) -> Path:
        return self.folder / f"{self.key}-{piece.side}{piece.start_ms:09}-{piece.end_ms:09}.json"
