"""Character error rates of drafts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edit.align import find_times
from pipeline.edit.compare import Counted, Passage, Score, cer, count, evaluate, evaluate_against, passages
from pipeline.model.text import Chapter, Paragraph, Text, Turn
from tests.edit.conversation import draft, segment

WORDS = st.text("一九五〇年十八23岁，。！“”后來里 abA*^%.\n", max_size=30)


@pytest.mark.parametrize(
    ("reference", "heard", "length"),
    [
        ("一九五〇年，Ａ连。", "1950年 a连", 7),
        ("我二十三岁。", "我23岁", 4),
        ("后来，我们回来了。", "後來我們回來了", 7),
        ("三点五公里，百分之二十", "3.5公里,20%", 10),
        ("什么那么", "什幺那幺", 4),
        ("（笑）我们〔待核〕走了。[^1]", "我们走了", 4),
        ("两千人", "2,000人", 5),
        ("", "，。", 0),
    ],
)
def test_what_is_only_written_differently_is_no_error(reference: str, heard: str, length: int) -> None:
    assert cer(reference, heard) == Score(0, 0, 0, length)


def test_every_letter_put_in_left_out_or_changed_is_an_error() -> None:
    assert cer("季羡林先生好", "纪献林生好啊") == Score(2, 1, 1, 6)
    assert cer("两个人", "二个人") == Score(1, 0, 0, 3)
    assert cer("一九五〇年", "一九五一年") == Score(1, 0, 0, 5)
    assert cer("", "啊").rate == 1.0
    assert cer("", "").rate == 0.0
    assert cer("好", "好好好好").rate == 3.0


def test_punctuation_counts_only_where_it_is_asked_for() -> None:
    wrong, right = "您是哪一年参军的。我忘了", "您是哪一年参军的？我忘了……"
    assert cer(right, wrong).errors == 0
    assert count([right], [wrong], marks=True) == (Score(1, 0, 1, 13),)
    assert count(["他说：“走。”"], ['他说:"走。"'], marks=True)[0].errors == 0


def test_each_part_bears_its_own_errors_and_they_add_up() -> None:
    scores = count(["季羡林先生", "好的", "再见"], ["纪献林先生好的啊啊", "再"])
    assert scores == (Score(2, 0, 0, 5), Score(0, 2, 0, 2), Score(0, 0, 1, 2))
    assert sum(scores, Score()) == Score(2, 2, 1, 9)


def test_what_a_machine_puts_into_brackets_counts_and_what_people_note_does_not() -> None:
    assert cer("我们走了。", "我们走了（谢谢观看）[点赞]") == Score(0, 6, 0, 4)
    assert cer("〔待核：疑似套话〕我们（笑）走了【注】[^1]。", "我们走了") == Score(0, 0, 0, 4)


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=4))
def test_the_parts_add_up_to_the_whole_and_the_same_words_have_no_error(ours: list[str], theirs: list[str]) -> None:
    for marks in (False, True):
        assert sum(score.errors for score in count(ours, ours, marks=marks)) == 0
        there, back = count(ours, theirs, marks=marks), count(theirs or [""], ours, marks=marks)
        assert sum(score.errors for score in there) == sum(score.errors for score in back)
        assert sum(score.length + score.insertions - score.deletions for score in there) == sum(score.length for score in back)


@given(st.text("一九五〇年十八岁后来里好", max_size=20), st.lists(st.sampled_from("，。！？、 \n“”…"), max_size=6), st.data())
def test_marks_anywhere_never_change_the_rate(words: str, marks: list[str], data: st.DataObject) -> None:
    marked = words
    for mark in marks:
        at = data.draw(st.integers(0, len(marked)))
        marked = marked[:at] + mark + marked[at:]
    assert cer(words, marked) == Score(0, 0, 0, cer(words, words).length)


def test_a_draft_is_scored_against_words_that_are_known() -> None:
    assert evaluate_against("雪夜过江。", draft(segment(0, "雪夜"), segment(2_000, "过冮"))) == Score(1, 0, 0, 4)


def test_each_recording_is_scored_against_its_own_part_of_the_text() -> None:
    first = draft(segment(0, "一九五〇年冬天我十七岁"), segment(4_000, "那天晚上下着大雪"), duration_ms=10_000)
    second = draft(segment(0, "我们连夜过了江"), segment(4_000, "天亮时到了对安"), duration_ms=10_000)
    words = "一九五〇年冬天，我十七岁。那天晚上下着大雪。\n我们连夜过了江。天亮时到了对岸。[^1]"
    text = Text((Chapter("", None, (Turn("甲", 0, (Paragraph(words),)),)),), (("1", "注"),))
    timing = find_times(text, [(first, 0), (second, 10_000)])
    spoken = passages(text, timing, [0, 10_000])
    assert [[one.plain for one in evaluate(part, heard)] for part, heard in zip(spoken, (first, second), strict=True)] == [
        [Score(0, 0, 0, 19)],
        [Score(1, 0, 0, 14)],
    ]


def test_long_turns_are_several_passages_of_their_speaker() -> None:
    text = Text((Chapter("", None, (Turn("甲", 0, (Paragraph("我们那天晚上下着大雪走了十里路。" * 20),)), Turn("乙", 9, ()))),))
    [spoken] = passages(text, None, [0])
    assert len(spoken) == 5
    assert {one.speaker for one in spoken} == {"甲"}
    assert "".join(one.words for one in spoken) == "我们那天晚上下着大雪走了十里路。" * 20


def test_what_is_heard_where_nobody_spoke_is_put_in() -> None:
    heard = draft(segment(0, "谢谢观看"))
    assert evaluate([], heard) == (Counted(Passage("", ""), Score(0, 4, 0, 0), Score(0, 4, 0, 0)),)
