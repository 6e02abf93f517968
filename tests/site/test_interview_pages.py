"""What the interview page holds: citations, names, chapters, what was left out; read as files."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.projection import PersonCard
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.citation import TEX, Source, citation, tex
from pipeline.publish.site.generator import theme_folder
from pipeline.publish.site.interview import Around, interview_page
from pipeline.publish.site.mentions import Mentions, Names
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import Heading, SitePage
from pipeline.publish.site.transcript import ordinal
from tests.site.editions import BING, JIA, PEOPLE, RIVER, SNOW, YI, edition, river, snow
from tests.site.reading import Page
from tests.site.talks import BARE, NAMED, SILENT, long, named, silent, talks

SITE = Source("军休老人口述史", "样本市军休服务中心", Web("https://archive.example/"))


@pytest.fixture(scope="module")
def pages(project: Path) -> dict[str, SitePage]:
    """The interview pages before the generator wraps them, by public id."""
    whole = talks()
    here, around = Here("../", Directory.of(whole)), Around.of(whole)
    setter = Setter(theme_folder(project))
    return {entry.projection.id: interview_page(entry, here, setter, around) for entry in whole.interviews}


def read(page: SitePage) -> Page:
    found = Page()
    for key in page.fragments:
        found.feed(page.fragments[key])
    return found


def test_an_interview_is_cited_in_three_forms_with_everything_that_is_known() -> None:
    forms = {form.key: form.whole(citation(snow(), SITE).link) for form in citation(snow(), SITE).forms}
    link = f"https://archive.example/interviews/{SNOW}.html"
    assert forms["gbt"] == (
        "贾明远. 雪夜过江: 2023年4月12日，内江市军休所，面谈[A/OL]. 乙, 采访. "
        f"样本市军休服务中心, 2023(2023-06-01)[引用日期]. {link}. 样例."
    )
    assert forms["plain"] == (
        "贾明远口述《雪夜过江》（2023年4月12日，内江市军休所，面谈；乙采访），样本市军休服务中心“军休老人口述史”，"
        f"编号 {SNOW}（样例）。{link}"
    )
    assert forms["bibtex"].splitlines() == [
        f"@misc{{{SNOW},",
        "  author = {{贾明远}},",
        "  title = {{雪夜过江}},",
        "  howpublished = {样本市军休服务中心：军休老人口述史},",
        "  year = {2023},",
        "  note = {口述历史访谈；2023年4月12日，内江市军休所，面谈；乙采访；样例},",
        f"  url = {{{link}}}",
        "}",
    ]


def test_a_site_without_an_address_is_cited_by_the_public_id_alone(pages: dict[str, SitePage]) -> None:
    forms = citation(snow(), Source.of(edition())).forms
    assert not [form for form in forms if "http" in form.whole("") or "url" in form.whole("")]
    assert SNOW in forms[1].whole("")
    assert f"编号 {SNOW}" in read(pages[SNOW]).text()


def test_an_address_is_taken_with_or_without_its_last_slash() -> None:
    links = {
        citation(snow(), Source.of(edition(url))).link for url in ("https://archive.example/a", "https://archive.example/a/")
    }
    assert links == {f"https://archive.example/a/interviews/{SNOW}.html"}


def test_what_a_machine_heard_says_so_in_every_citation() -> None:
    for entry, told in ((named(), True), (silent(), False)):
        for form in citation(entry, SITE).forms:
            assert ("机器听写，未经人工校对" in form.whole("")) is told


def test_many_sessions_and_a_title_in_title_marks_are_cited_decently() -> None:
    assert "2023年1月等4次" in citation(silent(), SITE).forms[0].whole("")
    assert "贾明远口述《训练班与〈家信〉》" in citation(named(), SITE).forms[1].whole("")
    assert citation(silent(), SITE).forms[0].whole("").startswith("贾明远, 易秀兰. 两个人")
    assert "author = {{贾明远} and {易秀兰}}" in citation(silent(), SITE).forms[2].whole("")


@given(st.text())
def test_tex_words_have_even_braces_and_no_bare_mark(words: str) -> None:
    shown = tex(words)
    assert shown.count("{") == shown.count("}")
    for mark, written in TEX.items():
        shown = shown.replace(written, mark) if mark not in "\\{}" else shown
    assert not re.search(r"(?<!\\)[%&#_$]", tex(words))


def test_the_data_block_ends_nowhere_else_than_it_should(pages: dict[str, SitePage]) -> None:
    block = str(citation(river(), SITE).data())
    assert "<" not in block
    assert "<script>alert" in json.dumps(json.loads(block), ensure_ascii=False)
    found = re.findall(r'<script type="application/json" id="oh-citation">(.*?)</script>', pages[NAMED].fragments["after"])
    assert [form["key"] for form in json.loads(found[0])["forms"]] == ["gbt", "plain", "bibtex"]


def test_people_named_in_the_text_are_linked_once_a_turn_and_listed(pages: dict[str, SitePage]) -> None:
    links = [a for a in read(pages[NAMED]).all("a") if a.get("class") == "oh-name"]
    assert [link["data-who"] for link in links] == [JIA, YI, YI, BING]  # not 赵易秀兰, nor 易秀兰 again in the same turn
    assert {link["href"] for link in links} == {f"../people/{one}.html" for one in (JIA, YI, BING)}
    listed = [li["data-who"] for li in read(pages[NAMED]).all("li") if "data-who" in li]
    assert listed == [JIA, YI, BING]


def test_a_name_inside_another_one_or_borne_by_two_leads_nowhere() -> None:
    people = (
        PersonCard(id="A", name="王建国", aliases=("建国", "老王")),
        PersonCard(id="B", name="王建国强"),
        PersonCard(id="C", name="李明", aliases=("老王", "高山")),
        PersonCard(id="D", name="O'Neil", aliases=("Tom",)),
    )
    names = Names(people, others=("张李明",))

    def who(text: str) -> list[str]:
        return [key for _, _, key in names.find(text)]

    assert who("王建国来了") == ["A"]
    assert who("王建国强来了") == ["B"]
    assert who("赵建国来了，建国也来了") == ["A"]
    assert who("老王说") == []  # two are called so
    assert who("高山的后面") == []  # an ordinary word
    assert who("张李明") == []  # somebody without a page
    assert who("李明华来了") == []  # perhaps a third character
    assert who("李明说，李明同志，是李明。") == ["C", "C", "C"]
    assert who("Tom and Tommy, O'Neil") == ["D", "D"]
    assert Names().find("王建国") == []


@given(st.lists(st.sampled_from(["贾明远", "贾二娃", "易秀兰", "<b>", "&", "说", "王", "𬭎", "，"]), max_size=30).map("".join))
def test_a_link_on_a_name_changes_no_word(text: str) -> None:
    mentions = Mentions(Names(PEOPLE), {person.id: f"{person.id}.html" for person in PEOPLE})
    shown = Page()
    shown.feed(f"<p>{mentions.shown(text)}</p>")
    assert "".join(shown.words) == text
    assert {element.tag for element in shown.elements} <= {"p", "a"}


def test_nobody_without_a_page_is_linked(project: Path) -> None:
    less = replace(talks(), people=PEOPLE[:1])
    page = interview_page(named(), Here("../", Directory.of(less)), Setter(theme_folder(project)), Around.of(less))
    assert f"people/{YI}" not in "".join(page.fragments.values())
    assert BING not in "".join(page.fragments.values())


def test_what_was_left_out_stands_with_its_reason_and_how_often(pages: dict[str, SitePage]) -> None:
    words = read(pages[NAMED]).text().replace(" ", "")
    assert "本篇有3处没有公开" in words
    assert "应家属要求，此处略去（2处）" in words
    assert words.count("涉及他人隐私，此处略去") == 2  # in its place and in the list
    assert "没有公开，正文中" not in read(pages[SILENT]).text()


def test_a_chapter_shows_its_time_and_has_a_name_even_without_a_title(pages: dict[str, SitePage]) -> None:
    headings = [part.title for part in pages[NAMED].body if isinstance(part, Heading)]
    assert headings == ["相识", "第二章", "回家以后"]
    times = [a["data-s"] for a in read(pages[NAMED]).all("a") if "data-chapter" in a]
    assert times == ["0", "30", "50"]
    assert not [part for part in pages[SILENT].body if isinstance(part, Heading)]  # one chapter needs no number


def test_numbers_of_chapters_are_written_as_headings_write_them() -> None:
    assert [ordinal(each) for each in (1, 9, 10, 11, 20, 21, 99, 100)] == [
        "一", "九", "十", "十一", "二十", "二十一", "九十九", "100",
    ]  # fmt: skip


def test_sound_that_is_out_can_be_taken_away_and_no_other(pages: dict[str, SitePage]) -> None:
    links = {a["href"]: a for a in read(pages[SNOW]).all("a") if "download" in a}
    assert f"../media/{SNOW}.m4a" in links
    assert "下载录音（.m4a，1:12）" in read(pages[SNOW]).text()
    assert not [a for a in read(pages[SILENT]).all("a") if "media/" in a.get("href", "") and "download" in a]


def test_an_interview_without_words_and_sound_says_so(pages: dict[str, SitePage]) -> None:
    assert "这一篇的文字和录音目前都没有公开。" in read(pages[BARE]).text()
    assert "这一篇只公开文字，录音未公开。" in read(pages[SILENT]).text()
    assert "易秀兰口述《还没有文字》" in read(pages[BARE]).text()


def test_a_long_chapter_is_cut_into_stretches_that_hold_every_turn_once(project: Path) -> None:
    whole = replace(talks(), interviews=(long(400),))
    page = interview_page(long(400), Here("../", Directory.of(whole)), Setter(theme_folder(project)), Around.of(whole))
    html = "".join(page.fragments.values())
    assert html.count('class="oh-turn ') == 100
    assert 9 <= html.count('class="oh-stretch"') < 100
    spans = re.findall(r'<div class="oh-stretch">(.*?)\n</div>\n(?=<div class="oh-stretch">|$)', page.fragments["ch1"], re.DOTALL)
    assert len(spans) > 1


def test_other_pages_know_nothing_of_it(pages: dict[str, SitePage]) -> None:
    assert RIVER not in pages
    assert set(pages) == {SNOW, NAMED, SILENT, BARE}
