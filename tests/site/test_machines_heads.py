"""What machines read in the heads of pages: descriptions, Open Graph, drawn cards, linked data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from pipeline.media.drawing import SIZE, Card, draw_card, draw_cover
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.linked import data_block
from pipeline.publish.site.telling import iso_date, iso_length, shortened
from tests.site.editions import BING, GONE, JIA, LETTER, MEDAL, OLD_SNOW, PEOPLE, RIVER, SNOW, WILD, YI, edition
from tests.site.reading import read
from tests.site.unlettered import publish

ROOT = "https://archive.example/oral/"


class _Blocks(HTMLParser):
    """The data blocks of a page, as a browser parts them from the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.blocks[-1] += data


def graph(path: Path) -> list[dict]:
    reader = _Blocks()
    reader.feed(path.read_text(encoding="utf-8"))
    found = [json.loads(block) for block in reader.blocks]
    assert all(one["@context"] == "https://schema.org" for one in found)
    return [part for one in found for part in one["@graph"]]


def og(path: Path) -> dict[str, str]:
    return {meta["property"]: meta["content"] for meta in read(path).all("meta") if meta.get("property", "").startswith("og:")}


@pytest.fixture(scope="module")
def at_home(site_media: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with an address of its own."""
    folder = tmp_path_factory.mktemp("addressed")
    publish(edition(ROOT.rstrip("/")), site_media, folder / "pages", folder / "out", project)
    return folder / "out"


def test_every_page_but_the_gone_ones_has_a_description_and_a_title_for_sharing(at_home: Path, built: Path) -> None:
    for folder in (at_home, built):
        for path in sorted(folder.rglob("*.html")):
            described = [meta["content"] for meta in read(path).all("meta") if meta.get("name") == "description"]
            if path.stem.endswith(GONE) or path.stem in (OLD_SNOW, "R9KKD4PX") or path.relative_to(folder).parts[0] == "Q":
                assert not described, path
                assert not og(path), path
                assert not graph(path), path
            elif path.stem not in ("404", "about", "how", "takedown"):
                assert len(described) == 1, path
                assert 0 < len(described[0]) <= 150, path
                assert og(path)["og:title"], path
                assert og(path)["og:description"] == described[0], path


def test_a_sample_says_so_wherever_its_description_is_shown(built: Path) -> None:
    for name in (f"people/{JIA}", f"interviews/{SNOW}", f"items/{MEDAL}", "index"):
        assert og(built / f"{name}.html")["og:description"].startswith("【样例】")
    assert "机器听写，未经人工校对" in og(built / f"interviews/{RIVER}.html")["og:description"]


def test_without_an_address_nothing_absolute_is_said_and_no_card_is_drawn(built: Path) -> None:
    for path in sorted(built.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert "og:url" not in text
        assert "og:image" not in text
        assert not [key for part in graph(path) for key in re.findall(r'"(?:@id|url|contentUrl|item)"', json.dumps(part))], path
    assert not list(built.rglob("card*.jpg"))
    assert graph(built / f"people/{JIA}.html")[0]["name"] == "贾明远"


def test_a_person_is_a_person_with_dates_that_machines_read(at_home: Path) -> None:
    person, trail = graph(at_home / f"people/{JIA}.html")
    assert (person["@type"], person["@id"], person["identifier"]) == ("Person", f"{ROOT}people/{JIA}.html", JIA)
    assert (person["birthDate"], person["alternateName"], person["award"]) == ("1933", ["贾二娃"], ["三等功", "和平纪念章"])
    assert [one["url"] for one in person["subjectOf"]] == [f"{ROOT}interviews/{SNOW}.html"]
    assert person["image"]["contentUrl"] == f"{ROOT}media/G1JJAAAA-1600.jpg"
    assert "birthPlace" not in person  # 籍贯 is where a family comes from
    assert [(step["position"], step["name"]) for step in trail["itemListElement"]] == [(1, "首页"), (2, "人物"), (3, "贾明远")]
    assert graph(at_home / f"people/{YI}.html")[0]["deathDate"] == "2021"
    assert "image" not in graph(at_home / f"people/{BING}.html")[0]


def test_an_interview_tells_its_sound_only_where_that_is_out(at_home: Path) -> None:
    talk = graph(at_home / f"interviews/{SNOW}.html")[0]
    sound = talk["associatedMedia"]
    assert (sound["@type"], sound["duration"], sound["encodingFormat"]) == ("AudioObject", "PT1M12S", "audio/mp4")
    assert sound["contentUrl"] == f"{ROOT}media/{SNOW}.m4a"
    assert [(clip["startOffset"], clip["url"]) for clip in talk["hasPart"]] == [
        (0.0, f"{ROOT}interviews/{SNOW}.html#t=0"),
        (22.5, f"{ROOT}interviews/{SNOW}.html#t=22.5"),
    ]
    assert talk["creator"][0]["name"] == "贾明远"
    assert talk["publisher"]["@type"] == "Organization"
    assert "associatedMedia" not in graph(at_home / f"interviews/{RIVER}.html")[0]


def test_an_item_names_its_owner_and_its_pictures(at_home: Path) -> None:
    item = graph(at_home / f"items/{MEDAL}.html")[0]
    assert [one["contentUrl"] for one in item["image"]] == [f"{ROOT}media/G3MM{side * 4}-1600.jpg" for side in "FB"]
    assert item["about"]["name"] == "贾明远"
    assert item["dateCreated"] == "1953"
    assert "image" not in graph(at_home / f"items/{LETTER}.html")[0]


def test_every_address_in_linked_data_and_open_graph_leads_to_a_file(at_home: Path) -> None:
    seen = 0
    for path in sorted(at_home.rglob("*.html")):
        told = json.dumps(graph(path)) + json.dumps(og(path))
        for address in re.findall(rf'"{re.escape(ROOT)}([^"#]*)', told):
            assert (at_home / (address or "index.html")).is_file(), (path, address)
            seen += 1
    assert seen > 80


@pytest.mark.browser
def test_no_browser_asks_for_what_only_other_machines_read(chromium: Browser, at_home: Path) -> None:
    page = chromium.new_page()
    page.set_default_timeout(120_000)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for name in ("index", f"people/{JIA}", f"interviews/{SNOW}", f"items/{MEDAL}", "about"):
        page.goto(f"{(at_home / name).as_uri()}.html", wait_until="load")
        page.wait_for_timeout(300)
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    page.close()


def test_what_looks_like_markup_stays_words_in_linked_data(at_home: Path) -> None:
    talk = graph(at_home / f"interviews/{RIVER}.html")[0]
    assert talk["name"] == f"过河 {WILD}"
    for text in ("</script><script>alert(1)</script>", "<!--", "\u2028\u2029", "&lt;", "]]>", '"\\', "\x00\u202e𬭎"):
        block = str(data_block([{"name": text}]))
        assert not re.search("[<>&\u2028\u2029]", block)
        assert json.loads(block)["@graph"][0]["name"] == text
    assert str(data_block([])) == ""


def test_each_narrator_and_each_interview_has_a_card_of_the_size_that_sharing_asks_for(at_home: Path) -> None:
    for folder, key in (("people", JIA), ("people", BING), ("interviews", SNOW), ("interviews", RIVER)):
        told = og(at_home / folder / f"{key}.html")
        assert told["og:image"] == f"{ROOT}media/card-{key}.jpg"
        with Image.open(at_home / f"media/card-{key}.jpg") as card:
            assert card.size == SIZE == (int(told["og:image:width"]), int(told["og:image:height"]))
            assert not card.getexif()
            assert "comment" not in card.info
    assert og(at_home / "walls.html")["og:image"] == f"{ROOT}media/card.jpg"
    assert og(at_home / "about.html")["og:image"] == f"{ROOT}media/card.jpg"


def test_a_card_shows_the_public_portrait_and_the_same_input_gives_the_same_bytes(site_media: Path, tmp_path: Path) -> None:
    card = Card("口述历史丛刊", "贾明远", "1933年生", "样本市军休服务中心", "样例")
    face = site_media / "G1JJAAAA-1600.jpg"
    for name in ("one", "two"):
        draw_card(card, [face], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    draw_card(card, [], tmp_path / "without")
    draw_card(replace(card, mark=""), [face], tmp_path / "unmarked")
    with Image.open(tmp_path / "one") as shown, Image.open(face) as portrait:
        middle, skin = shown.getpixel((72 + 174, 260)), portrait.getpixel((600, 560))
        assert max(abs(a - b) for a, b in zip(middle, skin, strict=True)) < 12
    assert len({(tmp_path / name).read_bytes() for name in ("one", "without", "unmarked")}) == 3


@pytest.mark.parametrize("words", ["", "甲", "欧阳" * 6, "长" * 400, WILD, "𬭎𬬭𰻞", "a" * 300, "\x00\u202e\n换行", "，。、"])
def test_a_card_can_be_drawn_of_any_words(words: str, tmp_path: Path) -> None:
    draw_card(Card(words, words, words, words, "样例"), [], tmp_path / "card.jpg")
    draw_cover(words, words, tmp_path / "cover.jpg")
    with Image.open(tmp_path / "card.jpg") as card, Image.open(tmp_path / "cover.jpg") as cover:
        assert (card.size, cover.size) == (SIZE, (1400, 1400))
        assert all(abs(a - b) < 9 for a, b in zip(card.getpixel((1195, 600)), (246, 241, 231), strict=True))  # nothing runs out


def test_who_leaves_the_edition_leaves_no_card_behind(site_media: Path, project: Path, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    for path in site_media.iterdir():
        (media / path.name).hardlink_to(path)
    publish(edition(ROOT), media, tmp_path / "pages", tmp_path / "out", project)
    gone = replace(
        edition(ROOT), people=PEOPLE[1:], interviews=edition().interviews[1:], items=(), walls=(), volumes=(), column=None
    )
    publish(gone, media, tmp_path / "pages", tmp_path / "out", project)
    left = [
        path
        for path in tmp_path.rglob("*")
        if path.is_file() and path.parent != media and (JIA in path.name or SNOW in path.name)
    ]
    assert left == []


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("1933年", "1933"),
        ("1953年7月", "1953-07"),
        ("2023年4月2日", "2023-04-02"),
        ("约1933年", ""),
        ("一九三三年", ""),
        ("", ""),
    ],
)
def test_only_a_plain_date_becomes_a_machine_s_date(words: str, date: str) -> None:
    assert iso_date(words) == date


def test_lengths_and_long_words_have_their_forms() -> None:
    assert [iso_length(ms) for ms in (0, 59_999, 60_000, 32_400_000)] == ["PT0S", "PT59S", "PT1M", "PT9H"]
    assert shortened("一二三，四五", 5) == "一二三…"
    assert shortened("一\n二") == "一 二"


@pytest.mark.parametrize(
    ("given", "root"),
    [("https://a.example", "https://a.example/"), ("http://a.example/b/", "http://a.example/b/"), ("", ""), ("javascript:x", ""),
     ("//a.example", ""), ("https://a.example/b?c#d", "https://a.example/b/")],
)  # fmt: skip
def test_only_a_web_address_is_one(given: str, root: str) -> None:
    assert Web.of(edition(given)).root == root
