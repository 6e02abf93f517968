"""A JPEG is looked at without being decoded, and a blank one is written that can stand for it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from pipeline.errors import Unreadable
from pipeline.media.pictures import DAMAGE

BLANK = 8  # pixels of a side
_END = b"\xff\xd9"  # of a JPEG (ITU-T T.81 §B.1.1.3): a file that was cut off has none
_WHITE: dict[str, int | tuple[int, ...]] = {"L": 255, "RGB": (255, 255, 255)}  # PDF/A takes no other without its profile


def look_at_jpeg(source: Path) -> tuple[tuple[int, int], str]:
    """Width and height in pixels, and the channels, of a whole JPEG. Raises Unreadable (`book-picture-unreadable`) for others."""
    try:
        with Image.open(source, formats=["JPEG"]) as image, source.open("rb") as file:
            file.seek(-len(_END), io.SEEK_END)
            if file.read() == _END and image.mode in _WHITE:
                return image.size, image.mode
    except DAMAGE as trouble:
        raise Unreadable("book-picture-unreadable", file=source.name) from trouble
    raise Unreadable("book-picture-unreadable", file=source.name)


def write_blank(target: Path, channels: str, comment: bytes) -> None:
    """A white JPEG of eight pixels with a comment; the same bytes for the same words."""
    Image.new(channels, (BLANK, BLANK), _WHITE[channels]).save(target, "JPEG", comment=comment)
