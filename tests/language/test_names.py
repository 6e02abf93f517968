"""Names are read as people read them, put in a dictionary's order, and found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.names import find_names, initial, sort_key

NAMES = st.text(alphabet=st.sampled_from("单曾解仇区盖查朴缪秘翟乐尉迟万俟长孙欧阳王李a·é𠮷 "), max_size=6)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单雄", "shan"), ("曾明", "zeng"), ("解放", "xie"), ("仇和", "qiu"), ("区明", "ou"), ("盖文", "ge"), ("查良", "zha"),
        ("朴实", "piao"), ("缪明", "miao"), ("秘明", "bi"), ("翟明", "zhai"), ("乐明", "yue"), ("任远", "ren"), ("华明", "hua"),
        ("尉迟明", "yu chi"), ("万俟明", "mo qi"), ("长孙明", "zhang sun"), ("欧阳明", "ou yang"), ("令狐明", "ling hu"),
        ("澹台明", "tan tai"), ("乐正明", "yue zheng"), ("夹谷明", "jia gu"), ("尉明", "wei"), ("万明", "wan"), ("重光", "chong"),
    ],
)  # fmt: skip
def test_surnames_are_read_as_surnames(name: str, letters: str) -> None:
    read = [syllable[0] for syllable in sort_key(name)[1]]
    assert read[: len(letters.split())] == letters.split()
    assert initial(name) == letters[0].upper()


@pytest.mark.parametrize("written", ["Zeng Guofan", "zēng guófān", "zeng1 guo2 fan1", "ZENG GUO FAN", "Zeng Guo-fan"])
def test_a_written_pinyin_gives_the_same_key_however_it_is_written(written: str) -> None:
    assert sort_key("曾国藩", written) == sort_key("曾国藩")


def test_a_written_pinyin_wins_over_the_tables() -> None:
    assert initial("覃守仁") == "Q"
    assert initial("覃守仁", "Tan Shouren") == "T"
    assert [syllable[0] for syllable in sort_key("吕西安", "Lü Xi'an")[1]] == ["lu", "xi", "an"]
    assert sort_key("吕布", "Lv Bu") == sort_key("吕布", "lǚ bù") == sort_key("吕布")


def test_names_stand_in_a_dictionary_s_order() -> None:
    names = ["𠮷田", "王安石", "栾平", "吕布", "鲁迅", "卢俊义", "王安", "John", "单雄信", "仇英", "丁一"]
    assert sorted(names, key=sort_key) == [
        "丁一",
        "John",
        "卢俊义",
        "鲁迅",
        "吕布",
        "栾平",
        "仇英",
        "单雄信",
        "王安",
        "王安石",
        "𠮷田",
    ]


def test_what_has_no_letter_stands_under_others() -> None:
    assert [initial(name) for name in ("", "3号", "𠮷田", "Éva", "victor")] == ["其他", "其他", "其他", "E", "V"]


@given(st.lists(NAMES, max_size=5), st.text(max_size=12))
def test_any_names_can_be_sorted_with_any_pinyin(names: list[str], pinyin: str) -> None:
    keys = sorted(sort_key(name, written) for name in names for written in ("", pinyin))
    assert len(keys) == 2 * len(names)
    assert all(len(initial(name, pinyin)) in (1, 2) for name in names)


def test_the_longest_name_is_found_and_none_inside_another() -> None:
    names = {"王小": "a", "王小明": "b", "老王": "b", "Ann": "c"}
    found = find_names("王小明和王小，老王小明；Ann Anna Joann\nAnn", names)
    assert found == [(0, 3, "b"), (4, 6, "a"), (7, 9, "b"), (12, 15, "c"), (27, 30, "c")]


@given(st.dictionaries(st.text(max_size=4), st.sampled_from("ab"), max_size=6), st.text(max_size=40))
def test_what_is_found_stands_there_and_does_not_overlap(names: dict[str, str], text: str) -> None:
    end = 0
    for start, stop, identifier in find_names(text, names):
        assert end <= start < stop
        assert names[text[start:stop]] == identifier
        end = stop
