"""What somebody brings to the archive: files for one interview, and a consent form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import field_validator

from pipeline.model.consent import Purpose
from pipeline.model.record import Key, Record

Kind = Literal["recording", "picture", "transcript", "unknown"]


@dataclass(frozen=True)
class Brought:
    """One file that somebody brings, as it was examined: the SHA-256 of its bytes, and what the decoder complained about."""

    path: Path
    kind: Kind
    digest: str
    complaints: tuple[str, ...] = ()


class ConsentForm(Record):
    """A form as it is recorded by `koushu add --allow`."""

    scan: Path | None  # None: only the paper exists
    allow: tuple[Purpose, ...]
    signed: dt.date
    until: dt.date | None  # None: the form sets no end
    signer: str
    role: Literal["narrator", "kin", "guardian"]


class Delivery(Record):
    """Files for the interview `key`; title and narrators (key, name) are needed only where it is new."""

    key: Key
    files: tuple[Path, ...] = ()
    title: str = ""
    narrators: tuple[tuple[Key, str], ...] = ()
    recording: str = ""
    consent: ConsentForm | None = None  # None: no form comes with the files

    @field_validator("narrators", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        return [tuple(str(one).split("=", 1)) for one in value] if isinstance(value, tuple | list) else value
