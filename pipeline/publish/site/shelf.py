"""Stubs and fragments are laid on disk for the generator, and found there again by the hook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from pipeline.publish.site.stub import SitePage, compose

_FOLDER = ".fill"  # mkdocs passes over hidden folders
SEARCH = ".search"  # the index; the hook sets it beside the built pages
_SITE = "site.json"
_SHARED = "shared.json"
_NOTHING = {"title": "", "institution": "", "contact": "", "notice": "", "date": "", "as_of": "", "site_url": ""}


def page_files(pages: Iterable[SitePage], site: Mapping[str, str], shared: Mapping[str, str]) -> dict[str, bytes]:
    """Every file of the pages folder by its path in it: stubs, their fragments, and what all pages share."""
    files = {f"{_FOLDER}/{_SITE}": _json(site), f"{_FOLDER}/{_SHARED}": _json(shared)}
    for page in pages:
        files[page.path] = compose(page).encode()
        files[_fragments_of(page.path)] = _json(page.fragments)
    return files


def read_site(pages: Path) -> dict[str, str]:
    """What `page_files` kept about the whole site; empty words where nothing was published yet."""
    return {**_NOTHING, **_read(pages / _FOLDER / _SITE)}


def read_fragments(pages: Path, page: str) -> dict[str, str]:
    """The fragments of a page, and those that any hand-written page may use."""
    return {**_read(pages / _FOLDER / _SHARED), **_read(pages / _fragments_of(page))}


def _fragments_of(page: str) -> str:
    return str(PurePosixPath(_FOLDER) / PurePosixPath(page).with_suffix(".json"))


def _json(value: Mapping[str, str]) -> bytes:
    return json.dumps(dict(value), ensure_ascii=False, indent=0, sort_keys=True).encode()


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    found: dict[str, str] = json.loads(path.read_bytes())
    return found
