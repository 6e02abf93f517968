"""Public pictures carry pixels and nothing else."""

from __future__ import annotations

import json
import subprocess
import warnings
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from pipeline.errors import Unreadable
from pipeline.media.pictures import probe_picture, public_picture

STRUCTURE = {
    "SourceFile", "ExifTool:ExifToolVersion", "File:FileName", "File:Directory", "File:FileSize", "File:FileModifyDate",
    "File:FileAccessDate", "File:FileInodeChangeDate", "File:FilePermissions", "File:FileType", "File:FileTypeExtension",
    "File:MIMEType", "File:ImageWidth", "File:ImageHeight", "File:EncodingProcess", "File:BitsPerSample", "File:ColorComponents",
    "File:YCbCrSubSampling", "JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution",
    "Composite:ImageSize", "Composite:Megapixels",
}  # fmt: skip


def _tags(file: Path) -> dict[str, object]:
    told = subprocess.run(["exiftool", "-j", "-G", "-a", "-u", str(file)], capture_output=True, check=True).stdout
    tags: dict[str, object] = json.loads(told)[0]
    return tags


@pytest.fixture
def telling(tmp_path: Path) -> Path:
    """A photograph taken sideways, whose every kind of tag says where and who."""
    picture = Image.new("RGB", (400, 300), (200, 30, 30))
    picture.paste((30, 30, 200), (0, 0, 400, 20))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x013B] = 6, "CANARY", "CANARY"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 1.0, 2.0), 3: "E", 4: (104.0, 1.0, 2.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = tmp_path / "telling.jpg"
    picture.save(
        file, exif=exif, icc_profile=profile, comment=b"CANARY", xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>CANARY</x:xmpmeta>"
    )
    subprocess.run(["exiftool", "-q", "-overwrite_original", "-IPTC:Caption-Abstract=CANARY", str(file)], check=True)
    return file


def test_only_structure_is_left_of_a_picture_full_of_tags(telling: Path, tmp_path: Path) -> None:
    assert any("GPS" in tag for tag in _tags(telling))
    assert telling.read_bytes().count(b"CANARY") >= 4
    public = tmp_path / "public.jpg"
    public_picture(telling, public, 1600)
    assert set(_tags(public)) <= STRUCTURE
    assert b"CANARY" not in public.read_bytes()


def test_a_picture_taken_sideways_stands_upright(telling: Path, tmp_path: Path) -> None:
    assert probe_picture(telling) == (300, 400)
    public_picture(telling, tmp_path / "public.jpg", 200)
    with Image.open(tmp_path / "public.jpg") as public:
        assert public.size == (150, 200)
        assert public.getpixel((147, 100))[2] > 150  # the blue edge was on top and is now on the right
        assert public.getpixel((10, 100))[0] > 150


def test_colours_of_another_profile_are_converted(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    rgb = ImageCms.createProfile("sRGB")
    orange = Image.new("RGB", (40, 40), (220, 120, 40))
    in_lab = ImageCms.profileToProfile(orange, rgb, lab, outputMode="LAB")
    in_lab.save(tmp_path / "lab.tif", icc_profile=lab.tobytes())
    public_picture(tmp_path / "lab.tif", tmp_path / "public.jpg", 40)
    with Image.open(tmp_path / "public.jpg") as public:
        assert all(abs(a - b) < 8 for a, b in zip(public.getpixel((20, 20)), (220, 120, 40), strict=True))


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("RGBA", "a.png"),
        ("P", "a.gif"),
        ("1", "a.png"),
        ("L", "a.webp"),
        ("CMYK", "a.jpg"),
        ("LA", "a.png"),
        ("RGB", "a.bmp"),
        ("I;16", "a.png"),
        ("I;16", "a.tif"),
    ],
)
def test_every_usual_form_becomes_a_jpeg_of_the_same_bytes_each_time(tmp_path: Path, mode: str, name: str) -> None:
    made = Image.linear_gradient("L")
    if mode == "I;16":
        made = Image.frombytes("I;16", made.size, bytes(byte for value in made.tobytes() for byte in (0, value)))
    else:
        made = made.convert("RGB").convert(mode)
    made.save(tmp_path / name)
    for out in ("1.jpg", "2.jpg"):
        public_picture(tmp_path / name, tmp_path / out, 128)
    assert (tmp_path / "1.jpg").read_bytes() == (tmp_path / "2.jpg").read_bytes()
    with Image.open(tmp_path / "1.jpg") as public:
        assert (public.format, public.mode, public.size) == ("JPEG", "RGB", (128, 128))
        assert public.getpixel((64, 4))[0] < 60
        assert public.getpixel((64, 124))[0] > 190


def test_what_shows_through_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(tmp_path / "a.png")
    public_picture(tmp_path / "a.png", tmp_path / "p.jpg", 10)
    with Image.open(tmp_path / "p.jpg") as public:
        assert public.getpixel((5, 5)) == (255, 255, 255)


def test_a_broken_colour_profile_does_not_stop_a_picture(tmp_path: Path) -> None:
    Image.new("RGB", (10, 10), (9, 200, 9)).save(tmp_path / "a.jpg", icc_profile=b"no profile at all")
    public_picture(tmp_path / "a.jpg", tmp_path / "p.jpg", 10)
    with Image.open(tmp_path / "p.jpg") as public:
        assert "icc_profile" not in public.info


def test_what_cannot_be_decoded_is_refused_by_its_own_code(telling: Path, tmp_path: Path) -> None:
    whole = telling.read_bytes()
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    (tmp_path / "text.jpg").write_text("不是照片", "utf-8")
    (tmp_path / "empty.jpg").touch()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    Image.new("1", (13_000, 13_000)).save(tmp_path / "large.png")
    codes = {
        "half.jpg": "picture-damaged", "text.jpg": "picture-unknown", "empty.jpg": "picture-empty",
        "bomb.png": "picture-too-large", "large.png": "picture-too-large", "absent.jpg": "picture-missing",
    }  # fmt: skip
    for name, code in codes.items():
        for act in (probe_picture, lambda path: public_picture(path, tmp_path / "p.jpg", 100)):
            with pytest.raises(Unreadable) as refused:
                act(tmp_path / name)
            assert refused.value.code == code
    assert not (tmp_path / "p.jpg").exists()


@pytest.mark.parametrize("form", ["TIFF", "GIF"])
def test_a_bundle_that_lost_a_page_is_refused(form: str, tmp_path: Path) -> None:
    pages = [Image.effect_noise((200, 200), 60 + number).convert("L") for number in range(4)]
    path = tmp_path / "bundle"
    pages[0].save(path, form, save_all=True, append_images=pages[1:])
    assert probe_picture(path) == (200, 200)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])
    with pytest.raises(Unreadable) as refused:
        probe_picture(path)
    assert refused.value.code == "picture-damaged"
