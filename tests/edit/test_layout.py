"""The first text: who speaks, where turns and chapters begin, and that nothing heard is dropped."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edit.layout import choose, lay_out
from pipeline.language.inline import plain
from pipeline.language.textfile import compose_text, parse_text
from pipeline.model.draft import Segment, Word
from pipeline.model.text import Chapter, Paragraph, Text, Turn
from tests.edit.conversation import NAMES, draft, interview, segment

STORY = ["一九五〇年冬天，我十七岁。", "那天晚上下着大雪。", "我们天亮时到了江边。"]


def test_a_line_is_a_segment_and_a_pause_of_two_seconds_ends_the_paragraph() -> None:
    heard = draft(segment(0, STORY[0]), segment(4_000, STORY[1]), segment(9_000, STORY[2]))
    assert lay_out([(heard, 0)], interview(), NAMES) == Text(
        (Chapter("", None, (Turn("甲", 0, (Paragraph(f"{STORY[0]}\n{STORY[1]}"), Paragraph(STORY[2]))),)),)
    )


def test_index_points_become_chapters_even_where_nothing_was_heard() -> None:
    heard = draft(segment(1_000, STORY[0]), segment(60_000, STORY[1]))
    index = [{"at": "0:00:00", "title": "参军"}, {"at": "0:01:00", "title": "过江"}, {"at": "0:05:00", "title": "回乡"}]
    chapters = lay_out([(heard, 0)], interview(index=index), NAMES).chapters
    assert [(chapter.title, chapter.start_ms, len(chapter.turns)) for chapter in chapters] == [
        ("参军", 0, 1),
        ("过江", 60_000, 1),
        ("回乡", 300_000, 0),
    ]


def test_speakers_of_words_are_told_apart_even_inside_a_segment() -> None:
    words = tuple(
        Word(500 * n, 500 * n + 500, letter, None, "yi" if n < 4 else "jia") for n, letter in enumerate("是哪年？一九五〇年。")
    )
    turns = lay_out([(draft(Segment(0, 5_000, "是哪年？一九五〇年。", words)), 0)], interview(), NAMES).turns()
    assert turns == (Turn("乙", 0, (Paragraph("是哪年？"),)), Turn("甲", 2_000, (Paragraph("一九五〇年。"),)))


def test_channels_say_who_speaks() -> None:
    heard = draft(segment(0, "您好。", speaker="left"), segment(1_000, "你好。", speaker="right"))
    record = interview(recordings=[{"file": "recording-1.wav", "channels": {"left": "yi", "right": "jia"}}])
    assert [turn.speaker for turn in lay_out([(heard, 0)], record, NAMES).turns()] == ["乙", "甲"]
    assert [turn.speaker for turn in lay_out([(heard, 0)], record, {"jia": "甲"}).turns()] == ["乙", "甲"]


def test_of_two_unnamed_voices_the_longer_is_the_narrator() -> None:
    heard = draft(segment(0, "您好。", speaker="SPEAKER_00"), segment(1_000, STORY[0], speaker="SPEAKER_01"))
    assert [turn.speaker for turn in lay_out([(heard, 0)], interview(), NAMES).turns()] == ["乙", "甲"]


def test_more_unnamed_voices_stay_numbered() -> None:
    heard = draft(*(segment(4_000 * n, STORY[n], speaker=f"SPEAKER_0{n}") for n in range(3)))
    assert [turn.speaker for turn in lay_out([(heard, 0)], interview(), NAMES).turns()] == ["说话人1", "说话人2", "说话人3"]


def test_questions_put_to_somebody_are_the_interviewer_s_when_there_are_enough() -> None:
    lines = ["您是哪一年入伍的？", *STORY, "您后来去了哪里？", *STORY]
    heard = draft(*(segment(5_000 * n, line) for n, line in enumerate(lines)))
    assert [turn.speaker for turn in lay_out([(heard, 0)], interview(), NAMES).turns()] == ["乙", "甲", "乙", "甲"]


@pytest.mark.parametrize(
    "lines",
    [
        ["您是哪一年入伍的？", *STORY],  # one question may be anybody's
        ["这怎么办呢？", *STORY, "谁知道呢？", *STORY],  # these are put to nobody
        [
            "您是哪年入伍",
            "您去了哪里？",
            "你好不好？",
            "一九五〇年",
            "那天下雪",
            "我们到了",
            "江边",
            "就过江了",
            "没有桥",
        ],  # no marks
    ],
)
def test_where_questions_do_not_convince_all_is_the_narrator_s(lines: list[str]) -> None:
    heard = draft(*(segment(5_000 * n, line) for n, line in enumerate(lines)))
    assert {turn.speaker for turn in lay_out([(heard, 0)], interview(), NAMES).turns()} == {"甲"}


def test_a_long_monologue_gets_a_time_every_three_minutes() -> None:
    heard = draft(*(segment(5_000 * n, STORY[n % 3]) for n in range(120)))
    starts = [turn.start_ms or 0 for turn in lay_out([(heard, 0)], interview(), NAMES).turns()]
    assert starts[0] == 0
    assert all(180_000 <= after - before < 270_000 for before, after in pairwise(starts))


def test_a_suspect_segment_stays_and_is_marked() -> None:
    heard = draft(segment(0, STORY[0]), segment(4_000, "请不吝点赞", flags=("credit-line",)))
    assert compose_text(lay_out([(heard, 0)], interview(), NAMES)).endswith("〔待核〕请不吝点赞\n")


def test_later_recordings_continue_the_clock() -> None:
    text = lay_out([(draft(segment(0, STORY[0])), 0), (draft(segment(500, STORY[1])), 60_000)], interview(), NAMES)
    assert [turn.start_ms for turn in text.turns()] == [0, 60_500]


def test_nothing_heard_gives_an_empty_text() -> None:
    assert compose_text(lay_out([(draft(duration_ms=5_000), 0)], interview(), NAMES)) == ""


def test_an_imported_draft_is_chosen_before_a_heard_one() -> None:
    heard, again, imported = draft(segment(0, "甲")), draft(segment(0, "乙")), draft(segment(0, "丙"), origin="imported")
    assert choose([imported, heard]) is imported
    assert choose([heard, again]) is again
    with pytest.raises(ValueError, match="drafts"):
        choose([])


@given(st.lists(st.text(max_size=20), max_size=8), st.sampled_from(["words", ""]))
def test_every_word_heard_is_in_the_text_and_the_text_is_sound(lines: list[str], words: str) -> None:
    heard = draft(*(segment(5_000 * n, line, words=bool(words)) for n, line in enumerate(lines)))
    text = lay_out([(heard, 0)], interview(), NAMES)
    again, problems = parse_text(compose_text(text), "text.md")
    assert (again, problems) == (text, ())
    shown = "".join(plain(block.text) for turn in text.turns() for block in turn.blocks if isinstance(block, Paragraph))
    spoken = "".join(unicodedata.normalize("NFC", line.replace("\ufeff", "")) for line in lines)
    assert "".join(shown.split()) == "".join(spoken.split())
