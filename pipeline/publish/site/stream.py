"""Everything that can be found as one row of folded characters, and that row in pages, each with the words to show for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.language.folding import folded
from pipeline.publish.site.findable import ORDER, Findable
from pipeline.publish.site.postings import GAP

PAGE = 1024  # folded characters of one page; a position's page is `position // PAGE`
REACH = 64  # characters that a page shows beyond its end, for what is found across it


@dataclass
class Stream:
    """The folded row while it grows: where each kind begins, and in which pages each interview's text begins."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    kinds: dict[str, tuple[int, int]] = field(default_factory=dict)  # kind → its pages [first, last)
    starts: list[int] = field(default_factory=list)  # the first page of each interview's text

    @property
    def text(self) -> str:
        """The row itself; GAP stands between what does not belong together."""
        return "".join(self.parts)

    def pages(self, found: Iterable[Findable]) -> Iterator[tuple[int, str]]:
        """Take in what can be found, by kind in ORDER, and give each page as JSON as soon as it is whole."""
        page = _Page(0)
        kind = ""
        for each in found:
            if each.kind != kind or each.kind == "text":
                yield from page.closed()
                self._fill_page()
                page = _Page(self.length // PAGE)
            if each.kind != kind:
                self._close(kind)
                kind = each.kind
                self.kinds[kind] = (page.number, page.number)
            for row in self._rows(each):
                if page.number != row.number:
                    yield from page.closed()
                    page = row
                else:
                    page.entries += row.entries
        yield from page.closed()
        self._fill_page()
        self._close(kind)

    def _close(self, kind: str) -> None:
        if kind:
            self.kinds[kind] = (self.kinds[kind][0], self.length // PAGE)

    def _fill_page(self) -> None:
        self._add(GAP * (-self.length % PAGE))

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _rows(self, found: Findable) -> Iterator[_Page]:
        """The pages that an entry touches, each with that part of it."""
        if found.kind == "text":
            self.starts.append(self.length // PAGE)
        begin = self.length
        spans: list[tuple[int, int]] = []
        for passage in found.passages:
            if not passage.joined:
                self._add(GAP)
            start = self.length
            self._add(folded(passage.text))
            spans.append((start, self.length))
        self._add(GAP)
        for number in range(begin // PAGE, (self.length - 1) // PAGE + 1):
            yield _Page(number, [_entry(found, spans, number)])


@dataclass
class _Page:
    number: int
    entries: list[object] = field(default_factory=list)

    def closed(self) -> Iterator[tuple[int, str]]:
        if self.entries:
            yield self.number, json.dumps(self.entries, ensure_ascii=False, separators=(",", ":"))


def _entry(found: Findable, spans: Sequence[tuple[int, int]], page: int) -> list[object]:
    """[kind, heading, line, address, sound, number of the interview or -1, [[offset in the page, words, anchor, shown], …]]."""
    begin = page * PAGE
    touched = [index for index, (start, end) in enumerate(spans) if start < begin + PAGE + REACH and end > begin]
    first, last = (max(0, touched[0] - 1), touched[-1] + 2) if touched else (0, 0)
    rows = [
        [spans[index][0] - begin, passage.text.strip("\n"), passage.anchor, int(passage.shown)]
        for index, passage in enumerate(found.passages[first:last], start=first)
    ]
    return [ORDER.index(found.kind), found.title, found.line, found.href, found.sound, found.number, rows]
