"""A file being made becomes the file at its target, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.media.program import cannot_write


@contextmanager
def landing(target: Path) -> Iterator[Path]:
    """Give a temporary path beside `target`; when the block ends well it is flushed and renamed, else removed.

    Raises CannotWrite when the disk is full or the folder may not be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".koushu-", suffix=".part")
    except OSError as trouble:
        raise cannot_write(trouble, target.parent) from trouble
    draft = Path(name)
    try:
        os.close(handle)
        yield draft
        _settle(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _settle(draft: Path, target: Path) -> None:
    try:
        with draft.open("rb") as made:
            os.fsync(made.fileno())
        draft.chmod(0o644)
        draft.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as trouble:
        raise cannot_write(trouble, target.parent) from trouble
