"""What the generator and the hook read is laid on disk, one page after the other, and found there again.

In the pages folder, `stubs/` holds the Markdown of pages that are single of their kind, `.fill/` a leaf for every page and what
all of them share, and `beside/` what lies beside the pages on the site, the search index among it; `.index/` is for the index
alone, `.templates/` for the program's templates.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pipeline.publish.site.leaf import Leaf, bind, unbind
from pipeline.publish.site.stub import SitePage, compose
from pipeline.writing.folders import keep_files, put, second_name

STUBS, BESIDE = "stubs", "beside"
SEARCH = f"{BESIDE}/search"
STRETCHES, COMPILED = ".index", ".templates"
_FOLDER = ".fill"
_SITE, _SHARED, _PAGES = f"{_FOLDER}/site.json", f"{_FOLDER}/shared.json", f"{_FOLDER}/pages.json"
KEPT = f"{_FOLDER}/kept.json"
RECKONED = f"{_FOLDER}/reckoned.json"
_MANY = frozenset(("person", "interview", "item", "entry", "tombstone", "forward", "code"))  # these have no stub, but a shell
_NOTHING = {"title": "", "institution": "", "contact": "", "notice": "", "date": "", "as_of": "", "site_url": ""}


class Listed(NamedTuple):
    """A page by its path, and what its shell goes by: its kind, the list it stands under, and which words it has."""

    path: str
    kind: str
    under: str
    words: tuple[str, ...]

    @property
    def shell(self) -> tuple[int, str, str, tuple[str, ...]]:
        """Pages for which this is the same have the same shell."""
        return self.path.count("/"), self.kind, self.under, self.words


class Shelf:
    """The pages folder while an edition is laid into it: what is right stays, and in the end nothing else is there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._wanted: set[str] = {KEPT, RECKONED}
        self._pages: list[Listed] = []

    def put(self, name: str, content: bytes) -> str:
        """Lay a file beside the pages, and give its way in the folder."""
        return self._put(f"{BESIDE}/{name}", content)

    def link(self, name: str, source: Path) -> None:
        """Lay a second name of a public file beside the pages."""
        self._wanted.add(f"{BESIDE}/{name}")
        second_name(source, self._folder / BESIDE / name)

    def page(self, page: SitePage) -> str:
        """Lay a page, and give the way of its leaf in the folder."""
        self.list(page)
        if page.kind not in _MANY:
            self._put(f"{STUBS}/{page.path}", compose(page).encode())
        return self._put(_leaf_of(page.path), bind(page))

    def list(self, page: SitePage) -> None:
        """Say of a page that it is one of the site."""
        words = tuple(name for name in ("description", "target") if getattr(page, name))
        self._pages.append(Listed(page.path, page.kind, page.under, words))

    def stay(self, names: Iterable[str]) -> None:
        """Leave what lies there under these names."""
        self._wanted.update(names)

    def share(self, site: Mapping[str, str], shared: Mapping[str, str]) -> None:
        """Lay what all pages share: words about the site, and fragments that pages written by hand may call for."""
        self._put(_SITE, _json(site))
        self._put(_SHARED, _json(shared))

    def close(self) -> None:
        """Lay the list of the pages, and take away what no page wants; the search index is kept by itself."""
        (self._folder / STUBS).mkdir(parents=True, exist_ok=True)
        self._put(_PAGES, _json(self._pages))
        keep_files(self._folder, self._wanted, apart=[self._folder / apart for apart in (SEARCH, STRETCHES, COMPILED)])

    def leaves(self) -> Iterator[bytes]:
        """The leaf of every page, one after the other."""
        for page in self._pages:
            yield (self._folder / _leaf_of(page.path)).read_bytes()

    def _put(self, name: str, content: bytes) -> str:
        self._wanted.add(name)
        put(self._folder / name, content)
        return name


def read_site(pages: Path) -> dict[str, str]:
    """What a shelf holds about the whole site; empty words where nothing was published yet."""
    return {**_NOTHING, **_read(pages / _SITE)}


def read_pages(pages: Path) -> list[Listed]:
    """The pages on a shelf."""
    path = pages / _PAGES
    rows = json.loads(path.read_bytes()) if path.is_file() else []
    return [Listed(path, kind, under, tuple(words)) for path, kind, under, words in rows]


def read_leaf(pages: Path, page: str) -> Leaf:
    """The leaf of a page. Raises OSError where there is none."""
    return unbind((pages / _leaf_of(page)).read_bytes())


def read_fragments(pages: Path, page: str) -> dict[str, str]:
    """The fragments of a page, and those that any hand-written page may use."""
    own = read_leaf(pages, page).fragments() if (pages / _leaf_of(page)).is_file() else {}
    return {**_read(pages / _SHARED), **own}


def _leaf_of(page: str) -> str:
    return str(PurePosixPath(_FOLDER) / PurePosixPath(page).with_suffix(".leaf"))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True).encode()


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    found: dict[str, str] = json.loads(path.read_bytes())
    return found
