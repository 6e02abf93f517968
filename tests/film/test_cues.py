"""Subtitles: short lines that follow the voice, in which nothing withheld is told and nothing overlaps."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.edition import PublicInterview
from pipeline.model.projection import InterviewProjection, PublicChapter
from pipeline.publish.film.cues import LEFT_OUT, LINE, MOST, cues_of, parted, srt, vtt
from tests.ebook.editions import timed
from tests.release.sample import TODAY
from tests.volume.editions import asked, turn

LONG = "我们在高原上修了整整四年公路，石头很硬，手上全是血泡，晚上睡在帐篷里，风一吹就透了，可是谁也没有叫过一声苦。"


def told(*turns):
    talk = InterviewProjection(purpose="film", id="V1", title="题", chapters=(PublicChapter(title="章", turns=turns),))
    return PublicInterview(talk, timed(talk), None, "confirmed", TODAY)


def test_who_asks_is_named_once_and_the_narrator_is_not():
    one = told(asked("您在哪里？冷不冷？"), turn("甲", "在高原上。"))
    assert [cue.lines for cue in cues_of(one, (), 0, 200)] == [("周问：您在哪里？",), ("冷不冷？",), ("在高原上。",)]


def test_a_long_sentence_is_parted_after_its_marks_and_shares_its_time():
    found = cues_of(told(turn("甲", LONG)), (), 0, 200)
    assert "".join(line for cue in found for line in cue.lines) == LONG
    assert all(len(line) <= LINE for cue in found for line in cue.lines)
    assert [cue.lines[-1][-1] for cue in found] == ["，", "。"]
    assert found[0].start == 0


def test_a_passage_takes_only_what_is_spoken_in_it():
    one = told(turn("甲", "一句。两句。三句。四句。"))
    found = cues_of(one, (), 30, 75)
    assert [(cue.start, cue.end, cue.lines) for cue in found] == [(0, 20, ("两句。",)), (20, 45, ("三句。",))]


def test_what_is_silenced_is_said():
    assert [cue.lines for cue in cues_of(told(turn("甲", "一句。")), [(2000, 3000)], 0, 200)] == [("一句。",), (LEFT_OUT,)]


def test_without_times_there_are_no_subtitles():
    assert cues_of(dataclasses.replace(told(turn("甲", "一句。")), timing=None), (), 0, 200) == ()


def test_the_two_files_say_the_same_times():
    found = cues_of(told(turn("甲", "a < b & c。")), (), 0, 200)
    assert srt(found, 25) == "1\n00:00:00,000 --> 00:00:01,000\na < b & c。\n"
    assert vtt(found, 25) == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na &lt; b &amp; c。\n"


@given(st.text("雪下，。天 a", min_size=1, max_size=120))
def test_nothing_is_lost_in_parting(words):
    pieces = parted(words, MOST)
    assert "".join(pieces) == words
    assert all(len(piece) <= MOST for piece in pieces)


@given(st.lists(st.text("雪下，天", min_size=1, max_size=60), min_size=1, max_size=6), st.integers(0, 100), st.integers(1, 200))
def test_no_subtitle_overlaps_another_or_leaves_its_passage(sentences, start, length):
    one = told(turn("甲", *(f"{words}。" for words in sentences)))
    found = cues_of(one, [(700, 1300), (1200, 1500)], start, start + length)
    assert all(cue.start < cue.end for cue in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(cue.start >= 0 and cue.end <= length for cue in found)
