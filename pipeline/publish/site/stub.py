"""A page becomes a small Markdown stub: front matter, headings with explicit ids, placeholders for everything else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True)
class Heading:
    """A heading that takes part in the page's table of contents."""

    level: int
    title: str
    id: str


@dataclass(frozen=True)
class Slot:
    """A placeholder that the filler replaces with a fragment."""

    key: str


@dataclass(frozen=True)
class SitePage:
    """One page before the generator wraps it: `path` ends in `.md`, fragments are whole HTML by slot."""

    path: str
    title: str
    kind: str
    body: tuple[Heading | Slot, ...]
    fragments: Mapping[str, str] = field(default_factory=dict)
    under: str = ""
    description: str = ""
    target: str = ""  # where a reader is sent on to; empty: nowhere
    lies: bool = False  # it lies on the shelf already as it would be made, and has only its words here


def placeholder(key: str) -> str:
    """The element that marks where a fragment goes; every generator lets it through unchanged."""
    return f'<div data-oh="{key}"></div>'


def literal(text: str) -> str:
    """Text that Markdown, Jinja and HTML all show as it is: each ASCII mark becomes a character reference."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))


def compose(page: SitePage) -> str:
    """The stub's Markdown. Titles in the front matter are already escaped HTML, since the generator does not escape them."""
    front = {"title": page.title, "kind": page.kind, "under": page.under, "description": page.description, "target": page.target}
    lines = ["---"]
    lines += [f"{key}: {_quoted(value)}" for key, value in front.items() if value]
    lines += ["---", f"# {literal(page.title)} {{#top}}"]
    for part in page.body:
        lines += [
            "",
            f"{'#' * part.level} {literal(part.title)} {{#{part.id}}}" if isinstance(part, Heading) else placeholder(part.key),
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar; JSON's is one (YAML 1.2 §1.3), but surrogate pairs are not, so characters stay as they are."""
    return json.dumps(escape(" ".join(text.split())), ensure_ascii=False)
