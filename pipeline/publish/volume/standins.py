"""Pictures of eight pixels stand for the real ones while a volume is set, and are exchanged for them in the PDF.

Typst decodes every picture that it sets, though it then passes a JPEG on as it is: in a volume of sixty photographs that was a
quarter of the work and a third of a gigabyte.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipeline.errors import Unreadable
from pipeline.media.jpeg import look_at_jpeg, write_blank
from pipeline.model.projection import Picture
from pipeline.publish.volume.pictures import Pictures

_NAME = re.compile(rb"koushu:([\w.-]+);")  # in the comment of a stand-in
_IMAGE = re.compile(rb"\n(\d+) 0 obj\n<</Length (\d+)(/Type/XObject/Subtype/Image[^\n]*?)/Width 8/Height 8([^\n]*)>>\nstream\n")
_TABLE = re.compile(rb"\nxref\n0 (\d+)\n")
_ROW = 20  # bytes of a line of the table of objects (ISO 32000-1 §7.5.4)


@dataclass
class StandIns(Pictures):
    """The pictures of a volume: beside book.json lie stand-ins, and the template is told how large the real ones are."""

    real: dict[str, Path] = field(default_factory=dict)  # name beside book.json → the public file
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)  # pixels, by the same name

    def place(self, picture: Picture, otherwise: str) -> dict[str, Any] | None:
        """`{file, alt, size}` for the template. Raises Unreadable also for a file that is no whole JPEG."""
        placed = super().place(picture, otherwise)
        return placed and {**placed, "size": self.sizes[placed["file"]]}

    def lay(self, source: Path, target: Path) -> None:
        """Write what stands for a picture: with its name in a comment, and as many channels as the picture has."""
        self.sizes[target.name], channels = look_at_jpeg(source)
        self.real[target.name] = source
        comment = f"koushu:{target.name};{source.name} {source.stat().st_size}".encode()
        write_blank(target, channels, comment)

    def exchanged(self, pdf: bytes, instead: Mapping[str, Path] | None = None) -> bytes:
        """The typesetter's PDF with the real pictures in it, each as it is; or with others of their sizes, by the same names.

        Raises Unreadable for one that has gone meanwhile.
        """
        files = self.real if instead is None else instead
        parts: list[bytes] = []
        ends, grown, done = [], [], 0
        for start, end, name, head in _stood_in(pdf):
            made = head % (len(jpeg := _bytes(files[name])), *self.sizes[name]) + jpeg
            parts += [pdf[done:start], made]
            ends.append(end)
            grown.append(len(made) - (end - start))
            done = end
        return b"".join([*parts, *_tail(pdf, done, ends, list(accumulate(grown, initial=0)))])


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as trouble:
        raise Unreadable("book-picture-missing", file=file.name) from trouble


def _stood_in(pdf: bytes) -> Iterator[tuple[int, int, str, bytes]]:
    """Where each stand-in begins and ends, for what it stands, and the head of what takes its place, without three figures."""
    for found in _IMAGE.finditer(pdf):
        end = found.end() + int(found[2])
        if name := _NAME.search(pdf, found.end(), end):
            number, before, after = (found[at].replace(b"%", b"%%") for at in (1, 3, 4))
            head = b"\n%b 0 obj\n<</Length %%d%b/Width %%d/Height %%d%b>>\nstream\n" % (number, before, after)
            yield found.start(), end, name[1].decode(), head


def _tail(pdf: bytes, done: int, ends: list[int], grown: list[int]) -> Iterator[bytes]:
    """What follows the last exchange; the table of objects says where each begins now (`grown`: by how much, after each end)."""
    table = next(found for found in reversed(list(_TABLE.finditer(pdf, done))))
    rows_end = table.end() + int(table[1]) * _ROW
    yield pdf[done : table.end()]
    for at in range(table.end(), rows_end, _ROW):
        row = pdf[at : at + _ROW]
        begins = int(row[:10])
        yield b"%010d" % (begins + grown[bisect_left(ends, begins)]) + row[10:] if begins else row
    begins = table.start() + 1 + grown[-1]
    yield re.sub(rb"startxref\n\d+", b"startxref\n%d" % begins, pdf[rows_end:])
