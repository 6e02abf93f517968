"""The column becomes a calendar that telephones subscribe to: what has come, and that more comes every week (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.model.edition import Edition, PublicColumn
from pipeline.publish.column.parts import moment, names
from pipeline.publish.site.absolute import Web

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LINE = 75  # octets of a line at most (§3.1)
_HALF_AN_HOUR = dt.timedelta(minutes=30)


def calendar(edition: Edition) -> bytes:
    """The calendar; of days that have not come it says only that the column comes. The same edition gives the same bytes."""
    column, web = edition.column, Web.of(edition)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//koushu//column//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if column is not None:
        lines.append(f"X-WR-CALNAME:{_text(column.title)}")
        host = re.sub(r"^https?://|/$", "", web.root) or "koushu.invalid"
        for issue in column.issues:
            address = web.at(f"column/{issue.id}.html")
            told = [names(issue), *([address] if address else [])]
            lines += _event(moment(issue.date, column.hour), f"{issue.id}@{host}", issue.title)
            lines += [f"DESCRIPTION:{_text(chr(10).join(told))}", *([f"URL:{address}"] if address else []), "END:VEVENT"]
        lines += _coming(column, host)
    return "".join(_folded(line) for line in (*lines, "END:VCALENDAR")).encode()


def _coming(column: PublicColumn, host: str) -> Iterator[str]:
    """The weeks to come, without a name; days of rest are left out."""
    first = column.begins + dt.timedelta(days=(column.weekday - column.begins.weekday()) % 7)
    if column.issues:
        first = max(first, column.issues[-1].date + dt.timedelta(days=7))
        first += dt.timedelta(days=(column.weekday - first.weekday()) % 7)
    start = moment(first, column.hour)
    yield from _event(start, f"coming-{first}@{host}", column.title)
    yield f"RRULE:FREQ=WEEKLY;BYDAY={_DAYS[start.astimezone(dt.UTC).weekday()]}"  # in the zone of DTSTART, as §3.3.10 counts
    yield from (f"EXDATE:{_utc(moment(day, column.hour))}" for day in sorted(column.rests) if day >= first)
    yield "END:VEVENT"


def _event(start: dt.datetime, uid: str, summary: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{_utc(start)}", f"DTSTART:{_utc(start)}")
    yield from (f"DTEND:{_utc(start + _HALF_AN_HOUR)}", f"SUMMARY:{_text(summary)}", "TRANSP:TRANSPARENT")


def _utc(moment_: dt.datetime) -> str:
    return f"{moment_.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """A value of type TEXT (§3.3.11); other control characters have no place in one."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", escaped)


def _folded(line: str) -> str:
    """The line in pieces of 75 octets that cut no character, each but the first after a space (§3.1)."""
    pieces, piece, size = [], "", 0
    for one in line:
        octets = len(one.encode())
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + one, size + octets
    return "\r\n".join([*pieces, piece]) + "\r\n"
