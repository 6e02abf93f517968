"""Files derived from public files, kept beside them until what they are made of changes; what nobody wants any more goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import CannotWrite

_WAY = 1  # raised when the same recipe is to give other bytes


class Workroom:
    """A folder of derived files. `keep` makes one or finds it, `sweep` removes every file that was not asked for since."""

    def __init__(self, folder: Path) -> None:
        """Raises CannotWrite when the folder cannot be made."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise CannotWrite("no-permission", file=folder) from trouble
        self._folder = folder
        self._wanted: set[str] = set()

    def keep(self, name: str, recipe: object, make: Callable[[Path], None]) -> Path:
        """The file `name`, made by `make` unless it was made already by the same recipe (anything that JSON holds)."""
        wanted = hashlib.sha256(json.dumps([_WAY, recipe], sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        target, note = self._folder / name, self._folder / f".{name}.recipe"
        self._wanted |= {target.name, note.name}
        if not (target.is_file() and note.is_file() and note.read_text(encoding="utf-8") == wanted):
            note.unlink(missing_ok=True)  # before the file changes: a note never outlives the file it speaks of
            make(target)
            note.write_text(wanted, encoding="utf-8")  # one that a power cut takes costs only time: the file is made again
        return target

    def want(self, name: str) -> Path | None:
        """Ask for a file that was made before, whatever of; None where it is not there."""
        target, note = self._folder / name, self._folder / f".{name}.recipe"
        self._wanted |= {target.name, note.name}
        return target if target.is_file() and note.is_file() else None

    def sweep(self) -> None:
        """Remove what a former edition left: it may have been withdrawn since."""
        for path in sorted(self._folder.iterdir()):
            if path.is_file() and path.name not in self._wanted:
                path.unlink(missing_ok=True)


def room_of(media: Path) -> Path:
    """The folder for what is derived from a media folder: never inside it, where the release door alone puts things."""
    return media.with_name(f"{media.name}-derived")


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def stamp_of(path: Path) -> list[int]:
    """What changes whenever a file is made anew: its size, time and number on the disk; for sounds, too large to read."""
    state = path.stat()
    return [state.st_size, state.st_mtime_ns, state.st_ino]
