"""The hall's screen in a real Chromium: it goes on by itself for hours, and comes back by itself."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.editions import PEOPLE, SNOW, edition
from tests.site.reading import read
from tests.site.test_browser import until
from tests.site.unlettered import publish

pytestmark = pytest.mark.browser

PATIENCE_MS = 120_000
NAMES = [person.name for person in PEOPLE]
NOON = dt.datetime(2023, 6, 1, 12, tzinfo=dt.UTC)
NAME = ".oh-kiosk__slide.is-on .oh-kiosk__name span:first-child"
COUNTING = """
window.counted = {timers: 0, listeners: 0};
const set = window.setTimeout, every = window.setInterval, add = EventTarget.prototype.addEventListener;
window.setTimeout = function (...all) { window.counted.timers += 1; return set.apply(window, all); };
window.setInterval = function (...all) { window.counted.timers += 1; return every.apply(window, all); };
EventTarget.prototype.addEventListener = function (...all) { window.counted.listeners += 1; return add.apply(this, all); };
"""
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def hall(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(hall: BrowserContext) -> Page:
    return hall.new_page()


def on_stage(page: Page) -> str:
    return page.locator(NAME).inner_text()


def counts(page: Page) -> dict[str, int]:
    """Elements of the page, and what Chromium itself counts once rubbish is collected."""
    asked = page.context.new_cdp_session(page)
    asked.send("HeapProfiler.collectGarbage")
    held = asked.send("Memory.getDOMCounters")
    asked.detach()
    return {"elements": page.evaluate("document.querySelectorAll('*').length"), **held}


def test_for_two_hours_it_walks_without_growing(page: Page, plain: Path) -> None:
    page.clock.install()
    page.add_init_script(COUNTING)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{plain.as_uri()}/kiosk.html")
    expect(page.locator(NAME)).to_have_text(NAMES[0])
    page.get_by_role("button", name="开声音").click()
    page.clock.run_for("05:00")
    page.wait_for_timeout(300)
    before, seen = counts(page), []
    told = page.evaluate("window.counted")
    for minute in range(120):
        page.clock.run_for("01:00")
        page.wait_for_timeout(20)
        if page.locator(".oh-kiosk__panel").is_hidden():
            seen.append(on_stage(page))
        if minute % 20 == 5:
            page.mouse.click(300, 300)
            expect(page.locator(".oh-kiosk__panel")).to_be_visible()
    page.clock.run_for("02:00")
    page.wait_for_timeout(300)
    expect(page.locator(".oh-kiosk__panel")).to_be_hidden()
    after = counts(page)
    assert len(seen) > 100, "it came back from every person by itself"
    assert set(seen) == set(NAMES), "it walked past everybody"
    assert page.evaluate("window.counted") == told, "no timer was set and no listener added in two hours"
    assert after["elements"] <= before["elements"] + 3
    assert after["nodes"] <= before["nodes"] + 60
    assert after["jsEventListeners"] <= before["jsEventListeners"] + 2
    assert after["documents"] == before["documents"]
    assert page.locator("audio[src]").count() == 0
    assert said == []


def stand_still(page: Page, address: str) -> int:
    """Open the hall with a clock that only we move; the number of the person on the stage."""
    page.clock.install(time=NOON)
    page.goto(f"{address}kiosk.html")
    expect(page.locator(".oh-kiosk")).to_have_css("position", "fixed")
    page.clock.pause_at(NOON + dt.timedelta(minutes=30))
    page.clock.run_for(4_000)  # a picture that has not come by then is not waited for
    return NAMES.index(on_stage(page))


def test_an_opened_person_closes_after_a_minute_in_which_nobody_touches_anything(page: Page, address: str) -> None:
    shown = stand_still(page, address)
    page.mouse.click(300, 300)
    panel = page.locator(".oh-kiosk__panel")
    expect(panel.locator("h2")).to_contain_text(NAMES[shown])
    page.clock.run_for(50_000)
    page.mouse.wheel(0, 40)
    page.wait_for_timeout(1500)  # the page is told of a turned wheel some time later
    page.clock.run_for(50_000)
    expect(panel).to_be_visible()
    page.clock.run_for(11_000)
    expect(panel).to_be_hidden()
    page.clock.run_for(5_000)
    expect(page.locator(NAME)).to_have_text(NAMES[(shown + 1) % len(NAMES)])
    page.clock.run_for(16_000)
    expect(page.locator(NAME)).to_have_text(NAMES[(shown + 2) % len(NAMES)])


def test_the_list_of_everybody_opens_a_person_and_comes_back_too(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(f"{address}kiosk.html")
    page.get_by_role("button", name="全部人物").click()
    expect(page.locator(".oh-kiosk__all")).to_be_visible()
    page.locator(".oh-kiosk__all .oh-face__open").nth(1).click()
    expect(page.locator(".oh-kiosk__panel h2")).to_contain_text(NAMES[1])
    page.get_by_role("button", name="全部人物").click()
    page.clock.run_for(62_000)
    expect(page.locator(".oh-kiosk__all")).to_be_hidden()
    expect(page.locator(".oh-kiosk__stage")).to_be_visible()


def test_a_sentence_is_heard_only_where_the_visitor_turned_sound_on_and_ends_where_it_ends(page: Page, address: str) -> None:
    page.add_init_script(
        "window.played = []; const play = HTMLMediaElement.prototype.play;"
        "HTMLMediaElement.prototype.play = function () "
        "{ window.voice = this; window.played.push(this.src); this.playbackRate = 1 / 16; return play.apply(this); }"
    )
    page.goto(f"{address}kiosk.html")
    page.wait_for_timeout(2500)
    assert page.evaluate("window.played") == []
    page.keyboard.press("Enter")
    page.locator("button.oh-kiosk__line").first.click()
    begins, ends = (float(each) for each in page.evaluate("window.voice.src").rpartition("#t=")[2].split(","))
    until(page, f"window.voice.currentTime >= {begins - 0.1}")
    assert page.evaluate("window.voice.currentTime") < ends
    assert page.locator("button.oh-kiosk__line[aria-pressed=true]").count() == 1
    page.evaluate(f"window.voice.currentTime = {ends - 0.2}")  # slowly to its end from here
    heard: list[float] = []
    while page.evaluate("window.voice.hasAttribute('src')"):
        heard.append(page.evaluate("window.voice.currentTime"))
        page.wait_for_timeout(50)
        assert len(heard) < 1200
    assert max(heard) <= ends + 0.35
    assert page.locator("button.oh-kiosk__line[aria-pressed=true]").count() == 0


def test_with_the_sound_turned_on_the_walk_itself_speaks(page: Page, address: str) -> None:
    page.add_init_script(
        "window.played = []; const play = HTMLMediaElement.prototype.play;"
        "HTMLMediaElement.prototype.play = function () { window.played.push(this.src); return play.apply(this); }"
    )
    page.goto(f"{address}kiosk.html")
    expect(page.locator(".oh-kiosk__slide.is-on .oh-kiosk__said")).to_contain_text("谁也不说话")
    page.get_by_role("button", name="开声音").click()
    heard = page.evaluate("window.played")
    assert len(heard) == 1
    assert f"{SNOW}.m4a#t=" in heard[0]
    page.get_by_role("button", name="关声音").click()
    page.wait_for_timeout(200)
    assert len(page.evaluate("window.played")) == 1


def test_the_keyboard_walks_opens_and_closes(page: Page, address: str) -> None:
    page.goto(f"{address}kiosk.html")
    expect(page.locator(NAME)).to_have_text(NAMES[0])
    page.keyboard.press("ArrowRight")
    expect(page.locator(NAME)).to_have_text(NAMES[1])
    page.keyboard.press("ArrowLeft")
    expect(page.locator(NAME)).to_have_text(NAMES[0])
    page.keyboard.press("Enter")
    expect(page.locator(".oh-kiosk__panel h2")).to_contain_text(NAMES[0])
    page.keyboard.press("ArrowRight")
    expect(page.locator(".oh-kiosk__panel h2")).to_contain_text(NAMES[1])
    page.keyboard.press("Escape")
    expect(page.locator(".oh-kiosk__panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.oh-kiosk__open')")


def test_a_hall_has_no_way_out_and_a_visitor_has_one(page: Page, address: str) -> None:
    page.goto(f"{address}kiosk.html")
    expect(page.locator(NAME)).to_have_text(NAMES[0])
    assert page.locator(".oh-kiosk a[href]").count() == 0
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.oh-kiosk')")
    assert page.get_by_role("button", name="离开").count() == 0
    page.goto(f"{address}walls.html")
    page.get_by_role("link", name="展厅模式").click()
    page.get_by_role("button", name="离开").click()
    expect(page).to_have_url(f"{address}walls.html")


@pytest.mark.parametrize("size", [(1280, 800), (360, 740), (1080, 1920)])
def test_everything_to_touch_is_large_and_nothing_runs_off_the_screen(
    page: Page, served_plain: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{served_plain}kiosk.html#visit")
    expect(page.locator(NAME)).to_have_text(NAMES[0])
    for key in ("", "Enter"):
        if key:
            page.keyboard.press(key)
        for target in page.locator(".oh-kiosk button:visible").all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44, target.inner_text()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.querySelector('.oh-kiosk__panel').scrollWidth") <= size[0]


def test_who_wants_no_motion_sees_no_cross_fade(chromium: Browser, served_plain: str) -> None:
    for motion, wanted in (("reduce", "0s"), ("no-preference", "1.8s")):
        context = chromium.new_context(reduced_motion=motion)
        page = context.new_page()
        page.goto(f"{served_plain}kiosk.html")
        assert page.evaluate("getComputedStyle(document.querySelector('.oh-kiosk__slide')).transitionDuration") == wanted
        context.close()


def test_the_pointer_hides_while_nobody_stirs(page: Page, served_plain: str) -> None:
    page.clock.install()
    page.goto(f"{served_plain}kiosk.html")
    page.clock.run_for(6_000)
    assert page.evaluate("getComputedStyle(document.querySelector('.oh-kiosk__open')).cursor") == "none"
    page.mouse.move(200, 200)
    page.clock.run_for(1_000)
    assert page.evaluate("getComputedStyle(document.querySelector('.oh-kiosk__open')).cursor") == "pointer"


def test_without_scripts_it_is_a_plain_page_of_faces(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}kiosk.html")
    for name in NAMES:
        expect(page.locator(".oh-face", has_text=name)).to_be_visible()
    expect(page.locator(".oh-face__says").first).to_be_visible()
    expect(page.locator(".oh-header")).to_be_visible()
    context.close()


@pytest.fixture
def broken(plain: Path, tmp_path: Path) -> Path:
    """The site without its pictures and sounds, as a disk leaves it that lost them."""
    folder = tmp_path / "broken"
    shutil.copytree(plain, folder, ignore=shutil.ignore_patterns("media"))
    return folder


def test_missing_pictures_and_sounds_do_not_stop_the_walk(page: Page, broken: Path) -> None:
    page.clock.install()
    page.goto(f"{broken.as_uri()}/kiosk.html")
    page.get_by_role("button", name="开声音").click()
    seen = []
    for _ in range(12):
        page.clock.run_for(20_000)
        page.wait_for_timeout(100)
        seen.append(on_stage(page))
    assert set(seen) == set(NAMES)
    expect(page.locator(".oh-kiosk__slide.is-on .oh-kiosk__letter")).to_be_visible()
    page.mouse.click(300, 300)
    expect(page.locator(".oh-kiosk__panel .oh-kiosk__letter")).to_be_visible()


def test_a_screen_that_is_on_learns_of_a_withdrawal(
    page: Page, plain: Path, site_media: Path, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(plain, folder)
    page.clock.install()
    page.goto(f"{folder.as_uri()}/kiosk.html")
    expect(page.locator(NAME)).to_have_text(NAMES[0])
    page.clock.run_for("11:00")
    assert NAMES[0] in page.content()
    left = edition()
    wall = replace(left.walls[0], people=left.walls[0].people[1:], items=())
    publish(replace(left, walls=(wall,), people=left.people[1:]), site_media, tmp_path / "pages", folder, project)
    page.clock.run_for("11:00")
    expect(page.locator(NAME)).to_have_text(NAMES[1])
    assert NAMES[0] not in page.content()


def test_a_hall_whose_page_was_taken_down_shows_nobody_until_it_is_back(page: Page, plain: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(plain, folder)
    stamp = (folder / "kiosk-stamp.js").read_bytes()
    gone = False

    def answer(route: object) -> None:
        if gone:
            route.fulfill(status=404, body="")  # type: ignore[attr-defined]
        else:
            route.fulfill(status=200, body=stamp, content_type="text/javascript")  # type: ignore[attr-defined]

    page.context.route("**/kiosk-stamp.js*", answer)
    page.context.route(
        "https://hall.example/**",
        lambda route: (
            route.fallback()
            if "kiosk-stamp" in route.request.url
            else route.fulfill(path=folder / route.request.url.split("/", 3)[3].split("?")[0])
        ),
    )
    page.goto("https://hall.example/kiosk.html")
    expect(page.locator(NAME)).to_have_text(NAMES[0])
    expect(page.locator(".oh-kiosk__rest")).to_be_hidden()
    gone = True
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".oh-kiosk__rest")).to_be_visible()
    gone = False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".oh-kiosk__rest")).to_be_hidden()


def test_the_screen_shows_only_who_is_on_a_wall(site_media: Path, project: Path, tmp_path: Path) -> None:
    whole = edition()
    wall = replace(whole.walls[0], people=whole.walls[0].people[:1])
    publish(replace(whole, walls=(wall,)), site_media, tmp_path / "pages", tmp_path / "out", project)
    words = read(tmp_path / "out/kiosk.html").text()
    assert NAMES[0] in words
    assert NAMES[1] not in words
    publish(replace(whole, walls=()), site_media, tmp_path / "pages", tmp_path / "out", project)
    assert "荣誉墙尚未公开" in read(tmp_path / "out/kiosk.html").text()
    assert not [name for name in NAMES if name in read(tmp_path / "out/kiosk.html").text()]
