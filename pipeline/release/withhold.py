"""Takes everything withheld out of a projection: by time, by exact words, by field, wherever the public could read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.language.sentences import split
from pipeline.language.tags import NOTE
from pipeline.model.consent import Withhold
from pipeline.model.projection import (
    Block,
    Held,
    InterviewProjection,
    LeftOut,
    PublicChapter,
    PublicTurn,
    StorySection,
    Words,
)
from pipeline.model.text import Chapter, Paragraph, Text, Turn
from pipeline.model.text import Shown as ShownBlock
from pipeline.model.timing import Timing
from pipeline.release.blanks import Phrase, blank_all, cut_words, flat
from pipeline.release.fields import interview_without
from pipeline.release.phrase import Finder, plain
from pipeline.release.reasons import Reason, Reasons
from pipeline.release.scrub import scrub
from pipeline.release.spans import Cut, padded, time_cuts

_TELLING = 4  # letters from which a withheld sentence is looked for wherever else the public could read it


def text_of(projection: InterviewProjection) -> Text:
    """The projection's text as `edit` aligns it: what is left out or shown is a block without words."""
    return Text(
        tuple(Chapter(one.title, one.start_ms, tuple(map(_turn_of, one.turns))) for one in projection.chapters), projection.notes
    )


def _turn_of(turn: PublicTurn) -> Turn:
    blocks = (Paragraph(block.text) if isinstance(block, Words) else ShownBlock("") for block in turn.blocks)
    return Turn(turn.speaker, turn.start_ms, tuple(blocks))


def turns_of(projection: InterviewProjection) -> tuple[PublicTurn, ...]:
    """All turns in order."""
    return tuple(turn for chapter in projection.chapters for turn in chapter.turns)


def withhold(
    projection: InterviewProjection, records: Sequence[Withhold], timing: Timing | None, elsewhere: Sequence[str] = ()
) -> InterviewProjection | Reasons:
    """The projection without what `records` withhold, or the reasons why that cannot be made sure.

    `timing` are the times of `text_of(projection)`; they are needed only where something is withheld by time. `elsewhere` are
    words that other interviews of the same people, or of an item's owner, withhold: they go from cards and captions too.
    """
    turns = turns_of(projection)
    timed = time_cuts(turns, timing, records)
    if any(isinstance(one, Reason) for one in timed):
        return tuple(one for one in timed if isinstance(one, Reason))
    cuts = [one for one in timed if isinstance(one, Cut)]
    phrases = [(record.quote, record.label) for record in records if record.quote]
    cuts += quote_cuts(turns, phrases)
    told = [*phrases, *_told_again(turns, cuts)]
    words = [words for words, _ in told]
    spans = [span for record in records if (span := padded(record)) is not None]

    def inside(at_ms: int | None) -> bool:
        return at_ms is not None and any(start <= at_ms <= end for start, end in spans)

    out = projection.model_copy(
        update={
            "chapters": _rebuilt(projection.chapters, cuts, inside_titles=[inside(one.start_ms) for one in projection.chapters]),
            "index": tuple(point for point in projection.index if not inside(point.at_ms)),
            "shows": tuple(show for show in projection.shows if not inside(show.at_ms)),
            "story": _story(projection.story, told),
            "notes": _notes(projection.notes, told),
            "story_notes": _notes(projection.story_notes, told),
        }
    )
    out = scrub(interview_without(out, records), words)
    narrators = tuple(scrub(one, elsewhere) for one in out.narrators)
    items = tuple(scrub(one, elsewhere) for one in out.items)
    photos = tuple(scrub(one, elsewhere) for one in out.photos)
    return tidy(out.model_copy(update={"narrators": narrators, "items": items, "photos": photos}))


def quote_cuts(turns: Sequence[PublicTurn], phrases: Iterable[Phrase]) -> list[Cut]:
    """Where the phrases stand in the turns."""
    places = [(at, number) for at, turn in enumerate(turns) for number, one in enumerate(turn.blocks) if isinstance(one, Words)]
    sought = list(phrases)
    if not sought:
        return []
    finder = Finder([_words(turns[turn].blocks[block]) for turn, block in places])
    return [
        Cut(*places[one.source], one.start, one.end, label)
        for words, label in sought
        for occurrence in finder.find(words)
        for one in occurrence
    ]


def spoken_words(text: Text, timing: Timing | None, records: Sequence[Withhold]) -> tuple[str, ...]:
    """The sentences of a text that the records withhold by time; all of it where nobody knows when they are spoken."""
    if all(record.from_ms is None for record in records):
        return ()
    turns = tuple(map(_public_turn, text.turns()))
    found = time_cuts(turns, timing, records)
    cuts = [one for one in found if isinstance(one, Cut)]
    if len(cuts) < len(found):
        cuts = [
            Cut(at, number, 0, len(_words(one)), "") for at, turn in enumerate(turns) for number, one in enumerate(turn.blocks)
        ]
    return tuple(dict.fromkeys(words for words, _ in _told_again(turns, cuts)))


def _public_turn(turn: Turn) -> PublicTurn:
    blocks = tuple(Words(text=one.text) if isinstance(one, Paragraph) else Held(item="") for one in turn.blocks)
    return PublicTurn(speaker=turn.speaker, role="other", start_ms=turn.start_ms, blocks=blocks)


def _words(block: Block) -> str:
    return block.text if isinstance(block, Words) else ""


def _told_again(turns: Sequence[PublicTurn], cuts: Iterable[Cut]) -> Iterator[Phrase]:
    """What was cut, sentence by sentence, as phrases: so that it stands in no story, note, title, synopsis or caption either."""
    for cut in cuts:
        for sentence in split(_words(turns[cut.turn].blocks[cut.block])[cut.start : cut.end]):
            bare = NOTE.sub("", sentence)  # elsewhere the same words call no note
            if len(plain(bare)) >= _TELLING:
                yield bare, cut.label


def _rebuilt(chapters: Sequence[PublicChapter], cuts: Iterable[Cut], inside_titles: Sequence[bool]) -> tuple[PublicChapter, ...]:
    by_block: dict[tuple[int, int], list[Cut]] = {}
    for cut in cuts:
        by_block.setdefault((cut.turn, cut.block), []).append(cut)
    number = 0
    rebuilt: list[PublicChapter] = []
    for chapter, hidden in zip(chapters, inside_titles, strict=True):
        turns = []
        for turn in chapter.turns:
            turns.append(turn.model_copy(update={"blocks": _blocks(number, turn, by_block)}))
            number += 1
        rebuilt.append(chapter.model_copy(update={"turns": tuple(turns), "title": "" if hidden else chapter.title}))
    return tuple(rebuilt)


def _blocks(number: int, turn: PublicTurn, by_block: dict[tuple[int, int], list[Cut]]) -> tuple[Block, ...]:
    row: list[Block] = []
    for at, block in enumerate(turn.blocks):
        cuts = by_block.get((number, at), [])
        left: tuple[Block, ...] = (block,)
        if cuts:
            left = cut_words(block.text, [(one.start, one.end, one.label) for one in cuts]) if isinstance(block, Words) else ()
        for one in left:
            if not (row and isinstance(one, LeftOut) and isinstance(row[-1], LeftOut)):
                row.append(one)
    return tuple(row)


def _story(sections: Sequence[StorySection], phrases: Sequence[Phrase]) -> tuple[StorySection, ...]:
    if not phrases:
        return tuple(sections)
    left = iter(blank_all([paragraph for section in sections for paragraph in section.paragraphs], phrases))
    return tuple(
        section.model_copy(update={"paragraphs": tuple(flat(next(left)) for _ in section.paragraphs)}) for section in sections
    )


def _notes(notes: Sequence[tuple[str, str]], phrases: Sequence[Phrase]) -> tuple[tuple[str, str], ...]:
    if not phrases:
        return tuple(notes)
    left = blank_all([text for _, text in notes], phrases)
    return tuple(
        (mark, flat(blocks))
        for (mark, _), blocks in zip(notes, left, strict=True)
        if any(isinstance(one, Words) for one in blocks)
    )


def tidy(projection: InterviewProjection) -> InterviewProjection:
    """Footnotes without a mark, marks without a footnote, and items shown without a card are gone."""
    marked = {mark for turn in turns_of(projection) for block in turn.blocks for mark in NOTE.findall(_words(block))}
    told = {mark for section in projection.story for paragraph in section.paragraphs for mark in NOTE.findall(paragraph)}
    notes = tuple(note for note in projection.notes if note[0] in marked)
    story_notes = tuple(note for note in projection.story_notes if note[0] in told)
    items = {card.id for card in projection.items}
    chapters = tuple(_tidy_chapter(chapter, {mark for mark, _ in notes}, items) for chapter in projection.chapters)
    kept = {mark for mark, _ in story_notes}
    story = tuple(
        section.model_copy(update={"paragraphs": tuple(_unmarked(one, kept) for one in section.paragraphs)})
        for section in projection.story
    )
    shows = tuple(show for show in projection.shows if show.item in items)
    update = {"chapters": chapters, "notes": notes, "story": story, "story_notes": story_notes, "shows": shows}
    return projection.model_copy(update=update)


def _tidy_chapter(chapter: PublicChapter, marks: set[str], items: set[str]) -> PublicChapter:
    def left(blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Words):
                text = _unmarked(block.text, marks)
                yield block if text == block.text else Words(text=text)
            elif not isinstance(block, Held) or block.item in items:
                yield block

    turns = (turn.model_copy(update={"blocks": tuple(left(turn.blocks))}) for turn in chapter.turns)
    return chapter.model_copy(update={"turns": tuple(turns)})


def _unmarked(text: str, marks: set[str]) -> str:
    return NOTE.sub(lambda found: found[0] if found[1] in marks else "", text)
