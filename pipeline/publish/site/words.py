"""A paragraph and its sentence times become escaped sentences with ids; footnote marks become links."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup, escape

from pipeline.language.inline import Run, is_unmarked, sentence_runs
from pipeline.language.sentences import split
from pipeline.model.timing import SentenceTime

Shown = Callable[[str], Markup]  # words without markup → escaped HTML
_SPECIAL = re.compile("[&<>'\"]")
_STYLES = {"em": Markup("<em>{}</em>"), "strong": Markup("<strong>{}</strong>")}


class Sentence(NamedTuple):
    """One sentence as the page shows it; `html` is escaped; times are words of seconds, empty where none is known."""

    html: str
    id: str = ""
    start: str = ""
    end: str = ""
    unsure: bool = False

    @property
    def span(self) -> str:
        """The sentence as an element of HTML; ids and times are our own and hold nothing to escape."""
        when = f' id="{self.id}" data-s="{self.start}" data-e="{self.end}"{" data-unsure" if self.unsure else ""}'
        return f'<span class="oh-s"{when if self.id else ""}>{self.html}</span>'


@dataclass
class Notes:
    """The footnotes of one text while it is set: they are numbered in the order in which they are first called."""

    prefix: str
    texts: dict[str, str]
    called: dict[str, int] = field(default_factory=dict)  # mark → number

    def call(self, mark: str) -> Markup:
        """The raised number that leads to the note; a mark without a note stays as it was written."""
        if mark not in self.texts:
            return escape(f"[^{mark}]")
        first = mark not in self.called
        number = self.called.setdefault(mark, len(self.called) + 1)
        anchor = Markup(' id="{}-ref-{}"').format(self.prefix, number) if first else ""
        return Markup('<sup class="oh-call">&#8288;<a href="#{}-{}"{}>{}</a></sup>').format(self.prefix, number, anchor, number)

    def listed(self) -> list[dict[str, object]]:
        """The notes that were called, then those that nobody calls, each with the way back."""
        rest = [mark for mark in self.texts if mark not in self.called]
        rows: list[dict[str, object]] = []
        for number, mark in enumerate([*self.called, *rest], start=1):
            back = f"{self.prefix}-ref-{number}" if mark in self.called else ""
            rows.append({"number": number, "html": inline(self.texts[mark], None), "back": back})
        return rows


@dataclass
class Ids:
    """Ids given out on one page; none twice."""

    taken: set[str] = field(default_factory=set)

    def give(self, wanted: str) -> str:
        """`wanted`, or the first free `wanted-2`, `wanted-3` …"""
        name, count = wanted, 1
        while name in self.taken:
            count += 1
            name = f"{wanted}-{count}"
        self.taken.add(name)
        return name


def seconds(milliseconds: int) -> str:
    """Milliseconds as media fragments write them (W3C Media Fragments §4.2.1): `753`, `753.25`."""
    return f"{milliseconds / 1000:.10g}"


def inline(text: str, notes: Notes | None, shown: Shown = escape) -> Markup:
    """A paragraph's inline Markdown as escaped HTML; `shown` makes HTML of the words between marks."""
    return Markup("").join(_html(row, notes, shown) for row in sentence_runs((text,)))


def sentences(text: str, times: Sequence[SentenceTime], notes: Notes, ids: Ids, shown: Shown = escape) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, timed where `times` has one entry for each of them; `shown` as in `inline`."""
    parts = split(text)
    rows: Sequence[str] = parts
    if not is_unmarked(text):
        rows = [_html(row, notes, shown) for row in sentence_runs(parts)]
    elif shown is not escape or _SPECIAL.search(text):
        rows = [*map(shown, parts)]
    if len(times) != len(rows):
        return tuple(Sentence(html) for html in rows)
    return tuple(
        [
            Sentence(html, ids.give(f"s-{time.start_ms}"), seconds(time.start_ms), seconds(time.end_ms), not time.sure)
            for html, time in zip(rows, times, strict=True)
        ]
    )


def _html(row: Sequence[Run], notes: Notes | None, shown: Shown) -> Markup:
    if len(row) == 1:
        return _run(row[0], notes, shown)
    return Markup("").join(_run(run, notes, shown) for run in row)


def _run(run: Run, notes: Notes | None, shown: Shown) -> Markup:
    if run.kind == "text":
        return shown(run.text)
    if run.kind == "note":
        return notes.call(run.text) if notes else escape(f"[^{run.text}]")
    if run.kind == "break":
        return Markup("<br>")
    return _STYLES[run.kind].format(shown(run.text))
