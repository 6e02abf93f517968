"""Where what is read before signing is laid out, one folder for each interview or person, purpose and telling."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

from pipeline.model.consent import PURPOSES, Purpose
from pipeline.model.text import InTurns


def desk(out: Path, key: str, purpose: Purpose, telling: InTurns) -> Path:
    """The folder for these words, pictures and sound under the folder for output."""
    return out / "review" / (f"{key}-{purpose}" if telling == "text" else f"{key}-{purpose}-{telling}")


def clear_desks(out: Path, key: str) -> None:
    """Take away all that was laid out of something that is closed now."""
    for purpose in PURPOSES:
        for telling in get_args(InTurns):
            shutil.rmtree(desk(out, key, purpose, telling), ignore_errors=True)
