"""The volume of a hand-made Edition, bound once, with its ebooks."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pipeline.model.edition import Edition
from pipeline.publish.ebook.press import publish
from pipeline.publish.paging import VolumePages, parse_pages
from tests.ebook.editions import volume
from tests.volume.bound import archived


@dataclasses.dataclass(frozen=True)
class Bound:
    """The volume's Edition, its media, its printed PDF and pages, and its two ebooks."""

    edition: Edition
    media: Path
    pdf: Path
    pages: VolumePages
    text: Path
    voice: Path


@pytest.fixture(scope="session")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Bound:
    folder = tmp_path_factory.mktemp("ebook")
    media = folder / "media"
    edition = volume(media)
    (pdf,) = archived(dataclasses.replace(edition, outlet="volume"), media, folder / "press")
    pages = parse_pages((folder / "press/text-1.pages.json").read_bytes())
    text, spoken = publish(edition, media, folder / "out", pages)
    return Bound(edition, media, pdf, pages, text, spoken)
