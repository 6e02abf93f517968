"""The website gives a book away only while nothing that it held when it was made has left, and never by the wrong way."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.edition import Edition, Outlet
from pipeline.model.projection import InterviewProjection
from pipeline.model.settings import Settings
from pipeline.offering import lay_books, offer
from pipeline.publish.holdings import holdings, shelf_holdings
from tests.site.editions import JIA, RIVER, edition

SITE = replace(edition(), volumes=edition().volumes[:1])
EBOOK = replace(SITE, outlet="ebook", subject=JIA, volumes=())
OF_VOLUME = replace(SITE, outlet="ebook")


def printed(site: Edition = SITE) -> Edition:
    """The paper edition of the site's volume: the same words for another purpose."""
    papers = tuple(replace(one, projection=one.projection.model_copy(update={"purpose": "print"})) for one in site.interviews)
    return replace(site, outlet="volume", interviews=papers, volumes=edition().volumes[:1])


class Archive:
    """What is released now, and books on disk that were made of what was released then."""

    def __init__(self, folder: Path) -> None:
        now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        self.settings = Settings(folder / "archive", folder / "out", folder, now, "zh")
        self.released: dict[Outlet, tuple[Edition, ...]] = {"ebook": (OF_VOLUME, EBOOK), "volume": (printed(),)}
        for name in ("ebooks/text-1.epub", f"ebooks/{JIA}.epub", f"ebooks/{JIA}-voice.epub", "volumes/text-1.pdf"):
            path = self.settings.out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(name.encode())
        self.settings.work.mkdir()
        self.made()

    def made(self) -> None:
        """All books hold what is released."""
        books = {one.subject or one.volumes[0].id: holdings(one) for one in self.released["ebook"]}
        (self.settings.work / "ebooks.holds.json").write_text(json.dumps(books), encoding="utf-8")
        shelf = json.dumps(shelf_holdings(self.released["volume"]))
        (self.settings.work / "volumes.holds.json").write_text(shelf, encoding="utf-8")

    def offered(self, site: Edition = SITE) -> list[str]:
        return [book.file for book in offer(site, self.settings, self.released.__getitem__).books]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def without(whole: Edition, gone: str) -> Edition:
    return replace(whole, interviews=tuple(one for one in whole.interviews if one.projection.id != gone))


def reworded(whole: Edition) -> Edition:
    first, *rest = whole.interviews
    talk: InterviewProjection = first.projection.model_copy(update={"title": "改过的题目"})
    return replace(whole, interviews=(replace(first, projection=talk), *rest))


def test_what_was_made_of_what_may_be_shown_is_given_away(archive: Archive) -> None:
    assert archive.offered() == ["text-1.pdf", "text-1.epub", f"{JIA}.epub", f"{JIA}-voice.epub"]


@pytest.mark.parametrize("change", [lambda one: without(one, RIVER), reworded], ids=["withdrawn", "reworded"])
def test_a_book_that_holds_what_left_since_is_not_given_away_until_it_is_made_anew(archive: Archive, change) -> None:  # type: ignore[no-untyped-def]
    site = change(SITE)
    archive.released = {"ebook": (change(OF_VOLUME), change(EBOOK)), "volume": (printed(site),)}
    assert archive.offered(site) == []
    archive.made()
    assert len(archive.offered(site)) == 4


def test_a_book_of_which_nobody_knows_what_it_holds_is_not_given_away(archive: Archive) -> None:
    for name in ("ebooks", "volumes"):
        (archive.settings.work / f"{name}.holds.json").unlink()
    assert archive.offered() == []


def test_a_book_that_was_left_out_of_its_outlet_is_not_given_away(archive: Archive) -> None:
    archive.released = {"ebook": (), "volume": ()}
    assert archive.offered() == []


@pytest.mark.parametrize("change", [lambda one: without(one, RIVER), reworded], ids=["less", "other words"])
def test_a_pdf_that_shows_more_than_the_website_or_other_words_is_not_given_away(archive: Archive, change) -> None:  # type: ignore[no-untyped-def]
    assert "text-1.pdf" not in archive.offered(change(SITE))


def test_a_pdf_that_is_sold_is_not_given_away(archive: Archive) -> None:
    volume = SITE.volumes[0]
    sold = volume.plan.model_copy(update={"imprint": volume.plan.imprint.model_copy(update={"price": "58.00 元"})})
    site = replace(SITE, volumes=(replace(volume, plan=sold),))
    archive.released["volume"] = (replace(printed(), volumes=site.volumes),)
    archive.made()
    assert "text-1.pdf" not in archive.offered(site)


def test_a_volume_of_which_the_public_does_not_know_has_no_download(archive: Archive) -> None:
    assert [name for name in archive.offered(replace(SITE, volumes=())) if name.startswith("text-1")] == []


def test_only_books_of_the_edition_lie_among_the_public_files(archive: Archive, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    (media / "withdrawn.epub").write_bytes(b"old")
    (media / "sound.m4a").write_bytes(b"kept")
    whole = offer(SITE, archive.settings, archive.released.__getitem__)
    lay_books(whole, archive.settings.out, media)
    assert sorted(path.name for path in media.iterdir()) == sorted(["sound.m4a", *(book.file for book in whole.books)])
    assert (media / "text-1.pdf").read_bytes() == b"volumes/text-1.pdf"
    lay_books(SITE, archive.settings.out, media)
    assert [path.name for path in media.iterdir()] == ["sound.m4a"]
