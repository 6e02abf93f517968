"""The text of record: chapters of turns of paragraphs, as people wrote it in text.md, and the edited text; a writer's story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

InTurns = Literal["text", "edited"]  # what was said, turn by turn: as it was said, or as an editor smoothed it (edited.md)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of Markdown inline text; single line ends inside it are kept."""

    text: str


@dataclass(frozen=True)
class Shown:
    """`![](item:KEY)`: an item shown at this place."""

    item: str


@dataclass(frozen=True)
class Turn:
    """What one speaker said until the next spoke; `speaker` is the name as written in the text."""

    speaker: str
    start_ms: int | None  # None: the person wrote no time
    blocks: tuple[Paragraph | Shown, ...]


@dataclass(frozen=True)
class Chapter:
    """`## title [time]` and its turns; the title is empty for turns before the first chapter."""

    title: str
    start_ms: int | None  # None: the person wrote no time
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Text:
    """A whole text.md; `notes` are footnotes as (mark, text) in the order of their definitions."""

    chapters: tuple[Chapter, ...]
    notes: tuple[tuple[str, str], ...] = ()

    def turns(self) -> tuple[Turn, ...]:
        """All turns in order."""
        return tuple(turn for chapter in self.chapters for turn in chapter.turns)


@dataclass(frozen=True)
class Story:
    """story.md: sections of (heading, paragraphs); the heading is empty before the first `##`."""

    sections: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[tuple[str, str], ...] = ()
