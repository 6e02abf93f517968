"""Traditional characters become simplified ones, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.designations import mentions
from pipeline.language.script import name_key, ordinary, simplified, simplify

MIXED = st.text(st.sampled_from("後來裡頭麼什幺著乾隆燥瞭望后来里头年ab，。 1\n\ud800𠀀"), max_size=40)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("後來我們裡頭", "后来我们里头"),
        ("乾隆年間很乾燥", "乾隆年间很干燥"),
        ("那幺、什幺", "那幺、什幺"),  # a misreading of 么, not a traditional character
        ("著名的著作", "著名的著作"),
        ("", ""),
    ],
)
def test_words_come_before_characters(was: str, now: str) -> None:
    assert simplified(was) == now


def test_each_change_says_where_it_is_and_what_stood_there() -> None:
    assert simplify("他後來才這麼說") == [(1, 3, "後來", "后来"), (4, 7, "這麼說", "这么说")]


@given(MIXED)
def test_the_changes_make_the_simplified_text_and_can_be_taken_back(text: str) -> None:
    there, back, at = "", "", 0
    for start, end, was, now in simplify(text):
        assert text[start:end] == was != now
        assert start >= at
        there, back, at = there + text[at:start] + now, back + text[at:start] + was, end
    assert there + text[at:] == simplified(text)
    assert back + text[at:] == text


@given(MIXED.filter(lambda text: "幺麼" not in text))  # 幺麼小丑 is a word to OpenCC, and becomes 幺麽
def test_simplified_text_stays(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)


@given(MIXED)
def test_the_length_stays(text: str) -> None:
    assert len(simplified(text)) == len(text)


def test_the_signs_of_radicals_are_the_characters_they_look_like() -> None:
    assert ordinary("⻓⺠⻢⻄⻅⻰，长民") == "长民马西见龙，长民"
    assert name_key("⻢⻓⺠") == name_key("馬長民") == "马长民"
    assert len(ordinary("".join(map(chr, range(0x2E80, 0x2F00))))) == 0x80


def test_variants_are_written_as_they_are_now_and_stay_one_character_each() -> None:
    assert ordinary("砲兵、鎗械、呉徳山、衞生") == "炮兵、枪械、吴德山、卫生"
    assert ordinary("甯、邨、昇、鎔、芸、余") == "甯、邨、昇、鎔、芸、余"
    assert name_key("呉徳山") == name_key("吳德山") == "吴德山"
    assert [one.form for one in mentions("到了第九砲兵團", {"第九炮兵团": "secret"})] == ["第九炮兵团"]
