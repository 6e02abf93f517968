"""Files are looked over before anything of them is taken in, and the projection before it is signed."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.errors import Unreadable
from pipeline.language.personal.find import Known
from pipeline.language.personal.screen import look_over
from pipeline.language.personal.suspects import finds_in
from pipeline.model.decision import Decision, Decisions, Verdict
from pipeline.model.personal import CATEGORIES, LABELS, code_of, label_of
from pipeline.model.projection import (
    InterviewProjection,
    ItemCard,
    LeftOut,
    PersonCard,
    Picture,
    PublicChapter,
    PublicPoint,
    PublicTurn,
    StorySection,
    Words,
)

VTT = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
电话是一三八零零

2
00:00:03.000 --> 00:00:05.000
<v 甲>一三八零零零

00:00:06.000 --> 00:00:08.000
我在三五二一六部队
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
号码一三八

2
00:00:03,000 --> 00:00:05,000
零零一三八零零零
"""


def seen(source: str, encoding: str = "utf-8") -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.find.category) for one in look_over(source.encode(encoding), "a")]


def test_a_number_goes_over_cues_and_times_are_none() -> None:
    assert seen(VTT) == [(5, 4, "phone"), (12, 3, "cover_number")]
    assert seen(SRT) == [(3, 3, "phone")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_of_any_encoding_and_line_end(encoding: str) -> None:
    assert seen("第一行\r\n\r\n我的军官证号码是012345\r\n", encoding) == [(3, 9, "military_cert")]


def test_clock_times_and_years_are_no_numbers() -> None:
    assert seen("**甲** [00:31:05.200] 那是1951、1952年。\n00:31:05 00:31:11\n") == []


def test_what_is_no_text_says_so() -> None:
    with pytest.raises(Unreadable):
        look_over(b"\x80" * 200, "a")


def test_every_category_has_its_name() -> None:
    assert set(LABELS) == set(CATEGORIES)
    assert label_of(code_of("id_number")) == LABELS["id_number"]
    assert label_of("credit-line") is None


def projection() -> InterviewProjection:
    turns = (
        PublicTurn(speaker="甲", role="narrator", blocks=(Words(text="电话一三八零零"), LeftOut(label="略"))),
        PublicTurn(speaker="乙", role="interviewer", blocks=(Words(text="嗯"),)),
        PublicTurn(speaker="甲", role="narrator", blocks=(Words(text="一三八零零零[^1]。我有高血压。"),)),
    )
    return InterviewProjection(
        purpose="web_text",
        id="X",
        title="评残",
        narrators=(PersonCard(id="P", name="甲", bio="一辈子信佛。", portrait=Picture(id="B", digest="", alt="胸前有指纹")),),
        index=(PublicPoint(at_ms=0, title="", synopsis="在技侦处。"),),
        chapters=(PublicChapter(title="氢弹", turns=turns),),
        notes=(("1", "孙女今年九岁"),),
        story=(StorySection(title="", paragraphs=("住文英街八十八号。",)),),
        items=(ItemCard(id="I", owner="P", kind="medal", title="", inscription="编号00012345奖章"),),
    )


def decisions(*lines: tuple[str, str, Verdict]) -> Decisions:
    now = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    return Decisions(
        tuple(
            Decision(code=code, recording="", from_ms=0, to_ms=0, words=words, verdict=verdict, by="乙", at=now)
            for code, words, verdict in lines
        )
    )


def test_everything_that_the_public_would_get_is_read() -> None:
    found = {one.find.category for one, _ in finds_in(projection(), Known(), Decisions().about)}
    assert found >= {
        "phone", "medical", "specific_identity", "religion", "biometric", "intelligence_work", "nuclear_missile", "minor",
        "address",
    }  # fmt: skip


def test_what_was_kept_is_settled_and_what_must_be_withheld_is_not() -> None:
    settled = decisions(("personal-medical", "我有高血压", "kept"), ("personal-religion", "一辈子信佛", "withheld"))
    found = {one.find.category: decision for one, decision in finds_in(projection(), Known(), settled.about)}
    assert "medical" not in found
    assert found["religion"] is not None
    assert found["phone"] is None


def test_a_verdict_that_does_not_fit_is_no_decision() -> None:
    with pytest.raises(ValueError, match="decision"):
        decisions(("personal-phone", "13800138000", "deleted"))
    with pytest.raises(ValueError, match="decision"):
        decisions(("credit-line", "请点赞", "withheld"))
