"""The search for what must not come out finds it wherever a format can hide it."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from tests.decoding import everything
from tests.media.making import ffmpeg, noise, write_wav

WORD = "密东南之南东匿"


def pdf(path: Path, *, attached: bool) -> None:
    made = PdfWriter()
    made.add_blank_page(100, 100)
    if attached:
        made.add_attachment("note.txt", WORD.encode())
    else:
        made.add_metadata({"/Subject": WORD})
    made.write(path)


def book(path: Path) -> None:
    picture = path.with_suffix(".inner.jpg")
    Image.new("RGB", (8, 8)).save(picture, comment=WORD.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(picture, "images/one.jpg")
    picture.unlink()


def sound(path: Path) -> None:
    plain = write_wav(noise(1, 8000), 8000, path.with_name("plain.wav"))
    ffmpeg("-i", plain, "-metadata", f"comment={WORD}", path)


WAYS = {
    "words.html": lambda path: path.write_text("".join(f"&#{ord(letter)};" for letter in WORD)),
    "tagged.html": lambda path: path.write_text("<b>".join(WORD), encoding="utf-8"),
    "data.json": lambda path: path.write_text(f'["{WORD.encode("unicode_escape").decode()}"]'),
    "data.js": lambda path: path.write_text(f'x="{WORD.encode("unicode_escape").decode()}"'),
    "data.js.gz": lambda path: path.write_bytes(gzip.compress(WORD.encode())),
    "wide.bin": lambda path: path.write_text(WORD, encoding="utf-16-le"),
    "old.txt": lambda path: path.write_text(WORD, encoding="gb18030"),
    f"{WORD}.txt": lambda path: path.write_text(""),
    "attached.pdf": lambda path: pdf(path, attached=True),
    "described.pdf": lambda path: pdf(path, attached=False),
    "book.epub": book,
    "picture.jpg": lambda path: Image.new("RGB", (8, 8)).save(path, comment=WORD.encode()),
    "sound.m4a": sound,
    "sound.flac": sound,
}


@pytest.mark.parametrize("name", WAYS)
def test_a_word_is_found_however_it_is_put_away(name: str, tmp_path: Path) -> None:
    WAYS[name](tmp_path / name)
    assert any(WORD in reading for _, reading in everything(tmp_path))
