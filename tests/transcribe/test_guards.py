"""What a machine made up is flagged, what people say is not, and nothing is taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.subtitles import read_subtitles
from pipeline.model.draft import Flag, Segment, Word
from pipeline.model.marks import STYLE
from pipeline.transcribe.guards import doubt_silence, guard

LETTER = 250  # milliseconds


def _codes(segment: Segment) -> tuple[str, ...]:
    return tuple(flag.code for flag in segment.flags if flag.code not in STYLE)


def _spoken(*texts: str) -> list[Segment]:
    """Segments one after the other, four letters a second."""
    segments: list[Segment] = []
    at = 0
    for text in texts:
        length = max(1000, LETTER * len(text))
        segments.append(Segment(at, at + length, text))
        at += length
    return segments


def _flags(*texts: str) -> list[tuple[str, ...]]:
    return [_codes(segment) for segment in guard(_spoken(*texts))]


@pytest.mark.parametrize(
    "text",
    [
        "去" * 225,
        "你只能选择两个" * 6,
        "像、像、像、像、像、像、像、像、像",
        "我们走了一夜，" * 4,
        "每一个人都要为祖国的建设，" * 3,
        "这张图表里面有一个很重要的故事就是说明了当时的情况，" * 2,
        "abcdefg hijklmn opqrst " * 30,
        "，".join(f"第{number}次我们去了那个地方看了看又回来了" for number in "一二三四五六七八九"),  # each a little different
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
        "我就说不行不行不行不行，他不听。",
        "我在OK镇看了DNA报告，用的是CCTV News。",
    ],
)  # fmt: skip
def test_how_people_speak_is_not_flagged(text: str) -> None:
    assert _flags(text) == [()]


def test_the_same_sentence_again_and_again_is_flagged_wherever_it_stands_in_the_row() -> None:
    assert _flags("好的。", "谢谢你。", "谢谢你！", "谢谢 你", "再见。") == [(), *[("repetition",)] * 3, ()]
    assert _flags("嗯。", "嗯。", "嗯。") == [(), (), ()]
    assert _flags("那年冬天下着大雪我们过江", "那年冬天下着大雪，我们过江。") == [("repetition",), ("repetition",)]
    assert _flags("谢谢你。", "♪", "谢谢你。", "♪", "谢谢你。") == [("repetition",), (), ("repetition",), (), ("repetition",)]


def test_segments_that_take_turns_are_flagged_and_people_who_nod_are_not() -> None:
    assert _flags(*["我们一直在走。", "天上下着雪。"] * 3) == [("repetition",)] * 6
    assert _flags("您去了吗？", "去了。", "您去了吗？", "去了。", "后来呢？") == [()] * 5
    assert _flags(*["嗯。", "对。"] * 3) == [()] * 6


def test_one_line_all_over_a_draft_is_flagged() -> None:
    others = [f"{word}天我们到了{word}地" for word in "春夏秋冬东西南北山水"]
    mixed = [line for other in others for line in (other, "谢谢你们。")]
    assert [bool(codes) for codes in _flags(*mixed)] == [False, True] * 10
    assert _flags(*(line for other in others for line in (other, "对对对。"))) == [()] * 20


def test_a_loop_that_crosses_segments_is_flagged_in_its_place_in_each() -> None:
    heard = guard(
        _spoken("历史创造了机会这张图里有", "一个很重要的故事这张图里有一个很重要的故", "事这张图里有一个很重要的故事排球赛")
    )
    flags = [next(flag for flag in segment.flags if flag.code == "repetition") for segment in heard]
    assert [segment.text[flag.start : flag.end] for segment, flag in zip(heard, flags, strict=True)] == [
        "这张图里有",
        heard[1].text,
        "事这张图里有一个很重要的故事",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
        "請 不 吝 點 贊",
        "请不令点赞",
        "打上支持明镜",
        "字幕志愿者 李宗盛",
        "字幕自愿者",
        "中文字幕志願者 楊棟樑",
        "字幕由Amara.org社区提供",
        "字幕由某某字幕组提供",
        "谢谢观看。",
        "謝謝大家收看！",
        "（音樂）",
        "[Music]",
        "♪音乐♪",
        "優優獨播劇場——YoYo Television Series Exclusive",
        "MING PAO CANADA // MING PAO TORONTO",
        "Thank you for watching!",
    ],
)
def test_a_credit_line_is_flagged(text: str) -> None:
    assert "credit-line" in _flags(text)[0]
    (segment,) = guard(_spoken(text))
    assert next(flag for flag in segment.flags if flag.code == "credit-line").start is None


@pytest.mark.parametrize(
    "text",
    [
        "我要谢谢大家这么多年的照顾。",
        "那时候我们观看了阅兵。",
        "感谢您的收看明天的同一时间再见",
        "我当志愿者，看电影要看字幕。",
        "部队里的音乐队给我们掌声。",
        "他是明镜高悬的好干部，请大家支持。",
        "这本书（上册）是我写的。",
    ],
)
def test_what_people_say_is_no_credit_line(text: str) -> None:
    assert _flags(text) == [()]


def test_a_credit_line_after_real_words_is_flagged_in_its_place_and_goes_on_in_the_next_segment() -> None:
    heard = guard(
        _spoken("那时候真苦啊 中文字幕志愿者 杨", "栋梁", "请不吝点赞 订阅 转", "发 打赏支持明镜与点点栏目在这座图书馆里")
    )
    places = [[segment.text[flag.start : flag.end] for flag in segment.flags if flag.code == "credit-line"] for segment in heard]
    assert places == [["中文字幕志愿者 杨"], ["栋梁"], ["请不吝点赞 订阅 转"], ["发 打赏支持明镜与点点栏目"]]


def test_figures_of_the_engine_raise_flags() -> None:
    doubtful = Segment(0, 900, "在吗", figures={"no_speech_prob": 0.9, "avg_logprob": -1.4})
    sure = Segment(900, 1800, "在吗", figures={"no_speech_prob": 0.9, "avg_logprob": -0.2})
    packed = Segment(1800, 2700, "你在", figures={"compression_ratio": 2.5})
    assert [_codes(segment) for segment in guard([doubtful, sure, packed])] == [("no-speech",), (), ("repetition",)]


def test_words_where_nobody_is_loud_are_doubted() -> None:
    segment = Segment(1000, 3000, "字")
    assert doubt_silence(segment, [(0, 1100)]).codes == {"no-speech"}
    assert doubt_silence(segment, [(0, 1500), (2900, 9000)]).flags == ()


def test_nobody_speaks_so_fast_or_so_slowly() -> None:
    fast, slow = Segment(0, 1000, "一九五〇年冬天我十七岁那天晚上下着大雪"), Segment(2000, 10_000, "是吗")
    brief, usual = Segment(11_000, 11_100, "对"), Segment(12_000, 14_000, "那天晚上下着大雪")
    assert [_codes(segment) for segment in guard([fast, slow, brief, usual])] == [("too-fast",), ("too-slow",), (), ()]


def test_times_that_cannot_be_are_flagged_and_people_who_interrupt_are_not() -> None:
    def said(start: int, end: int, text: str, speaker: str = "") -> Segment:
        return Segment(start, end, text, (Word(start, end, text, speaker=speaker),))

    backwards = [Segment(3000, 1000, "雪"), Segment(3000, 5000, "我们过江")]
    assert [_codes(segment) for segment in guard(backwards)] == [("times-backwards",), ()]
    within = [Segment(0, 5000, "那天晚上下着大雪"), Segment(1000, 3000, "我们过江")]
    assert [_codes(segment) for segment in guard(within)] == [(), ("times-overlap",)]
    touching = [Segment(0, 3000, "那天晚上下着大雪"), Segment(2800, 5000, "我们过江")]
    assert [_codes(segment) for segment in guard(touching)] == [(), ()]
    told = [said(0, 5000, "那天晚上下着大雪", "jia"), said(1000, 3000, "是吗您慢慢说", "yi")]
    assert [_codes(segment) for segment in guard(told)] == [(), ()]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("students will carry on the tradition", ("language-flip",)),
        ("ありがとうございました", ("language-flip",)),
        ("감사합니다", ("language-flip",)),
        ("我学了AI、IT和DNA这些新东西，也看World Cup。", ()),
        ("OK OK", ()),
    ],
)
def test_another_language_all_of_a_sudden_is_flagged(text: str, codes: tuple[str, ...]) -> None:
    assert _flags("一九五〇年冬天，我十七岁。", text, "那天晚上下着大雪，我们过了江。")[1] == codes


def test_chinese_in_an_english_interview_is_a_flip_as_well() -> None:
    lines = ["I was born in Fresno, you know.", "字幕志愿者来了以后", "And then we went to the city of 成都 in May."]
    assert ["language-flip" in codes for codes in _flags(*lines)] == [False, True, False]


def test_style_is_told_apart_from_doubt() -> None:
    heard = guard(_spoken("那天晚上下着大雪我们天亮的时候走到了江边上", "我们 過了江。", "雪很大。"))
    assert [segment.codes for segment in heard] == [{"no-punctuation"}, {"script", "spaces"}, set()]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_guarding_changes_flags_and_nothing_else_and_twice_is_once(texts: list[str]) -> None:
    segments = [Segment(at, at + 1, text) for at, text in enumerate(texts)]
    guarded = guard(segments)
    assert [(segment.start_ms, segment.text) for segment in guarded] == [(segment.start_ms, segment.text) for segment in segments]
    assert guard(guarded) == guarded
    for segment in guarded:
        assert all(0 <= (flag.start or 0) < (flag.end or 1) <= max(1, len(segment.text)) for flag in segment.flags)


@given(st.lists(st.text("我们走了雪江 ，。", min_size=12, max_size=30), min_size=1, max_size=4), st.integers(3, 5))
def test_wherever_segments_are_cut_a_loop_in_them_is_flagged(texts: list[str], times: int) -> None:
    loop = "一九五〇年冬天志愿军渡过鸭绿江" * times
    whole = "".join(texts) + loop
    cut = [whole[at : at + 11] for at in range(0, len(whole), 11)]
    flagged = {number for number, codes in enumerate(_flags(*cut)) if "repetition" in codes}
    assert flagged >= {number for number, text in enumerate(cut) if number * 11 + len(text) > len(whole) - len(loop)}


def _heard(real_data: Path, name: str) -> tuple[Segment, ...]:
    cues = read_subtitles((real_data / "whisper-vtt" / name).read_bytes()).cues
    return guard([Segment(cue.start_ms, cue.end_ms, cue.text) for cue in cues])


# nj963cm2696_em_sl.vtt read from end to end by a person: the numbers of its cues (from 1), and what is made up in them.
CREDITS = {211, 212, 215, 216, 217, 422, 423, 485, 486, 688, 689}
LOOPS = {1, 2, 41, *range(82, 89), 420, 421, 465, 466}  # 88 holds the last character of one
NOISE = {660, 661}
DOUBTS = {"credit-line", "repetition", "no-speech", "prompt-echo"}


@pytest.mark.real
def test_what_a_real_whisper_made_up_is_flagged_and_hardly_anything_else(real_data: Path) -> None:
    heard = dict(enumerate(_heard(real_data, "nj963cm2696_em_sl.vtt"), 1))
    assert {number for number in CREDITS if "credit-line" not in heard[number].codes} == set()
    assert {number for number in LOOPS if "repetition" not in heard[number].codes} == set()
    assert {number for number in NOISE if not heard[number].codes - STYLE} == set()
    others = {number for number in heard if heard[number].codes & DOUBTS} - CREDITS - LOOPS - NOISE
    assert len(others) <= 0.01 * (len(heard) - len(CREDITS | LOOPS | NOISE)), sorted(others)
    assert Flag("repetition", 2, 10) in heard[2].flags
    assert Flag("credit-line", 0, 9) in heard[423].flags
    assert sum(bool(heard[number].codes - STYLE) for number in heard) < 0.07 * len(heard)


@pytest.mark.real
def test_thanks_over_a_silent_film_are_flagged_and_a_real_interview_is_not(real_data: Path) -> None:
    film = _heard(real_data, "kp010zv7055_a_sl.vtt")
    thanks = [segment for segment in film if segment.text == "Thank you."]
    assert len(thanks) == 39
    assert all("repetition" in segment.codes for segment in thanks)
    assert [segment.text for segment in _heard(real_data, "bb158br2509_sl.vtt") if segment.codes - STYLE] == []
