"""Sentences: nothing is lost, nothing is empty, and the cuts stand where a reader would make them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.inline import runs, sentence_runs
from pipeline.language.sentences import split

MARKED = st.text(alphabet=st.sampled_from("雪夜过江，。！？…”’」』）a b.\n*[^1]\\、； \"'z"), max_size=200)


@given(st.one_of(st.text(), MARKED))
def test_sentences_joined_are_the_paragraph_and_none_is_empty(paragraph: str) -> None:
    sentences = split(paragraph)
    assert "".join(sentences) == paragraph
    assert all(sentences)


@given(MARKED)
def test_a_sentence_without_a_word_stands_alone_only_where_the_paragraph_has_none(paragraph: str) -> None:
    sentences = split(paragraph)
    if len(sentences) > 1:
        assert all(any(character.isalnum() for character in sentence) for sentence in sentences)


@given(MARKED)
def test_the_runs_of_the_sentences_are_the_runs_of_the_paragraph(paragraph: str) -> None:
    whole = [(run.kind, character) for run in runs(paragraph) for character in run.text]
    parts = [(run.kind, character) for row in sentence_runs(split(paragraph)) for run in row for character in run.text]
    assert parts == whole


def test_closing_marks_footnotes_spaces_and_line_ends_stay_with_their_sentence() -> None:
    assert split("他说：“走！”……[^1] 我就走了。\n后来呢？") == ("他说：“走！”……[^1] ", "我就走了。\n", "后来呢？")


def test_a_mark_inside_a_footnote_sign_ends_nothing() -> None:
    assert split("渡江[^甲？]那天。") == ("渡江[^甲？]那天。",)


def test_the_end_of_an_emphasis_stays_and_its_beginning_does_not() -> None:
    assert split("**第一句。第二句。**第三句。**第四句。**") == ("**第一句。", "第二句。**", "第三句。", "**第四句。**")


def test_a_long_run_without_stops_is_cut_at_pauses() -> None:
    words = "，".join(["那时候我们每天走八十里"] * 12)
    sentences = split(words)
    assert len(sentences) > 2
    assert all(8 <= len(sentence) <= 60 for sentence in sentences)


def test_a_long_run_with_spaces_only_is_cut_at_spaces() -> None:
    assert len(split(" ".join(["大家好非常高兴也是非常荣幸"] * 12))) > 2


def test_a_short_sentence_is_not_cut_at_its_commas() -> None:
    assert split("一九五〇年冬天，我十七岁，参军了。") == ("一九五〇年冬天，我十七岁，参军了。",)


def test_an_english_full_stop_ends_a_sentence_and_an_initial_does_not() -> None:
    assert split("Mr. Smith went home. J. R. stayed.") == ("Mr. Smith went home. ", "J. R. stayed.")


@given(st.text(alphabet=st.sampled_from("雪夜过江，。！？…”’」』）“（、； a〔×1"), max_size=200))
def test_a_paragraph_without_marks_is_cut_as_one_with_a_line_end_is(paragraph: str) -> None:
    """A line end takes the long way, and belongs to the last sentence."""
    short, long = split(paragraph), split(f"{paragraph}\n")
    assert (*short[:-1], *(f"{last}\n" for last in short[-1:])) == (long if paragraph else ())
