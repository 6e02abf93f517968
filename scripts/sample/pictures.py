"""Every drawn picture of the sample archive is saved as a JPEG with the private-looking tags a camera would leave."""

import hashlib
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image

from sample.drawing import Canvas
from sample.medals import merit_back, merit_front, nurse_badge, service_front
from sample.papers import course_certificate, letter_back, letter_front, merit_certificate
from sample.photographs import interview_table, plateau_road, squad
from sample.portraits import SITTERS, portrait
from sample.uniform import field_coat

LARGEST = 150_000
CANARY = "CANARYEXIF7Q"
GRAIN = 2.4
Draw = Callable[[], Canvas]

PICTURES: dict[str, Draw] = {
    **{f"people/{sitter.person}/portrait.jpg": partial(portrait, sitter) for sitter in SITTERS},
    "items/merit-medal-lin/front.jpg": merit_front,
    "items/merit-medal-lin/back.jpg": merit_back,
    "items/merit-certificate-lin/front.jpg": merit_certificate,
    "items/letter-qin/front.jpg": letter_front,
    "items/letter-qin/back.jpg": letter_back,
    "items/nurse-badge-he/front.jpg": nurse_badge,
    "items/uniform-lei/front.jpg": field_coat,
    "items/photo-lei/front.jpg": squad,
    "items/service-medal-mo/front.jpg": service_front,
    "items/certificate-tang/front.jpg": course_certificate,
    "interviews/2023-001-lin/photos/01.jpg": plateau_road,
    "interviews/2023-007-lei/photos/01.jpg": interview_table,
}


def draw_all(archive: Path) -> None:
    """Draw every picture into its place under `archive`."""
    for name, draw in PICTURES.items():
        image = draw().finished(GRAIN, int(hashlib.sha256(name.encode()).hexdigest()[:8], 16))
        data = jpeg(image, name)
        target = archive / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        print(f"{target}: {image.width}×{image.height}, {len(data) // 1024} kB", flush=True)


def jpeg(image: Image.Image, name: str) -> bytes:
    """The best JPEG that stays under the limit."""
    for quality in range(90, 40, -4):
        out = io.BytesIO()
        comment = f"{CANARY}COMMENT {name}".encode()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, exif=camera_tags(name), comment=comment)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"{name} does not fit in {LARGEST} bytes: draw it plainer.")


def camera_tags(name: str) -> Image.Exif:
    """What a careless camera writes: place, serial number, owner. No outlet may ever show any of it."""
    tags = Image.Exif()
    tags[0x010E] = f"{CANARY}DESCRIPTION {name}"
    tags[0x010F], tags[0x0110] = "Sample Works", "Model 1"
    tags[0x013B], tags[0x8298] = f"{CANARY}ARTIST", f"{CANARY}COPYRIGHT"
    details = tags.get_ifd(0x8769)
    details[0x9003] = "2023:04:12 09:30:00"
    details[0x9286] = b"ASCII\0\0\0" + f"{CANARY}USERCOMMENT".encode()
    details[0xA430], details[0xA431] = f"{CANARY}OWNER", f"{CANARY}SERIAL0042"
    place = tags.get_ifd(0x8825)
    place[1], place[2] = "N", (29.0, 34.0, 48.0)
    place[3], place[4] = "E", (105.0, 3.0, 36.0)
    place[0x1C] = b"ASCII\0\0\0" + f"{CANARY}GPSAREA".encode()
    return tags
