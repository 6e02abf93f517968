"""Turns text.md and story.md into their nouns and back (archive-format.md, "text.md").

A Text is in canonical form when `canonical_text` leaves it as it is: NFC without byte order marks; every line without
margins, no empty line or paragraph; names and titles on one line; only the first chapter without a title, and then
with turns and no time. It is sound when besides every turn has a speaker and every footnote is defined and used once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.language import markup
from pipeline.language.inline import marks
from pipeline.language.markup import Grammar, Line
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.text import Chapter, Paragraph, Shown, Story, Text, Turn


def parse_text(source: str, file: str) -> tuple[Text, tuple[Problem, ...]]:
    """The text and everything a person must mend in it; total. What is not understood stays in the text as words."""
    reader = _Reader(file)
    chapters = _Chapters(reader)
    for line in _blocks(reader, markup.lines(source, "text")):
        chapters.take(line)
    return Text(chapters.done(), reader.found_notes()), reader.found_problems()


def compose_text(text: Text) -> str:
    """text.md for a text; `parse_text(compose_text(t), file) == (t, ())` for every sound canonical text."""
    parts: list[str] = []
    for number, chapter in enumerate(canonical_text(text).chapters):
        if number or chapter.title or chapter.start_ms is not None:
            parts.append(markup.heading_line(chapter.title, _clock(chapter.start_ms)))
        for turn in chapter.turns:
            parts += _turn_parts(turn)
    return _file(parts, text.notes, "text")


def canonical_text(text: Text) -> Text:
    """The same text in the form in which it can be kept."""
    chapters = [
        Chapter(markup.name_of(markup.normal(chapter.title)), chapter.start_ms, tuple(map(_canonical_turn, chapter.turns)))
        for chapter in text.chapters
    ]
    while chapters and not chapters[0].title and chapters[0].start_ms is None and not chapters[0].turns:
        del chapters[0]
    return Text(tuple(chapters), tuple((mark, _tidy(words)) for mark, words in text.notes))


def paragraphs(source: str, grammar: Grammar = "text") -> Iterator[Line]:
    """The paragraphs of a text's turns, in the order of `Text.turns`, or of a story's sections; each has the number and the
    column of its first line. Lines of a paragraph follow one another in the file."""
    return (line for line in _blocks(_Reader(""), markup.lines(source, grammar)) if line.kind == "words")


def parse_story(source: str, file: str) -> tuple[Story, tuple[Problem, ...]]:
    """A writer's story: `##` sections of paragraphs, and footnotes; total."""
    reader = _Reader(file)
    sections: list[tuple[str, list[str]]] = []
    for line in _blocks(reader, markup.lines(source, "story")):
        if line.kind == "heading":
            sections.append((markup.name_of(line.text.lstrip("#")), []))
            reader.expect_title(line, sections[-1][0])
        else:
            if not sections:
                sections.append(("", []))
            sections[-1][1].append(line.text)
    return Story(tuple((title, tuple(words)) for title, words in sections), reader.found_notes()), reader.found_problems()


def compose_story(story: Story) -> str:
    """story.md for a story; parsing gives the story back when it is canonical as a Text would be."""
    parts: list[str] = []
    for number, (written, paragraphs) in enumerate(story.sections):
        title = markup.name_of(markup.normal(written))
        if number or title:
            parts.append(f"## {title}".rstrip())
        parts += [_escaped(tidy, "story") for tidy in map(_tidy, paragraphs) if tidy]
    return _file(parts, story.notes, "story")


def _turn_parts(turn: Turn) -> Iterator[str]:
    blocks = list(turn.blocks)
    if turn.speaker:
        first, rest = "", ""
        if blocks and isinstance(blocks[0], Paragraph):
            first, _, rest = blocks.pop(0).text.partition("\n")  # type: ignore[union-attr]
        line = markup.turn_line(turn.speaker, _clock(turn.start_ms), first).rstrip(" ")
        yield f"{line}\n{_escaped(rest, 'text')}" if rest else line
    for block in blocks:
        yield f"![](item:{block.item})" if isinstance(block, Shown) else _escaped(block.text, "text")


def _file(parts: list[str], notes: Iterable[tuple[str, str]], grammar: Grammar) -> str:
    written = []
    for mark, words in notes:
        first, _, rest = _tidy(words).partition("\n")
        written.append(f"[^{mark}]: {first}".rstrip(" ") + (f"\n{_escaped(rest, grammar)}" if rest else ""))
    parts = [*parts, "\n".join(written)] if written else parts
    return "\n\n".join(parts) + "\n" if parts else ""


def _escaped(words: str, grammar: Grammar) -> str:
    return "\n".join(markup.escaped(line, grammar) for line in words.split("\n"))


def _tidy(words: str) -> str:
    stripped = (line.strip() for line in markup.normal(words).split("\n"))
    return "\n".join(line for line in stripped if line)


def _canonical_turn(turn: Turn) -> Turn:
    blocks = (Paragraph(_tidy(block.text)) if isinstance(block, Paragraph) else block for block in turn.blocks)
    kept = tuple(block for block in blocks if isinstance(block, Shown) or block.text)
    return Turn(markup.name_of(markup.normal(turn.speaker)), turn.start_ms, kept)


def _clock(start_ms: int | None) -> str:
    return "" if start_ms is None else format_clock(start_ms)


def _blocks(reader: _Reader, lines: Iterable[Line]) -> Iterator[Line]:
    """Headings, turns, items and whole paragraphs; footnote definitions go to the reader."""
    open_kind = ""  # what a following line of words belongs to
    paragraph: list[Line] = []
    for line in lines:
        kind = reader.meet(line)
        if kind == "words" and open_kind == "note":
            reader.continue_note(line)
            continue
        if kind == "words":
            paragraph.append(line)
            open_kind = "words"
            continue
        yield from _paragraph(paragraph)
        paragraph = []
        open_kind = kind
        if kind == "turn":  # its first words, if any, begin a paragraph
            head = markup.turn(line.text)
            yield line
            if head.words:
                paragraph = [Line(line.number, line.column, "words", head.words)]
        elif kind in ("heading", "item"):
            yield line
    yield from _paragraph(paragraph)


def _paragraph(lines: list[Line]) -> Iterator[Line]:
    if lines:
        yield Line(lines[0].number, lines[0].column, "words", "\n".join(line.text for line in lines))


@dataclass
class _Reader:
    """The problems and footnotes met in one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    defined: dict[str, Line] = field(default_factory=dict)
    used: dict[str, tuple[int, int]] = field(default_factory=dict)

    def meet(self, line: Line) -> str:
        """The line's kind, once its problems and footnotes are noted; a line that is almost markup is words."""
        if line.kind.startswith("text-"):
            self.add(line.kind, line, text=line.text[:40])
        if line.kind == "turn":
            self._meet_turn(line)
        elif line.kind == "note":
            self._define(line)
        elif line.kind not in ("heading", "item", "blank"):
            self._use(line.text, line.number, line.column)
            return "words"
        return line.kind

    def _meet_turn(self, line: Line) -> None:
        head = markup.turn(line.text)
        if head.colon:
            self.add("text-speaker-colon", line, name=head.name)
        if head.wrong_time:
            self.add("text-time", line, time=head.wrong_time)
        self._use(head.words, line.number, line.column + max(0, line.text.rfind(head.words)))

    def expect_title(self, line: Line, title: str) -> None:
        """A heading needs a title."""
        if not title:
            self.add("text-title-missing", line)

    def add(self, code: str, line: Line, **values: object) -> None:
        """One more problem at a line."""
        self.problems.append(Problem(self.file, line.number, line.column, code, values))

    def _define(self, line: Line) -> None:
        mark, words = markup.note(line.text)
        if mark in self.defined:
            self.add("text-note-twice", line, mark=mark)
        self.defined.setdefault(mark, line)
        self.notes.append((mark, words))
        self._use(words, line.number, line.column + max(0, line.text.rfind(words)))

    def continue_note(self, line: Line) -> None:
        """A further line of the newest footnote."""
        mark, words = self.notes[-1]
        self.notes[-1] = (mark, f"{words}\n{line.text}" if words else line.text)

    def _use(self, words: str, number: int, column: int) -> None:
        for offset, mark in marks(words):
            self.used.setdefault(mark, (number, column + offset))

    def found_notes(self) -> tuple[tuple[str, str], ...]:
        """Footnotes in the order of their definitions."""
        return tuple(self.notes)

    def found_problems(self) -> tuple[Problem, ...]:
        """Everything to mend, in the order of the file."""
        for mark, (number, column) in self.used.items():
            if mark not in self.defined:
                self.problems.append(Problem(self.file, number, column, "text-note-undefined", {"mark": mark}))
        for mark, line in self.defined.items():
            if mark not in self.used:
                self.add("text-note-unused", line, mark=mark)
        for mark, words in self.notes:
            if not words:
                self.add("text-note-empty", self.defined[mark], mark=mark)
        return tuple(sorted(self.problems))


class _Chapters:
    """Chapters, turns and blocks as their lines come in."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        self._chapters: list[tuple[str, int | None, list[tuple[str, int | None, list[Paragraph | Shown]]]]] = []

    def take(self, line: Line) -> None:
        """One more line of `_blocks`."""
        if line.kind == "heading":
            head = markup.heading(line.text)
            self._reader.expect_title(line, head.name)
            if head.wrong_time:
                self._reader.add("text-time", line, time=head.wrong_time)
            self._chapters.append((markup.name_of(head.name), head.start_ms, []))
        elif line.kind == "turn":
            head = markup.turn(line.text)
            self._turns().append((head.name, head.start_ms, []))
        else:
            self._block(line)

    def _turns(self) -> list[tuple[str, int | None, list[Paragraph | Shown]]]:
        if not self._chapters:
            self._chapters.append(("", None, []))
        return self._chapters[-1][2]

    def _block(self, line: Line) -> None:
        turns = self._turns()
        if not turns:
            self._reader.add("text-before-turn", line)
            turns.append(("", None, []))
        turns[-1][2].append(Shown(markup.item_key(line.text)) if line.kind == "item" else Paragraph(line.text))

    def done(self) -> tuple[Chapter, ...]:
        """The chapters; nothing written before the first one leaves no chapter."""
        return tuple(
            Chapter(title, start, tuple(Turn(name, at, tuple(blocks)) for name, at, blocks in turns))
            for title, start, turns in self._chapters
        )
