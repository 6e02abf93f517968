"""The built site's page kinds, found in the pages themselves: a new kind is tested without being listed anywhere."""

from __future__ import annotations

import re
from pathlib import Path

_KIND = re.compile(r'class="[^"]*\boh-page--([a-z-]+)')
ERROR_PAGE = "404.html"


def kind_of(page: Path) -> str:
    """The kind that a page bears."""
    found = _KIND.search(page.read_text(encoding="utf-8"))
    assert found, page
    return found[1]


def pages_by_kind(built: Path) -> dict[str, str]:
    """The largest page of each kind, as it holds most, and the error page; by path in the site."""
    chosen: dict[str, Path] = {}
    for page in sorted(built.rglob("*.html")):
        if page.relative_to(built).as_posix() == ERROR_PAGE:
            continue
        kind = kind_of(page)
        if kind not in chosen or page.stat().st_size > chosen[kind].stat().st_size:
            chosen[kind] = page
    return {"error": ERROR_PAGE, **{kind: page.relative_to(built).as_posix() for kind, page in sorted(chosen.items())}}


def standing_by_kind(built: Path) -> dict[str, str]:
    """The same without the pages that send their readers on at once."""
    return {
        kind: name
        for kind, name in pages_by_kind(built).items()
        if 'http-equiv="refresh"' not in (built / name).read_text(encoding="utf-8")
    }
