"""Where the paragraphs of a set volume stand on paper, as a small file beside its PDF: what a page list is made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.projection import InterviewProjection


@dataclass(frozen=True)
class Paged:
    """One paragraph on paper: the folio it begins on, and for each further page it reaches the share of it set before.

    Shares are of 1; `(0.4,)` says that the second page begins after two fifths of the paragraph.
    """

    page: int
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class ChapterPages:
    """One chapter on paper: a fingerprint of its words, the folio it opens on, and its paragraphs in order."""

    words: str
    opens: int
    paragraphs: tuple[Paged, ...] = ()


@dataclass(frozen=True)
class VolumePages:
    """The chapters of a printed volume by the public id of their interview."""

    chapters: Mapping[str, ChapterPages] = field(default_factory=dict)

    def of(self, projection: InterviewProjection) -> ChapterPages | None:
        """The pages of an interview; None where it is not in the volume, or other words of it were printed."""
        found = self.chapters.get(projection.id)
        return found if found and found.words == fingerprint(projection) else None


def fingerprint(projection: InterviewProjection) -> str:
    """SHA-256 of the words a chapter is set from, whatever the purpose they were released for."""
    return hashlib.sha256(repr((projection.chapters, projection.story)).encode()).hexdigest()


def compose_pages(pages: VolumePages) -> bytes:
    """The file: JSON, the same pages as the same bytes."""
    rows = {
        key: {"words": one.words, "opens": one.opens, "paragraphs": [[each.page, *each.shares] for each in one.paragraphs]}
        for key, one in pages.chapters.items()
    }
    return json.dumps({"chapters": rows}, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def parse_pages(data: bytes) -> VolumePages:
    """What the file says; no pages where it is not one of ours, since a page list may be missing and never wrong."""
    try:
        rows = json.loads(data)["chapters"]
        return VolumePages({key: _chapter(row) for key, row in rows.items()})
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return VolumePages()


def _chapter(row: Mapping[str, object]) -> ChapterPages:
    listed = row["paragraphs"]
    if not isinstance(listed, list):
        raise TypeError("paragraphs")
    paragraphs = tuple(Paged(int(one[0]), tuple(float(share) for share in one[1:])) for one in listed)
    return ChapterPages(str(row["words"]), int(str(row["opens"])), paragraphs)
