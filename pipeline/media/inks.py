"""Public pictures become pictures for a press: in gray, or in the four colours of a printer's profile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from pipeline.errors import Unreadable
from pipeline.media.landing import landing
from pipeline.media.pictures import DAMAGE

QUALITY = 90  # of the JPEG


def gray_picture(source: Path, target: Path) -> None:
    """Write the picture in one channel, as large as it is; the same bytes each time. Raises Unreadable, CannotWrite.

    A JPEG's own brightness is taken and written as finely as it was, so that nothing is lost a second time.
    """
    try:
        with Image.open(source) as image:
            fine = getattr(image, "quantization", {}).get(0)
            image.draft("L", image.size)
            made = image.convert("L")
    except DAMAGE as trouble:
        raise Unreadable("book-picture-unreadable", file=source.name) from trouble
    _write(made, target, {"qtables": [fine]} if fine else {"quality": QUALITY})


def cmyk_picture(source: Path, target: Path, profile: Path) -> None:
    """Write the sRGB picture in the four colours of a press, relatively colorimetric with black point compensation.

    Raises Unreadable, also for a profile that is none, and CannotWrite.
    """
    try:
        with Image.open(source) as image:
            made = ImageCms.profileToProfile(
                image.convert("RGB"),
                ImageCms.createProfile("sRGB"),
                str(profile),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="CMYK",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
    except DAMAGE as trouble:
        raise Unreadable("book-picture-unreadable", file=source.name) from trouble
    except ImageCms.PyCMSError as trouble:
        raise Unreadable("book-profile-unreadable", file=profile.name) from trouble
    if made is not None:  # with inPlace alone nothing is returned
        _write(made, target, {"quality": QUALITY})


def _write(image: Image.Image, target: Path, how: dict[str, Any]) -> None:
    image.info.clear()
    with landing(target) as draft:
        image.save(draft, "JPEG", **how)
