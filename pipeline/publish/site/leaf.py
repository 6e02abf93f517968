"""A page's own content as one file, and the shell that the theme gives to its kind: one set into the other is the page.

A leaf is a line of JSON (what the page is and is called, and how many bytes each part takes), then the parts as they are shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from pipeline.publish.site.stub import Heading, SitePage, Slot

OUTSIDE = ("machines", "toc")  # what the theme places itself: in the head, and beside the text
_FIELD = re.compile("\ue000([a-z]+)\ue001")  # private use (Unicode 23.5): Markdown, YAML and the theme let them through
_WORDS = ("title", "kind", "under", "description", "target")


@dataclass(frozen=True)
class Leaf:
    """A page's words for the theme (escaped), what stands outside its text, and its parts in order, headings without a slot."""

    words: Mapping[str, str]
    outside: Mapping[str, bytes]
    parts: tuple[tuple[str, bytes], ...]
    body: bytes

    def fragments(self) -> dict[str, str]:
        """What a stub of this page, or a page written by hand in its place, may call for."""
        return {key: part.decode() for key, part in (*self.outside.items(), *self.parts) if key}


def bind(page: SitePage) -> bytes:
    """The leaf of a page."""
    outside = [(key, page.fragments.get(key, "").encode()) for key in OUTSIDE]
    parts = [("", f'<h1 id="top">{escape(" ".join(page.title.split()))}</h1>\n'.encode())]
    for part in page.body:
        key, html = ("", _heading(part)) if isinstance(part, Heading) else (part.key, page.fragments.get(part.key, ""))
        if html:
            parts.append((key, f"{html}\n".encode()))
    words = {name: escape(" ".join(getattr(page, name).split())) for name in _WORDS}
    sizes = [[[key, len(part)] for key, part in rows] for rows in (outside, parts)]
    head = json.dumps([words, *sizes], ensure_ascii=False, separators=(",", ":"))
    return b"".join([head.encode(), b"\n", *(part for _, part in outside), *(part for _, part in parts)])


def unbind(content: bytes) -> Leaf:
    """The leaf that `bind` wrote."""
    at = content.index(b"\n") + 1
    words, outside, parts = json.loads(content[:at])
    cut: list[list[tuple[str, bytes]]] = []
    for rows in (outside, parts):
        cut.append([])
        begin = at
        for key, size in rows:
            cut[-1].append((key, content[at : at + size]))
            at += size
    return Leaf(words, dict(cut[0]), tuple(cut[1]), content[begin:])


class Shell:
    """The theme's page around a leaf: made once for a kind of page, from one page of that kind with marks for its words."""

    def __init__(self, html: str) -> None:
        pieces = _FIELD.split(html)
        self._literal = [piece.encode() for piece in pieces[::2]]
        self._fields = pieces[1::2]

    def around(self, leaf: Leaf, address: str) -> bytes:
        """The whole page; `address` is its own on the web, escaped, or empty."""
        values = {name: word.encode() for name, word in leaf.words.items()} | dict(leaf.outside)
        values |= {"address": address.encode(), "body": leaf.body}
        rest = (part for name, text in zip(self._fields, self._literal[1:], strict=True) for part in (values[name], text))
        return b"".join([self._literal[0], *rest])


def field(name: str) -> str:
    """The mark where a shell takes in one of a leaf's words, its `address`, its `body`, or what is OUTSIDE."""
    return f"\ue000{name}\ue001"


def sample(kind: str, under: str, words: tuple[str, ...]) -> SitePage:
    """The page from which a shell is made: fields instead of its words, of which some kinds of page have fewer."""
    description, target = (field(name) if name in words else "" for name in ("description", "target"))
    return SitePage("", field("title"), kind, (Slot("body"),), {}, under, description, target)


def _heading(part: Heading) -> str:
    return f'<h{part.level} id="{part.id}">{escape(" ".join(part.title.split()))}</h{part.level}>'
