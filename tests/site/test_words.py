"""Sentences, headings, addresses and placeholders, one by one."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from pipeline.model.edition import PictureCut
from pipeline.model.projection import Picture
from pipeline.model.timing import SentenceTime
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.fill import fill, lift_scripts
from pipeline.publish.site.setting import paragraphs
from pipeline.publish.site.stub import Heading, SitePage, compose, literal, placeholder
from pipeline.publish.site.transcript import clock
from pipeline.publish.site.words import Ids, Notes, inline, seconds, sentences
from tests.site.reading import Page

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).map(
    lambda text: " ".join(text.split())
)


@given(WORDS.filter(bool))
def test_a_heading_shows_exactly_its_title_whatever_it_is(title: str) -> None:
    page = Page()
    page.feed(Markdown(extensions=["attr_list", "toc"]).convert(f"# {literal(title)} {{#top}}"))
    assert [element.tag for element in page.elements] == ["h1"]
    assert page.ids() == ["top"]
    assert "".join(page.words).strip() == title


@given(st.text())
def test_no_words_of_a_transcript_become_an_element_of_their_own(words: str) -> None:
    page = Page()
    page.feed(str(inline(words, Notes("fn", {"1": "x"}))))
    assert {element.tag for element in page.elements} <= {"em", "strong", "br", "sup", "a"}


@given(st.integers(0, 40_000_000))
def test_seconds_lose_no_millisecond(milliseconds: int) -> None:
    assert round(float(seconds(milliseconds)) * 1000) == milliseconds


def test_a_clock_has_hours_only_when_there_are_any() -> None:
    assert [clock(each) for each in (0, 753_999, 3_600_000, 3_723_000)] == ["0:00", "12:33", "1:00:00", "1:02:03"]


def test_times_that_do_not_fit_the_sentences_are_not_used() -> None:
    given_times = (SentenceTime(0, 10, True),)
    found = sentences("一句。两句。", given_times, Notes("fn", {}), Ids())
    assert [(each.id, each.start) for each in found] == [("", ""), ("", "")]


def test_two_sentences_of_one_moment_have_two_ids() -> None:
    times = (SentenceTime(5, 5, True), SentenceTime(5, 9, False))
    found = sentences("一句。两句。", times, Notes("fn", {}), Ids())
    assert [each.id for each in found] == ["s-5", "s-5-2"]
    assert [each.unsure for each in found] == [False, True]


def test_notes_are_numbered_as_they_are_called_and_lead_back() -> None:
    notes = Notes("fn", {"乙": "第二条", "甲": "第一条", "丙": "没有人引用"})
    shown = str(inline("先[^甲]后[^乙]再[^甲]无[^丁]", notes))
    assert shown.count('id="fn-ref-') == 2
    assert html.unescape(shown).endswith("无[^丁]")
    assert [(row["number"], str(row["html"]), row["back"]) for row in notes.listed()] == [
        (1, "第一条", "fn-ref-1"),
        (2, "第二条", "fn-ref-2"),
        (3, "没有人引用", ""),
    ]


def test_the_smallest_sufficient_picture_is_shown_and_none_for_one_that_is_not_out() -> None:
    cuts = (PictureCut("AAAA-480.jpg", "d", 480), PictureCut("AAAA-1600.jpg", "d", 1600))
    here = Here("../", Directory(frozenset(), frozenset(), frozenset(), cuts))
    own = Picture(id="AAAA", digest="x")
    assert [here.picture(own, edge) for edge in (320, 960, 4096)] == [
        "../media/AAAA-480.jpg",
        "../media/AAAA-1600.jpg",
        "../media/AAAA-1600.jpg",
    ]
    assert here.picture(Picture(id="BBBB", digest="d"), 320) == "../media/AAAA-480.jpg"
    assert here.picture(Picture(id="BBBB", digest=""), 320) == ""
    assert here.person("BBBB") == ""


def test_the_filler_fills_any_generators_page_and_leaves_no_placeholder() -> None:
    page = f"<main>{placeholder('a')}<p>x</p>{placeholder('b')}{placeholder('c')}</main>"
    assert fill(page, {"a": "<i>\\1</i>", "b": placeholder("a")}) == f"<main><i>\\1</i><p>x</p>{placeholder('a')}</main>"


def test_inline_scripts_move_to_files_named_by_what_they_hold() -> None:
    page = '<script>a()</script><script type="application/json">{}</script><script src="x.js"></script><script>a()</script>'
    moved, files = lift_scripts(page, "../")
    assert len(files) == 1
    name, text = next(iter(files.items()))
    assert text == "a()\n"
    assert moved.count(f'<script src="../{name}"></script>') == 2
    assert '<script type="application/json">{}</script>' in moved


def test_plain_paragraphs_close_up_between_han_and_keep_a_space_between_words() -> None:
    assert paragraphs("雪下了\n一夜。 天亮 了\n\n two\nwords 与 字 ") == ["雪下了一夜。天亮了", "two words 与字"]


def test_a_stub_has_placeholders_and_headings_and_no_transcript() -> None:
    page = SitePage("x.md", "题", "interview", (Heading(2, "章", "ch1"),), {"ch1": "<p>正文</p>"})
    assert compose(page) == '---\ntitle: "题"\nkind: "interview"\n---\n# 题 {#top}\n\n## 章 {#ch1}\n'
