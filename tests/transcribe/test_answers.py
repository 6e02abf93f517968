"""What servers answer, in every dialect and in none: always segments inside the piece, or one refusal."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.draft import Word
from pipeline.transcribe.answers import segments_of

WORDS = [{"word": "下", "start": 0.1, "end": 0.3}, {"word": "雪。", "start": 0.3, "end": 0.6}]


def heard(answer: Any, length_ms: int = 1000) -> list[tuple[int, int, str]]:
    return [(one.start_ms, one.end_ms, one.text) for one in segments_of(json.dumps(answer).encode(), length_ms)]


def words(answer: Any) -> list[list[tuple[int, int, str]]]:
    said = segments_of(json.dumps(answer).encode(), 1000)
    return [[(word.start_ms, word.end_ms, word.text) for word in one.words] for one in said]


def test_text_alone_fills_the_piece_and_nothing_said_is_no_segment() -> None:
    assert heard({"text": " 下雪。 "}) == [(0, 1000, "下雪。")]
    assert heard({"text": "下雪。", "segments": None, "words": "none"}) == [(0, 1000, "下雪。")]
    assert heard({"text": " "}) == heard({"text": "", "segments": []}) == []
    assert heard({"text": "雪", "segments": [{"text": "  "}, 7]}) == [(0, 1000, "雪")]


def test_words_are_taken_from_wherever_they_hang() -> None:
    whole = [(100, 300, "下"), (300, 600, "雪。")]
    assert words({"text": "下雪。", "words": WORDS}) == [whole]
    assert words({"segments": [{"start": 0, "end": 0.6, "text": "下雪。", "words": WORDS}]}) == [whole]
    assert words({"segments": [{"start": 0, "end": 0.6, "text": "下雪。"}], "words": WORDS}) == [whole]
    two = [{"start": 0.1, "end": 0.3, "text": "下"}, {"start": 0.35, "end": 0.6, "text": "雪。"}]
    assert words({"segments": two, "words": WORDS}) == [whole[:1], whole[1:]]


def test_times_may_be_text_missing_out_of_order_or_outside() -> None:
    def one(**changes: Any) -> dict:
        return {"segments": [{"text": "雪", **changes}]}

    assert heard(one(start="0.25", end="0.5")) == [(250, 500, "雪")]
    assert heard(one()) == heard(one(start=None, end={})) == heard(one(start="a", end=True)) == [(0, 1000, "雪")]
    assert heard(one(start=-5, end=1e300)) == [(0, 1000, "雪")]
    assert heard(one(start=float("nan"), end=float("inf"))) == [(0, 1000, "雪")]
    assert heard(one(start=0.5, end=0.2)) == [(500, 500, "雪")]
    assert heard({"segments": [{"text": "一", "start": 0.4, "end": 0.5}, {"text": "二", "start": 0.1, "end": 0.2}]}) == [
        (400, 500, "一"),
        (400, 400, "二"),
    ]
    assert heard({"segments": [{"text": "一", "start": 0.1}, {"text": "二", "start": 0.7}]}) == [
        (100, 700, "一"),
        (700, 1000, "二"),
    ]


def test_figures_and_probabilities_are_kept_where_they_make_sense() -> None:
    told = {"text": "雪", "avg_logprob": "-0.12341", "no_speech_prob": None, "temperature": float("nan"), "compression_ratio": 1}
    (segment,) = segments_of(json.dumps({"segments": [{**told, "words": [{"text": "雪", "score": 2}]}]}).encode(), 1000)
    assert segment.figures == {"avg_logprob": -0.1234, "compression_ratio": 1.0}
    assert segment.words == (Word(0, 0, "雪", None),)


def test_tags_control_characters_and_broken_surrogates_are_no_words() -> None:
    assert heard({"text": "<|zh|><|NEUTRAL|>下\u0000雪\n<3 \ud800"}) == [(0, 1000, "下 雪 <3 ?")]


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"text"', b"{}", b'{"error": 1}', b"<html>", b"\xff", b"[" * 10**5])
def test_what_is_no_transcription_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        segments_of(body, 1000)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["1e999", "-1", "NaN"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def table(*names: str) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries({}, optional={name: ANYTHING | st.floats(-1, 40) | st.just("雪") for name in names})


WORD = table("word", "text", "start", "end", "probability", "score")
SEGMENT = st.builds(
    lambda told, own: {**told, "words": own},
    table("text", "start", "end", "avg_logprob", "temperature"),
    st.lists(WORD, max_size=3) | ANYTHING,
)


@given(text=ANYTHING, segments=st.lists(SEGMENT | ANYTHING, max_size=4) | ANYTHING, beside=st.lists(WORD | ANYTHING, max_size=4))
def test_whatever_comes_the_segments_are_sound(text: Any, segments: Any, beside: Any) -> None:
    said = segments_of(json.dumps({"text": text, "segments": segments, "words": beside}).encode(), 1000)
    starts = [one.start_ms for one in said]
    assert starts == sorted(starts)
    for one in said:
        json.dumps(asdict(one), allow_nan=False, ensure_ascii=False).encode()
        assert 0 <= one.start_ms <= one.end_ms <= 1000
        assert one.text == one.text.strip() != ""
        assert [word.start_ms for word in one.words] == sorted(word.start_ms for word in one.words)
        assert all(0 <= word.start_ms <= word.end_ms <= 1000 and word.text for word in one.words)
        assert all(word.probability is None or 0 <= word.probability <= 1 for word in one.words)
