"""Rows become a CSV file that a spreadsheet opens as words, never as formulas."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def compose_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, which Excel needs to see Chinese; lines end as RFC 4180 says.

    A cell that a spreadsheet would take for a formula, in any width and behind any space, gets an apostrophe before it.
    """
    out = io.StringIO()
    csv.writer(out).writerows([cell(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """The text as a cell that calculates nothing."""
    bare = unicodedata.normalize("NFKC", text).lstrip(" \u200b\ufeff")
    return f"'{text}" if bare.startswith(_FORMULA) else text
