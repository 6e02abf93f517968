"""The first text: who speaks, where turns and chapters begin, and that nothing heard is dropped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.layout import draft_of
from pipeline.edit.heard import bare, hear
from pipeline.edit.layout import choose, lay_out
from pipeline.edit.lines import Editing
from pipeline.language.inline import plain
from pipeline.language.markup import normal
from pipeline.language.textfile import compose_text, parse_text
from pipeline.model.changes import applied, undone
from pipeline.model.decision import Decision, Decisions, Verdict
from pipeline.model.draft import Draft, Flag, Segment, Word
from pipeline.model.marks import MARK
from pipeline.model.text import Chapter, Paragraph, Text, Turn
from tests.edit.conversation import NAMES, draft, interview, segment

STORY = ["一九五〇年冬天，我十七岁。", "那天晚上下着大雪。", "我们天亮时到了江边。"]


def test_a_line_is_a_segment_and_a_pause_of_two_seconds_ends_the_paragraph() -> None:
    heard = draft(segment(0, STORY[0]), segment(4_000, STORY[1]), segment(9_000, STORY[2]))
    assert lay_out([(heard, 0)], interview(), NAMES).text == Text(
        (Chapter("", None, (Turn("甲", 0, (Paragraph(f"{STORY[0]}\n{STORY[1]}"), Paragraph(STORY[2]))),)),)
    )


def test_index_points_become_chapters_even_where_nothing_was_heard() -> None:
    heard = draft(segment(1_000, STORY[0]), segment(60_000, STORY[1]))
    index = [{"at": "0:00:00", "title": "参军"}, {"at": "0:01:00", "title": "过江"}, {"at": "0:05:00", "title": "回乡"}]
    chapters = lay_out([(heard, 0)], interview(index=index), NAMES).text.chapters
    assert [(chapter.title, chapter.start_ms, len(chapter.turns)) for chapter in chapters] == [
        ("参军", 0, 1),
        ("过江", 60_000, 1),
        ("回乡", 300_000, 0),
    ]


def test_speakers_of_words_are_told_apart_even_inside_a_segment() -> None:
    words = tuple(
        Word(500 * n, 500 * n + 500, letter, None, "yi" if n < 4 else "jia") for n, letter in enumerate("是哪年？一九五〇年。")
    )
    turns = lay_out([(draft(Segment(0, 5_000, "是哪年？一九五〇年。", words)), 0)], interview(), NAMES).text.turns()
    assert turns == (Turn("乙", 0, (Paragraph("是哪年？"),)), Turn("甲", 2_000, (Paragraph("一九五〇年。"),)))


def test_channels_say_who_speaks() -> None:
    heard = draft(segment(0, "您好。", speaker="left"), segment(1_000, "你好。", speaker="right"))
    record = interview(recordings=[{"file": "recording-1.wav", "channels": {"left": "yi", "right": "jia"}}])
    assert [turn.speaker for turn in lay_out([(heard, 0)], record, NAMES).text.turns()] == ["乙", "甲"]
    assert [turn.speaker for turn in lay_out([(heard, 0)], record, {"jia": "甲"}).text.turns()] == ["乙", "甲"]


def test_of_two_unnamed_voices_the_longer_is_the_narrator() -> None:
    heard = draft(segment(0, "您好。", speaker="SPEAKER_00"), segment(1_000, STORY[0], speaker="SPEAKER_01"))
    assert [turn.speaker for turn in lay_out([(heard, 0)], interview(), NAMES).text.turns()] == ["乙", "甲"]


def test_more_unnamed_voices_stay_numbered() -> None:
    heard = draft(*(segment(4_000 * n, STORY[n], speaker=f"SPEAKER_0{n}") for n in range(3)))
    assert [turn.speaker for turn in lay_out([(heard, 0)], interview(), NAMES).text.turns()] == ["说话人1", "说话人2", "说话人3"]


def test_questions_put_to_somebody_are_the_interviewer_s_when_there_are_enough() -> None:
    lines = ["您是哪一年入伍的？", *STORY, "您后来去了哪里？", *STORY]
    heard = draft(*(segment(5_000 * n, line) for n, line in enumerate(lines)))
    assert [turn.speaker for turn in lay_out([(heard, 0)], interview(), NAMES).text.turns()] == ["乙", "甲", "乙", "甲"]


def test_what_the_interviewer_has_by_a_guess_is_marked_at_each_turn_and_stays_settled_once_decided() -> None:
    lines = ["您是哪一年入伍的？", "您还记得吗？", *STORY, *STORY, "您后来去了哪里？", *STORY]
    heard = draft(*(segment(5_000 * n, line) for n, line in enumerate(lines)))
    guess = "〔待核：说话人系推测〕"
    laid = text_of(heard)
    assert [line for line in laid.splitlines() if guess in line] == [
        f"**乙** [00:00:00] {guess}您是哪一年入伍的？",
        f"**乙** [00:00:40] {guess}您后来去了哪里？",
    ]
    blocks = (block for turn in parse_text(laid, "text.md")[0].turns() for block in turn.blocks if isinstance(block, Paragraph))
    assert "".join(bare(block.text)[0] for block in blocks) == hear([(heard, 0)]).letters
    entries = decided("kept", lines[0], (0, 2_000), code="speaker-guessed").entries
    assert text_of(heard, Editing(Decisions(entries))) == laid.replace(guess, "", 1)


def test_who_is_known_by_label_or_channel_is_no_guess() -> None:
    lines = ["您是哪一年入伍的？", *STORY, "您后来去了哪里？", *STORY]
    heard = draft(*(segment(5_000 * n, line, speaker="yi" if "？" in line else "jia") for n, line in enumerate(lines)))
    assert "〔待核" not in text_of(heard)


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
    assert {turn.speaker for turn in lay_out([(heard, 0)], interview(), NAMES).text.turns()} == {"甲"}


def test_a_long_monologue_gets_a_time_every_three_minutes() -> None:
    heard = draft(*(segment(5_000 * n, STORY[n % 3]) for n in range(120)))
    starts = [turn.start_ms or 0 for turn in lay_out([(heard, 0)], interview(), NAMES).text.turns()]
    assert starts[0] == 0
    assert all(180_000 <= after - before < 270_000 for before, after in pairwise(starts))


def test_a_suspect_segment_stays_and_is_marked() -> None:
    heard = draft(segment(0, STORY[0]), segment(4_000, "请不吝点赞", flags=("credit-line",)))
    assert compose_text(lay_out([(heard, 0)], interview(), NAMES).text).endswith("\n〔待核：疑似套话〕请不吝点赞\n")


def text_of(heard: Draft, editing: Editing | None = None) -> str:
    return compose_text(lay_out([(heard, 0)], interview(), NAMES, editing).text)


def test_a_mark_stands_where_the_doubtful_words_begin_with_all_reasons_and_style_is_no_doubt() -> None:
    flags = (Flag("credit-line", 5, 9), Flag("repetition", 5, 9), Flag("spaces"), Flag("other", 0, 2))
    heard = draft(Segment(0, 5_000, "真苦 啊，谢谢观看", (), flags))
    assert text_of(heard) == "**甲** [00:00:00] 〔待核〕真苦啊，〔待核：疑似套话、疑似重复〕谢谢观看\n"
    assert (
        text_of(draft(Segment(0, 5_000, "真苦 啊，", (), (Flag("spaces"), Flag("no-punctuation")))))
        == "**甲** [00:00:00] 真苦啊，\n"
    )


def test_a_segment_cut_by_its_speakers_has_its_mark_in_the_right_part() -> None:
    words = tuple(
        Word(500 * n, 500 * n + 500, letter, None, "yi" if n < 4 else "jia") for n, letter in enumerate("是哪年？谢谢观看")
    )
    heard = draft(Segment(0, 4_000, "是哪年？ 谢谢观看", words, (Flag("credit-line", 5, 9),)))
    assert text_of(heard) == "**乙** [00:00:00] 是哪年？\n\n**甲** [00:00:02] 〔待核：疑似套话〕谢谢观看\n"


def test_what_is_safe_is_mended_and_recorded_and_can_be_undone() -> None:
    heard = draft(Segment(0, 5_000, "我們 那時候，什幺都没有。"), Segment(5_000, 6_000, "幺儿也去了。"))
    laid = lay_out([(heard, 0)], interview(), NAMES)
    assert compose_text(laid.text) == "**甲** [00:00:00] 我们那时候，什么都没有。\n幺儿也去了。\n"
    assert [change.rule for change in laid.changes.pieces[0].changes] == ["script", "spaces", "script", "yao"]
    assert undone("我们那时候，什么都没有。", laid.changes.pieces[0].changes) == heard.segments[0].text
    assert len(laid.changes.pieces) == 1
    assert draft_of(laid.changes.drafts[0]) == "recording-1"


def test_marks_are_set_only_where_a_draft_has_almost_none() -> None:
    bare = [line.replace("，", " ").rstrip("。") for line in STORY * 2]
    laid = text_of(draft(*(segment(6_000 * n, line, words=False) for n, line in enumerate(bare))))
    assert laid.startswith("**甲** [00:00:00] 一九五〇年冬天，我十七岁。\n\n那天晚上下着大雪。")
    one = [*STORY, *bare]
    assert (
        "一九五〇年冬天我十七岁\n"
        in text_of(draft(*(segment(6_000 * n, line, words=False) for n, line in enumerate(one)))) + "\n"
    )


def test_pauses_between_words_become_marks() -> None:
    said = "那年冬天我十七岁天上下着大雪我们连夜过江天亮了才到对岸您说苦不苦"
    times = [250 * n + (900 if n >= 8 else 0) + (400 if n >= 14 else 0) for n in range(len(said))]
    words = tuple(Word(at, at + 250, letter) for at, letter in zip(times, said, strict=True))
    laid = text_of(draft(Segment(0, times[-1] + 250, said, words)))
    assert laid == "**甲** [00:00:00] 那年冬天我十七岁。天上下着大雪，我们连夜过江天亮了才到对岸您说苦不苦。\n"


def test_names_of_the_registers_are_written_as_they_are() -> None:
    heard = draft(segment(0, "張乾說他來了。"))
    assert "张干说他来了。" in text_of(heard)
    assert "张乾说他来了。" in text_of(heard, Editing(forms=("张乾",)))


def decided(verdict: Verdict, words: str, span: tuple[int, int], now: str = "", code: str = "credit-line") -> Decisions:
    day = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    return Decisions(
        (
            Decision(
                code=code,
                recording="0" * 64,
                from_ms=span[0],
                to_ms=span[1],
                words=words,
                verdict=verdict,
                by="乙",
                at=day,
                now=now,
            ),
        )
    )


def test_what_a_person_decided_holds_for_every_draft_of_the_recording() -> None:
    credit = (Flag("credit-line"),)
    one = draft(segment(0, STORY[0]), Segment(4_000, 6_000, "請不吝點贊", (), credit))
    other = draft(
        segment(0, STORY[0]), Segment(3_500, 5_500, "请不吝点赞", (), credit), Segment(60_000, 62_000, "请不吝点赞", (), credit)
    )
    elsewhere = replace(one, recording="1" * 64)
    struck = Editing(decided("deleted", "请不吝点赞", (4_000, 6_000)))
    assert text_of(one, struck) == f"**甲** [00:00:00] {STORY[0]}\n"
    assert text_of(other, struck).endswith(f"{STORY[0]}\n\n〔待核：疑似套话〕请不吝点赞\n")
    assert text_of(other, struck).count("请不吝点赞") == 1
    assert "〔待核" in text_of(elsewhere, struck)
    assert text_of(one, Editing(decided("kept", "请不吝点赞", (4_000, 6_000)))).endswith("\n请不吝点赞\n")
    assert text_of(one, Editing(decided("replaced", "请不吝点赞", (4_000, 6_000), "请点灯"))).endswith("\n请点灯\n")
    laid = lay_out([(one, 0)], interview(), NAMES, struck)
    assert [(change.rule, change.was, change.now) for change in laid.changes.pieces[0].changes] == [
        ("decision", "請不吝點贊", "")
    ]


def test_the_newest_decision_counts() -> None:
    heard = draft(Segment(4_000, 6_000, "谢谢观看", (), (Flag("credit-line"),)))
    entries = (*decided("deleted", "谢谢观看", (4_000, 6_000)).entries, *decided("kept", "谢谢观看", (4_000, 6_000)).entries)
    assert text_of(heard, Editing(Decisions(entries))) == "**甲** [00:00:04] 谢谢观看\n"


def test_striking_words_strikes_their_other_flags_and_nothing_else() -> None:
    flags = (Flag("credit-line", 4, 8), Flag("repetition", 4, 6), Flag("no-speech", 0, 3))
    heard = draft(Segment(0, 4_000, "真苦啊，谢谢观看。走了", (), flags))
    assert (
        text_of(heard, Editing(decided("deleted", "谢谢观看", (1_000, 3_000))))
        == "**甲** [00:00:00] 〔待核：疑似无人说话〕真苦啊，。走了\n"
    )


def test_later_recordings_continue_the_clock() -> None:
    text = lay_out([(draft(segment(0, STORY[0])), 0), (draft(segment(500, STORY[1])), 60_000)], interview(), NAMES).text
    assert [turn.start_ms for turn in text.turns()] == [0, 60_500]


def test_nothing_heard_gives_an_empty_text() -> None:
    assert compose_text(lay_out([(draft(duration_ms=5_000), 0)], interview(), NAMES).text) == ""


def test_an_imported_draft_is_chosen_before_a_heard_one() -> None:
    heard, again, imported = draft(segment(0, "甲")), draft(segment(0, "乙")), draft(segment(0, "丙"), origin="imported")
    assert choose([imported, heard]) is imported
    assert choose([heard, again]) is again
    with pytest.raises(ValueError, match="drafts"):
        choose([])


WRITTEN = st.lists(st.one_of(st.text(max_size=20), st.text("我們說什幺那幺儿乾後裡 ，。？吗谢观看A1\n", max_size=20)), max_size=8)


@given(
    WRITTEN,
    st.sampled_from(["words", ""]),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 20), st.integers(1, 20)), max_size=4),
)
def test_nothing_heard_is_dropped_all_that_is_changed_can_be_undone_and_the_text_is_sound(
    lines: list[str], words: str, places: list[tuple[int, int, int]]
) -> None:
    segments = [segment(5_000 * n, line, words=bool(words)) for n, line in enumerate(lines)]
    for number, start, length in places:
        if number < len(segments) and start + length <= len(segments[number].text):
            flag = Flag("credit-line", start, start + length)
            segments[number] = replace(segments[number], flags=(*segments[number].flags, flag))
    heard = draft(*segments)
    laid = lay_out([(heard, 0)], interview(), NAMES)
    again, problems = parse_text(compose_text(laid.text), "text.md")
    assert (again, problems) == (laid.text, ())
    shown = "".join(
        plain(MARK.sub("", block.text)) for turn in laid.text.turns() for block in turn.blocks if isinstance(block, Paragraph)
    )
    changes = {piece.from_ms: piece.changes for piece in laid.changes.pieces}
    spoken = [(one.start_ms, normal(one.text)) for one in heard.segments if normal(one.text).strip()]
    mended = {at: applied(text, changes.get(at, ())) for at, text in spoken}
    assert "".join(shown.split()) == "".join("".join(mended.values()).split())
    assert [undone(mended[at], changes.get(at, ())) for at, _ in spoken] == [text for _, text in spoken]
    assert lay_out([(heard, 0)], interview(), NAMES) == laid
