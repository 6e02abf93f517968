"""Names in the order of their strokes."""

from __future__ import annotations

import pytest

from pipeline.language.strokes import UNKNOWN, stroke_head, stroke_key, strokes


@pytest.mark.parametrize(
    ("character", "count"), [("一", 1), ("丁", 2), ("王", 4), ("刘", 6), ("曾", 12), ("𬭎", 12), ("A", UNKNOWN), ("。", UNKNOWN)]
)
def test_strokes_are_those_of_the_character(character: str, count: int) -> None:
    assert strokes(character) == count


def test_names_go_by_the_strokes_of_each_character() -> None:
    assert sorted(["曾山河", "王二", "丁一", "Bob", "刘㛃", "王安"], key=stroke_key) == [
        "丁一",
        "王二",
        "王安",
        "刘㛃",
        "曾山河",
        "Bob",
    ]


@pytest.mark.parametrize(
    ("name", "head"),
    [("丁一", "二画"), ("欧阳", "八画"), ("袁某", "十画"), ("曾某", "十二画"), ("瞿某", "十八画"), ("Bob", "其他")],
)
def test_above_the_names_stands_how_many_strokes(name: str, head: str) -> None:
    assert stroke_head(name) == head


def test_twenty_and_more_strokes_have_their_numeral() -> None:
    assert [stroke_head(one) for one in ("籍", "露")] == ["二十画", "二十一画"]
