"""What every report is made of: tables with a title."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One table of a report: `bars` where its last column is a number worth drawing; `note` may be empty."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    bars: bool = False
