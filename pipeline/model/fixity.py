"""What the archive's own records say that each file must hold, and what was found when it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.archive import Witness
from pipeline.model.event import EventLine
from pipeline.model.problem import Problem

# original: never touched again · machine: written by the program, whole · ledger: written by the program, only ever added to ·
# people: written by hand, so that another content may be an edit
Role = Literal["original", "machine", "ledger", "people"]


@dataclass(frozen=True)
class Version:
    """What an event says that a file held: its SHA-256 (empty: gone), the event's line, when; `anew`: said to be written anew."""

    digest: str
    line: int
    at: dt.datetime
    where: str  # file and line
    anew: bool = False


@dataclass(frozen=True)
class Holding:
    """A file that the archive has, or should have.

    `versions` are those that the history knows, oldest first; `manifest` is the digest that the manifest gives (empty: none) and
    `manifest_line` where; `size` (bytes) and `mtime_ns` are None and 0 where the file is not there.
    """

    path: str
    role: Role
    versions: tuple[Version, ...] = ()
    manifest: str = ""
    manifest_line: int = 0
    size: int | None = None  # None: not there
    mtime_ns: int = 0

    @property
    def expected(self) -> str:
        """The digest that the file should have: the history's, else the manifest's; empty where nobody knows any."""
        return self.versions[-1].digest if self.versions else self.manifest


@dataclass(frozen=True)
class Inventory:
    """Everything the archive has or should have, by path; files no one knows; the history; what is wrong with the records."""

    holdings: Mapping[str, Holding]
    strangers: tuple[str, ...] = ()
    events: tuple[EventLine, ...] = ()
    line_digests: tuple[str, ...] = ()  # SHA-256 of every line of events.ndjson, blank ones too; line 1 is at 0
    problems: tuple[Problem, ...] = ()
    manifest_file: str = ""
    events_file: str = ""


@dataclass(frozen=True)
class Reading:
    """A file as it was read from the disk: its SHA-256, or why it could not be read.

    `prefixes`, of a ledger only: digest of its first n lines → n.
    """

    digest: str = ""
    failure: str = ""
    prefixes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FixityReport:
    """What a check of the archive found.

    `checked` of `total` files were read now (`size` bytes of them), `resumed` of these by a run that was cut off; `begun` is when
    the first was read. `witness` is today's, `vouched` the number of lines that a witness from outside vouches for (0: none).
    """

    problems: tuple[Problem, ...]
    checked: int
    total: int
    size: int
    resumed: int
    begun: dt.datetime
    witness: Witness | None  # None: no history yet
    vouched: int = 0

    @property
    def damaged(self) -> tuple[Problem, ...]:
        """What must be mended; the rest only asks somebody to look."""
        return tuple(problem for problem in self.problems if not problem.is_notice)
