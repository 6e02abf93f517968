"""The books of an edition as a reader is offered them: by volume and narrator, each with its words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pipeline.model.book import BookForm
from pipeline.model.edition import Edition

_NAMES: dict[BookForm, tuple[str, str]] = {
    "pdf": ("下载全书", "PDF"),
    "epub": ("下载电子书", "EPUB"),
    "voice": ("下载有声电子书", "EPUB"),
}
_KILO, _MEGA = 1000, 1_000_000


@dataclass(frozen=True)
class Download:
    """A file of the media folder that can be taken away, and the words of the link to it."""

    file: str
    words: str


class Books(dict[str, tuple[Download, ...]]):
    """The downloads of each volume by its id and of each narrator by public id; none for all others."""

    @classmethod
    def of(cls, edition: Edition) -> Books:
        """The books that an edition gives away, in its order."""
        found: defaultdict[str, list[Download]] = defaultdict(list)
        for book in edition.books:
            name, kind = _NAMES[book.form]
            found[book.of].append(Download(book.file, f"{name}（{kind}，{size_words(book.size)}）"))
        return cls({key: tuple(each) for key, each in found.items()})

    def __missing__(self, key: str) -> tuple[Download, ...]:
        """Whoever has no book has no download."""
        return ()


def size_words(size: int) -> str:
    """So many bytes as a reader is told of them: 12 KB, 3.4 MB."""
    return f"{size / _MEGA:.1f} MB" if size >= _MEGA else f"{max(1, round(size / _KILO))} KB"
