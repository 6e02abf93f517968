"""What may be personal or secret is found however it is written; figures over the labelled sentences."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.personal.detect import detect
from pipeline.language.personal.digits import rows
from pipeline.language.personal.find import Known
from pipeline.language.personal.identity import holds
from pipeline.model.personal import CATEGORIES
from tests.language.labelled import PARTS, score, sentences

WRITTEN = [
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "洞幺两三四五六拐八勾",
]
BETWEEN = ["", " ", "-", "，", "、", "嗯", "，那个，", "……", "，然后是", "\n"]


def test_there_are_enough_sentences_of_every_category_and_none_twice() -> None:
    every = [one for part in PARTS for one in sentences(part)]
    assert len(every) >= 300
    assert len({one.text for one in every}) == len(every)
    assert {one.category for one in every} - {""} == set(CATEGORIES) - {"private"}
    assert len(sentences("held")) > 100


def test_nearly_everything_is_found_and_little_else() -> None:
    whole = score(one for part in PARTS for one in sentences(part))
    assert whole.recall >= 0.98, whole.missed
    assert whole.false_alarms <= 0.10, whole.alarms


def test_sentences_that_no_rule_was_made_for_are_found_too() -> None:
    held = score(sentences("held"))
    assert held.recall >= 0.97, held.missed
    assert held.false_alarms <= 0.10, held.alarms


@given(
    st.text("0123456789", min_size=8, max_size=8),
    st.lists(st.sampled_from(WRITTEN), min_size=11, max_size=11),
    st.lists(st.sampled_from(BETWEEN), min_size=10, max_size=10),
)
def test_a_telephone_number_is_found_in_any_writing(rest: str, writing: list[str], between: list[str]) -> None:
    number = "138" + rest
    spoken = "".join(row[int(one)] + gap for one, row, gap in zip(number, writing, [*between, ""], strict=True))
    text = f"他的电话是{spoken}你记下"
    assert any(one.category in ("phone", "account") and one.end >= text.index("你记") for one in detect(text))


def test_places_are_those_of_the_source() -> None:
    text = "电话１３８，零零幺三，嗯，八个零零零"
    found = detect(text)[0]
    assert text[found.start : found.end] == found.words == "１３８，零零幺三，嗯，八个零零零"
    assert [row.digits for row in rows("一八六三个八零")] == ["1868880"]
    assert [(row.digits, row.groups) for row in rows("八十三，七十二")] == [("8372", ("83", "72"))]


def test_a_failed_check_digit_region_or_day_silences_nothing() -> None:
    right, wrong = "51100219450308123", "身份证99900219453399123"
    check = next(last for last in "0123456789X" if holds(right + last))
    sure, likely = detect(right + check), detect(right + ("1" if check != "1" else "2"))
    assert (sure[0].category, sure[0].certainty) == ("id_number", "sure")
    assert (likely[0].category, likely[0].certainty) == ("id_number", "likely")
    assert detect(wrong + "4")[0].category == "id_number"


@pytest.mark.parametrize("code", ["511002", "511011", "511024", "511025", "511028", "512421", "510211"])
def test_region_codes_younger_than_the_bearer_are_known(code: str) -> None:
    assert detect(f"{code}193801011234")[0].category == "id_number"
    assert detect(f"{code}380101123")[0].category == "id_number"


def test_what_is_kept_private_is_found_however_it_is_spoken() -> None:
    known = Known(private=("2045678", "李秀芬"))
    found = detect("打两零四嗯五六七八，找李秀芬。", known)
    assert {one.words for one in found if one.category == "private"} == {"两零四嗯五六七八", "李秀芬"}


def test_only_the_register_opens_a_unit() -> None:
    said = "我在十五军四十五师当兵"
    assert [one.category for one in detect(said)] == ["unit_designation"]
    assert detect(said, Known(open_units=("志愿军第15军第45师",))) == ()
    assert detect(said, Known(open_units=("第十五军", "第四十五师"))) == ()
    assert detect(said, Known(open_units=("第十五军",))), "its division is not open"
    assert detect("空降兵第十五军", Known(open_units=("第十五军",))), "another army of that number"
    closed = detect("我在红旗仓库看门", Known(closed_units=("红旗仓库",)))
    assert [(one.category, one.certainty) for one in closed] == [("unit_designation", "sure")]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "一" * 300_000,
        "十" * 300_000,
        "1," * 500_000,
        "嗯一" * 150_000,
        "一军" * 150_000,
        "三组" * 150_000,
        "县镇" * 150_000,
        "每天" * 150_000,
        "孙子一" * 100_000,
        "得了" * 150_000,
        "字第" * 150_000,
        "叉" * 100_000,
        "贪污王" * 100_000,
        "住在现在" * 100_000,
        "北纬一" * 100_000,
    ],
    ids=lambda text: text[:4],
)
def test_hostile_words_take_seconds(text: str) -> None:
    began = time.process_time()
    detect(text)
    assert time.process_time() - began < 15


@given(st.text(alphabet="一二三零1X叉嗯，。个十百军师团号组室住在王老贪污孙女岁每天去第字\n 年月县镇村", max_size=200))
def test_any_words_give_finds_inside_them(text: str) -> None:
    found = detect(text)
    assert all(text[one.start : one.end] == one.words != "" for one in found)
    assert list(found) == sorted(found, key=lambda one: (one.start, -one.end, one.category))
