"""Where people are named in a book becomes its index of names, with a link to each place and the page on which paper has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from pipeline.publish.ebook.prose import safe
from pipeline.publish.volume.naming import Names

_PLACE = Markup('<span id="{}">{}</span>')
_LINK = Markup('<a href="{}.xhtml#{}">{}</a>')
_LINE = Markup("<li>{}　{}</li>\n")
_PART = Markup('<h2>{}</h2>\n<ul class="names">\n{}</ul>\n')
TITLE = "人名索引"


@dataclass(frozen=True)
class Mention:
    """A place where somebody is named: its file and anchor, and how the index calls it: a page, or a chapter by its title."""

    chapter: str
    anchor: str
    shown: str


@dataclass
class Mentions:
    """Marks the names in the words of a book, for each person the first of a page, and gathers where they stand."""

    names: Names = field(default_factory=lambda: Names(()))
    chapter: str = ""
    _title: str = ""
    _found: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    _count: int = 0

    def enter(self, chapter: str, title: str) -> None:
        """Come to the next chapter: its file without ending, and its title."""
        self.chapter, self._title, self._count = chapter, title, 0

    def marked(self, text: str, page: int = 0) -> Markup:
        """The words with an anchor at each name that this page has not had; page 0: on paper these words stand nowhere."""
        html, done = Markup(""), 0
        for start, end, person in self.names.found(text):
            if anchor := self._anchor(person, str(page) if page else f"《{self._title}》"):
                html += escape(text[done:start]) + _PLACE.format(anchor, text[start:end])
                done = end
        return html + escape(text[done:])

    def _anchor(self, person: str, shown: str) -> str:
        """A place of its own for a mention; empty where the index has one of the same page already."""
        known = self._found[person]
        if any((one.chapter, one.shown) == (self.chapter, shown) for one in known):
            return ""
        self._count += 1
        known.append(Mention(self.chapter, f"name-{self._count}", shown))
        return known[-1].anchor

    def index(self) -> Markup:
        """The index, under heads as on paper; empty where nobody is named."""
        used = {person for person, places in self._found.items() if places}
        parts: dict[str, list[Markup]] = defaultdict(list)
        for entry in self.names.entries():
            if entry["person"] in used:
                parts[entry["initial"]].append(_LINE.format(safe(entry["name"]), _links(self._found[entry["person"]])))
        if not parts:
            return Markup("")
        rows = Markup("").join(_PART.format(head, Markup("").join(lines)) for head, lines in parts.items())
        return Markup("<h1>{}</h1>\n<p>{}</p>\n{}").format(TITLE, self._key(used), rows)

    def _key(self, used: Iterable[str]) -> str:
        numbered = any(one.shown.isdigit() for person in used for one in self._found[person])
        return "数字为印刷本页码，以所在句子的起处为准；点开即到原文。" if numbered else "点开篇名，即到这一篇里首次提到的地方。"


def _links(places: Iterable[Mention]) -> Markup:
    return Markup("，").join(_LINK.format(one.chapter, one.anchor, one.shown) for one in places)
