"""The marks that a set volume left at its chapters and paragraphs become the pages they stand on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.model.edition import PublicInterview
from pipeline.publish.paging import ChapterPages, Paged, VolumePages, compose_pages, fingerprint

SPOKEN = ("question", "answer")


def numbered(parts: list[dict[str, Any]], ident: str) -> list[dict[str, Any]]:
    """The parts of a chapter, each paragraph with the name under which its place on paper is found again."""
    number = 0
    for part in parts:
        if part["kind"] in SPOKEN:
            part["place"] = f"{ident} {number}"
            number += 1
    return parts


def pages_of(places: Iterable[dict[str, Any]], chosen: Iterable[PublicInterview]) -> bytes:
    """The pages of a set volume, from the marks that it left, as the file that lies beside its PDF."""
    marks: dict[str, list[dict[str, Any]]] = {}
    for mark in places:
        marks.setdefault(mark["place"], []).append(mark)
    talks = [one.projection for one in chosen]
    return compose_pages(
        VolumePages(
            {
                talk.id: ChapterPages(fingerprint(talk), int(marks[talk.id][0]["page"]), tuple(_paragraphs(marks, talk.id)))
                for talk in talks
                if talk.id in marks
            }
        )
    )


def _paragraphs(marks: dict[str, list[dict[str, Any]]], ident: str) -> Iterable[Paged]:
    number = 0
    while (pair := marks.get(f"{ident} {number}")) and len(pair) == 2:
        yield _paged(*pair)
        number += 1


def _paged(start: dict[str, Any], end: dict[str, Any]) -> Paged:
    """Where the pages of a paragraph begin, by the height it takes on each; heights in points from the top of the type area."""
    turned = int(end["page"]) - int(start["page"])
    if turned <= 0:
        return Paged(int(start["page"]))
    high = float(start["high"])
    first = max(0.0, high - float(start["y"]))
    whole = first + high * (turned - 1) + float(end["y"]) + float(end["line"])
    return Paged(int(start["page"]), tuple(round((first + high * done) / whole, 3) for done in range(turned)))
