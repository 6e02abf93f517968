"""text.md and story.md: reading gives back what was written, and what is wrong is named and kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.textfile import canonical_text, compose_story, compose_text, parse_story, parse_text
from pipeline.model.catalogue.edit import SENTENCES
from pipeline.model.text import Chapter, Paragraph, Shown, Story, Text, Turn

SAMPLE = """## 雪夜过江 [00:03:10]

**乙** [00:03:10] 您是哪一年入伍的？

**甲** [00:03:14.500] 一九五〇年冬天，我十七岁。
那天晚上下着大雪，……[^1]

天亮时到了江边。

![](item:merit-medal-1953)

[^1]: 内江到成都当时步行约五天。
"""
MARKUP = [
    "## 题", "**甲** ", "[00:01]", "![](item:a)", "[^1]: ", "[^1]", "\\", "#", "*", " ", "\n", "\n\n", "[", "]", "：", "雪",
    "\u0301", "a", "\u3000", "\ufeff", "\r", "\x85", "\u2028", "00:00:07", "[99:99]", "**", "-", "![",
]  # fmt: skip
words = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(MARKUP), max_size=12).map("".join))
times = st.one_of(st.none(), st.integers(0, 3_599_999_999))
shown = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,20}\Z").map(Shown)
turns = st.builds(Turn, words, times, st.lists(st.one_of(words.map(Paragraph), shown), max_size=4).map(tuple))
chapters = st.builds(Chapter, words, times, st.lists(turns, max_size=3).map(tuple))
marks = st.from_regex(r"\A[^\]\[\s\\]{1,8}\Z").filter(lambda mark: mark.isprintable() and mark.isascii())
texts = st.builds(Text, st.lists(chapters, max_size=3).map(tuple), st.lists(st.tuples(marks, words), max_size=3).map(tuple))


def named(text: Text) -> Text:
    """The text with a title for every chapter and a name for every turn."""
    return Text(
        tuple(
            Chapter(
                chapter.title or "章",
                chapter.start_ms,
                tuple(Turn(t.speaker or "甲", t.start_ms, t.blocks) for t in chapter.turns),
            )
            for chapter in text.chapters
        ),
        text.notes,
    )


@settings(max_examples=400)
@given(texts)
def test_every_canonical_text_comes_back_as_it_was_written(text: Text) -> None:
    text = named(canonical_text(text))
    again, problems = parse_text(compose_text(text), "text.md")
    assert again == text
    assert {problem.code for problem in problems} <= {
        "text-note-undefined",
        "text-note-unused",
        "text-note-empty",
        "text-note-twice",
    }


@given(texts)
def test_a_canonical_text_stays_as_it_is(text: Text) -> None:
    assert canonical_text(canonical_text(text)) == canonical_text(text)


@given(st.lists(words.filter(lambda w: "[^" not in w and "\n" not in w and w.strip()), min_size=1, max_size=4))
def test_footnotes_that_are_used_and_defined_are_no_problem(lines: list[str]) -> None:
    used = "".join(f"雪[^{number}]" for number in range(len(lines)))
    text = canonical_text(
        Text(
            (Chapter("题", 7, (Turn("甲", None, (Paragraph(used),)),)),),
            tuple((str(number), line) for number, line in enumerate(lines)),
        )
    )
    if all(words for _, words in text.notes):
        assert parse_text(compose_text(text), "text.md") == (text, ())


@settings(max_examples=400)
@given(st.one_of(st.text(), st.lists(st.sampled_from(MARKUP), max_size=40).map("".join)))
def test_anything_can_be_read_and_is_written_the_same_way_ever_after(source: str) -> None:
    text, problems = parse_text(source, "text.md")
    written = compose_text(text)
    assert compose_text(parse_text(written, "text.md")[0]) == written
    assert all(problem.code in SENTENCES and problem.line >= 1 and problem.column >= 1 for problem in problems)


@given(st.one_of(st.text(), st.lists(st.sampled_from(MARKUP), max_size=40).map("".join)))
def test_any_story_can_be_read_and_comes_back(source: str) -> None:
    story, problems = parse_story(source, "story.md")
    again, _ = parse_story(compose_story(story), "story.md")
    assert compose_story(again) == compose_story(story)
    if not problems:
        assert again == story


def test_the_sample_is_read_and_written_as_it_stands() -> None:
    text, problems = parse_text(SAMPLE, "text.md")
    assert problems == ()
    assert compose_text(text) == SAMPLE
    assert text.chapters[0].start_ms == 190_000
    assert text.turns()[1] == Turn(
        "甲",
        194_500,
        (
            Paragraph("一九五〇年冬天，我十七岁。\n那天晚上下着大雪，……[^1]"),
            Paragraph("天亮时到了江边。"),
            Shown("merit-medal-1953"),
        ),
    )
    assert text.notes == (("1", "内江到成都当时步行约五天。"),)


def test_words_that_look_like_markup_are_kept_by_a_backslash() -> None:
    text = Text(
        (Chapter("题 [00:01]", None, (Turn("甲", None, (Paragraph("[00:07] 是编号\n## 不是标题\n**甲** 不是说话人"),)),)),)
    )
    written = compose_text(text)
    assert written == "## 题 \\[00:01]\n\n**甲** \\[00:07] 是编号\n\\## 不是标题\n\\**甲** 不是说话人\n"
    assert parse_text(written, "text.md") == (text, ())


def test_a_paragraph_that_begins_with_emphasis_is_no_turn() -> None:
    text, problems = parse_text("**甲** [00:01] 是。\n\n**重点**是雪。\n", "text.md")
    assert problems == ()
    assert text.turns() == (Turn("甲", 1000, (Paragraph("是。"), Paragraph("**重点**是雪。"))),)


@pytest.mark.parametrize(
    ("source", "line", "column", "code"),
    [
        ("**甲** [00:99] 是。", 1, 1, "text-time"),
        ("## 题 [1:2:3:4]\n", 1, 1, "text-time"),
        ("**甲** 是。\n\n![](item:功章)\n", 3, 1, "text-item"),
        ("**甲** 是。\n\n  ![功章](item:medal)\n", 3, 3, "text-item"),
        ("**甲** [00:01] 是[^1]。", 1, 16, "text-note-undefined"),
        ("**甲** 是。\n\n[^1]: 注\n", 3, 1, "text-note-unused"),
        ("**甲** 是[^1]。\n\n[^1]:\n", 3, 1, "text-note-empty"),
        ("**甲** 是[^1]。\n\n[^1]: 注\n[^1]: 又\n", 4, 1, "text-note-twice"),
        ("**甲** 是。\n\n[^一 二]: 注\n", 3, 1, "text-note"),
        ("无主的话\n", 1, 1, "text-before-turn"),
        ("**甲** 是。\n\n### 小题\n", 3, 1, "text-heading-level"),
        ("**甲** 是。\n\n# 大题\n", 3, 1, "text-heading-level"),
        ("##\n", 1, 1, "text-title-missing"),
        ("**甲 [00:01] 是。\n", 1, 1, "text-speaker"),
        ("**甲**：是。\n", 1, 1, "text-speaker-colon"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(source: str, line: int, column: int, code: str) -> None:
    _, problems = parse_text(source, "text.md")
    assert (line, column, code) in [(problem.line, problem.column, problem.code) for problem in problems]
    assert all("…" not in problem.say("zh") for problem in problems)


def test_a_curator_s_habits_are_understood() -> None:
    source = "\ufeff##雪夜[3:10]\r\n**乙**[0:01:00]您好\r\n　　又一行\r\n**甲** ［00：01：05］ 好"
    text, problems = parse_text(source, "text.md")
    assert problems == ()
    assert text.chapters[0].title == "雪夜"
    assert text.turns() == (Turn("乙", 60_000, (Paragraph("您好\n又一行"),)), Turn("甲", 65_000, (Paragraph("好"),)))


def test_a_story_has_sections_and_paragraphs() -> None:
    source = "开头一段。\n\n## 雪夜\n\n**甲** 走了[^1]。\n\n[^1]: 注。\n"
    story, problems = parse_story(source, "story.md")
    assert problems == ()
    assert story == Story((("", ("开头一段。",)), ("雪夜", ("**甲** 走了[^1]。",))), (("1", "注。"),))
    assert compose_story(story) == source
