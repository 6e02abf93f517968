"""Turns register keys and dates into the words the public may read."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.model.archive import Archive
from pipeline.model.nouns import Service
from pipeline.model.record import SaidDate
from pipeline.release.reasons import Reasons, reason

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def said(date: SaidDate | None) -> str:
    """A date in words: a plain one as 1953年7月27日, any other as it was said; empty when not known."""
    found = _PLAIN.fullmatch(date.said.strip()) if date else None
    if date is None or found is None:
        return date.said if date else ""
    year, month, day = found.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def year(date: SaidDate | None) -> str:
    """A date by its year alone where it is a plain one, else as it was said; empty when not known."""
    found = _PLAIN.fullmatch(date.said.strip()) if date else None
    if date is None or found is None:
        return date.said if date else ""
    return f"{found[1]}年"


def place(archive: Archive, words: str) -> str:
    """A place by its register name, or the words as they are; one not open by its public name, which may be empty."""
    term = archive.registers.get("places", {}).get(words)
    if term is None:
        return words
    return term.public_name if term.disclosure in ("cover_only", "generalise") else term.name


def honour(archive: Archive, words: str) -> str:
    """An honour by its register name, or the words as they are."""
    term = archive.registers.get("honours", {}).get(words)
    return term.name if term else words


def unit(archive: Archive, key: str) -> str | Reasons:
    """A unit's public words; blocked where nobody has decided on its disclosure (cf. 保守国家秘密法: closed until decided)."""
    if not key:
        return ""
    term = archive.registers.get("units", {}).get(key)
    if term is not None and term.disclosure == "open":
        return term.name
    if term is not None and term.disclosure in ("cover_only", "generalise") and term.public_name.strip():
        return term.public_name
    return (reason("unit-undecided", unit=key),)


def service_line(archive: Archive, service: Service) -> str | Reasons:
    """One stretch of service on one line: years, unit, rank, role, place."""
    served = unit(archive, service.unit)
    if not isinstance(served, str):
        return served
    start, end = year(service.start), year(service.end)
    years = start if start == end or not end else f"{start}—{end}"
    words = (years, served, place(archive, service.place), service.rank, service.role)
    return "　".join(word for word in words if word)


def closed_names(archive: Archive) -> frozenset[str]:
    """Every name of a unit that is not open, and of a place told in other words, which an older approved line may still hold."""
    units = [one for one in archive.registers.get("units", {}).values() if one.disclosure != "open"]
    places = [one for one in archive.registers.get("places", {}).values() if one.disclosure in ("cover_only", "generalise")]
    return frozenset(name for one in (*units, *places) for name in (one.name, *one.aliases) if name)


def still_open(line: str, closed: Collection[str], today: Collection[str]) -> bool:
    """Whether an approved line may stay: it stands so today, or holds no closed name."""
    return line in today or not any(name in line for name in closed)
