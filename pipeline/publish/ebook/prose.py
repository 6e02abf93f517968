"""Paragraphs and their sentence times become XHTML in which every sentence, note and printed page has its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from pipeline.language.inline import Run, sentence_runs
from pipeline.language.sentences import split
from pipeline.model.timing import SentenceTime
from pipeline.publish.ebook.breaks import Breaks
from pipeline.publish.volume.characters import bare

_STYLES = {"em": Markup("<em>{}</em>"), "strong": Markup("<strong>{}</strong>")}
_CALL = Markup(
    '<sup class="call"><a epub:type="noteref" role="doc-noteref" id="{0}-ref-{1}" href="#{0}-{1}">'
    '<span class="unseen">注</span>{1}</a></sup>'
)
_SENTENCE = Markup('<span id="{}">{}</span>')


@dataclass(frozen=True)
class Spoken:
    """When a sentence is heard, in milliseconds on the interview's clock; `apart`: something is left out before it."""

    id: str
    start_ms: int
    end_ms: int
    apart: bool = False


@dataclass
class Notes:
    """The footnotes of one text while it is set, numbered in the order in which they are first called; each is called once."""

    texts: Mapping[str, str]
    prefix: str = "note"
    called: dict[str, int] = field(default_factory=dict)

    def call(self, mark: str) -> Markup:
        """The raised number that leads to the note; nothing where there is no such note."""
        if mark not in self.texts:
            return Markup("")
        if mark in self.called:
            again = Markup('<sup class="call"><a href="#{0}-{1}">{1}</a></sup>')
            return again.format(self.prefix, self.called[mark])
        number = self.called[mark] = len(self.called) + 1
        return _CALL.format(self.prefix, number)

    def listed(self) -> Iterator[tuple[int, Markup]]:
        """The notes that were called, by number."""
        for mark, number in self.called.items():
            yield number, words(self.texts[mark])


@dataclass
class Prose:
    """Sets the paragraphs of one chapter; what was timed gathers in `spoken`."""

    notes: Notes
    breaks: Breaks = field(default_factory=Breaks)
    spoken: list[Spoken] = field(default_factory=list)
    prefix: str = "s"
    marked: Callable[[str, int], Markup] = lambda text, _: escape(text)  # the words of a run, on the page that began last
    _count: int = 0
    _apart: bool = False

    def leave_out(self) -> None:
        """Say that something is withheld here, so that no voice runs on over it."""
        self._apart = True

    def paragraph(self, text: str, times: Sequence[SentenceTime] = ()) -> Markup:
        """The sentences of a paragraph with the pages that begin in it; empty where it shows nothing.

        With one time for each sentence, each becomes a place that can be followed.
        """
        rows = sentence_runs(split(text))
        if not any(self._shows(run) for row in rows for run in row):
            return Markup("")
        known: Sequence[SentenceTime | None] = times if len(times) == len(rows) else [None] * len(rows)
        self.breaks.begin([sum(len(run.text) for run in row) for row in rows])
        out = [self.breaks.before(number) + self._sentence(row, known[number]) for number, row in enumerate(rows)]
        return Markup("").join(out)

    def _shows(self, run: Run) -> bool:
        return bool(run.text in self.notes.texts if run.kind == "note" else bare(run.text).strip())

    def _sentence(self, row: Sequence[Run], time: SentenceTime | None) -> Markup:
        html = Markup("").join(_run(run, self.notes, lambda text: self.marked(text, self.breaks.page)) for run in row)
        if time is None or time.end_ms <= time.start_ms or not html:
            return html
        self._count += 1
        name = f"{self.prefix}{self._count}"
        self.spoken.append(Spoken(name, time.start_ms, time.end_ms, self._apart))
        self._apart = False
        return _SENTENCE.format(name, html)


def words(text: str) -> Markup:
    """Inline Markdown as escaped XHTML, without the calls of notes."""
    return Markup("").join(_run(run, None) for row in sentence_runs((text,)) for run in row)


def safe(text: str) -> str:
    """Words on one line that XML 1.0 §2.2 allows: no control characters, no half characters, no non-characters."""
    return bare(text).replace("\ufffe", "").replace("\uffff", "")


def _run(run: Run, notes: Notes | None, marked: Callable[[str], Markup] = escape) -> Markup:
    if run.kind == "note":
        return notes.call(run.text) if notes else Markup("")
    if run.kind == "break":
        return Markup("<br/>")
    return _STYLES.get(run.kind, Markup("{}")).format(marked(safe(run.text)))
