"""Books to take away on the pages of volumes and narrators, and ways in that are there only where they lead to something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.book import PublicBook
from pipeline.model.edition import Tombstone
from pipeline.publish.site.books import size_words
from tests.site.editions import JIA, YI, edition
from tests.site.reading import read
from tests.site.unlettered import publish

BOOKS = (
    PublicBook("text-1", "pdf", "text-1.pdf", 3_400_000),
    PublicBook("text-1", "epub", "text-1.epub", 12_345),
    PublicBook(JIA, "voice", f"{JIA}-voice.epub", 1_260_000),
)
GIVEN = replace(edition(), books=BOOKS)


@pytest.fixture
def places(site_media: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Media with a file for every book, a folder for pages, and one for the site."""
    media = tmp_path / "media"
    media.mkdir()
    for path in site_media.iterdir():
        (media / path.name).symlink_to(path)
    for book in BOOKS:
        (media / book.file).write_bytes(b"a book")
    return media, tmp_path / "pages", tmp_path / "out"


def downloads(page: Path) -> list[str]:
    return [link["href"] for link in read(page).all("a") if "download" in link]


def books_in(folder: Path) -> list[str]:
    return [path.name for path in sorted(folder.rglob("*")) if path.suffix in (".pdf", ".epub")]


def test_books_are_offered_where_their_reader_looks_and_go_with_the_edition(
    places: tuple[Path, Path, Path], project: Path
) -> None:
    media, pages, out = places
    publish(GIVEN, media, pages, out, project)
    assert downloads(out / "volumes.html") == ["media/text-1.pdf", "media/text-1.epub"]
    assert "下载全书（PDF，3.4 MB）" in read(out / "volumes.html").text()
    assert downloads(out / f"people/{JIA}.html") == [f"../media/{JIA}-voice.epub"]
    assert "下载有声电子书（EPUB，1.3 MB）" in read(out / f"people/{JIA}.html").text()
    assert downloads(out / f"people/{YI}.html") == []
    assert books_in(out) == sorted(book.file for book in BOOKS)
    publish(edition(), media, pages, out, project)
    assert downloads(out / "volumes.html") == downloads(out / f"people/{JIA}.html") == []
    assert "电子书" not in read(out / f"people/{JIA}.html").text()
    assert books_in(out) == books_in(pages) == []


def test_the_column_stands_in_the_menu_only_where_there_is_one(
    places: tuple[Path, Path, Path], plain: Path, project: Path
) -> None:
    media, pages, out = places
    assert "column/index.html" in [link.get("href") for link in read(plain / "index.html").all("a")]
    publish(replace(edition(), column=None), media, pages, out, project)
    assert not (out / "column").exists()
    assert not [link for path in out.rglob("*.html") for link in read(path).all("a") if "column/" in link.get("href", "")]
    assert "volumes.html" in [link.get("href") for link in read(out / "index.html").all("a")]


def test_an_entry_that_went_has_a_stone_in_its_register_alone(places: tuple[Path, Path, Path], project: Path) -> None:
    media, pages, out = places
    stone = Tombstone("E3XXWAR7", "events")
    publish(replace(edition(), tombstones=(*edition().tombstones, stone)), media, pages, out, project)
    found = [path.relative_to(out).as_posix() for path in out.rglob(f"{stone.id}.html")]
    assert found == [f"events/{stone.id}.html"]
    words = read(out / found[0]).text()
    assert "此内容已撤回" in words
    assert edition().contact in words
    assert stone.id not in (out / "events/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 KB"), (999, "1 KB"), (12_345, "12 KB"), (999_499, "999 KB"), (1_000_000, "1.0 MB")]
)
def test_a_reader_is_told_how_large_a_file_is(size: int, words: str) -> None:
    assert size_words(size) == words
