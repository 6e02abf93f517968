"""Finds where the public words of interviews speak of people and of register entries, by exact names and aliases."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate

from pipeline.language.names import find_names
from pipeline.language.sentences import plain_sentences
from pipeline.model.archive import Archive
from pipeline.model.edition import PublicInterview
from pipeline.model.entry import Passage
from pipeline.model.projection import InterviewProjection, PublicTurn, Words
from pipeline.model.register import names_of

Named = dict[tuple[str, str], tuple[str, tuple[str, ...]]]  # kind and key → public id, public names
SHORTEST = 2  # characters from which a name is looked for: one alone stands in half of all words


def known_forms(archive: Archive, shown: Named) -> dict[str, str]:
    """Every form of a name that the archive knows → the public id it leads to, "" where it leads nowhere.

    `shown` are the people and register entries that may be led to, by kind and key: public id and public names. A form that two
    of any kind bear, shown or not, leads nowhere, since nobody has said which is meant; it still covers a shorter name in it.
    """
    bearers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name in names_of(archive):
        bearers[name.form].add((name.kind, name.key))
    for register, terms in archive.registers.items():
        for key, term in terms.items():
            for form in (term.public_name, *(one.public_name for one in term.periods)):
                bearers[form].add((register, key))
    return {form: _leads_to(form, bearing, shown) for form, bearing in bearers.items() if len(form.strip()) >= SHORTEST}


def _leads_to(form: str, bearing: Collection[tuple[str, str]], shown: Named) -> str:
    found = [shown[one] for one in bearing if one in shown]
    return found[0][0] if len(bearing) == 1 and found and form in found[0][1] else ""


def spoken_of(interviews: Iterable[PublicInterview], forms: Mapping[str, str]) -> dict[str, tuple[Passage, ...]]:
    """Public id → every passage that speaks of who or what bears it, in the order of the interviews: first what the index says,
    then the text, then the story. Nobody is spoken of in their own interview."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for entry in interviews:
        own = {person.id for person in entry.projection.narrators}
        for public_id, passage in (*_in_index(entry.projection, forms), *_in_words(entry, forms)):
            if public_id not in own:
                found[public_id].append(passage)
    return {public_id: tuple(passages) for public_id, passages in found.items()}


def _in_index(talk: InterviewProjection, forms: Mapping[str, str]) -> Iterator[tuple[str, Passage]]:
    """What people said a part of the interview is about: its places and keywords."""
    for number, point in enumerate(talk.index):
        words = "：".join(word for word in (point.title, point.synopsis) if word)
        about = dict.fromkeys(forms.get(word, "") for word in (*point.places, *point.keywords))
        yield from ((one, Passage(talk.id, "index", number, 0, 0, words, start_ms=point.at_ms)) for one in about)


def _in_words(entry: PublicInterview, forms: Mapping[str, str]) -> Iterator[tuple[str, Passage]]:
    rows = [*_text(entry), *_story(entry.projection)]
    ends = list(accumulate(len(row.words) + 1 for row in rows))
    told: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for start, end, public_id in find_names("\n".join(row.words for row in rows), forms):
        row = bisect_right(ends, start)
        first = ends[row - 1] if row else 0
        if public_id:
            told[row, public_id].append((start - first, end - first))
    yield from ((public_id, replace(rows[row], marks=tuple(marks))) for (row, public_id), marks in told.items())


def _text(entry: PublicInterview) -> Iterator[Passage]:
    turns = [turn for chapter in entry.projection.chapters for turn in chapter.turns]
    for number, turn in enumerate(turns):
        for block, part in enumerate(turn.blocks):
            if isinstance(part, Words):
                starts = _starts(entry, turn, number, block)
                for sentence, words in enumerate(_lines(part.text)):
                    at = starts[sentence] if sentence < len(starts) else starts[-1]
                    yield Passage(entry.projection.id, "text", number, block, sentence, words, turn.speaker, at)


def _starts(entry: PublicInterview, turn: PublicTurn, number: int, block: int) -> list[int | None]:
    """When the sentences of a paragraph begin; that of its turn alone where no more is known."""
    times = entry.timing.turns[number].blocks[block] if entry.timing else ()
    return [time.start_ms for time in times] or [turn.start_ms]


def _story(talk: InterviewProjection) -> Iterator[Passage]:
    for number, section in enumerate(talk.story):
        for block, paragraph in enumerate(section.paragraphs):
            for sentence, words in enumerate(_lines(paragraph)):
                yield Passage(talk.id, "story", number, block, sentence, words)


def _lines(paragraph: str) -> tuple[str, ...]:
    """The words alone of each sentence of a paragraph, on one line each."""
    return tuple(" ".join(words.split()) for words in plain_sentences(paragraph))
