"""A punctuation model sets marks where there are none, changes no letter, and readers are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import NotAModel
from pipeline.model.draft import Flag, Segment, Word
from pipeline.model.problem import sentence
from pipeline.transcribe.engines import engine_named
from pipeline.transcribe.hear import Ears, Original, hear
from pipeline.transcribe.listening import Hints, ModelPlace
from pipeline.transcribe.punctuation import CODE, Punctuation, _marked, marks_after
from pipeline.transcribe.sherpa_runtime import version
from pipeline.transcribe.whisper import sha256
from tests.transcribe.graphs import punctuator
from tests.transcribe.models import ROOT

AFTER = {"我": "_", "是": "_", "成": "_", "都": "_", "人": "，", "了": "。", "吗": "？", "hello": "_"}


@pytest.fixture(scope="module")
def punctuation(tmp_path_factory: pytest.TempPathFactory) -> Punctuation:
    root = tmp_path_factory.mktemp("punctuation")
    punctuator(root / "ct", AFTER)
    return Punctuation(ModelPlace("", root, root / "work", sha256, punctuation="ct"))


def segment(text: str, start: int = 0, *flags: Flag) -> Segment:
    words = tuple(Word(start + 100 * i, start + 100 * i + 90, letter, 0.5) for i, letter in enumerate(text))
    return Segment(start, start + 100 * len(text), text, words, flags)


def test_marks_are_set_words_stay_and_the_segment_is_flagged(punctuation: Punctuation) -> None:
    before = segment("我是成都人十八岁去了", 0, Flag("repetition"))
    (after,) = punctuation.punctuated([before])
    assert after.text == "我是成都人，十八岁去了。"
    assert after.words == before.words
    assert (after.start_ms, after.end_ms) == (before.start_ms, before.end_ms)
    assert after.flags == (Flag("repetition"), Flag(CODE))
    assert CODE in after.codes
    assert sentence(CODE, {}, "zh").endswith("。")


def test_text_that_has_marks_is_left_as_it_is(punctuation: Punctuation) -> None:
    marked = (segment("我是成都人。"), segment("去了,"))
    assert punctuation.punctuated(marked) == marked
    assert punctuation.punctuated(()) == ()


def test_a_pause_alone_ends_no_sentence(punctuation: Punctuation) -> None:
    spoken = (segment("我是成都"), segment("的兵", 1000), segment("你去了", 2000))
    assert [one.text for one in punctuation.punctuated(spoken)] == ["我是成都", "的兵", "你去了。"]
    assert [CODE in one.codes for one in punctuation.punctuated(spoken)] == [False, False, True]


def test_a_long_pause_another_speaker_and_a_long_row_end_a_sentence(punctuation: Punctuation) -> None:
    yi, jia = (
        replace(segment("成都", start), words=(Word(start, start + 200, "成都", speaker=who),))
        for start, who in ((0, "乙"), (500, "甲"))
    )
    assert [one.text for one in punctuation.punctuated([yi, jia, segment("都", 5000)])] == ["成都。", "成都。", "都。"]
    many = punctuation.punctuated([segment("我是成都" * 25, 10_000 * number) for number in range(12)])
    assert sum("。" in one.text for one in many) == 3


def test_spaces_capitals_and_latin_words_stay(punctuation: Punctuation) -> None:
    (after,) = punctuation.punctuated([segment("我 是 CT Scan 人 去了")])
    assert after.text == "我 是 CT Scan 人， 去了。"


def test_a_model_that_changes_letters_is_not_believed() -> None:
    spoken = (segment("我是成都人"), segment("十八岁", 2000))
    assert _marked(spoken, lambda text: text[:2] + "。") == spoken
    one_by_one = _marked(spoken, lambda text: text + "。" if len(text) == 3 else "别的")
    assert [one.text for one in one_by_one] == ["我是成都人", "十八岁。"]


@given(st.lists(st.tuples(st.text("我是aB 12", max_size=4), st.sampled_from(["", "，", "。", "？"])), max_size=8))
def test_marks_are_found_by_the_letters_before_them(said: list[tuple[str, str]]) -> None:
    text = "".join(part for part, _ in said)
    marks = marks_after(text, "".join(part + mark for part, mark in said))
    assert marks is not None
    assert set("".join(marks.values())) <= {"，", "。", "？"}
    assert marks_after(text + "多", text) is None


def test_the_draft_records_the_model_and_other_folders_are_refused(punctuation: Punctuation, tmp_path: Path) -> None:
    told = punctuation.described()
    assert told == {
        "punctuation": "ct",
        "punctuation_digest": sha256(punctuation._place.root / "ct/model.onnx"),
        "punctuation_by": version(),
    }
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/model.onnx").write_text("标点", "utf-8")
    (tmp_path / "empty").mkdir()
    for name, code in {
        "absent": "punctuation-not-found",
        "empty": "punctuation-not-found",
        "broken": "sherpa-file-broken",
    }.items():
        with pytest.raises(NotAModel, match=code):
            Punctuation(ModelPlace("", tmp_path, tmp_path, sha256, punctuation=name)).described()


def test_a_draft_without_marks_gets_them_and_keeps_its_words(
    ctc_model: Path, punctuation: Punctuation, tmp_path: Path, nobody_asks: Callable[[int, int], None]
) -> None:
    original = Original(ROOT / "archive/interviews/2023-001-lin/recording-1.flac", "a" * 64, 70_000)
    engine = engine_named("sherpa", ModelPlace(str(ctc_model), tmp_path, tmp_path / "work", sha256, threads=1))
    bare = hear(original, Ears(engine), Hints("zh"), tmp_path / "bare", nobody_asks)
    marked = hear(original, Ears(engine, punctuation=punctuation), Hints("zh"), tmp_path / "marked", nobody_asks)
    assert marked.options == {**bare.options, **punctuation.described()}
    assert [segment.words for segment in marked.segments] == [segment.words for segment in bare.segments]
    assert ["".join(filter(str.isalnum, segment.text)) for segment in marked.segments] == [one.text for one in bare.segments]
    assert any(CODE in segment.codes for segment in marked.segments)
    assert all(
        (CODE in segment.codes) == (segment.text != one.text) for segment, one in zip(marked.segments, bare.segments, strict=True)
    )
