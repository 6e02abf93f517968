"""What the archive remembers of printed copies: what was printed, how many went where, and what was done to call them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from pipeline.model.nouns import Route
from pipeline.model.record import Record
from pipeline.model.text import InTurns

Fate = Literal["withdrawn", "closed", "changed"]
Deed = Literal["recalled", "errata", "notified", "none"]
DEEDS: dict[Deed, tuple[str, str]] = {
    "recalled": ("收回", "called back"),
    "errata": ("加贴勘误", "errata slip"),
    "notified": ("通知", "told"),
    "none": ("无须处理", "nothing needed"),
}
REMEDIES: dict[Fate, Deed] = {"withdrawn": "recalled", "closed": "recalled", "changed": "errata"}


class Contained(Record):
    """An interview in a printed volume: its public id, the digest of the exact projection that was printed, and of which text."""

    id: str
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    telling: InTurns = "text"


class Contents(Record):
    """What a PDF holds, written beside it when it is made; no word of it and no path of the archive."""

    volume: str
    route: Route
    interviews: tuple[Contained, ...] = ()
    length: int = 0  # of the archive's history when the volume was decided, with its root; 0: it had none
    root: str = ""


class Printing(Record):
    """One printing of a volume: a line of volumes/printed.ndjson."""

    number: int = Field(ge=1)
    title: str
    at: dt.datetime
    by: str
    copies: int = Field(ge=1)
    to: tuple[str, ...]
    pdf: str = Field(pattern=r"^[0-9a-f]{64}$")
    contents: Contents


class Touched(Record):
    """Something in a printing that is not as it was printed: which, what became of it, and what its words are now (digest)."""

    id: str
    fate: Fate
    now: str = ""


class Recall(Record):
    """What was done about a printing, for exactly what had become of its contents: a line of volumes/printed.ndjson."""

    printing: int = Field(ge=1)
    deed: Deed
    at: dt.datetime
    by: str
    touched: tuple[Touched, ...]
    note: str = ""


@dataclass(frozen=True)
class PrintedLedger:
    """All of volumes/printed.ndjson; `broken` are the numbers of lines that cannot be read."""

    printings: tuple[Printing, ...] = ()
    recalls: tuple[Recall, ...] = ()
    broken: tuple[int, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A printing that holds something withdrawn, closed or changed, and what was done about it so far."""

    printing: Printing
    touched: tuple[Touched, ...]
    open: tuple[Touched, ...]  # those for which nothing was done yet
    done: tuple[Recall, ...] = ()

    @property
    def remedy(self) -> Deed:
        """What to do about what is still open: the gravest of it decides."""
        wanted = {REMEDIES[one.fate] for one in self.open}
        return "recalled" if "recalled" in wanted else "errata" if wanted else "none"
