"""Registers, timeline, map and figures lead to the words they are about, read as files."""

from __future__ import annotations

import filecmp
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.entry import Passage, PublicEntry
from pipeline.publish.site.facts import linked
from pipeline.publish.site.mentions import Mentions, spoken_by_place
from tests.site.editions import GONE, JIA, MEDAL, RIVER, SNOW, YI
from tests.site.reading import read
from tests.site.registers import (
    FERRY,
    MERIT,
    NEIJIANG,
    RIVER_PLACE,
    SIGNALS,
    WAR,
    WILD_HONOUR,
    mapped_edition,
    ways_edition,
    without_registers,
)
from tests.site.unlettered import publish

ENTRIES = {
    "places": (NEIJIANG, RIVER_PLACE, FERRY),
    "units": (SIGNALS,),
    "events": (WAR,),
    "honours": (MERIT, WILD_HONOUR),
}
PAGES = ["ways.html", "timeline.html", "map.html", "statistics.html"]
PAGES += [f"{register}/index.html" for register in ENTRIES]
PAGES += [f"{register}/{entry}.html" for register, entries in ENTRIES.items() for entry in entries]


@pytest.fixture(scope="module")
def ways(site_media: Path, project: Path) -> Path:
    out = site_media.parent / "ways"
    publish(ways_edition(), site_media, site_media.parent / "ways-pages", out, project)
    return out


@pytest.fixture(scope="module")
def bare(site_media: Path, project: Path) -> Path:
    out = site_media.parent / "bare"
    publish(without_registers(), site_media, site_media.parent / "bare-pages", out, project)
    return out


def test_every_way_in_has_a_page_that_the_navigation_leads_to(ways: Path):
    assert [page for page in PAGES if not (ways / page).is_file()] == []
    home = read(ways / "index.html")
    assert "ways.html" in {link["href"] for link in home.all("a")}
    listed = {link["href"] for link in read(ways / "ways.html").all("a")}
    assert {"timeline.html", "map.html", "statistics.html", *(f"{one}/index.html" for one in ENTRIES)} <= listed


@pytest.mark.parametrize("page", [*PAGES, f"people/{YI}.html"])
def test_every_link_of_a_way_in_leads_somewhere_and_no_id_stands_twice(ways: Path, page: str):
    here = read(ways / page)
    assert len(here.ids()) == len(set(here.ids()))
    for link in here.all("a"):
        path, _, anchor = link["href"].partition("#")
        if path.startswith("http") or link["href"] == ".":
            continue
        target = (ways / page).parent / path if path else ways / page
        assert target.is_file(), link
        if anchor and not anchor.startswith("t="):
            assert anchor in read(target).ids(), link


def test_a_passage_stands_with_the_words_around_and_leads_to_its_second(ways: Path):
    page = read(ways / f"places/{FERRY}.html")
    assert "那天晚上下着大雪，队伍沿着河边走，谁也不说话。天亮的时候到了渡口。" in page.text().replace(" ", "")
    marked = (ways / f"places/{FERRY}.html").read_text(encoding="utf-8")
    assert "天亮的时候到了<mark>渡口</mark>。" in marked
    links = [link["href"] for link in page.all("a") if link["href"].startswith(f"../interviews/{SNOW}.html#")]
    assert f"../interviews/{SNOW}.html#story-2" in links
    timed = [link.partition("#t=")[2] for link in links if "#t=" in link]
    starts = {element.attributes.get("data-s") for element in read(ways / f"interviews/{SNOW}.html").elements}
    assert timed
    assert set(timed) <= starts


def test_what_the_index_names_is_told_as_such(ways: Path):
    page = read(ways / f"places/{NEIJIANG}.html")
    assert "参军：十七岁参军，雪夜行军到渡口。" in page.text()
    assert "内容提要" in page.text()


def test_an_entry_says_what_is_above_and_below_it(ways: Path):
    assert f"{NEIJIANG}.html" in (ways / f"places/{RIVER_PLACE}.html").read_text(encoding="utf-8")
    assert f"{RIVER_PLACE}.html" in (ways / f"places/{NEIJIANG}.html").read_text(encoding="utf-8")


def test_the_first_mention_in_a_turn_leads_to_the_place_it_names(ways: Path):
    page = read(ways / f"interviews/{SNOW}.html")
    links = [(link["data-who"], link["href"]) for link in page.all("a") if link.get("class") == "oh-name"]
    assert (RIVER_PLACE, f"../places/{RIVER_PLACE}.html") in links
    cards = [one["data-who"] for one in page.all("li") if "data-who" in one]
    assert {who for who, _ in links} <= set(cards)
    assert len(cards) == len(set(cards))
    assert "专区，1950年—1985年 在沱江边。" in page.text()
    assert f"../map.html#place-{NEIJIANG}" in [link["href"] for link in page.all("a")]
    assert f"../map.html#place-{FERRY}" not in [link["href"] for link in page.all("a")]  # nobody knows where it lies


def test_a_form_inside_something_longer_leads_nowhere_and_each_leads_once_in_a_turn() -> None:
    passage = Passage("T", "text", 0, 0, 0, "渡口在内江。", marks=((0, 2), (3, 5)))
    entries = (PublicEntry("P", "places", "内江", passages=(replace(passage, marks=((3, 5),)),)),)
    entries += (PublicEntry("F", "places", "渡口", passages=(replace(passage, marks=((0, 2),)),)),)
    mentions = Mentions(pages={"P": "p.html", "F": "f.html"}, spoken=spoken_by_place("T", entries))
    assert mentions.setting("渡口在*内江*。", ("text", 0, 0))("渡口在内江。").count("<a ") == 2
    assert mentions.setting("渡口在内江，内江。", ("text", 0, 0))("内江") == "内江"  # one of the two is something else
    assert mentions.setting("渡口在内江。", ("text", 0, 0))("渡口内江") == "渡口内江"  # both were linked in this turn
    mentions.begin()
    assert "p.html" in mentions.setting("渡口在内江。", ("text", 0, 0))("内江")
    mentions.begin()
    assert mentions.setting("渡口在内江。", ("story", 0, 0))("渡口内江") == "渡口内江"
    assert not spoken_by_place("another", entries)


def test_an_interview_leads_to_what_it_speaks_of(ways: Path):
    page = read(ways / f"interviews/{SNOW}.html")
    assert f"../places/{NEIJIANG}.html" in [a.get("href") for a in page.all("a")]
    assert "entries" in page.ids()
    assert "entries" not in read(ways / f"interviews/{RIVER}.html").ids()


def test_words_that_look_like_markup_stay_words(ways: Path):
    page = read(ways / f"honours/{WILD_HONOUR}.html")
    assert '<script>alert("x")</script>' in page.text()
    assert [script.get("type") for script in page.all("script") if "src" not in script] == []


def test_a_person_of_whom_others_speak_says_who_does(ways: Path):
    page = read(ways / f"people/{YI}.html")
    assert "谁说到" in page.text()
    assert "那么多人没有回来。" in page.text()
    assert "谁说到" not in read(ways / f"people/{JIA}.html").text()


@pytest.mark.parametrize(
    ("page", "words", "leads"),
    [
        (f"people/{JIA}.html", "三等功", f"honours/{MERIT}.html"),
        (f"people/{JIA}.html", "某部通信连", f"units/{SIGNALS}.html"),
        (f"people/{JIA}.html", "内江", f"places/{NEIJIANG}.html"),
        (f"items/{MEDAL}.html", "三等功", f"honours/{MERIT}.html"),
        ("walls.html", "三等功", f"honours/{MERIT}.html"),
        ("walls.html", "某部通信连", f"units/{SIGNALS}.html"),
    ],
)
def test_honours_service_and_origin_lead_to_the_pages_of_what_they_name(ways: Path, page: str, words: str, leads: str):
    root = "../" if "/" in page else ""
    assert f'<a class="oh-fact" href="{root}{leads}">{words}</a>' in (ways / page).read_text(encoding="utf-8")


def test_a_line_that_the_registers_say_nothing_of_stays_plain(ways: Path, bare: Path):
    page = (ways / f"people/{JIA}.html").read_text(encoding="utf-8")
    assert "<li>1958年转业，在内江县邮电局工作</li>" in page  # this edition's registers do not know it there
    assert "<li>和平纪念章</li>" in page
    marks = {"三等功，三等功": ((4, 7, "h.html"),)}
    assert linked("三等功，三等功", marks) == '三等功，<a class="oh-fact" href="h.html">三等功</a>'
    assert linked("<b>", marks) == "&lt;b&gt;"


def test_the_timeline_tells_lives_and_events_by_year_and_keeps_what_has_none_apart(ways: Path):
    words = read(ways / "timeline.html").text()
    parts = [
        "贾明远1933年",
        "易秀兰1935年",
        "抗美援朝战争1950年10月19日—1953年7月27日",
        "1950年冬参军",
        "1953年起任报务员",
        "2021年",
    ]
    found = [words.index(part) for part in parts]
    assert found == sorted(found)
    apart = ways_edition().people[2]
    assert apart.birth == ""
    assert "年份未详" not in words


def test_the_map_marks_places_with_a_position_and_lists_the_rest(ways: Path):
    page = read(ways / "map.html")
    svg = [element for element in page.elements if element.tag == "circle"]
    assert len(svg) == 2
    assert page.text().index("没有标出位置的地方") < page.text().rindex("渡口")
    north, south = sorted(svg, key=lambda one: float(one.attributes["cy"]))
    assert float(north.attributes["cx"]) < float(south.attributes["cx"]), "河边村 lies to the north-west of 内江"


def test_a_base_map_stands_under_the_places_it_reaches_with_its_number(site_media: Path, project: Path):
    out = site_media.parent / "mapped"
    publish(mapped_edition(), site_media, site_media.parent / "mapped-pages", out, project)
    page = read(out / "map.html")
    (image,) = page.all("image")
    assert (out / image["href"]).is_file()
    assert "审图号：GS（2023）1号" in page.text()
    assert [link["aria-label"] for link in page.all("a") if "aria-label" in link] == ["1　内江"]
    assert page.text().index("没有标出位置的地方") < page.text().rindex("河边村")
    assert "map.html#" not in (out / f"places/{RIVER_PLACE}.html").read_text(encoding="utf-8")
    assert f"map.html#place-{NEIJIANG}" in (out / f"places/{NEIJIANG}.html").read_text(encoding="utf-8")


def test_without_a_base_map_no_picture_lies_under_the_places(ways: Path):
    assert read(ways / "map.html").all("image") == []
    assert "审图号" not in read(ways / "map.html").text()


def test_the_figures_are_those_of_the_edition(ways: Path):
    words = read(ways / "statistics.html").text()
    for told in ("口述者2 位", "访谈2 篇", "公开录音1 分钟", "实物2 件", "1930 年代2 位", "另有 1 位的出生年份不详"):
        assert told in words


def test_an_empty_edition_has_decent_ways_in(bare: Path):
    for page in ("ways.html", "timeline.html", "map.html", "statistics.html", *(f"{one}/index.html" for one in ENTRIES)):
        assert (bare / page).is_file()
    assert "目前还没有公开的地名" in read(bare / "places/index.html").text()
    assert "目前还没有可以排进年表的内容" in read(bare / "timeline.html").text()
    assert "目前还没有标出位置的地方" in read(bare / "map.html").text()
    assert "目前还没有公开的内容" in read(bare / "statistics.html").text()


def test_ways_are_the_same_bytes_again(ways: Path, site_media: Path, project: Path):
    again = site_media.parent / "ways-again"
    publish(ways_edition(), site_media, site_media.parent / "ways-pages-again", again, project)
    assert filecmp.cmpfiles(ways, again, PAGES, shallow=False)[0] == PAGES


def test_a_passage_of_an_interview_that_is_gone_is_not_shown(ways: Path):
    assert GONE not in (ways / f"places/{FERRY}.html").read_text(encoding="utf-8")
