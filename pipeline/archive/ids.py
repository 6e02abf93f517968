"""Public ids: opaque, permanent, never reused, with a check character that catches a wrong or swapped one."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable, Iterable
from typing import Literal

from pydantic import ValidationError

from pipeline.model.nouns import Redirect
from pipeline.model.problem import Problem

# Ten digits and thirteen consonants: no vowels, so no words; none that looks like a digit; 23 is prime, as the check needs.
ALPHABET = "0123456789CFHJKMNPRTVWX"
LENGTH = 8
Kind = Literal["person", "interview", "item", "picture", "place", "unit", "event", "honour", "voice"]
Draw = Callable[[int], int]
TERMS: dict[str, Kind] = {"places": "place", "units": "unit", "events": "event", "honours": "honour"}  # register → kind
_HEADER = ("id", "kind", "key", "redirect")


def check_character(body: str) -> str:
    """The last character for the seven before it: the sum of position × value, modulo 23, which any one wrong character and any
    swap of neighbours changes."""
    return ALPHABET[sum(place * ALPHABET.index(character) for place, character in enumerate(body, 1)) % len(ALPHABET)]


def is_public_id(text: str) -> bool:
    """Is this an id of ours, check character and all?"""
    return len(text) == LENGTH and all(character in ALPHABET for character in text) and check_character(text[:-1]) == text[-1]


def new_id(taken: Iterable[str], draw: Draw = secrets.randbelow) -> str:
    """An id that is not among `taken`; `draw(n)` gives a number below n."""
    used = set(taken)
    while True:
        body = "".join(ALPHABET[draw(len(ALPHABET))] for _ in range(LENGTH - 1))
        found = body + check_character(body)
        if found not in used:
            return found


def voice_key(interview: str, at_ms: int | None) -> str:
    """The key of a moment in ids.csv: `2023-001-jia@753000`; None: the interview from its beginning, `2023-001-jia`."""
    return interview if at_ms is None else f"{interview}@{at_ms}"


def voice_moment(key: str) -> tuple[str, int | None]:
    """The interview and moment that `voice_key` named."""
    interview, _, at_ms = key.partition("@")
    return interview, int(at_ms) if at_ms.isdecimal() else None


def read_ids(text: str, file: str) -> tuple[tuple[Redirect, ...], tuple[Problem, ...]]:
    """The lines of ids.csv, and what is wrong with them: a line that is wrong is not taken."""
    rows: list[Redirect] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    held: set[tuple[str, str]] = set()
    lines = csv.reader(io.StringIO(text))
    try:
        for line, cells in enumerate(lines, 1):
            if not cells or (line == 1 and tuple(cells) == _HEADER):
                continue
            row, found = _row(cells, file, line)
            if row is None:
                problems.append(found or Problem(file, line, 1, "id-line"))
            elif row.id in seen or (not row.redirect and (row.kind, row.key) in held):
                problems.append(Problem(file, line, 1, "id-twice", {"id": row.id, "key": row.key}))
            else:
                seen[row.id] = line
                held.update([] if row.redirect else [(row.kind, row.key)])
                rows.append(row)
    except csv.Error:
        problems.append(Problem(file, lines.line_num, 1, "id-line"))
    problems.extend(
        Problem(file, seen[row.id], 1, "id-redirect", {"id": row.id, "to": row.redirect})
        for row in rows
        if row.redirect and (row.redirect not in seen or row.redirect == row.id)
    )
    return tuple(rows), tuple(problems)


def write_ids(rows: Iterable[Redirect]) -> str:
    """The text of ids.csv."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows((row.id, row.kind, row.key, row.redirect) for row in rows)
    return out.getvalue()


def final_redirects(rows: Iterable[Redirect]) -> tuple[tuple[str, str], ...]:
    """Each id that was given up, and the one where its redirects end; those that go in a circle or nowhere are left out."""
    known = {row.id: row.redirect for row in rows}
    found: list[tuple[str, str]] = []
    for given_up in sorted(one for one, redirect in known.items() if redirect):
        at, seen = known[given_up], {given_up}
        while known.get(at) and at not in seen:
            seen.add(at)
            at = known[at]
        if at in known and at not in seen:
            found.append((given_up, at))
    return tuple(found)


def _row(cells: list[str], file: str, line: int) -> tuple[Redirect | None, Problem | None]:
    if not is_public_id(cells[0]):
        return None, Problem(file, line, 1, "id-wrong", {"id": cells[0]})
    try:
        return Redirect.model_validate(dict(zip(_HEADER, cells, strict=True))), None
    except (ValueError, ValidationError):
        return None, Problem(file, line, 1, "id-line")
