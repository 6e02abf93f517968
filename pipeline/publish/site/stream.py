"""Everything that can be found as one row of folded characters, and that row in pages, each with the words to show for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as _quoted

import numpy as np

from pipeline.language.folding import folded_codes
from pipeline.publish.site.findable import ORDER, Findable
from pipeline.publish.site.postings import GAP, Numbers

PAGE = 512  # folded characters of one page; a position's page is `position // PAGE`
REACH = 64  # characters that a page shows beyond its end, for what is found across it


@dataclass
class Stream:
    """The folded row while it grows: where each kind and each entry begins, and in which pages each interview's text begins."""

    parts: list[Numbers] = field(default_factory=list)
    length: int = 0
    kinds: dict[str, tuple[int, int]] = field(default_factory=dict)  # kind → its pages [first, last)
    starts: list[int] = field(default_factory=list)  # the first page of each interview's text
    entries: list[int] = field(default_factory=list)  # the first position of each entry before the texts

    @property
    def text(self) -> str:
        """The row itself; GAP stands between what does not belong together."""
        return self.codes().tobytes().decode("utf-32-le", "surrogatepass")

    def codes(self) -> Numbers:
        """The row in code points."""
        self.parts = [np.concatenate([np.zeros(0, dtype="<u4"), *self.parts])]
        return self.parts[0]

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
                self.kinds.setdefault(kind, (page.number, page.number))
            for row in self._rows(each):
                if page.number != row.number:
                    yield from page.closed()
                    page = row
                else:
                    page.entries += row.entries
        yield from page.closed()
        self._fill_page()
        self._close(kind)

    def take(self, kind: str, codes: Numbers) -> range:
        """Take in the text of an interview as it was laid, and give the numbers of its pages."""
        first = self.length // PAGE
        self.kinds.setdefault(kind, (first, first))
        self.starts.append(first)
        self._add(codes)
        self._close(kind)
        return range(first, self.length // PAGE)

    def since(self, position: int) -> Numbers:
        """The row from a position on, at which a part of it began."""
        parts: list[Numbers] = []
        at = self.length
        while at > position:
            parts.append(self.parts[-1 - len(parts)])
            at -= len(parts[-1])
        return np.concatenate([np.zeros(0, dtype="<u4"), *reversed(parts)])

    def _close(self, kind: str) -> None:
        if kind:
            self.kinds[kind] = (self.kinds[kind][0], self.length // PAGE)

    def _fill_page(self) -> None:
        self._add(np.full(-self.length % PAGE, ord(GAP), dtype="<u4"))

    def _add(self, codes: Numbers) -> None:
        self.parts.append(codes)
        self.length += len(codes)

    def _rows(self, found: Findable) -> Iterator[_Page]:
        """The pages that an entry touches, each with that part of it."""
        if found.kind == "text":
            self.starts.append(self.length // PAGE)
        else:
            self.entries.append(self.length)
        begin = self.length
        codes, starts, ends = _laid([passage.text for passage in found.passages], [not one.joined for one in found.passages])
        self._add(codes)
        head, rows = _head(found), [_row(*passage) for passage in found.passages]
        at = np.arange(begin // PAGE, (self.length - 1) // PAGE + 1) * PAGE - begin
        firsts = np.searchsorted(ends, at, side="right").tolist()
        lasts = np.searchsorted(starts, at + PAGE + REACH, side="left").tolist()
        for start, first, last in zip(at.tolist(), firsts, lasts, strict=True):
            begun, done = (max(0, first - 1), last + 1) if first < last else (0, 0)
            offsets = (starts[begun:done] - start).tolist()
            shown = ",".join([f"[{offset},{row}" for offset, row in zip(offsets, rows[begun:done], strict=True)])
            yield _Page((start + begin) // PAGE, [f"{head},[{shown}]]"])


def _laid(texts: Sequence[str], parted: Sequence[bool]) -> tuple[Numbers, Numbers, Numbers]:
    """Folded texts in a row, a GAP before each that is parted and one at the end; where each begins and ends in it."""
    letters, sizes = folded_codes(texts)
    gaps = np.cumsum(np.array(parted, dtype=np.int64))
    ends = np.cumsum(sizes) + gaps
    row = np.full(len(letters) + (int(gaps[-1]) if len(gaps) else 0) + 1, ord(GAP), dtype="<u4")
    row[np.arange(len(letters)) + np.repeat(gaps, sizes)] = letters
    return row, ends - sizes, ends


@dataclass
class _Page:
    number: int
    entries: list[str] = field(default_factory=list)

    def closed(self) -> Iterator[tuple[int, str]]:
        if self.entries:
            yield self.number, f"[{','.join(self.entries)}]"


def _head(found: Findable) -> str:
    """`[kind, heading, line, address, sound, number of the interview or -1`; then come rows: `[offset, words, anchor, shown]`."""
    words = ",".join(map(_quoted, (found.title, found.line, found.href, found.sound)))
    return f"[{ORDER.index(found.kind)},{words},{found.number}"


def _row(text: str, anchor: str, _joined: bool, shown: bool) -> str:  # noqa: FBT001 - the fields of a Passage
    words = text.strip("\n")
    return f"{_quoted(words)},{_quoted(anchor)},{'1' if shown else '0'}]"
