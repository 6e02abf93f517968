"""How a machine writes Chinese is told from what it heard, and only what is safe is mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.punctuation import punctuate
from pipeline.language.style import line_edits, script_edits, spaces_between, style_codes, yao_edits


def mended(text: str, edits: list[tuple[int, int, str, str]]) -> str:
    for start, end, was, now in reversed(edits):
        assert text[start:end] == was
        text = text[:start] + now + text[end:]
    return text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("什幺时候，为什幺这幺多，那幺怎幺办，多幺好，要幺走", "什么时候，为什么这么多，那么怎么办，多么好，要么走"),
        ("甚幺這幺", "甚么這么"),
        ("我是老幺，幺儿，幺妹，幺爸，吆喝，幺店子", "我是老幺，幺儿，幺妹，幺爸，吆喝，幺店子"),
        ("那幺儿子就去当兵，这幺妹最小，二幺幺团", "那幺儿子就去当兵，这幺妹最小，二幺幺团"),
    ],
)
def test_yao_is_mended_where_it_is_no_word_of_sichuan(written: str, said: str) -> None:
    assert mended(written, yao_edits(written)) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("我們國家發展，後來在裡面", "我们国家发展，后来在里面"),
        ("张乾和於先生、後先生来了", "张乾和於先生、後先生来了"),  # simplified Chinese has these as well
        ("張乾來了", "张乾来了"),
        ("鍾離先生說這個", "鍾離先生说这个"),
        ("幺儿看着著名的著作", "幺儿看着著名的著作"),
    ],
)
def test_script_is_simplified_but_for_names_of_the_registers(written: str, said: str) -> None:
    assert mended(written, script_edits(written, ("鍾離", "张乾"))) == said


def test_spaces_between_characters_go_and_those_between_words_stay() -> None:
    text = " 我 们　去了 Sichuan  University 的\n图书馆， 真好 "
    assert mended(text, line_edits(text)) == "我们去了 Sichuan University 的图书馆，真好"
    assert spaces_between("我 们 A 们") == [(1, 2)]


@pytest.mark.parametrize(
    ("text", "pauses", "said"),
    [
        ("您是哪一年参军的呢", {9: 400}, "您是哪一年参军的呢？"),
        ("我是五一年参军的", {8: 400}, "我是五一年参军的，"),
        ("我是五一年参军的", {8: 900}, "我是五一年参军的。"),
        ("我是五一年参军的", {8: 100}, "我是五一年参军的"),
        ("那时候过江了", {3: 900, 6: 900}, "那时候。过江了。"),
        ("说了。", {3: 900}, "说了。"),
        ("说了 好", {2: 900}, "说了。好"),
        ("你是不是", {4: 900}, "你是不是？"),
        ("他用吗啡", {}, "他用吗啡"),
        ("你干吗去", {}, "你干吗去"),
        ("你去吗我去", {}, "你去吗？我去"),
        ("World Major", {5: 900, 11: 900}, "World Major"),
    ],
)
def test_a_mark_fits_its_pause(text: str, pauses: dict[int, int], said: str) -> None:
    assert mended(text, punctuate(text, pauses, spaces_between(text))) == said


def test_codes_of_style() -> None:
    assert style_codes("一九五〇年冬天我十七岁那天晚上下着大雪") == set()
    assert style_codes("一九五〇年冬天我十七岁那天晚上下着大雪我们走") == {"no-punctuation"}
    assert style_codes("我們 走了") == {"spaces", "script"}


@given(st.text("什幺儿那 們後乾裡，A\n　"))
def test_mending_twice_is_mending_once(text: str) -> None:
    for rule in (line_edits, yao_edits, lambda words: script_edits(words, ("乾們",))):
        once = mended(text, rule(text))
        assert mended(once, rule(once)) == once
