"""The article for an official account: whole in itself, within its limits, and the same after it is pasted."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import Browser

from pipeline.model.projection import PublicChapter, PublicTurn, StorySection, Words
from pipeline.publish.column.article import TEXT_MOST, TITLE_MOST
from tests.column.conftest import Made, columned, made_of
from tests.site.editions import SNOW, column, river, snow

BARE = {"p", "section", "h1", "h2", "strong", "em", "sup", "img", "br", "span"}


def articles(made: Made) -> list[Path]:
    return sorted(made.out.rglob("article.html"))


def test_every_issue_has_an_article_with_inline_styles_and_nothing_else(made: Made) -> None:
    assert len(articles(made)) == 2
    for path in articles(made):
        tree = html.fromstring(path.read_bytes())
        assert {one.tag for one in tree.body.iter()} <= BARE | {"body"}
        assert not tree.xpath("//style | //link | //script | //a | //@class | //@id | //@href | //@onclick")
        assert not re.search(r"url\(|@import|position|expression|javascript:", path.read_text(encoding="utf-8"))
        assert all(one.get("style") for one in tree.xpath("//body//p | //body//img | //body//h1 | //body//section"))


def test_its_pictures_lie_beside_it_have_words_and_are_no_wider_than_a_telephone(made: Made) -> None:
    shown = html.fromstring(articles(made)[1].read_bytes()).xpath("//img")
    assert len(shown) == 4
    for one in shown:
        assert one.get("alt")
        with Image.open(articles(made)[1].parent / one.get("src")) as picture:
            assert max(picture.size) <= 1080
            assert not picture.info.get("exif")


def test_words_that_look_like_markup_are_words(made: Made) -> None:
    tree = html.fromstring(articles(made)[0].read_bytes())
    assert '<script>alert("x")</script>' in tree.body.text_content()
    assert "𬭎" in tree.body.text_content()


def test_what_is_left_out_is_said_and_notes_stand_at_the_end(made: Made) -> None:
    words = html.fromstring(articles(made)[1].read_bytes()).body.text_content()
    assert "〔此处略去一句〕" in words
    assert "[1] 内江到成都当时步行约五天。" in words
    assert words.index("谁也不说话。[1]") < words.index("第二天又走了六十里") < words.index("[1] 内江到成都")


def test_where_text_and_story_number_their_notes_alike_each_brings_its_own(made: Made, tmp_path: Path) -> None:
    whole = column()
    (told,) = [one for one in whole.issues if one.story.projection.notes and one.story.projection.id == SNOW]
    talk = told.story.projection
    section = StorySection(title="", paragraphs=("江面上没有一点光。[^1]",))
    both = {"story": (section,), "story_notes": (("1", "指沱江。"),)}

    def article(name: str, **changes: object) -> str:
        shown = replace(told, story=replace(told.story, projection=talk.model_copy(update={**both, **changes})))
        (page,) = articles(made_of(columned(shown), made.media, tmp_path / name))
        return html.fromstring(page.read_bytes()).body.text_content()

    text, story = article("text"), article("story", chapters=(), notes=())
    assert ("[1] 内江到成都" in text, "[1] 指沱江。" in text) == (True, False)
    assert ("[1] 内江到成都" in story, "[1] 指沱江。" in story) == (False, True)


def test_title_author_and_digest_are_given_to_be_filled_in(made: Made) -> None:
    lines = (articles(made)[1].parent / "article.txt").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["标题：雪夜的一枚奖章", "作者：贾明远 口述"]
    assert lines[2].startswith("摘要：")
    assert len(lines[2]) <= 123


@pytest.mark.browser
def test_after_copying_and_pasting_words_pictures_and_styles_are_the_same(made: Made, chromium: Browser, tmp_path: Path) -> None:
    context = chromium.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.goto(articles(made)[1].as_uri())
    page.evaluate("document.querySelectorAll('img').forEach(one => one.decode())")
    before = page.evaluate("[document.body.innerText, getComputedStyle(document.querySelector('h1')).fontSize]")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    desk = tmp_path / "desk.html"
    desk.write_text('<meta charset="utf-8"><div id="desk" contenteditable style="min-height:9rem">x</div>', encoding="utf-8")
    page.goto(desk.as_uri())
    page.focus("#desk")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")
    after = page.evaluate("[desk.innerText, getComputedStyle(desk.querySelector('h1')).fontSize]")
    assert re.sub(r"\s", "", after[0]) == re.sub(r"\s", "", before[0])
    assert after[1] == before[1] == "24px"
    assert page.evaluate("desk.querySelectorAll('img').length") == 4
    colours = page.evaluate("[...desk.querySelectorAll('strong')].map(one => getComputedStyle(one).color)")
    assert set(colours) == {"rgb(140, 47, 43)"}
    assert not page.evaluate("desk.querySelectorAll('[class], [id], style, script, a').length")
    context.close()


def test_what_an_account_would_refuse_is_told_and_the_article_is_there(made: Made, tmp_path: Path) -> None:
    turn = PublicTurn(speaker="易秀兰", role="narrator", blocks=(Words(text="水很急。" * 6000),))
    long = river().projection.model_copy(update={"chapters": (PublicChapter(title="", turns=(turn,)),)})
    issue = replace(column().issues[0], title="长" * 65, story=replace(river(), projection=long))
    found = made_of(columned(issue), made.media, tmp_path / "out")
    told = {one.code: one.values for one in found.problems}
    assert told["column-title-long"] == {"date": issue.date, "count": 65, "most": TITLE_MOST}
    assert told["column-article-long"]["most"] == TEXT_MOST
    assert len(articles(found)) == 1


def test_no_portrait_and_no_picture_leave_an_article_of_words(made: Made, tmp_path: Path) -> None:
    bare = snow().projection
    people = tuple(one.model_copy(update={"portrait": None}) for one in bare.narrators)
    talk = bare.model_copy(update={"narrators": people, "items": (), "photos": ()})
    issue = replace(column().issues[1], story=replace(column().issues[1].story, projection=talk, timing=None))
    found = made_of(columned(issue), made.media, tmp_path / "out")
    assert found.problems == ()
    tree = html.fromstring(articles(found)[0].read_bytes())
    assert (tree.xpath("//img"), "一九五〇年冬天" in tree.body.text_content()) == ([], True)
    assert {path.suffix for path in articles(found)[0].parent.iterdir()} == {".html", ".txt", ".jpg", ".m4a", ".mp4"}
