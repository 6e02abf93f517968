"""Where two readings differ, and what the proofreader should hear first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edit.compare import row
from pipeline.edit.differences import Difference, differences, draft_units, text_units
from pipeline.edit.risk import Risk
from pipeline.model.draft import Draft, Flag, Segment, Word
from pipeline.model.register import Name
from tests.edit.conversation import draft, segment, subtitled

NAMES = (Name("季羡林", "people"), Name("陈佳洱", "people"), Name("上甘岭", "places"))
WORDS = st.text("一九五〇年十八23岁，。后來里好的啊ab 〔〕（）%.\n", max_size=24)


def found(one: str, other: str) -> list[tuple[str, str, int, int]]:
    both = draft_units(draft(segment(0, one))), draft_units(draft(segment(0, other)))
    return [(each.one.text, each.other.text, each.start_ms, each.end_ms) for each in differences(*both)]


def judged(one: str, other: str) -> list[tuple[int, tuple[str, ...]]]:
    both = draft_units(draft(segment(0, one))), draft_units(draft(segment(0, other)))
    return [(entry.level, entry.reasons) for entry in Risk(*both, NAMES).check_list(differences(*both))]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("我们找纪献林先生", "我们找季羡林先生", [("纪献", "季羡", 750, 1250)]),
        ("我二十三岁。", "我28岁", [("二十三", "28", 250, 1000)]),
        ("打了十二个", "打了一百二十三个", [("十二", "一百二十三", 500, 1000)]),
        ("我走了", "我没走了", [("", "没", 250, 500)]),
        ("甲乙丙丁", "戊乙己丁", [("甲乙丙", "戊乙己", 0, 750)]),
        ("后来，他说", "後來他说", []),
        ("", "", []),
    ],
)
def test_each_place_has_both_readings_and_its_time(one: str, other: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert found(one, other) == expected


def test_a_text_has_the_times_of_what_was_heard() -> None:
    heard = draft_units(draft(segment(60_000, "那天晚上下着大雪"), segment(90_000, "我们过了江")))
    (first, second) = differences(heard, text_units(["那天晚上下着**大雨**。〔笑〕", "我们连夜过了江。[^1]"]))
    assert (first.start_ms, first.one.text, first.other.text) == (61_750, "雪", "雨")
    assert (second.start_ms, second.end_ms, second.other.text) == (90_500, 90_500, "连夜")
    assert second.one.before.endswith("我们")


@given(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3))
def test_two_readings_differ_where_letters_are_wrong_and_nowhere_else(one: list[str], other: list[str]) -> None:
    ours, theirs = text_units(one), text_units(other)
    places = differences(ours, theirs)
    same = row([unit.text for unit in ours]).letters == row([unit.text for unit in theirs]).letters
    if not places:
        assert same
    assert differences(ours, ours) == ()
    assert all(place.one.text != place.other.text or place.one.units for place in places)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_words_are_too_odd(one: str, other: str) -> None:
    ours, theirs = text_units([one]), draft_units(Draft("", 9, "e", "1", "m", "", {}, (Segment(0, 9, other),)))
    for place in Risk(ours, theirs, NAMES).check_list(differences(ours, theirs)):
        assert place.reasons
        assert 0 <= place.difference.start_ms <= 9


@pytest.mark.parametrize(
    ("one", "other", "level", "reason"),
    [
        ("一九五〇年冬天", "一九五一年冬天", 1, "risk-number"),
        ("那年我二十三岁", "那年我二十八岁", 1, "risk-number"),
        ("五月三日出发", "五月三号出发", 1, "risk-number"),
        ("我们找纪献林先生", "我们找季羡林先生", 1, "risk-name"),
        ("到了上甘岭北边", "到了上干领北边", 1, "risk-name"),
        ("他没有说过", "他有说过", 1, "risk-negation"),
        ("后来我们走", "后来我们走了整整十里山路才到那个村子", 1, "risk-passage"),
        ("大家都很高兴", "大家都很搞笑", 2, "risk-words"),
        ("年轻人好好读书", "青年好好读书", 2, "risk-words"),
        ("我们一起走", "我们一齐走", 2, "risk-words"),
        ("后来就走了啊", "后来那个就走了", 3, "risk-particle"),
    ],
)
def test_every_difference_says_why_it_is_risky(one: str, other: str, level: int, reason: str) -> None:
    rows = judged(one, other)
    assert rows
    assert {row[0] for row in rows} == {level}
    assert any(reason in reasons for _, reasons in rows)


def test_facts_come_before_words_and_words_before_particles() -> None:
    rows = judged(
        "后来就走了啊我们都很高兴又走了十里路他没有说那一年是一九五〇年",
        "后来就走了我们都很搞笑又走了十里路他有说那一年是一九五一年",
    )
    assert [level for level, _ in rows] == [1, 1, 2, 3]


def test_what_the_engine_doubted_or_the_guards_flagged_comes_first_among_its_kind() -> None:
    words = [
        Word(n * 100, n * 100 + 100, letter, 0.1 if letter == "搞" else 0.9)
        for n, letter in enumerate("大家搞笑又走了十里路到村头")
    ]
    doubted = Draft("0" * 64, 9_000, "e", "1", "m", "", {}, (Segment(0, 1_300, "大家搞笑又走了十里路到村头", tuple(words)),))
    both = draft_units(doubted), text_units(["大伙高兴又走了十里路到村口。"])
    entries = Risk(*both, ()).check_list(differences(*both))
    assert [entry.reasons for entry in entries] == [("risk-unsure",), ("risk-words",)]
    flagged = Draft("", 9_000, "e", "1", "m", "", {}, (Segment(0, 900, "大家走到村头", (), (Flag("boilerplate", 4, 6),)),))
    both = draft_units(flagged), text_units(["大伙走到村口。"])
    entries = Risk(*both, ()).check_list(differences(*both))
    assert [(entry.difference.one.text, entry.reasons) for entry in entries] == [
        ("头", ("risk-flagged",)),
        ("家", ("risk-words",)),
    ]


def test_probabilities_are_ranked_within_their_own_draft() -> None:
    low = [Word(n * 100, n * 100 + 100, letter, 0.2) for n, letter in enumerate("大家走到村头")]
    even = Draft("", 900, "e", "1", "m", "", {}, (Segment(0, 600, "大家走到村头", tuple(low)),))
    both = draft_units(even), text_units(["大家走到村口"])
    assert [entry.reasons for entry in Risk(*both, ()).check_list(differences(*both))] == [("risk-words",)]


@pytest.mark.real
def test_a_long_real_transcript_and_its_correction_differ_where_it_was_corrected(real_data: Path) -> None:
    heard = subtitled(real_data / "whisper-vtt/nj963cm2696_em_sl.vtt")
    words = "\n".join(each.text for each in heard.segments)
    corrected = words.replace("纪献林", "季羡林").replace("北大校友", "北大的校友")
    both = draft_units(heard), text_units([corrected])
    places = differences(*both)
    assert len(places) == words.count("纪献林") + words.count("北大校友") >= 2
    first = Risk(*both, NAMES).check_list(places)[0]
    assert (first.difference.one.text, first.difference.other.text, first.reasons) == ("纪献", "季羡", ("risk-name",))
    cue = next(each for each in heard.segments if "纪献林" in each.text)
    assert cue.start_ms <= first.difference.start_ms < cue.end_ms


def test_a_difference_is_a_value() -> None:
    (place,) = differences(text_units(["好"]), text_units(["坏"]))
    assert place == Difference(0, 0, place.one, place.other)
