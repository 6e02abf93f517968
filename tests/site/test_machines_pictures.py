"""Pictures of pages: three sizes in three forms, clean, covered where the public picture is, and light at first view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from pipeline.errors import Unreadable
from pipeline.media.pictures import COVER, public_picture
from pipeline.media.renditions import forms, render_picture
from pipeline.model.edition import Edition, PictureCut
from pipeline.model.projection import ItemCard
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.looks import Looks
from pipeline.publish.site.workroom import Workroom
from tests.media.test_covered import NUMBER, certificate, likeness, patch, pixels
from tests.site.conftest import serving
from tests.site.editions import JIA, MEDAL, SNOW, edition, picture
from tests.site.reading import read
from tests.site.unlettered import publish

SIZES = (480, 960, 1600)
SUFFIXES = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
FIRST_VIEW = 1_000_000  # bytes
MANY = 66


def choices(srcset: str) -> list[tuple[str, int]]:
    return [(part.split()[0], int(part.split()[1].removesuffix("w"))) for part in srcset.split(", ")]


@pytest.mark.parametrize("name", [f"items/{MEDAL}.html", f"people/{JIA}.html", f"interviews/{SNOW}.html", "items/index.html"])
def test_every_picture_comes_in_three_sizes_and_three_forms_and_keeps_its_place(built: Path, name: str) -> None:
    page = read(built / name)
    pictures = [image for image in page.all("img") if "/media/" in image["src"]]
    offers = [*page.all("source"), *pictures]
    offers = [one for one in offers if one.get("srcset")]
    assert len(offers) == 3 * len(pictures) > 0
    for offer in offers:
        found = choices(offer["srcset"])
        assert len(found) == 3
        assert offer["sizes"]
        for file, width in found:
            with Image.open((built / name).parent / file) as shown:
                assert shown.width == pytest.approx(width, abs=1)
                assert shown.format == {"image/avif": "AVIF", "image/webp": "WEBP"}.get(offer.get("type", ""), "JPEG")
    for image in pictures:
        with Image.open((built / name).parent / image["src"]) as shown:
            assert int(image["width"]) / int(image["height"]) == pytest.approx(shown.width / shown.height, rel=0.01)
        assert image["alt"]
    types = [source["type"] for source in page.all("source") if source.get("srcset")]
    assert types == ["image/avif", "image/webp"] * len(pictures)


def test_only_what_is_in_view_at_first_is_fetched_at_once(built: Path) -> None:
    for name in (f"items/{MEDAL}.html", f"people/{JIA}.html"):
        images = [image for image in read(built / name).all("img") if "/media/" in image["src"]]
        assert "loading" not in images[0]
        assert all(image.get("loading") == "lazy" for image in images[1:])
    assert all(
        image.get("loading") == "lazy" for image in read(built / "items/index.html").all("img") if "media/" in image["src"]
    )


def test_no_rendition_carries_anything_but_pixels(built: Path, tmp_path: Path) -> None:
    source = tmp_path / "public.jpg"
    exif = Image.Exif()
    exif[0x010E] = "secret"
    Image.new("RGB", (900, 600), "red").save(source, exif=exif, comment=b"secret", icc_profile=b"secret" * 30)
    for form in forms():
        render_picture(source, tmp_path / f"out.{form}", 480, form)
        assert b"secret" not in (tmp_path / f"out.{form}").read_bytes()
    made = sorted(built.glob("media/*-e*.*"))
    assert len(made) == 6 * (2 + 3 + 3)
    for path in made:
        with Image.open(path) as shown:
            assert not shown.getexif(), path
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info), path


@pytest.mark.parametrize("form", SUFFIXES)
@pytest.mark.parametrize("edge", [900, 480, 160])
def test_what_is_covered_stays_covered_in_every_form_and_size(form: str, edge: int, tmp_path: Path) -> None:
    made = {}
    for numbered in (True, False):
        original = tmp_path / f"{numbered}.png"
        certificate(numbered=numbered).save(original)
        public_picture(original, tmp_path / f"{numbered}.jpg", 900, (NUMBER,))
        render_picture(tmp_path / f"{numbered}.jpg", tmp_path / f"{numbered}.out", edge, form)
        made[numbered] = (tmp_path / f"{numbered}.out").read_bytes()
    assert made[True] == made[False], "no byte depends on what lies under the cover"
    inside = patch(pixels(tmp_path / "True.out"))
    assert np.abs(inside - COVER).mean() < 6
    with Image.open(tmp_path / "True.png") as original, Image.open(tmp_path / "True.out") as small:
        shown = original.resize(small.size, Image.Resampling.LANCZOS)
    assert abs(likeness(inside, patch(np.asarray(shown.convert("RGB"), dtype=float)))) < 0.2


@pytest.mark.parametrize("size", [(1, 1), (1, 1600), (1600, 1), (300, 200), (480, 480), (481, 7)])
def test_a_picture_of_any_shape_is_shown_and_none_is_made_larger(size: tuple[int, int], tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    Image.new("RGB", size, (120, 60, 20)).save(media / "G9.jpg")
    one = replace(edition(), pictures=(PictureCut("G9.jpg", "g9" * 32, 1600),))
    looks = Looks(one, media, Workroom(tmp_path / "room"))
    seen = looks.of(picture("G9"))
    assert seen is not None
    assert (seen.width, seen.height) == size
    for form in forms():
        widths = [width for _, width in seen.files[form]]
        assert widths == sorted(widths)
        assert widths[-1] == size[0]
        assert len(widths) == 1 + sum(edge < max(size) for edge in SIZES[:2])
    for path in looks.files.values():
        with Image.open(path) as shown:
            assert max(shown.size) <= max(size)
    here = Here("../", Directory.of(one))
    assert seen.fallback(here, 480).startswith("../media/G9")
    assert looks.of(picture("G8")) is None
    assert looks.of(None) is None


def test_a_picture_is_made_once_and_anew_when_the_public_one_changed(tmp_path: Path) -> None:
    media, room = tmp_path / "media", tmp_path / "room"
    media.mkdir()
    one = replace(edition(), pictures=(PictureCut("G9.jpg", "g9" * 32, 1600),))

    def made() -> dict[str, bytes]:
        work = Workroom(room)
        looks = Looks(one, media, work)
        looks.of(picture("G9"))
        work.sweep()
        return {path.name: path.read_bytes() for path in room.iterdir() if not path.name.startswith(".")}

    Image.new("RGB", (1000, 700), "white").save(media / "G9.jpg")
    first = made()
    times = {path.name: path.stat().st_mtime_ns for path in room.iterdir()}
    assert made() == first
    assert {path.name: path.stat().st_mtime_ns for path in room.iterdir()} == times
    Image.new("RGB", (1000, 700), "black").save(media / "G9.jpg")
    second = made()
    assert second.keys() == first.keys()
    assert all(second[name] != first[name] for name in first)
    Image.new("RGB", (400, 300), "black").save(media / "G9.jpg")
    assert made().keys() == {"G9-e400.avif", "G9-e400.webp"}


def test_a_damaged_public_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "G9.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    with pytest.raises(Unreadable) as caught:
        render_picture(tmp_path / "G9.jpg", tmp_path / "out.avif", 480, "avif")
    assert caught.value.code == "picture-damaged"
    assert not (tmp_path / "out.avif").exists()


def photograph(number: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Blotches and grain at four scales: as heavy a picture as a photograph of a medal on cloth."""
    draw = np.random.default_rng(number)
    whole = np.zeros((size[1], size[0], 3), dtype=np.float32)
    for cells, reach in ((8, 70), (32, 40), (128, 20), (400, 8)):
        grid = draw.normal(0, 1, (cells * size[1] // size[0], cells, 3)).astype(np.float32)
        layers = [np.asarray(Image.fromarray(grid[:, :, one]).resize(size, Image.Resampling.BICUBIC)) for one in range(3)]
        whole += reach * np.stack(layers, axis=2)
    whole += draw.normal(0, 4, (size[1], size[0], 1))
    return Image.fromarray(np.clip(whole + 128, 0, 255).astype(np.uint8))


@pytest.fixture(scope="module")
def wall_of_items(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[str]:
    """A site of 66 items, each with a photograph of its own, from a server."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "media").mkdir()
    keys = [f"T{number:07}" for number in range(MANY)]
    for number, key in enumerate(keys):
        image = photograph(number % 6)
        image.putpixel((0, 0), (number, 0, 0))
        image.save(folder / "media" / f"G{key[1:]}.jpg", quality=85, progressive=True)
    whole: Edition = replace(
        edition(), people=(), interviews=(), walls=(), volumes=(), tombstones=(), forwards=(), sounds=(), column=None,
        items=tuple(
            ItemCard(id=key, owner="", kind="medal", title=f"奖章 {key}", pictures=(picture(f"G{key[1:]}"),)) for key in keys
        ),
        pictures=tuple(PictureCut(f"G{key[1:]}.jpg", "", 640) for key in keys),
    )  # fmt: skip
    publish(whole, folder / "media", folder / "pages", folder / "out", project)
    with serving(folder / "out") as address:
        yield address


SHIFTS = """
new PerformanceObserver(list => list.getEntries().forEach(one => window.shifted = (window.shifted || 0) + one.value))
    .observe({type: 'layout-shift', buffered: true})
"""


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height", "density"), [(1280, 900, 1), (360, 800, 3)])
def test_a_page_of_66_items_is_under_a_megabyte_at_first_view_and_nothing_jumps(
    chromium: Browser, wall_of_items: str, width: int, height: int, density: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": height}, device_scale_factor=density)
    context.set_default_timeout(120_000)
    context.add_init_script(SHIFTS)
    page = context.new_page()
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(f"{wall_of_items}items/index.html", wait_until="networkidle")
    first = dict(sizes)
    images = [url for url in first if "/media/" in url]
    assert sum(first.values()) < FIRST_VIEW, f"{len(images)} of {MANY} pictures in {len(first)} requests"
    assert 0 < len(images) < MANY
    assert all(url.endswith(".avif") for url in images)
    for _ in range(40):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(40)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(
        "[...document.images].filter(i => i.src.includes('media/')).every(i => i.complete && i.naturalWidth > 0)"
    )
    assert page.evaluate("window.shifted || 0") < 0.01
    context.close()
