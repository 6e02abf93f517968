"""What the files in an outlet's folder hold, remembered beside it, so that what has left is missed: one keeper for all outlets.

An outlet makes its files in a fresh folder and hands it over with what each file holds (`swap`); from then on it may ask which of
them hold something that has left since (`behind`). While one folder takes the place of another nothing is remembered, and what
nobody remembers counts as behind.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import KoushuError
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.publish.holdings import Holdings, has_lost
from pipeline.writing.atomic import write_text
from pipeline.writing.folders import replace_folder

Notes = dict[str, Any]  # name → Holdings, or what an outlet wants to know of a file besides


@dataclass(frozen=True)
class Holding:
    """The folder of one outlet and the memory of what is in it."""

    settings: Settings
    outlet: str
    memory: str = "holds"  # the middle of the memory's file name

    @property
    def folder(self) -> Path:
        """Where the outlet's files lie."""
        return self.settings.out / self.outlet

    def recall(self) -> Notes:
        """What is remembered, by name; nothing where nobody knows."""
        try:
            known: object = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def behind(self, now: Mapping[str, Holdings], names: Sequence[str] | None = None) -> list[str]:
        """Which of `names` hold what is not in `now` any more, or other than it is there; without names all of `now`.

        A name that nobody remembers is behind; one that `now` does not have holds nothing that may stay.
        """
        known = self.recall()
        return [name for name in (now if names is None else names) if has_lost(_holds(known.get(name)), now.get(name, {}))]

    def swap(self, fresh: Path, notes: Mapping[str, object]) -> None:
        """Let the folder `fresh` take the place of the outlet's, and remember what is in it. Raises CannotWrite."""
        self._file.unlink(missing_ok=True)
        replace_folder(fresh, self.folder)
        write_text(self._file, json.dumps(notes, ensure_ascii=False, sort_keys=True, indent=0) + "\n")

    @contextlib.contextmanager
    def letting_go(self, now: Mapping[str, Holdings], beside: Sequence[Path] = ()) -> Iterator[None]:
        """Where the work within fails and the old folder holds what has left, it goes with the folders `beside`, and the failure
        says so as `OUTLET-removed`; else the old folder stays and the failure is what it was."""
        try:
            yield
        except Exception as failure:
            if not self.folder.exists() or not self.behind(now):
                raise
            shutil.rmtree(self.folder)
            for folder in beside:
                shutil.rmtree(folder, ignore_errors=True)
            if isinstance(failure, KoushuError):
                raise self.worse(failure, f"{self.outlet}-removed") from failure
            raise

    def worse(self, failure: KoushuError, code: str, **values: object) -> KoushuError:
        """The same trouble, saying what it took with it."""
        return type(failure)(code, why=sentence(failure.code, failure.values, self.settings.language), **values)

    @property
    def _file(self) -> Path:
        return self.settings.work / f"{self.outlet}.{self.memory}.json"


def _holds(note: object) -> Holdings | None:
    """The holdings of a note, which are all of it or stand under `holds`; None where it is no note of ours."""
    held = note.get("holds", note) if isinstance(note, dict) else None
    return held if isinstance(held, dict) else None
