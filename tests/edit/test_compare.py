"""Character error rates of drafts."""

from __future__ import annotations

from pipeline.edit.compare import Score, cer, evaluate, evaluate_against
from pipeline.model.text import Chapter, Paragraph, Text, Turn
from tests.edit.conversation import draft, segment


def test_punctuation_spaces_width_and_case_are_no_errors() -> None:
    assert cer("一九五〇年，Ａ连。", "一九五〇年 a连") == (0, 7)


def test_every_letter_put_in_left_out_or_changed_is_an_error() -> None:
    assert cer("季羡林先生", "纪献林生啊") == (4, 5)
    assert cer("", "啊") == (1, 0)
    assert Score(*cer("", "啊")).rate == 1.0
    assert Score(*cer("", "")).rate == 0.0


def test_a_draft_is_scored_against_words_that_are_known() -> None:
    assert evaluate_against("雪夜过江。", draft(segment(0, "雪夜"), segment(2_000, "过冮"))) == Score(1, 4)


def test_each_recording_is_scored_against_its_own_part_of_the_text() -> None:
    first = draft(segment(0, "一九五〇年冬天我十七岁"), segment(4_000, "那天晚上下着大雪"), duration_ms=10_000)
    second = draft(segment(0, "我们连夜过了江"), segment(4_000, "天亮时到了对安"), duration_ms=10_000)
    words = "一九五〇年冬天，我十七岁。那天晚上下着大雪。\n我们连夜过了江。天亮时到了对岸。[^1]"
    text = Text((Chapter("", None, (Turn("甲", 0, (Paragraph(words),)),)),), (("1", "注"),))
    assert evaluate(text, [(first, 0), (second, 10_000)]) == (Score(0, 19), Score(1, 14))
