"""Photographs become facts and public pictures that carry pixels and nothing else."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageDraw, ImageOps, UnidentifiedImageError

from pipeline.errors import Unreadable
from pipeline.media.landing import landing
from pipeline.media.program import cannot_write
from pipeline.model.consent import Region

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
MOST_PIXELS = 150_000_000  # an A3 page at 600 dpi has 70 million; decoded, this limit is 450 MB
MOST_FRAMES = 500  # of a scanned bundle or a moving picture, that are looked at
QUALITY = 85
COVER = (96, 96, 96)
MARGIN = 8  # pixels beyond a region on every side: JPEG smears an edge over its block of eight
# What Pillow's decoders let out on damaged data.
DAMAGE = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, EOFError, struct.error, zlib.error)


MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_GROUPS = {"image": None, "photo": 0x8769, "gps": 0x8825}  # the directories of EXIF 3.0 §4.6.3 that are read
_LONGEST = 4096  # of one value; a maker's own block stays in the original


def is_picture(head: bytes) -> bool:
    """Does a file that begins like this hold a picture of a kind that is known here?"""
    return head.startswith(MAGIC) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def picture_facts(path: Path) -> dict[str, object]:
    """Size in pixels, mode, and all that EXIF tells, with place and serial numbers: for the sealed record alone.

    Raises Unreadable as `probe_picture`.
    """
    with _decoded(path) as image:
        facts: dict[str, object] = {"width": image.width, "height": image.height, "mode": image.mode, "format": image.format}
        for group, number in _GROUPS.items():
            with suppress(*DAMAGE), _quiet():
                exif = image.getexif()
                found = exif.get_ifd(number) if number else dict(exif)
                facts[f"exif_{group}"] = {_tag(tag, group): _plain(value) for tag, value in sorted(found.items())}
        for name in ("comment", "xmp"):
            if name in image.info:
                facts[name] = _plain(image.info[name])
        return facts


def _tag(number: int, group: str) -> str:
    names = ExifTags.GPSTAGS if group == "gps" else ExifTags.TAGS
    return names.get(number, f"0x{number:04x}")


def _plain(value: object) -> object:
    """A value of EXIF as JSON has it; a fraction as `n/d`, bytes as text or in hexadecimal."""
    if isinstance(value, bool | int | str) or value is None:
        return value[:_LONGEST] if isinstance(value, str) else value
    if isinstance(value, bytes):
        cut = value[:_LONGEST].rstrip(b"\0")
        return cut.decode("utf-8") if _is_text(cut) else cut.hex()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value[:_LONGEST]]
    fraction = getattr(value, "numerator", None), getattr(value, "denominator", None)
    return f"{fraction[0]}/{fraction[1]}" if None not in fraction else str(value)[:_LONGEST]


def _is_text(data: bytes) -> bool:
    try:
        return data.decode("utf-8").isprintable()
    except UnicodeDecodeError:
        return False


def probe_picture(path: Path) -> tuple[int, int]:
    """Decode the whole picture; its width and height in pixels as it is to be seen, upright.

    Raises Unreadable (`picture-missing`, `picture-empty`, `picture-unknown`, `picture-too-large`, `picture-damaged`).
    """
    with _decoded(path) as image:
        return ImageOps.exif_transpose(image).size


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height in pixels of the upright picture; of a JPEG from its header alone.

    Raises Unreadable as `probe_picture`.
    """
    with _opened(path) as image:
        if image.format == "JPEG":
            turned = image.getexif().get(ExifTags.Base.Orientation, 1) in range(5, 9)
            return (image.height, image.width) if turned else image.size
    return probe_picture(path)


def public_picture(source: Path, target: Path, edge: int, covered: Sequence[Region] = ()) -> None:
    """Write the picture as a progressive sRGB JPEG, longest edge `edge` pixels or less, whole or not at all.

    It is drawn into a new pixel buffer, so no EXIF, GPS, XMP, IPTC, comment or colour profile can follow; `covered` is painted
    over there with one opaque colour and a margin, in the upright original's own resolution, before anything is scaled. The same
    input gives the same bytes. Raises Unreadable as `probe_picture` and with `region-outside`, and CannotWrite.
    """
    with _decoded(source) as image:
        try:
            upright = _srgb(ImageOps.exif_transpose(image))
            clean = Image.new("RGB", upright.size)
            clean.paste(upright)
        except DAMAGE as trouble:
            raise Unreadable("picture-damaged", file=source.name) from trouble
    _paint_over(clean, covered, source.name)
    clean.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    with landing(target) as draft:
        try:
            clean.save(draft, "JPEG", quality=QUALITY, progressive=True, optimize=True, subsampling="4:2:0")
        except OSError as trouble:
            raise cannot_write(trouble, target.parent) from trouble


def _paint_over(image: Image.Image, covered: Sequence[Region], name: str) -> None:
    brush = ImageDraw.Draw(image)
    for region in covered:
        if not region.is_within(image.size):
            raise Unreadable("region-outside", file=name, region=region, width=image.width, height=image.height)
        corner = region.left - MARGIN, region.top - MARGIN
        brush.rectangle((*corner, region.left + region.width - 1 + MARGIN, region.top + region.height - 1 + MARGIN), fill=COVER)


@contextmanager
def _decoded(path: Path) -> Iterator[Image.Image]:
    """The picture with all its pixels decoded, and those of every further page or frame in the file."""
    with _opened(path) as image:
        try:
            with _quiet():
                for number in range(1, min(getattr(image, "n_frames", 1), MOST_FRAMES)):
                    image.seek(number)
                    image.load()
                image.seek(0)
                image.load()
        except DAMAGE as trouble:
            raise Unreadable("picture-damaged", file=path.name) from trouble
        yield image


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """The picture with nothing but its header read."""
    try:
        size = path.stat().st_size
        opened = path.open("rb")
    except OSError as trouble:
        raise Unreadable("picture-missing", file=path.name, reason=trouble.strerror or "") from None
    with opened:
        if not size:
            raise Unreadable("picture-empty", file=path.name)
        with _open(opened, path.name) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable("picture-too-large", file=path.name, most=MOST_PIXELS // 1_000_000)
            yield image


def _open(opened: io.BufferedReader, name: str) -> Image.Image:
    Image.init()  # registers every format; without it only five are known
    try:
        with _quiet():
            return Image.open(opened, formats=FORMATS)
    except Image.DecompressionBombError:
        raise Unreadable("picture-too-large", file=name, most=MOST_PIXELS // 1_000_000) from None
    except UnidentifiedImageError:
        raise Unreadable("picture-unknown", file=name) from None
    except DAMAGE as trouble:
        raise Unreadable("picture-damaged", file=name) from trouble


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns about size (we have our own limit) and about odd tags (they are dropped anyway)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _srgb(image: Image.Image) -> Image.Image:
    """Eight-bit sRGB on white, converted from the embedded colour profile where there is a sound one."""
    flat = _flat(image)
    profile = image.info.get("icc_profile")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):  # a broken profile: the numbers are taken as sRGB, as browsers do
            flat = _converted(flat, profile)
    return flat.convert("RGB")


def _flat(image: Image.Image) -> Image.Image:
    """The picture without transparency and without more than eight bits a channel."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256, "L") if image.mode == "I;16" else image.convert("I").convert("L")
    if image.has_transparency_data:
        over = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, over).convert("RGB")
    return image if image.mode in {"RGB", "L", "CMYK", "LAB"} else image.convert("RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    converted = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return image if converted is None else converted
