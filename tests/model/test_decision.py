"""What a decision settles: the same doubt in another draft, and never true speech besides."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.model.decision import Decision, Doubt, Verdict

SPAN = (10_000, 20_000)
UNIT = "这张图里有一个很重要的故事"


def settles(
    words: str, other: str, verdict: Verdict = "deleted", span: tuple[int, int] = SPAN, place: tuple[int, int] = SPAN
) -> bool:
    day = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    now = "我们到了" if verdict == "replaced" else ""
    decision = Decision(
        code="x", recording="r", from_ms=span[0], to_ms=span[1], words=words, verdict=verdict, by="乙", at=day, now=now
    )
    return decision.settles(Doubt("x", "r", *place, other))


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("我们那时候没有棉衣", "我们那时候没有吃的，棉衣"),
        (UNIT * 20, UNIT * 20 + "后来我们就过江了"),
        (UNIT * 20, "后来我们就过江了" + UNIT * 20),
        (UNIT * 3 + UNIT[:3], UNIT * 3 + "我不去"),
        (UNIT, UNIT + "我"),
        ("对" * 30, "对"),
        ("我" * 200 + "点赞", "我" * 200 + "那年才十七岁"),
        ("请不吝点赞订阅转发打赏", "请不"),
    ],
)
@pytest.mark.parametrize("verdict", ["deleted", "replaced"])
def test_no_words_beyond_the_decided_ones_are_struck(words: str, other: str, verdict: Verdict) -> None:
    assert not settles(words, other, verdict)


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("请不吝点赞 订阅 转发", "请不吝点赞，订阅。"),
        ("请不吝点赞订阅转发打赏", "请不吝点赞订阅转发打赏。"),
        ("请不吝点赞订阅转发打赏", "请不令点赞订阅转发打赏"),
        (UNIT * 20, UNIT * 55),
        (UNIT * 20 + UNIT[:4], UNIT[5:] + UNIT * 9 + UNIT[:7]),
    ],
)
def test_a_deleted_hallucination_stays_deleted_however_another_machine_writes_it(words: str, other: str) -> None:
    assert settles(words, other)


def test_a_doubt_without_a_length_is_settled_by_the_same_place_and_words_alone() -> None:
    point = (20_000, 20_000)
    assert not settles("走了", "走了", place=point)
    assert not settles("走了", "走了", span=point)
    assert not settles("走了", "走了啊", span=point, place=point)
    assert settles("走了", "走了。", span=point, place=point)
    assert not settles("走了", "走了", place=(20_000, 30_000))
