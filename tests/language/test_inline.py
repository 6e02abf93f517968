"""Markdown inside a paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.inline import Run, escape, marks, plain, runs

MARKED = st.text(alphabet=st.sampled_from("雪夜。a *[^]1\\\n<>_"), max_size=60)


@given(st.one_of(st.text(), MARKED))
def test_any_input_gives_runs_and_no_star_is_invented(text: str) -> None:
    found = runs(text)
    assert all(run.text for run in found)
    assert plain(text).count("*") <= text.count("*")


@given(st.one_of(st.text(), MARKED))
def test_escaped_words_show_exactly_themselves(words: str) -> None:
    words = words.replace("\n", "")
    assert plain(escape(words)) == words
    assert marks(escape(words)) == ()


def test_emphasis_footnotes_escapes_and_breaks_are_told_apart() -> None:
    assert runs("那天*很*冷，**非常**冷。[^1]\\*星\\\n号<b>") == (
        Run("text", "那天"),
        Run("em", "很"),
        Run("text", "冷，"),
        Run("strong", "非常"),
        Run("text", "冷。"),
        Run("note", "1"),
        Run("text", "*星"),
        Run("break", "\n"),
        Run("text", "号<b>"),
    )


def test_a_star_without_a_partner_is_a_star() -> None:
    assert runs("2 * 3 * 4") == (Run("text", "2 * 3 * 4"),)
    assert runs("**未完") == (Run("text", "**未完"),)


def test_a_line_end_after_a_han_mark_shows_nothing_and_elsewhere_a_space() -> None:
    assert plain("下着雪。\n我走了") == "下着雪。我走了"
    assert plain("考试的时间\n也有兴趣") == "考试的时间 也有兴趣"
    assert plain("went\nhome") == "went home"


def test_both_styles_together_are_strong() -> None:
    assert runs("***a***") == (Run("strong", "a"),)


def test_footnotes_are_found_with_their_places() -> None:
    assert marks("甲[^1]乙\\[^2]丙[^三]") == ((1, "1"), (12, "三"))
