"""What a recogniser is told beforehand is a short sentence, and is known again when it comes back as speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.transcribe.prompt import MOST, echoes, names_told, prompt_with

STYLE = "以下是一段四川口音的普通话采访。您是哪一年参军的？我是一九五一年，在成都参军的。"
NAMES = ["林远山", "苏念", "青藏高原", "筑路纪念奖章", "何秀兰", "资中县", "抗美援朝", "野战医院"]


def test_the_archive_s_own_prompt_comes_first_and_names_follow_in_a_sentence() -> None:
    assert prompt_with("您好。", NAMES[:3]) == "您好。这次访谈会说到林远山、苏念、青藏高原。"
    assert prompt_with("", NAMES[:1], "zh-CN") == "这次访谈会说到林远山。"
    assert prompt_with("Hello.", ["Ann", "Bonn"], "en") == "Hello. Names: Ann, Bonn."
    assert prompt_with(STYLE, []) == STYLE
    assert prompt_with("", []) == ""


def test_names_that_do_not_fit_are_left_out_and_the_likeliest_stay() -> None:
    many = [f"{number}号人物" for number in range(50)]
    told = names_told(STYLE, many)
    assert told == tuple(many[: len(told)])
    assert 0 < len(told) < 50
    assert names_told(STYLE * 3, NAMES) == ()


@given(st.text(max_size=120), st.lists(st.text(min_size=1, max_size=90), max_size=8), st.sampled_from(["zh", "yue", "en"]))
def test_no_prompt_grows_beyond_its_measure(prompt: str, names: list[str], language: str) -> None:
    whole = prompt_with(prompt, names, language)
    assert whole.startswith(prompt)
    assert len(whole) <= max(MOST, len(prompt))
    assert all(name in whole for name in names_told(prompt, names, language))


WHOLE = prompt_with(STYLE, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        WHOLE.replace("，", ""),
        WHOLE * 3,
        STYLE,
        f"嗯。{WHOLE}",
        WHOLE[: len(WHOLE) * 3 // 4],
        f"{STYLE[:30]}啊{STYLE[30:]}",
    ],
)
def test_a_segment_made_of_the_prompt_is_an_echo(text: str) -> None:
    assert echoes(text, WHOLE)


@pytest.mark.parametrize(
    "text",
    [
        "您是哪一年参军的？",
        "林远山、苏念。",
        "青藏高原",
        "",
        "我是一九五一年在内江参军的，后来到了成都，那时候我们连里有一百多个人，走了五天。",
    ],
)
def test_what_may_have_been_said_is_no_echo(text: str) -> None:
    assert not echoes(text, WHOLE)


@given(st.text(max_size=80))
def test_any_words_can_be_compared_and_echo_themselves(text: str) -> None:
    assert not echoes(text, "")
    assert echoes(f"您是哪一年参军的呢{text}", f"您是哪一年参军的呢{text}")
