"""The shell speaks English where a device was told so, and what people said stays in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.editions import SNOW

HAN = re.compile(r"[\u3400-\u9fff]")
OWN = (
    "军休老人口述史",
    "样本市军休服务中心",
    "本站所有人物、事迹和图片均为虚构样本，声音由程序合成，仅供试用。",
    "电话 0000-0000000（样本），每周一至周五",
)
SHELL = ".md-banner, header, footer, .oh-player"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_no_word_of_the_catalogue_is_one_that_the_site_no_longer_says(project: Path) -> None:
    script = (project / "site/theme/assets/oh-english.js").read_text(encoding="utf-8")
    words = re.findall(r'"([^"]*[\u3400-\u9fff][^"]*)": "', script)
    folders = (project / "site", project / "pipeline/publish", project / "pipeline/model")
    said = (project / "mkdocs.yml").read_text(encoding="utf-8") + "".join(
        re.sub(r"<span[^>]*>|</span>", "", path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".html", ".js", ".py", ".md") and path.name != "oh-english.js"
    )
    assert len(words) > 100
    assert [word for word in words if word not in said] == []


def test_every_whole_sentence_of_the_templates_has_its_english(project: Path) -> None:
    script = (project / "site/theme/assets/oh-english.js").read_text(encoding="utf-8")
    known = set(re.findall(r'"([^"]*[\u3400-\u9fff][^"]*)": "', script))
    said: dict[str, str] = {}
    for path in sorted((project / "site/theme").rglob("*.html")):
        written = re.sub(r"<button.*?</button>|<title>.*?</title>|\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        parts = re.sub(r"\{%.*?%\}", "\0", re.sub(r"\{\{.*?\}\}", "\1", written, flags=re.S), flags=re.S)
        for words in re.findall(r'>([^<>]*)<|(?:aria-label|title|placeholder)="([^"]*)"', parts):
            said |= {" ".join(each.split()): path.name for text in words for each in text.split("\0")}
    whole = {words: name for words, name in said.items() if HAN.search(words) and "\1" not in words}
    assert len(whole) > 100
    assert {words: name for words, name in whole.items() if words not in known} == {}


def test_the_shell_is_english_until_it_is_told_otherwise(page: Page, address: str) -> None:
    page.goto(f"{address}interviews/{SNOW}.html")
    spoken = page.locator(".oh-s").all_inner_texts()
    whole = page.evaluate("document.body.innerText")
    page.click("[data-mode=english]")
    expect(page.locator(".oh-nav")).to_contain_text("Interviews")
    assert page.locator(".oh-s").all_inner_texts() == spoken
    assert page.evaluate("[document.documentElement.lang, document.querySelector('article').lang]") == ["en", "zh-Hans"]
    page.goto(f"{address}people/index.html")
    expect(page.locator(".oh-nav")).to_contain_text("Wall of honour")
    page.goto(f"{address}interviews/{SNOW}.html")
    page.click("[data-mode=english]")
    assert page.evaluate("document.body.innerText") == whole
    assert page.evaluate("[document.documentElement.lang, document.querySelectorAll('[lang=en]').length]") == ["zh", 1]


def test_nothing_of_the_shell_stays_chinese_but_the_archives_own_words(page: Page, served_plain: str) -> None:
    page.goto(f"{served_plain}interviews/{SNOW}.html")
    page.click("[data-mode=english]")
    said = "\n".join(page.locator(SHELL).all_inner_texts())
    for own in OWN:
        said = said.replace(own, "")
    assert [line for line in said.splitlines() if HAN.search(line)] == []


def test_words_keep_their_room_and_are_not_broken(page: Page, served_plain: str) -> None:
    page.goto(f"{served_plain}interviews/{SNOW}.html")
    page.click("[data-mode=english]")
    expect(page.locator(".oh-talk__names")).to_contain_text(re.compile("贾明远\\s+narrator"))
    heights = page.locator(".oh-talk__words dt").evaluate_all("all => all.map(one => one.clientHeight)")
    assert max(heights) < 1.5 * min(each for each in heights if each)


def test_what_a_script_says_later_is_english_too(page: Page, served_plain: str) -> None:
    page.goto(f"{served_plain}search.html")
    page.click("[data-mode=english]")
    page.wait_for_selector(".oh-search[data-ready]")
    page.fill("#oh-q", "有什么好看的")
    expect(page.locator(".oh-search__state")).to_have_text("1 found")
    expect(page.locator(".oh-hits mark")).to_have_text("有什么好看的")
