"""Segments that two people speak: cut without losing a letter, and what people decided holds for its own words alone."""

from __future__ import annotations

import pytest

from pipeline.edit.lines import Editing
from pipeline.model.draft import Draft, Flag, Segment, Word
from tests.edit.conversation import draft
from tests.edit.test_layout import decided, text_of

CREDIT = "谢谢观看"
SPAN = (2_000, 4_000)


def spoken(text: str, *words: tuple[str, str], flags: tuple[Flag, ...] = ()) -> Draft:
    """A segment of four seconds with its words, evenly long, as (text, speaker)."""
    length = 4_000 // len(words)
    heard = tuple(Word(length * n, length * (n + 1), word, None, who) for n, (word, who) in enumerate(words))
    return draft(Segment(0, 4_000, text, heard, flags))


def test_where_words_leave_letters_out_the_segment_stays_whole_with_who_speaks_longest() -> None:
    heard = spoken("去过1次朝鲜没有，我去过的", ("去过一次", "yi"), ("我", "jia"), ("去过", "jia"))
    assert text_of(heard) == "**甲** [00:00:00] 去过1次朝鲜没有，我去过的\n"


def test_words_that_are_only_written_otherwise_are_placed_by_their_letters() -> None:
    heard = spoken("您坐 Ａ 连的车？是，Ｂ连。", ("您坐a", "yi"), ("连的车", "yi"), ("是b", "jia"), ("连", "jia"))
    assert text_of(heard) == "**乙** [00:00:00] 您坐 Ａ 连的车？\n\n**甲** [00:00:02] 是，Ｂ连。\n"


@pytest.mark.parametrize("words", ["我到过a连", "我到过二连"])
def test_striking_a_phrase_strikes_nothing_else_where_words_are_written_otherwise(words: str) -> None:
    heard = spoken(
        f"您去过吗？我到过A连，{CREDIT}",
        ("您去过吗", "yi"),
        (words, "jia"),
        (CREDIT, "jia"),
        flags=(Flag("credit-line", 11, 15),),
    )
    struck = text_of(heard, Editing(decided("deleted", CREDIT, SPAN)))
    assert "您去过吗？" in struck
    assert "我到过A连" in struck
    assert CREDIT not in struck


def test_what_is_put_in_place_of_what_two_people_said_stands_there_once() -> None:
    heard = spoken(f"是哪年？ {CREDIT}", ("是哪年？", "yi"), (CREDIT, "jia"), flags=(Flag("credit-line"),))
    replaced = decided("replaced", f"是哪年？ {CREDIT}", (0, 4_000), "一九五〇年。")
    assert text_of(heard, Editing(replaced)) == "**乙** [00:00:00] 一九五〇年。\n"


def test_words_put_in_for_a_stretch_that_begins_with_a_space_are_not_lost() -> None:
    heard = spoken(f"是哪年？ {CREDIT}", ("是哪年？", "yi"), (CREDIT, "jia"), flags=(Flag("credit-line", 4, 9),))
    replaced = decided("replaced", CREDIT, SPAN, "一九五〇年。")
    assert text_of(heard, Editing(replaced)).endswith("**甲** [00:00:02] 一九五〇年。\n")
