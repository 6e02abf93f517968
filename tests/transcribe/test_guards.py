"""What a machine made up is flagged, what people say is not, and nothing is taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.subtitles import read_subtitles
from pipeline.model.draft import Segment
from pipeline.transcribe.guards import doubt_silence, guard


def _codes(segment: Segment) -> tuple[str, ...]:
    return tuple(flag.code for flag in segment.flags)


def _flags(*texts: str) -> list[tuple[str, ...]]:
    return [_codes(segment) for segment in guard([Segment(at * 1000, at * 1000 + 900, text) for at, text in enumerate(texts)])]


@pytest.mark.parametrize(
    "text",
    [
        "去" * 225,
        "你只能选择两个" * 6,
        "像、像、像、像、像、像、像、像、像",
        "我们走了一夜，" * 4,
        "abcdefg hijklmn opqrst " * 30,
    ],
)
def test_a_loop_is_flagged(text: str) -> None:
    assert _flags(text) == [("repetition",)]


@pytest.mark.parametrize(
    "text",
    [
        "嗯嗯嗯，对对对对，是的是的。", "走啊走啊走啊，一直走到天亮。", "一九五〇年十月十日，我们连连长张长长带队。",
        "哈哈哈哈哈哈",
        "老百姓给我们送水，给我们送饭，给我们送鞋子，我们心里热乎乎的。", "", "。",
    ],
)  # fmt: skip
def test_how_people_speak_is_not_flagged(text: str) -> None:
    assert _flags(text) == [()]


def test_the_same_sentence_again_and_again_is_flagged_wherever_it_stands_in_the_row() -> None:
    assert _flags("好的。", "谢谢你。", "谢谢你！", "谢谢 你", "再见。") == [
        (),
        ("repetition",),
        ("repetition",),
        ("repetition",),
        (),
    ]
    assert _flags("嗯。", "嗯。", "嗯。") == [(), (), ()]
    assert _flags("那年冬天下着大雪我们过江", "那年冬天下着大雪，我们过江。") == [("repetition",), ("repetition",)]


@pytest.mark.parametrize(
    "text",
    [
        "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
        "字幕志愿者 李宗盛",
        "谢谢观看。",
        "（音樂）",
        "優優獨播劇場——YoYo Television Series Exclusive",
        "Thank you for watching!",
    ],
)
def test_a_credit_line_is_flagged(text: str) -> None:
    assert "credit-line" in _flags(text)[0]


def test_a_narrator_who_says_thanks_is_no_credit_line() -> None:
    assert _flags("我要谢谢大家这么多年的照顾。", "那时候我们观看了阅兵。") == [(), ()]


def test_figures_of_the_engine_raise_flags() -> None:
    doubtful = Segment(0, 900, "在吗", figures={"no_speech_prob": 0.9, "avg_logprob": -1.4})
    sure = Segment(0, 900, "在吗", figures={"no_speech_prob": 0.9, "avg_logprob": -0.2})
    packed = Segment(0, 900, "在吗", figures={"compression_ratio": 2.5})
    assert [_codes(segment) for segment in guard([doubtful, sure, packed])] == [("no-speech",), (), ("repetition",)]


def test_words_where_nobody_is_loud_are_doubted() -> None:
    segment = Segment(1000, 3000, "字")
    assert doubt_silence(segment, [(0, 1100)]).codes == {"no-speech"}
    assert doubt_silence(segment, [(0, 1500), (2900, 9000)]).flags == ()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_guarding_changes_flags_and_nothing_else_and_twice_is_once(texts: list[str]) -> None:
    segments = [Segment(at, at + 1, text) for at, text in enumerate(texts)]
    guarded = guard(segments)
    assert [(segment.start_ms, segment.text) for segment in guarded] == [(segment.start_ms, segment.text) for segment in segments]
    assert guard(guarded) == guarded


@pytest.mark.real
def test_what_a_real_whisper_made_up_is_flagged(real_data: Path) -> None:
    def flagged(name: str) -> list[Segment]:
        cues = read_subtitles((real_data / "whisper-vtt" / name).read_bytes()).cues
        return list(guard([Segment(cue.start_ms, cue.end_ms, cue.text) for cue in cues]))

    noise = flagged("kp010zv7055_a_sl.vtt")
    assert sum("repetition" in segment.codes for segment in noise) >= 30
    lecture = flagged("nj963cm2696_em_sl.vtt")
    lines = [segment for segment in lecture if "credit-line" in segment.codes]
    assert sum("字幕志愿者" in segment.text for segment in lines) == 4
    assert sum("请不吝点赞" in segment.text for segment in lines) == 2
    assert sum(bool(segment.flags) for segment in lecture) < 0.2 * len(lecture)
