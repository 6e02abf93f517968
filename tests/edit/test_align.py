"""Sentence times found again: right where the words were heard, honest where they were not, and always in order."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.edit.align import find_quote, find_times
from pipeline.edit.layout import lay_out
from pipeline.language.sentences import split
from pipeline.model.draft import Draft, Segment
from pipeline.model.text import Chapter, Paragraph, Shown, Text, Turn
from pipeline.model.timing import Place, SentenceTime, Timing
from tests.edit.conversation import NAMES, draft, interview, segment, subtitled

LINES = [
    "您是哪一年入伍的？", "一九五〇年冬天，我十七岁。", "那天晚上下着大雪，江面上都是冰。", "是。",
    "我们连夜过了江，天亮时到了对岸。",
    "连长说，谁也不许掉队。", "后来我在炊事班，给大家做饭。", "您立功是哪一次？", "是。", "五三年夏天，守在一个无名高地上。",
]  # fmt: skip
STARTS = [5_000 * number for number in range(len(LINES))]
HEARD = draft(*(segment(start, line) for start, line in zip(STARTS, LINES, strict=True)), duration_ms=60_000)


def told(*turns: tuple[int | None, str], speaker: str = "甲") -> Text:
    return Text((Chapter("", None, tuple(Turn(speaker, start, (Paragraph(words),)) for start, words in turns)),))


def every(timing: Timing) -> list[SentenceTime]:
    return [time for turn in timing.turns for block in turn.blocks for time in block]


def test_sentences_are_found_where_they_were_heard() -> None:
    times = every(find_times(told((0, "".join(LINES))), [(HEARD, 0)]))
    assert [time.start_ms for time in times] == STARTS
    assert all(time.sure for time in times)


def test_short_answers_find_their_own_place() -> None:
    text = told(*zip(STARTS, LINES, strict=True))
    assert [time.start_ms for time in every(find_times(text, [(HEARD, 0)]))] == STARTS


def test_a_text_without_any_time_is_found_all_the_same() -> None:
    times = every(find_times(told(*((None, line) for line in LINES)), [(HEARD, 0)]))
    assert [time.start_ms for time in times] == STARTS


def test_words_a_person_put_in_lie_between_their_neighbours_and_are_not_sure() -> None:
    text = told((0, LINES[0] + "（此处众人大笑良久，茶凉了又添）。" + LINES[2]))
    first, new, last = find_times(text, [(HEARD, 0)]).turns[0].blocks[0]
    assert (first.sure, new.sure, last.sure) == (True, False, True)
    assert first.end_ms <= new.start_ms <= new.end_ms <= last.start_ms == STARTS[2]


def test_a_sentence_rewritten_by_half_is_still_found() -> None:
    text = told((0, LINES[1] + "那一晚飘着大雪，江上全是冰。" + LINES[4]))
    assert every(find_times(text, [(HEARD, 0)]))[1] == SentenceTime(10_000, 10_000 + 250 * 15, sure=True)


def test_a_later_recording_counts_on_from_its_offset() -> None:
    times = every(find_times(told((100_000, LINES[2])), [(HEARD, 0), (HEARD, 100_000)]))
    assert times == [SentenceTime(110_000, 113_750, sure=True)]


def test_a_wrong_written_time_is_corrected_by_the_words() -> None:
    lines = [
        f"{letter}先生讲的是第{letter}回过{letter}江的{letter}事情和后来。"
        for letter in "子丑寅卯辰巳午未申酉戌亥金木水火土天地人"
    ]
    heard = draft(*(segment(20_000 * number, line) for number, line in enumerate(lines)))
    text = told(*((20_000 * number, line) for number, line in enumerate(lines) if number != 3), (10_000, lines[3]))
    moved = find_times(text, [(heard, 0)]).turns[-1]
    assert moved.blocks[0][0].start_ms == 60_000
    assert moved.blocks[0][0].sure
    assert moved.start_ms <= 60_000 <= moved.end_ms


def test_a_turn_s_interval_reaches_to_the_next_written_time_or_the_end() -> None:
    turns = find_times(told((5_000, "哈哈。"), (20_000, "呵呵。")), [(HEARD, 0)]).turns
    assert [(turn.start_ms, turn.end_ms) for turn in turns] == [(5_000, 20_000), (20_000, 60_000)]
    assert not any(time.sure for time in every(Timing(turns)))


def test_an_item_shown_has_no_times() -> None:
    text = Text((Chapter("", None, (Turn("甲", 0, (Paragraph(LINES[0]), Shown("medal"), Paragraph(LINES[1]))),)),))
    assert [len(block) for block in find_times(text, [(HEARD, 0)]).turns[0].blocks] == [1, 0, 1]


def test_footnote_marks_and_emphasis_are_not_spoken() -> None:
    text = told((0, "您是**哪一年**入伍的？[^12345678901234567890]一九五〇年*冬天*，我十七岁。"))
    assert every(find_times(text, [(HEARD, 0)]))[1] == SentenceTime(5_000, 5_000 + 250 * 12, sure=True)


def test_sentences_inside_a_long_segment_without_words_are_not_sure() -> None:
    rough = draft(Segment(0, 30_000, LINES[1] + LINES[2] + LINES[4]))
    times = every(find_times(told((0, LINES[1] + LINES[2] + LINES[4])), [(rough, 0)]))
    assert [time.sure for time in times] == [False, False, False]
    assert times[0].start_ms == 0
    assert 7_000 < times[1].start_ms < 11_000


def test_without_any_draft_every_sentence_still_has_a_time() -> None:
    times = every(find_times(told((1_000, LINES[0]), (9_000, LINES[1])), []))
    assert times == [SentenceTime(1_000, 9_000, sure=False), SentenceTime(9_000, 9_000, sure=False)]


def test_a_quote_is_found_to_the_word() -> None:
    text = told((0, "".join(LINES)))
    words = text.turns()[0].blocks[0]
    assert isinstance(words, Paragraph)
    start = words.text.index("十七岁")
    found = find_quote(text, [(HEARD, 0)], Place(0, 0, start, start + 3))
    assert found == (5_000 + 250 * LINES[1].index("十七岁"), 5_000 + 250 * (LINES[1].index("十七岁") + 3))


def test_a_quote_in_a_segment_without_words_takes_the_whole_segment() -> None:
    rough = draft(Segment(0, 10_000, LINES[0]), Segment(10_000, 30_000, LINES[1] + LINES[2]))
    text = told((0, LINES[0] + LINES[1] + LINES[2]))
    assert find_quote(text, [(rough, 0)], Place(0, 0, 12, 16)) == (10_000, 30_000)


@pytest.mark.parametrize("words", ["电话是一三八零零。", "……", "一三八是。"])
def test_a_quote_that_was_not_heard_has_no_time(words: str) -> None:
    text = told((0, LINES[0] + words + LINES[1]))
    place = Place(0, 0, len(LINES[0]), len(LINES[0] + words))
    assert find_quote(text, [(HEARD, 0)], place) is None


segments = st.builds(
    segment, st.integers(0, 90_000), st.text(alphabet="雪夜过江是一五ab。， ", max_size=15), words=st.sampled_from([True, False])
)
drafts = st.lists(st.tuples(st.lists(segments, max_size=8).map(lambda found: draft(*found)), st.integers(0, 60_000)), max_size=2)
paragraphs = st.text(alphabet="雪夜过江是一五ab。，！\n[^1] *", max_size=40).map(Paragraph)
turns = st.builds(
    Turn,
    st.just("甲"),
    st.one_of(st.none(), st.integers(0, 200_000)),
    st.lists(st.one_of(paragraphs, st.just(Shown("medal"))), max_size=3).map(tuple),
)
texts = st.lists(
    st.builds(Chapter, st.just("章"), st.one_of(st.none(), st.integers(0, 99_000)), st.lists(turns, max_size=4).map(tuple)),
    max_size=3,
)


@settings(max_examples=120)
@given(texts, drafts)
def test_times_are_complete_and_in_order_whatever_was_written_and_heard(
    chapters: list[Chapter], heard: list[tuple[Draft, int]]
) -> None:
    text = Text(tuple(chapters))
    timing = find_times(text, heard)
    assert len(timing.turns) == len(text.turns())
    for turn, times in zip(text.turns(), timing.turns, strict=True):
        assert 0 <= times.start_ms <= times.end_ms
        expected = [len(split(block.text)) if isinstance(block, Paragraph) else 0 for block in turn.blocks]
        assert [len(block) for block in times.blocks] == expected
        row = [time for block in times.blocks for time in block]
        assert all(times.start_ms <= time.start_ms <= time.end_ms <= times.end_ms for time in row)
        assert all(before.end_ms <= after.start_ms for before, after in pairwise(row))


@settings(max_examples=50)
@given(texts, drafts, st.integers(0, 20), st.integers(0, 20))
def test_a_quote_lies_inside_the_recordings_or_is_not_found(
    chapters: list[Chapter], heard: list[tuple[Draft, int]], start: int, end: int
) -> None:
    text = Text(tuple(chapters))
    last = max([part.duration_ms + offset for part, offset in heard], default=0)
    for turn, written in enumerate(text.turns()):
        for block in range(len(written.blocks)):
            found = find_quote(text, heard, Place(turn, block, start, end))
            assert found is None or 0 <= found[0] <= found[1] <= max(last, 90_000 + 60_000 + 15 * 250)


def rewritten(text: Text, dice: random.Random) -> tuple[Text, list[int | None]]:
    """A text in which a fifth of the sentences is half changed and others are deleted or put in; the old numbers of the rest."""
    letters = "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"
    kept: list[int | None] = []
    number = -1
    turns = []
    for turn in text.turns():
        blocks = []
        for block in turn.blocks:
            lines = []
            for sentence in split(block.text if isinstance(block, Paragraph) else ""):
                number += 1
                words, chance = sentence.rstrip("\n"), dice.random()
                if chance < 0.05:
                    continue
                if chance < 0.10:
                    lines.append("".join(dice.choices(letters, k=20)) + "。")
                    kept.append(None)
                changed = dice.random() < 0.2
                lines.append("".join(dice.choice((letter, dice.choice(letters))) for letter in words) if changed else words)
                kept.append(None if changed else number)
            blocks += [Paragraph("\n".join(lines))] if lines else []
        turns.append(replace(turn, blocks=tuple(blocks)))
    return Text((Chapter("", None, tuple(turns)),)), kept


@pytest.mark.real
def test_a_real_transcript_is_found_again_sentence_by_sentence(real_data: Path) -> None:
    heard = subtitled(real_data / "whisper-vtt/nj963cm2696_em_sl.vtt")
    text = lay_out([(heard, 0)], interview(), NAMES).text
    times = every(find_times(text, [(heard, 0)]))
    starts = sorted(time.start_ms for time in times)
    ends = sorted(time.end_ms for time in times)
    for cue in heard.segments:
        assert min(abs(start - cue.start_ms) for start in starts) <= 500
        assert min(abs(end - cue.end_ms) for end in ends) <= 500
    assert sum(time.sure for time in times) >= 0.96 * len(
        times
    )  # a mark that the machine set inside a cue has no time of its own


@pytest.mark.real
@pytest.mark.parametrize("clock", ["turn times kept", "turn times taken out"])
def test_a_real_transcript_rewritten_at_random_is_still_followed(real_data: Path, clock: str) -> None:
    heard = subtitled(real_data / "whisper-vtt/nj963cm2696_em_sl.vtt")
    text = lay_out([(heard, 0)], interview(), NAMES).text
    before = every(find_times(text, [(heard, 0)]))
    edited, kept = rewritten(text, random.Random(1))
    if clock == "turn times taken out":
        edited = Text((Chapter("", None, tuple(replace(turn, start_ms=None) for turn in edited.turns())),))
    after = every(find_times(edited, [(heard, 0)]))
    assert len(after) == len(kept)
    untouched = [(time, before[number]) for time, number in zip(after, kept, strict=True) if number is not None]
    near = sum(abs(time.start_ms - old.start_ms) <= 1_000 for time, old in untouched)
    assert near > 0.95 * len(untouched)


def test_a_draft_of_noise_never_makes_a_text_sure() -> None:
    noise = draft(*(segment(3_000 * number, "Thank you.") for number in range(20)))
    assert not any(time.sure for time in every(find_times(told((0, "".join(LINES))), [(noise, 0)])))
