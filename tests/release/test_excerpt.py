"""A passage cut out of a public interview: what is spoken in it, and of what stands between paragraphs what belongs to that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.language.sentences import split
from pipeline.model.edition import PublicInterview
from pipeline.model.projection import Block, Held, InterviewProjection, LeftOut, PublicChapter, PublicTurn, Words
from pipeline.model.timing import SentenceTime, Timing, TurnTime
from pipeline.release.excerpt import Span, excerpt

GAP = LeftOut(label="此处按口述者的意思略去")
MEDAL = Held(item="M1")


def second(number: int) -> SentenceTime:
    return SentenceTime(number * 1000, (number + 1) * 1000, sure=True)


def told(*turns: tuple[tuple[Block, ...], tuple[tuple[int, ...], ...]]) -> PublicInterview:
    """Turns as their blocks, and the seconds in which the sentences of each block are spoken; a turn holds ten seconds."""
    spoken = tuple(
        PublicTurn(speaker="甲", role="narrator", start_ms=number * 10_000, blocks=blocks)
        for number, (blocks, _) in enumerate(turns)
    )
    times = tuple(
        TurnTime(number * 10_000, (number + 1) * 10_000, tuple(tuple(map(second, row)) for row in rows))
        for number, (_, rows) in enumerate(turns)
    )
    talk = InterviewProjection(purpose="column", id="I1", title="一", chapters=(PublicChapter(title="", turns=spoken),))
    return PublicInterview(talk, Timing(times), None, "machine", dt.date(2026, 1, 1))


def blocks(story: PublicInterview, span: Span) -> list[Block]:
    cut = excerpt(story, span)
    return [block for chapter in cut.projection.chapters for turn in chapter.turns for block in turn.blocks] if cut else []


TWO = Words(text="一句。二句。")


def test_a_turn_that_is_left_out_whole_keeps_its_sign_where_its_time_lies_in_the_passage():
    story = told(((TWO,), ((0, 1),)), ((GAP,), ((),)), ((TWO,), ((20, 21),)))
    assert blocks(story, (0, 30_000)) == [TWO, GAP, TWO]
    assert blocks(story, (0, 10_000)) == [TWO]
    assert blocks(story, (20_000, 30_000)) == [TWO]


def test_what_stands_between_paragraphs_comes_where_the_one_before_it_is_told_to_its_end():
    story = told(((TWO, MEDAL, TWO, GAP), ((0, 1), (), (2, 3), ())))
    assert blocks(story, (0, 10_000)) == [TWO, MEDAL, TWO, GAP]
    assert blocks(story, (0, 1000)) == [Words(text="一句。")]
    assert blocks(story, (0, 2000)) == [TWO, MEDAL]
    assert blocks(story, (2000, 3000)) == [Words(text="一句。")]
    assert blocks(story, (2000, 4000)) == [TWO, GAP]


def test_a_paragraph_whose_sentences_and_times_do_not_agree_is_left_out_rather_than_guessed():
    for seconds in ((0,), (0, 1, 2)):
        assert blocks(told(((TWO,), (seconds,)), ((TWO,), ((10, 11),))), (0, 20_000)) == [TWO]


def test_times_of_another_text_are_none():
    story = told(((TWO,), ((0, 1),)), ((TWO,), ((10, 11),)))
    assert story.timing is not None
    fewer = replace(story, timing=Timing(story.timing.turns[:1]))
    assert blocks(fewer, (0, 1000)) == [TWO]
    assert blocks(fewer, (10_000, 11_000)) == [TWO]


def test_a_turn_begins_and_ends_with_the_sentences_that_stay():
    cut = excerpt(told(((TWO, TWO), ((0, 1), (2, 3)))), (1000, 3000))
    assert cut is not None
    assert cut.timing is not None
    assert [(turn.start_ms, turn.end_ms) for turn in cut.timing.turns] == [(1000, 3000)]
    assert [turn.start_ms for chapter in cut.projection.chapters for turn in chapter.turns] == [1000]


def test_a_paragraph_that_is_told_whole_is_not_written_anew():
    words = Words(text="他说*一句。二句*。")
    assert blocks(told(((words,), ((0, 1),))), (0, 10_000)) == [words]
    assert blocks(told(((words,), ((0, 1),))), (0, 1000)) == [Words(text="他说一句。")]


def test_where_no_times_are_known_a_turn_without_a_time_goes_with_the_one_before_it():
    story = told(((TWO,), ((0, 1),)), ((GAP,), ((),)), ((TWO, MEDAL), ((20, 21), ())))
    turns = [turn for chapter in story.projection.chapters for turn in chapter.turns]
    turns[1] = turns[1].model_copy(update={"start_ms": None})
    talk = story.projection.model_copy(update={"chapters": (PublicChapter(title="", turns=tuple(turns)),)})
    untimed = replace(story, projection=talk, timing=None)
    assert blocks(untimed, (0, 10_000)) == [TWO, GAP]
    assert blocks(untimed, (20_000, 30_000)) == [TWO, MEDAL]
    cut = excerpt(untimed, (0, 10_000))
    assert cut is not None
    assert cut.timing is None


def test_what_is_left_of_a_long_sentence_has_as_many_times_as_sentences_or_none():
    long = Words(text="雪" * 23 + "；" + "雨" * 24 + "；" + "风" * 10 + "、。")  # three parts, of which two alone would be one
    assert len(split(long.text)) == 3
    cut = excerpt(told(((long,), ((0, 1, 2),))), (0, 2000))
    assert cut is not None
    assert cut.timing is not None
    (block,) = cut.projection.chapters[0].turns[0].blocks
    assert isinstance(block, Words)
    assert len(split(block.text)) == 1
    assert cut.timing.turns[0].blocks[0] == ()
