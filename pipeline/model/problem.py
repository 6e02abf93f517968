"""What a curator must mend, as a value: where it is, what it is, and the sentence that says the cure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.catalogue import SENTENCES, custody, film, flags, kit, personal, publish, volume

Language = Literal["zh", "en"]
# To be looked at, not always to be mended: a check that finds only these has found the archive sound.
INTAKE = frozenset({"already-in", "frames-broken", "parts-gap", "parts-parallel", "preserve-advised", "preserve-not-exact"})
NOTICES = frozenset(
    {
        "name-alarm",
        "serial-uncovered",
        "withdrawn-named",
        "wall-forgotten",
        "outlet-behind",
        "column-empty",
        "column-gap",
        *INTAKE,
        *flags.SENTENCES,
        *custody.NOTICES,
        *film.NOTICES,
        *kit.NOTICES,
        *personal.FINDS,
        *volume.PREFLIGHT,
        *publish.LEFT_OUT,
    }
)


def sentence(code: str, values: dict[str, object], language: Language) -> str:
    """The catalogue's sentence for `code` with its blanks filled; an unknown code shows itself."""
    known = SENTENCES.get(code)
    if known is None:
        return f"{code} {values}" if values else code
    text = known[0] if language == "zh" else known[1]
    return text.format_map(_Blanks({key: str(value) for key, value in values.items()}))


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing in the archive that a person must mend; `line` and `column` count from 1, 0 where a whole file is meant."""

    file: str
    line: int
    column: int
    code: str
    values: dict[str, object] = field(default_factory=dict, compare=False, hash=False)

    @property
    def is_notice(self) -> bool:
        """Does it only ask somebody to look?"""
        return self.code in NOTICES

    def say(self, language: Language) -> str:
        """The sentence without the place."""
        return sentence(self.code, self.values, language)

    def with_place(self, language: Language) -> str:
        """`file:line:column code sentence`, as editors understand it."""
        return f"{self.file}:{self.line}:{self.column} {self.code} {self.say(language)}"


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in their order, each once: two of one kind in one place are two where their sentences name other things."""
    told: dict[str, Problem] = {}
    for one in problems:
        told.setdefault(one.with_place("zh"), one)
    return tuple(told.values())
