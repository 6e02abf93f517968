"""Pages as they were last read by eye: small pictures of every page of a set, against which the next are held.

python -m tests.volume.golden      # draws them anew; look at them before they are committed
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from tests.volume.bound import make, pair

FOLDER = Path(__file__).with_name("golden")
COPIES = ("text-1", "text-1.cover", "text-1.proof", "text-2")
WIDE, ACROSS, DOWN = 232, 8, 3  # pixels of a page's width, pages in a row, rows on a sheet
BAND, MOST = 8, 8  # pixels of a line and its gap; gray levels by which it may differ in the middle


@dataclass(frozen=True)
class Sheet:
    """Some pages of one file side by side: the name of the picture, the number of the first page, and the height of each."""

    name: str
    first: int
    picture: Image.Image
    high: int

    def cell(self, picture: Image.Image, at: int) -> Image.Image:
        """The page at a place of a sheet of this shape."""
        left, top = at % ACROSS * WIDE, at // ACROSS * self.high
        return picture.crop((left, top, left + WIDE, top + self.high))


def sheets(pdf: Path) -> Iterator[Sheet]:
    """Every page of a file in gray."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=WIDE / page.get_width(), grayscale=True).to_pil().convert("L") for page in document]
    high, many = max(page.height for page in pages), ACROSS * DOWN
    for first in range(0, len(pages), many):
        some = pages[first : first + many]
        picture = Image.new("L", (min(len(some), ACROSS) * WIDE, -(-len(some) // ACROSS) * high), 128)
        for at, page in enumerate(some):
            picture.paste(page, (at % ACROSS * WIDE, at // ACROSS * high))
        yield Sheet(f"{pdf.stem}-{first // many + 1}.png", first + 1, picture, high)


def differing(now: Sheet, before: Image.Image) -> list[int]:
    """The numbers of the pages that are not as they were; the first one where the sheet has another shape."""
    if now.picture.size != before.size:
        return [now.first]
    soft = ImageFilter.BoxBlur(1)  # two versions of a font draw one letter by a shade otherwise
    found = ImageChops.difference(now.picture.filter(soft), before.filter(soft))
    cells = range(now.picture.width // WIDE * (now.picture.height // now.high))
    return [now.first + at for at in cells if _level(now.cell(found, at)) > MOST]


def _level(difference: Image.Image) -> int:
    """How different a page is in the band of one line where it is most so."""
    bands = difference.resize((1, difference.height // BAND), Image.Resampling.BOX)
    return max(bands.tobytes())


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        media, room = Path(folder) / "media", Path(folder) / "room"
        media.mkdir()
        room.mkdir()
        make(pair(media), media, room)
        for name in COPIES:
            for sheet in sheets(room / f"{name}.pdf"):
                sheet.picture.save(FOLDER / sheet.name, optimize=True)


if __name__ == "__main__":
    main()
