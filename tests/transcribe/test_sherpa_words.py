"""What sherpa-onnx answers becomes segments of words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.transcribe.sherpa_words import Answer, plain, segments_of


def heard(tokens: list[str], starts: list[float], text: str | None = None, **more: tuple) -> Answer:
    whole = "".join(tokens).replace("▁", " ") if text is None else text
    return Answer(whole, tuple(tokens), tuple(starts), **more)


def words(answer: Answer, length_ms: int = 10_000) -> list[list[str]]:
    return [[word.text for word in segment.words] for segment in segments_of(answer, length_ms)]


def test_characters_are_words_and_latin_pieces_are_joined() -> None:
    begins = heard(["我", "用", "▁i", "Pho", "ne", "▁", "ten", "打", "的"], [0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.2, 1.4])
    goes_on = heard(["我", "叫", "mc", "go@@", "od", "boy"], [0.1, 0.3, 0.5, 0.8, 0.9, 1.1], "我叫 mc good boy")
    assert words(begins) == [["我", "用", "iPhone", "ten", "打", "的"]]
    assert segments_of(begins, 10_000)[0].text == "我用iPhone ten打的"
    assert words(goes_on) == [["我", "叫", "mc", "good", "boy"]]


def test_marks_belong_to_the_word_before_and_end_segments() -> None:
    answer = heard(["我", "去", "了", "，", "好", "。", "真", "的", "？", "是"], [0.1 * i for i in range(10)])
    segments = segments_of(answer, 2000)
    assert [segment.text for segment in segments] == ["我去了，好。", "真的？", "是"]
    assert [word.text for word in segments[0].words] == ["我", "去", "了，", "好。"]


def test_a_long_pause_parts_segments_and_no_word_reaches_over_it() -> None:
    segments = segments_of(heard(["我", "是", "成", "都", "人"], [0.5, 0.7, 2.0, 2.2, 2.4]), 9000)
    assert [(segment.text, segment.start_ms, segment.end_ms) for segment in segments] == [
        ("我是", 500, 1000),
        ("成都人", 2000, 2700),
    ]


def test_a_long_stretch_without_marks_is_parted_where_breath_was_drawn() -> None:
    starts = [0.3 * i + (0.4 if i > 20 else 0) + (0.3 if i > 9 else 0) for i in range(40)]
    segments = segments_of(heard(list("人" * 40), starts), 20_000)
    assert [len(segment.text) for segment in segments] == [21, 19]
    (breathless,) = segments_of(heard(list("人" * 40), [0.3 * i for i in range(40)]), 20_000)
    assert breathless.end_ms == 12_000


def test_tags_are_taken_off() -> None:
    assert plain("<|zh|><|NEUTRAL|><|Speech|><|withitn|>我是成都人。") == "我是成都人。"
    answer = heard(["<|zh|>", "我", "<unk>", "是"], [0, 0.2, 0.3, 0.4], "<|zh|>我<unk>是")
    assert words(answer) == [["我", "是"]]


def test_characters_written_in_bytes_are_put_together() -> None:
    tokens = ["<0xE5>", "<0xB7>", "<0x9D>", "人"]
    answer = heard(tokens, [0.2, 0.25, 0.3, 0.6], "川人")
    (segment,) = segments_of(answer, 2000)
    assert [(word.text, word.start_ms) for word in segment.words] == [("川", 200), ("人", 600)]


def test_words_that_say_something_else_than_the_text_are_not_pretended() -> None:
    (segment,) = segments_of(heard(["一", "九", "五"], [0.1, 0.2, 0.3], "1950年"), 4000)
    assert (segment.text, segment.words, segment.start_ms, segment.end_ms) == ("1950年", (), 0, 4000)
    (untimed,) = segments_of(heard(["我", "是"], []), 4000)
    assert (untimed.text, untimed.words) == ("我是", ())


def test_a_models_own_sentences_are_kept_where_they_are_the_text() -> None:
    parts = ((0.8, 3.0, "请您介绍。"), (4.8, 30.0, " 我出生在山村。"))
    segments = segments_of(Answer("请您介绍。 我出生在山村。", parts=parts), 9000)
    assert [(s.start_ms, s.end_ms, s.text) for s in segments] == [(800, 3800, "请您介绍。"), (4800, 9000, "我出生在山村。")]
    (whole,) = segments_of(Answer("请您介绍。我出生在山村。后来", parts=parts), 9000)
    assert whole.text == "请您介绍。我出生在山村。后来"


def test_a_word_is_as_likely_as_its_least_likely_token() -> None:
    answer = heard(["▁he", "llo", "好"], [0.1, 0.2, 0.5], probabilities=(math.log(0.9), math.log(0.5), 0.01))
    (segment,) = segments_of(answer, 1000)
    assert [word.probability for word in segment.words] == [0.5, 1.0]
    assert segment.figures == {"avg_logprob": round(math.log(0.5) / 2, 4)}


@pytest.mark.parametrize("text", ["", "  ", "<|nospeech|><|EMO_UNKNOWN|><|Event_UNK|>", "。", "▁"])
def test_nothing_said_is_no_segment(text: str) -> None:
    assert segments_of(Answer(text), 5000) == ()


TOKENS = st.sampled_from(
    ["我", "是", "成都", "▁he", "llo", "wor@@", "ld", "，", "。", "▁", "<unk>", "<0xE5>", "<0xB7>", "<0x9D>", "７"]
)


@given(st.lists(st.tuples(TOKENS, st.integers(0, 60)), max_size=30), st.integers(0, 40))
def test_words_lie_in_order_inside_the_piece_and_are_the_text(said: list[tuple[str, int]], length: int) -> None:
    starts = sorted(start for _, start in said)
    tokens = [token for token, _ in said]
    text = "".join(token.removesuffix("@@") for token in tokens if not token.startswith("<"))
    segments = segments_of(heard(tokens, starts, text), length * 1000)
    assert "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, "".join(segment.text for segment in segments)))
    edges = [edge for segment in segments for edge in (segment.start_ms, segment.end_ms)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= length * 1000 for edge in edges)
    for segment in segments:
        times = [time for word in segment.words for time in (word.start_ms, word.end_ms)]
        assert times == sorted(times)
        assert not times or (times[0], times[-1]) == (segment.start_ms, segment.end_ms)
