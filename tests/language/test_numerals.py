"""Numbers in characters and in digits are the same number, and words that only look like numbers stay words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.numerals import fold, numbers

DIGITS = "零一二三四五六七八九"


def below_ten_thousand(number: int) -> str:
    """A number from 1 to 9,999 in characters, as the standard has it (一百零五, 十二 as 一十二)."""
    spoken, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            spoken += ("零" if gap and spoken else "") + DIGITS[digit] + name
        gap = digit == 0
    return spoken


def in_characters(number: int) -> str:
    spoken, rest = "", number
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, rest = divmod(rest, unit)
        if part:
            spoken += ("零" if spoken and part < 1000 else "") + below_ten_thousand(part) + name
    return spoken.removeprefix("一") if spoken.startswith("一十") else spoken or "零"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一九五〇年五月", "1950年5月"),
        ("一九五零年", "1950年"),
        ("二十三岁", "23岁"),
        ("三百五", "350"),
        ("三万五", "3万5千"),
        ("两千人", "2000人"),
        ("一千零一夜", "1001夜"),
        ("七八年冬天", "78年冬天"),
        ("十年", "10年"),
        ("三个", "3个"),
        ("一亿零二十", "100000020"),
        ("您十八我八十三三个儿子", "您18我83三个儿子"),
    ],
)
def test_the_same_number_is_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("两个", "二个"), ("两个", "2个"), ("二十三", "二十"), ("一九五〇", "一九五一"), ("三百五", "三百零五")]
)
def test_what_is_heard_differently_stays_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("words", ["一起", "十分", "百姓", "千万别", "万一", "统一", "两口子", "几十", "万里", "三心两意", ""])
def test_words_that_only_look_like_numbers_stay(words: str) -> None:
    assert fold(words) == words


@given(st.integers(0, 10**12 - 1))
def test_a_number_in_characters_is_the_number_in_digits(number: int) -> None:
    assert fold(in_characters(number)) == fold(str(number))


@given(st.integers(1000, 9999))
def test_a_year_read_out_is_the_year_in_digits(year: int) -> None:
    assert fold("".join(DIGITS[int(digit)] for digit in str(year))) == str(year)


NUMBER = st.integers(0, 10**9).flatmap(lambda number: st.sampled_from([str(number), in_characters(number)]))


@given(st.lists(st.tuples(st.sampled_from(["年", "个", "在", ", "]), NUMBER), max_size=5))
def test_what_is_folded_stays(parts: list[tuple[str, str]]) -> None:
    folded = fold("".join(word + number for word, number in parts))
    assert fold(folded) == folded


@given(st.text("0123456789零〇一二三四五六七八九十百千万亿两年个,", max_size=24) | st.text(max_size=60))
def test_only_numbers_change(text: str) -> None:
    at, left = 0, ""
    for start, end, now in numbers(text):
        assert at <= start < end <= len(text)
        assert not set(text[start:end]) - set("0123456789零〇一二三四五六七八九十百千万亿两")
        assert now
        left, at = left + text[at:start] + now, end
    assert fold(text) == left + text[at:]
