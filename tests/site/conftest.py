"""The sample edition built once, a real Chromium, and a server for it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.publish.site.publish import publish
from pipeline.publish.site.server import server
from tests.sharing import made_once
from tests.site import unlettered
from tests.site.editions import edition, make_media


@pytest.fixture(scope="session")
def site_media(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition's public sounds and pictures; beside them lies the site that is `built` of them."""

    def build(folder: Path) -> None:
        media = make_media(folder / "media")
        publish(edition(), media, folder / "pages", folder / "out", project)
        unlettered.publish(edition(), media, folder / "plain-pages", folder / "plain", project)

    return made_once(tmp_path_factory, "site", build) / "media"


@pytest.fixture(scope="session")
def built(site_media: Path) -> Path:
    """The folder of the built site; its pages are beside it."""
    return site_media.parent / "out"


@pytest.fixture(scope="session")
def plain(site_media: Path) -> Path:
    """The same site set in the reader's own fonts: a page of it opens with twenty requests less."""
    return site_media.parent / "plain"


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server of `folder`, for as long as it is needed."""
    with server(folder, 0) as bound:
        thread = threading.Thread(target=bound.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{bound.server_address[1]}/"
        bound.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:
    with serving(built) as address:
        yield address


@pytest.fixture(scope="session")
def served_plain(plain: Path) -> Iterator[str]:
    with serving(plain) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, plain: Path) -> str:
    """The site's address, once from the server and once from the disk, where nobody looks at letters."""
    return request.getfixturevalue("served_plain") if request.param == "http" else f"{plain.as_uri()}/"


@pytest.fixture(params=["http", "file"])
def lettered(request: pytest.FixtureRequest, built: Path) -> str:
    """The address of the site with its letters, once from the server and once from the disk."""
    return request.getfixturevalue("served") if request.param == "http" else f"{built.as_uri()}/"
