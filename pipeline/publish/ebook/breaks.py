"""The pages of the printed volume become marks in the text and the rows of a page list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.publish.paging import ChapterPages, Paged

_MARK = Markup('<span epub:type="pagebreak" role="doc-pagebreak" id="page-{0}" aria-label="第{0}页"></span>')


@dataclass
class Breaks:
    """Walks through one chapter beside its printed pages; without `pages` it marks nothing.

    `last` is the page marked last before the chapter, so that blank pages between chapters are in the list as well.
    """

    pages: ChapterPages | None = None  # None: the chapter was not printed in these words
    last: int = 0
    listed: list[int] = field(default_factory=list)
    _number: int = -1
    _due: dict[int, list[int]] = field(default_factory=dict)  # sentence → pages that begin before it

    @property
    def page(self) -> int:
        """The page on which words stand that come now; 0 where the chapter was not printed in these words."""
        return self.last if self.pages else 0

    def opening(self) -> Markup:
        """The marks before the chapter's heading."""
        return self._up_to(self.pages.opens) if self.pages else Markup("")

    def begin(self, lengths: Sequence[int]) -> None:
        """Come to the next paragraph, whose sentences have these lengths in characters."""
        self._number += 1
        paragraphs = self.pages.paragraphs if self.pages else ()
        self._due = _due(paragraphs[self._number], lengths) if self._number < len(paragraphs) else {}

    def before(self, sentence: int) -> Markup:
        """The marks before a sentence of the paragraph, counted from 0."""
        return Markup("").join(self._up_to(page) for page in self._due.get(sentence, ()))

    def _up_to(self, page: int) -> Markup:
        pages = range(self.last + 1, page + 1)
        self.last = max(self.last, page)
        self.listed += pages
        return Markup("").join(_MARK.format(one) for one in pages)


def _due(paragraph: Paged, lengths: Sequence[int]) -> dict[int, list[int]]:
    """Sentence → pages: a page that begins inside a sentence is marked at the nearer end of it."""
    due = {0: [paragraph.page]}
    whole = sum(lengths)
    for further, share in enumerate(paragraph.shares, 1):
        ends = [abs(sum(lengths[:number]) - share * whole) for number in range(len(lengths))]
        due.setdefault(ends.index(min(ends)), []).append(paragraph.page + further)
    return due
