"""Intervals of error rates, and what got better or worse since a baseline."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edit.baseline import Change, as_baseline, changes, compose_baseline, parse_baseline
from pipeline.edit.bootstrap import Interval, difference, interval
from pipeline.edit.compare import Counted, Passage, Score
from pipeline.errors import Unreadable


def counted(errors: list[int], length: int = 20) -> tuple[Counted, ...]:
    return tuple(
        Counted(Passage("甲", f"第{number}句"), Score(wrong, 0, 0, length), Score(wrong, 1, 0, length + 2))
        for number, wrong in enumerate(errors)
    )


def test_the_interval_holds_the_true_rate_about_nineteen_times_in_twenty() -> None:
    draw = random.Random(7)
    held = 0
    for _ in range(200):
        counts = [(sum(draw.random() < 0.1 for _ in range(60)), 60) for _ in range(80)]
        found = interval(counts)
        assert found
        held += found.low <= 0.1 <= found.high
    assert 180 <= held <= 199


def test_the_same_counts_give_the_same_interval() -> None:
    counts = [(number % 3, 20) for number in range(40)]
    assert interval(counts) == interval(counts) == Interval(0.03625, 0.06125)


def test_no_error_at_all_is_no_proof_of_perfection() -> None:
    assert interval([(0, 20)] * 10) == Interval(0.0, 3 / 200)


def test_few_passages_say_nothing() -> None:
    assert interval([(1, 20)] * 4) is None
    assert difference([(1, 0, 20)] * 4) is None
    assert interval([(1, 0)] * 9) is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=30))
def test_an_interval_holds_its_own_rate(counts: list[tuple[int, int]]) -> None:
    found = interval(counts)
    if found:
        assert 0 <= found.low <= found.high


def test_a_baseline_comes_back_as_it_was_and_holds_no_words() -> None:
    baseline = as_baseline("whisper/large-v3", {"乙": counted([1, 0]), "a": counted([2])})
    source = compose_baseline(baseline)
    assert parse_baseline(source.encode(), "base.json") == baseline
    assert compose_baseline(parse_baseline(source.encode(), "base.json")) == source
    assert json.loads(source)["interviews"]["a"][0][1:] == [20, 2, 22, 3]
    assert "第" not in source


def test_better_and_worse_are_said_only_beyond_chance() -> None:
    before = as_baseline(
        "x", {"a": counted([4] * 20), "b": counted([1, 0, 2, 0, 1, 3, 0, 0]), "c": counted([0] * 20), "gone": ()}
    )
    now = as_baseline("x", {"a": counted([1] * 20), "b": counted([1, 1, 2, 0, 0, 3, 0, 1]), "c": counted([3, 5] * 10), "new": ()})
    found = changes(before, now)
    assert [(one.key, one.verdict) for one in found] == [("a", "better"), ("b", "same"), ("c", "worse"), ("", "same")]
    assert (found[0].before, found[0].now, found[0].letters) == (0.2, 0.05, 400)


def test_only_passages_whose_words_are_the_same_are_compared() -> None:
    before = as_baseline("x", {"a": counted([1] * 6)})
    now = as_baseline("x", {"a": (*counted([1] * 6)[:5], Counted(Passage("甲", "改过的话"), Score(9, 0, 0, 20), Score()))})
    assert changes(before, now)[0] == Change("a", 0.05, 0.05, Interval(0.0, 0.0), 100, 1)
    assert changes(before, as_baseline("x", {"b": counted([1])})) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"method":1,"heard_by":"x","interviews":[]}',
        b'{"method":1,"heard_by":"x","interviews":{"a":[["d",1,1,1]]}}',
        b'{"method":1,"heard_by":"x","interviews":{"a":[["d",-1,1,1,1]]}}',
        b'{"method":1,"heard_by":"x","interviews":{"a":[["d",1e99,1,1,1]]}}',
        b'{"method":1,"heard_by":7,"interviews":{"a":7}}',
        b'{"method":1,"heard_by":"x","interviews":{"a":[7]}}',
    ],
)
def test_a_file_that_is_no_baseline_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="baseline-broken"):
        parse_baseline(data, "base.json")


def test_a_baseline_counted_in_another_way_is_refused() -> None:
    source = compose_baseline(as_baseline("x", {})).replace('"method":2', '"method":1')
    with pytest.raises(Unreadable, match="baseline-other-method"):
        parse_baseline(source.encode(), "base.json")
