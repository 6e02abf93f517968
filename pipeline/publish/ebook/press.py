"""An Edition and its public media become EPUB files."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import zipfile
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.media.drawing import Card, can_draw, draw_book
from pipeline.model.edition import Edition
from pipeline.publish.ebook.book import Book, books
from pipeline.publish.ebook.package import Beside, files, media_of
from pipeline.publish.paging import VolumePages
from pipeline.publish.site.lettering import cut_letters, full_fonts
from pipeline.writing.atomic import worded

_STORED = {".jpg", ".m4a", ".woff2"}  # what is small already
COVER, FONT = "images/cover.jpg", "fonts/rare.woff2"


def publish(edition: Edition, media: Path, out: Path, pages: VolumePages) -> tuple[Path, ...]:
    """Write the books of an edition into `out`: `NAME.epub`, and `NAME-voice.epub` where any voice of it may be heard.

    `media` is the folder of public pictures and sounds. NAME is the volume's, or the narrator's public id. The same
    edition, media and pages give the same bytes. Raises Unreadable for a file that is not in `media`, CannotWrite.
    """
    out.mkdir(parents=True, exist_ok=True)
    return tuple(_bind(book, media, out / f"{book.name}.epub") for book in books(edition, pages))


def _bind(book: Book, media: Path, target: Path) -> Path:
    with worded(target), tempfile.TemporaryDirectory(prefix="koushu-ebook-") as folder:
        drawn = Path(folder)
        beside = Beside(cover=_cover(book, drawn), font=_letters(book, drawn))
        with zipfile.ZipFile(target, "w") as packed:
            _put(packed, "mimetype", b"application/epub+zip", book.edition.date)
            for name, content in files(book, beside).items():
                _put(packed, name, content.encode(), book.edition.date)
            for name in filter(None, (beside.cover, beside.font)):
                _stream(packed, f"EPUB/{name}", drawn / Path(name).name, book.edition.date)
            for place, name in media_of(book):
                _stream(packed, f"EPUB/{place}/{name}", media / name, book.edition.date)
    return target


def _cover(book: Book, folder: Path) -> str:
    """Draw the cover; its place in the book, empty where the fonts are not installed."""
    if not can_draw():
        return ""
    edition = book.edition
    plan = edition.volumes[0].plan if edition.volumes else None
    above = "　".join(filter(None, ((plan.series if plan else "") or edition.series, plan.number if plan else "")))
    under = book.subtitle or f"口述：{'、'.join(book.creators)}"
    mark = "样例" if edition.sample else "有声" if book.variant == "voice" else ""
    draw_book(Card(above, book.title, under, edition.institution, mark), folder / Path(COVER).name)
    return COVER


def _letters(book: Book, folder: Path) -> str:
    """Cut the letters that a reader's device may lack; their place in the book, empty where there are none or no font."""
    wanted = rare("".join(str(chapter.html) + chapter.title for chapter in book.chapters) + book.title + book.subtitle)
    fonts = list(full_fonts().values())
    cut = cut_letters(fonts[0], wanted) if wanted and fonts else b""
    if not cut:
        return ""
    (folder / Path(FONT).name).write_bytes(cut)
    return FONT


def rare(text: str) -> str:
    """The Chinese characters outside the 20,902 that every device has (U+4E00–9FA5), each once, in order."""
    return "".join(sorted({one for one in text if _is_rare(ord(one))}))


def _is_rare(code: int) -> bool:
    return 0x3400 <= code <= 0x4DBF or 0x9FA6 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def _info(name: str, date: dt.date) -> zipfile.ZipInfo:
    """An entry that bears the edition's day and no machine's traces; `mimetype` is stored plain (EPUB 3.3 OCF §4.3)."""
    info = zipfile.ZipInfo(name, (date.year, date.month, date.day, 0, 0, 0))
    stored = name == "mimetype" or Path(name).suffix in _STORED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.create_system, info.external_attr = 3, 0o100644 << 16
    return info


def _put(packed: zipfile.ZipFile, name: str, content: bytes, date: dt.date) -> None:
    packed.writestr(_info(name, date), content)


def _stream(packed: zipfile.ZipFile, name: str, source: Path, date: dt.date) -> None:
    if not source.is_file():
        raise Unreadable("public-file-missing", file=source.name, folder=source.parent)
    info = _info(name, date)
    info.file_size = source.stat().st_size
    with source.open("rb") as opened, packed.open(info, "w") as entry:
        shutil.copyfileobj(opened, entry, 1 << 20)
