"""The ways in, in a real Chromium, from a server and from the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pipeline.model.entry import PublicEntry
from pipeline.model.nouns import Position
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.atlas import atlas
from pipeline.publish.site.setting import Setter
from tests.site.conftest import serving
from tests.site.editions import SNOW, YI
from tests.site.registers import FERRY, MERIT, NEIJIANG, RIVER_PLACE, WILD_HONOUR, mapped_edition, ways_edition
from tests.site.test_browser import PATIENCE_S, SOUGHT, until
from tests.site.unlettered import publish

pytestmark = pytest.mark.browser

PAGES = (
    "ways.html", "timeline.html", "map.html", "statistics.html", "places/index.html", "honours/index.html",
    f"places/{NEIJIANG}.html", f"places/{FERRY}.html", f"honours/{MERIT}.html", f"honours/{WILD_HONOUR}.html",
    f"people/{YI}.html",
)  # fmt: skip
SMALL = """[...document.querySelectorAll('article a')].filter(one => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return style.display !== 'inline' && (box.height < 24 || box.width < 24);
}).map(one => one.outerHTML)"""
MARKS = "[...document.querySelectorAll('.oh-map circle')].map(one => one.getBoundingClientRect().width)"


@pytest.fixture(scope="module")
def ways(site_media: Path, project: Path) -> Path:
    out = site_media.parent / "walked"
    publish(ways_edition(), site_media, site_media.parent / "walked-pages", out, project)
    return out


@pytest.fixture(scope="module")
def served_ways(ways: Path) -> Iterator[str]:
    with serving(ways) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, ways: Path) -> str:
    return request.getfixturevalue("served_ways") if request.param == "http" else f"{ways.as_uri()}/"


@pytest.fixture
def narrow(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
    context.set_default_timeout(PATIENCE_S * 1000)
    context.add_init_script(SOUGHT)
    yield context
    context.close()


def test_on_a_phone_nothing_overflows_and_everything_can_be_touched(narrow: BrowserContext, address: str) -> None:
    page = narrow.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url) if request.failure != "net::ERR_ABORTED" else None)
    for name in PAGES:
        page.goto(f"{address}{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert page.evaluate(SMALL) == [], name
    page.goto(f"{address}map.html")
    assert all(wide >= 24 for wide in page.evaluate(MARKS))
    assert said == [], "a policy that refuses something says so"


def test_a_mark_on_the_map_is_reached_and_opened_by_keyboard(narrow: BrowserContext, address: str) -> None:
    page = narrow.new_page()
    page.goto(f"{address}map.html")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.oh-map a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/places/{RIVER_PLACE}.html")


def test_a_passage_leads_to_its_second_in_the_interview(narrow: BrowserContext, address: str) -> None:
    page = narrow.new_page()
    page.goto(f"{address}places/{FERRY}.html")
    link = page.locator("a.oh-listen").first
    at = float(link.evaluate("one => one.href.split('#t=')[1]"))
    link.click()
    page.wait_for_url(f"**/interviews/{SNOW}.html#t=*")
    until(page, f"window.sought.some(one => Math.abs(one - {at}) <= 0.3)")
    expect(page.locator(".oh-s[aria-current]")).to_contain_text("天亮的时候到了渡口")


def test_the_card_of_a_name_speaks_english_around_the_name(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}interviews/{SNOW}.html")
    page.click("[data-mode=english]")
    page.locator(f"a.oh-name[data-who='{RIVER_PLACE}']").first.click()
    link = page.locator(".oh-card-of a").first
    expect(link).to_have_text("See the page")
    expect(link).to_have_attribute("aria-label", "See the page: 河边村")
    page.click("[data-mode=english]")
    page.locator(f"a.oh-name[data-who='{RIVER_PLACE}']").first.click()
    expect(link).to_have_text("专页")
    page.close()


LETTERS = """[...document.querySelectorAll('.oh-map text')].map(one => {
  const box = one.getBoundingClientRect(), size = parseFloat(getComputedStyle(one).fontSize);
  const scale = one.getScreenCTM().a, kind = one.closest('a') ? one.className.baseVal : 'grid';
  return {words: one.textContent, kind, px: size * scale, box: [box.left, box.top, box.right, box.bottom]};
})"""


def crowded() -> list[PublicEntry]:
    """Places near one another, some with long names, one at each edge of the map."""
    names = ("内江", "资中“八一”学校", "隆昌", "威远县新场镇", "自贡市贡井区艾叶滩", "乐至", "重龙镇", "桦木镇", "东兴", "界牌岭")
    at = [(29.58, 105.06), (29.77, 104.85), (29.34, 105.29), (29.53, 104.67), (29.36, 104.71), (30.28, 105.02), (29.78, 104.86),
          (29.49, 105.04), (29.6, 105.08), (29.61, 105.9)]  # fmt: skip
    spots = [Position(latitude=north, longitude=east) for north, east in at]
    return [
        PublicEntry(f"L{count}", "places", name, position=spot)
        for count, (name, spot) in enumerate(zip(names, spots, strict=True))
    ]


@pytest.mark.parametrize("width", [320, 360, 414, 768, 1024, 1280])
def test_letters_on_the_map_are_large_enough_and_none_covers_another(
    chromium: Browser, address: str, project: Path, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address}map.html")
    places, here = crowded(), Here("", Directory(frozenset(), frozenset(), frozenset(), ()))
    drawn = Setter(project / "site/theme").set("map", here=here, atlas=atlas(places), rest=[], base=None)
    page.evaluate("html => { document.querySelector('.oh-atlas').outerHTML = html; }", drawn)
    letters = page.evaluate(LETTERS)
    page.close()
    assert min(one["px"] for one in letters) >= 12
    names = [one for one in letters if one["kind"] != "oh-map__number"]
    assert sum(one["kind"] == "oh-map__name" for one in names) >= 5
    for count, one in enumerate(names):
        for other in names[count + 1 :]:
            left, top, right, bottom = one["box"]
            apart = right <= other["box"][0] or other["box"][2] <= left or bottom <= other["box"][1] or other["box"][3] <= top
            assert apart, (one["words"], other["words"])
    assert all(name.name in drawn.partition("<ol")[2] for name in places)


def test_a_place_in_the_text_shows_a_card_that_leads_to_its_page_and_the_map(narrow: BrowserContext, address: str) -> None:
    page = narrow.new_page()
    page.goto(f"{address}interviews/{SNOW}.html")
    name, card = page.locator(f"a.oh-name[data-who='{RIVER_PLACE}']").first, page.locator(".oh-card-of")
    name.focus()
    expect(card).to_contain_text("河边村")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("Enter")
    for to in (f"places/{RIVER_PLACE}.html", f"map.html#place-{RIVER_PLACE}"):
        page.wait_for_function("to => document.activeElement.href && document.activeElement.href.endsWith(to)", arg=to)
        page.keyboard.press("Tab")
    expect(card).to_be_hidden()
    page.wait_for_function("document.activeElement.matches('a.oh-name')")


def test_without_javascript_every_way_in_is_read(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    for name, words in (("timeline.html", "1950年冬参军"), ("map.html", "河边村"), ("statistics.html", "1930 年代")):
        page.goto(f"{address}{name}")
        expect(page.get_by_text(words).first).to_be_visible()
    context.close()


def test_a_base_map_is_drawn(chromium: Browser, site_media: Path, project: Path) -> None:
    out = site_media.parent / "drawn"
    publish(mapped_edition(), site_media, site_media.parent / "drawn-pages", out, project)
    page: Page = chromium.new_page()
    loaded: list[str] = []
    page.on("requestfinished", lambda request: loaded.append(request.url))
    page.goto(f"{out.as_uri()}/map.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in loaded if "G3MMFFFF" in url]
    page.close()
