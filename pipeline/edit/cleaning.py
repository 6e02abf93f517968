"""What may safely be mended in a machine's words before people read them: every change has its rule and can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.language.punctuation import punctuate
from pipeline.language.script import simplified
from pipeline.language.style import Edit, line_edits, script_edits, share_of_marks, spaces_between, yao_edits
from pipeline.model.changes import Change
from pipeline.model.draft import Draft

_FEWEST = 30  # Han characters that say how a draft is written
_MARKS = 50  # of as many characters one is a mark at least, else marks are as good as missing


@dataclass(frozen=True)
class Manner:
    """How a whole draft is written: with hardly a mark, with a space after most characters; names in `forms` stay as they are."""

    unmarked: bool = False
    spaced: bool = False
    forms: tuple[str, ...] = ()


def manner(draft: Draft, forms: Iterable[str]) -> Manner:
    """The manner of a draft, with names of the registers: those among them that simplifying would change matter."""
    text = "\n".join(segment.text for segment in draft.segments)
    marks, letters = share_of_marks(text)
    spaces = len(spaces_between(text))
    telling = tuple(sorted({form for form in forms if simplified(form) != form}))
    return Manner(letters >= _FEWEST and marks * _MARKS < letters, spaces * 2 > letters, telling)


def cleaned(text: str, how: Manner, pauses: Mapping[int, int], decided: Sequence[tuple[int, int, str]]) -> tuple[Change, ...]:
    """The changes in a piece of a draft: what people `decided` (start, end, now) first, then script, 幺, marks and spaces.

    `pauses` gives milliseconds by offset. Changes are in order and never overlap: what an earlier rule changed stays so.
    """
    between = [] if how.spaced or not how.unmarked else [one for one in spaces_between(text) if "\n" not in text[slice(*one)]]
    marks = punctuate(text, pauses, between) if how.unmarked else []
    rules: list[tuple[str, list[Edit]]] = [
        ("decision", _decided(text, decided)),
        ("script", script_edits(text, how.forms)),
        ("yao", yao_edits(text)),
        ("machine-punctuation", marks),
        ("spaces", line_edits(text)),
    ]
    taken: list[tuple[int, int]] = []
    changes: list[Change] = []
    for rule, edits in rules:
        for start, end, was, now in edits:
            if was != now and not any(_clash((start, end), other) for other in taken):
                taken.append((start, end))
                changes.append(Change(rule=rule, at=start, was=was, now=now))
    return tuple(sorted(changes, key=lambda change: (change.at, len(change.was))))


def _decided(text: str, decided: Sequence[tuple[int, int, str]]) -> list[Edit]:
    """What people put in place of words, and then what they struck besides, where stretches overlap."""
    edits = [(start, end, text[start:end], now) for start, end, now in decided if now]
    put = {at for start, end, _, _ in edits for at in range(start, end)}
    struck = sorted({at for start, end, now in decided if not now for at in range(start, end)} - put)
    starts = [at for number, at in enumerate(struck) if not number or struck[number - 1] < at - 1]
    ends = [at + 1 for number, at in enumerate(struck) if number == len(struck) - 1 or struck[number + 1] > at + 1]
    return [*edits, *((start, end, text[start:end], "") for start, end in zip(starts, ends, strict=True))]


def _clash(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Do two changes touch the same letters, or insert at the same place, or one inside the other?"""
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0]
