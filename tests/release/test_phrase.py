from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.release.blanks import blank_all, cut_words, flat
from pipeline.release.phrase import Finder, plain, without_words


@pytest.mark.parametrize(
    "text",
    [
        "他叫王二小。",
        "他叫**王二**小。",
        "他叫王[^1]二小。",
        "他叫王 二\n小。",
        "他叫王、二——小。",
        "他叫王\u200b二\ufe0f小。",
        "他叫[王](https://example.org)二小。",
        "他叫<b>王</b>二小。",
        "他叫<王二小>。",
        "他叫[^王二小]。",
        "他叫&#29579;二小，不对，王二小。",
        "他叫王&#8203;二小。",
        "他叫[王](a(b)c)二小。",
        '他叫<b title="a>b">王</b>二小。',
        "他叫<b title='a>b'>王</b>二小。",
        '他叫<b title="a>王二小。',
        "他叫王{.red}二小。",
        "他叫王（wáng）二小。",
        "他叫王(Wang)二小。",
    ],
)
def test_words_are_found_whatever_marks_lie_between(text):
    assert Finder([text]).find("王二小")
    assert Finder([text]).find("王-二-小")


def test_widths_and_case_do_not_hide_words():
    assert Finder(["电话是１３８-0013，ＡＢ"]).find("1380013ab")


def test_traditional_characters_do_not_hide_words():
    assert Finder(["那是陳國棟。"]).find("陈国栋")
    assert Finder(["那是陈国栋。"]).find("陳國棟")
    assert without_words("那是陳國棟。", ["陈国栋"]) == "那是。"


@pytest.mark.parametrize("written", ["138001", "一三八〇〇一", "幺三八洞洞幺", "壹叁捌零零壹", "１３８-零零1"])
def test_a_number_is_found_in_other_figures(written):
    assert Finder([f"电话{written}。"]).find("138001")
    assert without_words(f"电话{written}。", ["一三八〇〇一"]) == "电话。"


def test_nothing_is_left_where_only_marks_would_be():
    assert without_words("“王二小。”", ["王二小"]) == ""
    assert without_words("——", ["……"]) == "——"


def test_words_are_found_in_a_longer_row_of_figures():
    assert without_words("那是洞幺拐。", ["洞 幺"]) == "那是拐。"


def test_figures_that_are_words_are_none():
    assert Finder(["洞里有两个拐角。"]).find("02") == ()
    assert Finder(["他在陆军。"]).find("6军") == ()


def test_every_occurrence_is_found_also_overlapping_and_over_paragraphs():
    assert len(Finder(["二小二小二小"]).find("二小二小")) == 2
    assert len(Finder(["他是王", "二小，王二小"]).find("王二小")) == 2


def test_marks_alone_are_found_as_they_are():
    assert [(one.start, one.end) for run in Finder(["甲……乙"]).find("……") for one in run] == [(1, 3)]


def test_other_words_are_not_found():
    assert Finder(["他叫王小二。"]).find("王二小") == ()
    assert Finder(["他叫王二小。"]).find("  ") == ()


def test_the_label_stands_where_the_words_were():
    (left,) = blank_all(["电话是一三八，别忘了。"], [("一三八", "略")])
    assert flat(left) == "电话是（略），别忘了。"


def test_a_paragraph_of_marks_alone_is_dropped():
    assert [one.block for one in cut_words("“一三八。”", [(1, 4, "略")])] == ["left_out"]


@pytest.mark.parametrize(
    ("blanks", "left"),
    [
        ([(2, 4, "甲"), (3, 6, "乙")], "零一（甲）六七八九"),
        ([(2, 8, "甲"), (3, 5, "乙")], "零一（甲）八九"),
        ([(2, 4, "甲"), (4, 6, "乙")], "零一（甲）六七八九"),
        ([(0, 2, "甲")], "（甲）二三四五六七八九"),
        ([(8, 10, "甲")], "零一二三四五六七（甲）"),
        ([(0, 10, "甲")], "（甲）"),
        ([(2, 3, "甲"), (5, 6, "乙")], "零一（甲）三四（乙）六七八九"),
    ],
)
def test_overlapping_nested_and_meeting_blanks_are_one(blanks, left):
    assert flat(cut_words("零一二三四五六七八九", blanks)) == left
    assert flat(cut_words("零一二三四五六七八九", blanks[::-1])) == left


def test_a_footnote_mark_at_the_end_of_withheld_words_goes_with_them():
    (left,) = blank_all(["他叫王二小[^1]，不错[^2]。"], [("王二小", "略")])
    assert flat(left) == "他叫（略），不错[^2]。"


def test_half_a_footnote_mark_or_half_an_emphasis_is_never_left():
    assert flat(cut_words("甲[^12]乙", [(3, 6, "略")])) == "甲（略）乙"
    (left,) = blank_all(["甲**乙丙**丁"], [("乙", "略")])
    assert flat(left) == "甲（略）丙丁"


def test_cutting_never_closes_over_the_words_again():
    assert without_words("王王二小二小在此", ["王二小"]) == "在此"


@settings(deadline=None)
@given(st.text("王二小甲 *[]^1，\n", max_size=40), st.sampled_from(["王二小", "二小", "小甲"]))
def test_no_piece_that_is_left_holds_the_words(text, secret):
    (left,) = blank_all([text], [(secret, "略")])
    for one in left:
        if one.block == "words":
            assert secret not in plain(one.text)
    assert secret not in plain(without_words(text, [secret]))


@settings(deadline=None)
@given(st.text("甲乙丙 *，。", max_size=30))
def test_words_without_the_secret_stay_as_they_are(text):
    assert blank_all([text], [("王", "略")]) == (cut_words(text, []),)
    assert without_words(text, ["王"]) == text


def test_words_that_are_mere_marks_go_too():
    assert without_words("他说——好", ["——"]) == "他说好"
