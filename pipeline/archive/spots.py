"""A spot → file, line and column, found by reading the file again: nothing is kept for problems that nobody has."""

from __future__ import annotations

from pipeline.archive import layout as names
from pipeline.archive.encoding import read_text
from pipeline.archive.layout import Layout
from pipeline.archive.yaml import Node, read_yaml
from pipeline.language import markup
from pipeline.language.textfile import paragraphs
from pipeline.model.marks import MARK
from pipeline.model.spot import Spot

_WORDS = ("text", "edited", "story")  # nouns of files of words


class Finder:
    """Finds spots in one archive; what it has read it keeps, so make a new one after the archive has changed."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._trees: dict[str, Node | None] = {}
        self._texts: dict[str, list[markup.Line]] = {}
        self._paragraphs: dict[str, list[markup.Line]] = {}

    def __call__(self, spot: Spot) -> tuple[str, int, int]:
        """File from the root, line and column; 0, 0 where the file cannot be read."""
        file = self._file(spot)
        if spot.noun in _WORDS and spot.path[:1] == ("find",):
            return file, *self._of_phrase(file, str(spot.path[-1]))
        if spot.noun in _WORDS:
            return file, *self._in_text(file, spot.path)
        root = self._tree(file)
        return (file, *root.at(_path(root, spot.path))) if root else (file, 0, 0)

    def key(self, spot: Spot) -> tuple[str, int, int]:
        """The place of the key at the end of the path, instead of its value."""
        file = self._file(spot)
        root = self._tree(file)
        return (file, *root.key_at(_path(root, spot.path))) if root else (file, 0, 0)

    def _file(self, spot: Spot) -> str:
        one = {
            "config": names.CONFIG,
            "staff": names.STAFF,
            "walls": names.WALLS,
            "talks": names.TALKS,
            "kits": names.KITS,
            "column": names.COLUMN,
            "ids": names.IDS,
        }
        if spot.noun in one:
            return one[spot.noun]
        if spot.noun in ("photo", "talk_photo"):
            folder, _, photo = spot.key.partition("/")
            place = self._layout.photo if spot.noun == "photo" else self._layout.talk_photo
            return place(folder, f"{photo}.yml")
        return {
            "person": self._layout.person,
            "interview": self._layout.interview,
            "text": self._layout.text,
            "edited": self._layout.edited,
            "story": self._layout.story,
            "item": self._layout.item,
            "register": self._layout.register,
            "volume": self._layout.volume,
        }[spot.noun](spot.key)

    def _bytes(self, file: str) -> bytes:
        try:
            return self._layout.path(file).read_bytes()
        except (OSError, ValueError):
            return b""

    def _tree(self, file: str) -> Node | None:
        if file not in self._trees:
            self._trees[file] = read_yaml(self._bytes(file), file)[0]
        return self._trees[file]

    def _in_text(self, file: str, path: tuple[str | int, ...]) -> tuple[int, int]:
        if file not in self._texts:
            source = read_text(self._bytes(file), file)[0] or ""
            grammar: markup.Grammar = "story" if file.endswith("story.md") else "text"
            self._texts[file] = list(markup.lines(source, grammar))
            self._paragraphs[file] = list(paragraphs(source, grammar))
        if path[:1] == ("words",):
            return self._of_words(file, *path[1:])
        kind, wanted = (path[0], path[1]) if len(path) == 2 else ("", "")
        if kind == "mark":
            return _nth_mark(self._texts[file], wanted)
        lines = [line for line in self._texts[file] if line.kind == kind]
        if kind == "item":
            lines = [line for line in lines if markup.item_key(line.text) == wanted]
            wanted = 0
        if isinstance(wanted, int) and wanted < len(lines):
            return lines[wanted].number, lines[wanted].column
        return 0, 0

    def _of_phrase(self, file: str, words: str) -> tuple[int, int]:
        source = read_text(self._bytes(file), file)[0] or ""
        at = source.find(words)
        return (source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)) if at >= 0 else (0, 0)

    def _of_words(self, file: str, number: str | int = 0, offset: str | int = 0) -> tuple[int, int]:
        """The place of a character of a paragraph; the words of a turn's first line follow its name and time."""
        known = self._paragraphs[file]
        if not isinstance(number, int) or not isinstance(offset, int) or number >= len(known):
            return 0, 0
        before = known[number].text[:offset].split("\n")
        words = known[number].text.split("\n")[len(before) - 1]
        line = self._texts[file][known[number].number + len(before) - 2]
        return line.number, line.column + max(0, line.text.rfind(words)) + len(before[-1])


def _nth_mark(lines: list[markup.Line], wanted: str | int) -> tuple[int, int]:
    """Line and column of a mark in the words of a text."""
    spoken = (line for line in lines if line.kind not in ("heading", "note", "item"))
    places = [(line.number, line.column + found.start()) for line in spoken for found in MARK.finditer(line.text)]
    return places[wanted] if isinstance(wanted, int) and wanted < len(places) else (0, 0)


def _path(root: Node, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path with an entry's id or name replaced by its number."""
    if not path or not isinstance(root.value, list) or isinstance(path[0], int):
        return path
    for number, entry in enumerate(root.value):
        if isinstance(entry, dict) and path[0] in (entry.get("id"), entry.get("name")):
            return (number, *path[1:])
    return ()
