"""The built site in a real Chromium, from a server and from the disk."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.editions import JIA, MEDAL, OLD_SNOW, RIVER, SNOW

pytestmark = pytest.mark.browser

ALL_PAGES = (
    "index.html", "people/index.html", f"people/{JIA}.html", "interviews/index.html", f"interviews/{SNOW}.html",
    f"interviews/{RIVER}.html", "items/index.html", f"items/{MEDAL}.html", "walls.html", "volumes.html", "about.html",
)  # fmt: skip
TALK = f"interviews/{SNOW}.html"
TIME = "document.querySelector('audio').currentTime"
PAUSED = "document.querySelector('audio').paused"
PATIENCE_S = 120  # a busy machine draws slowly; nothing here measures speed
SLOWLY = "document.addEventListener('play', event => { event.target.playbackRate = window.rateOfTest || 1 / 16 }, true)"
SOUGHT = "window.sought = []; document.addEventListener('seeked', event => window.sought.push(event.target.currentTime), true)"
expect.set_options(timeout=PATIENCE_S * 1000)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_S * 1000)
    context.add_init_script(SLOWLY)
    yield context
    context.close()


@pytest.fixture
def page(visit: BrowserContext) -> Page:
    return visit.new_page()


def open_talk(page: Page, address: str, rest: str = "") -> None:
    page.goto(f"{address}{TALK}{rest}")
    until(page, "document.querySelector('audio').readyState >= 1")


def until(page: Page, condition: str) -> None:
    """Wait for a condition by asking again: the page's policy forbids the evaluation that playwright would plant in it."""
    for _ in range(PATIENCE_S * 20):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def sentence(page: Page, words: str) -> str:
    """The CSS address of the sentence that begins with `words`."""
    found = page.evaluate(
        "words => [...document.querySelectorAll('.oh-s[id]')].find(s => s.textContent.trim().startsWith(words)).id", words
    )
    return f"#{found}"


def test_clicking_a_sentence_plays_the_sound_from_there(page: Page, address: str) -> None:
    open_talk(page, address)
    page.click(sentence(page, "这个是一九五三年发的"))
    until(page, f"{TIME} > 26 && !{PAUSED}")
    assert page.evaluate(TIME) < 31
    expect(page.locator(sentence(page, "这个是一九五三年发的"))).to_have_attribute("aria-current", "true")


def test_the_mark_follows_the_voice_and_only_one_sentence_has_it(page: Page, address: str) -> None:
    open_talk(page, address, "#t=26")
    for seconds, words in ((27, "这个是一九五三年发的"), (35, "我一直放在匣子里"), (45, "有什么好看的")):
        page.evaluate(f"document.querySelector('audio').currentTime = {seconds}")
        expect(page.locator(sentence(page, words))).to_have_attribute("aria-current", "true")
        assert page.locator(".oh-s[aria-current]").count() == 1
    assert page.locator(".oh-s[tabindex='0']").count() == 1


def test_the_mark_moves_by_itself_while_the_sound_plays(page: Page, address: str) -> None:
    page.add_init_script("window.rateOfTest = 2")
    open_talk(page, address)
    page.click(sentence(page, "您是哪一年入伍的"))
    until(page, "document.querySelector('.oh-s[aria-current]').textContent.startsWith('一九五〇年')")


def test_an_item_lights_up_at_its_moment(page: Page, address: str) -> None:
    open_talk(page, address, "#t=28.5")
    expect(page.locator(f".oh-shown[data-item={MEDAL}]")).to_have_class("oh-shown is-now")
    page.evaluate("document.querySelector('audio').currentTime = 60")
    expect(page.locator(f".oh-shown[data-item={MEDAL}]")).to_have_class("oh-shown")


@pytest.mark.parametrize("form", ["#t=44", "#t=0:44", "?t=44"])
def test_a_link_to_a_moment_leads_to_it(page: Page, address: str, form: str) -> None:
    open_talk(page, address, form)
    until(page, f"{TIME} >= 44 && {TIME} < 60")
    expect(page.locator(sentence(page, "有什么好看的"))).to_have_attribute("aria-current", "true")
    expect(page.locator(sentence(page, "有什么好看的"))).to_be_in_viewport()


def test_a_link_to_a_span_stops_at_its_end(page: Page, address: str) -> None:
    page.add_init_script("window.rateOfTest = 1")
    open_talk(page, address, "#t=26,27.5")
    until(page, f"{PAUSED} && {TIME} >= 27.5")
    assert page.evaluate(TIME) < 35


def test_whoever_comes_to_a_moment_is_followed_from_there(page: Page, address: str) -> None:
    open_talk(page, address, "#t=44")
    until(page, f"!{PAUSED} && {TIME} >= 44.1")
    page.wait_for_timeout(1500)
    expect(page.locator(".oh-s[aria-current]")).to_be_in_viewport()
    expect(page.locator('[data-do="follow"]')).to_be_hidden()


def test_whoever_goes_on_behind_the_span_is_not_stopped(page: Page, address: str) -> None:
    open_talk(page, address, "#t=26,27.5")
    until(page, f"{TIME} >= 25.9")
    page.evaluate("document.querySelector('audio').currentTime = 50")
    until(page, f"!{PAUSED} && {TIME} > 50.2")


def test_an_id_that_was_given_up_leads_to_the_same_second(page: Page, address: str) -> None:
    page.goto(f"{address}interviews/{OLD_SNOW}.html#t=44")
    page.wait_for_url(f"**/{SNOW}.html#t=44")
    until(page, f"{TIME} >= 43.9")


def test_the_address_may_change_while_the_page_is_open(page: Page, address: str) -> None:
    open_talk(page, address)
    page.evaluate("location.hash = 't=40'")
    until(page, f"{TIME} >= 40 && {TIME} < 55")


def test_a_time_beside_a_turn_is_a_link_that_plays(page: Page, address: str) -> None:
    open_talk(page, address)
    page.click("a.oh-t[href='#t=22.5']")
    until(page, f"{TIME} >= 22.5 && {TIME} < 26 && !{PAUSED}")
    assert page.url.endswith("#t=22.5")


def test_the_keyboard_drives_the_sound_only_where_it_belongs(page: Page, address: str) -> None:
    open_talk(page, address)
    page.keyboard.press(" ")
    assert page.evaluate(PAUSED)
    page.focus(".oh-s[tabindex='0']")
    page.keyboard.press(" ")
    until(page, f"!{PAUSED}")
    page.keyboard.press(" ")
    until(page, PAUSED)
    before = page.evaluate(TIME)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(TIME) == pytest.approx(before + 5, abs=0.2)
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(TIME) == pytest.approx(before, abs=0.2)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    further = page.evaluate(TIME)
    page.keyboard.press("k")
    assert page.evaluate(TIME) < further


def test_the_page_follows_the_voice_until_the_reader_scrolls(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 420})
    open_talk(page, address)
    page.click("a.oh-t[href='#t=4']")
    page.evaluate("document.querySelector('audio').currentTime = 45")
    expect(page.locator(sentence(page, "有什么好看的"))).to_be_in_viewport()
    page.wait_for_timeout(1500)
    page.mouse.move(640, 300)
    page.mouse.wheel(0, -4000)
    until(page, "scrollY < 50")
    page.evaluate("document.querySelector('audio').currentTime = 60")
    until(page, f"{TIME} > 60")
    assert page.evaluate("scrollY") < 50
    page.evaluate("document.querySelector('[data-do=follow]').click()")
    expect(page.locator(".oh-s[aria-current]")).to_be_in_viewport()


def test_a_reader_who_wants_no_motion_is_not_moved(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 420}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_S * 1000)
    context.add_init_script(SLOWLY)
    page = context.new_page()
    open_talk(page, address)
    page.click("a.oh-t[href='#t=4']")
    before = page.evaluate("scrollY")
    page.evaluate("document.querySelector('audio').currentTime = 60")
    until(page, f"{TIME} > 60")
    assert page.evaluate("scrollY") == before
    context.close()


def test_the_link_to_this_moment_is_copied(visit: BrowserContext, page: Page, served_plain: str) -> None:
    visit.grant_permissions(["clipboard-read", "clipboard-write"], origin=served_plain)
    open_talk(page, served_plain)
    page.evaluate("document.querySelector('audio').currentTime = 33.4")
    page.click("[data-do=link]")
    expect(page.locator(".oh-player__say")).to_contain_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{served_plain}{TALK}#t=33"


def test_captions_are_there_for_the_player(page: Page, address: str) -> None:
    open_talk(page, address)
    cues = page.evaluate("[...document.querySelector('audio').textTracks[0].cues].map(c => [c.startTime, c.text.trim()])")
    assert [26, "这个是一九五三年发的。"] in cues
    assert len(cues) == page.locator(".oh-s[data-s]").count()


def test_story_and_text_are_tabs_and_a_moment_opens_the_text(page: Page, address: str) -> None:
    open_talk(page, address)
    expect(page.locator(".oh-part--story")).to_be_hidden()
    page.click(".oh-tabs a[href='#story']")
    expect(page.locator(".oh-part--text")).to_be_hidden()
    expect(page.locator(".oh-part--story")).to_contain_text("那一年的雪下得早")
    page.evaluate("location.hash = 't=44'")
    expect(page.locator(".oh-part--text")).to_be_visible()


def test_a_picture_opens_large_and_the_focus_comes_back(page: Page, address: str) -> None:
    page.goto(f"{address}{TALK}")
    page.locator(".oh-photos a.oh-zoom").first.click()
    expect(page.locator("dialog.oh-view")).to_be_visible()
    expect(page.locator(".oh-view__words")).to_contain_text("会客室")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".oh-view__words")).to_contain_text("战友")
    until(page, "document.querySelector('.oh-view img').naturalWidth > 1000")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.oh-view")).to_be_hidden()
    until(page, "document.activeElement.matches('.oh-photos figure:nth-child(2) a')")


def test_without_scripts_the_page_reads_and_its_times_are_anchors(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 500})
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    page.goto(f"{address}{TALK}")
    for part in (".oh-part--text", ".oh-part--story", ".oh-player audio", ".oh-notes >> nth=0"):
        expect(page.locator(part)).to_be_visible()
    expect(page.locator(".oh-player__tools")).to_be_hidden()
    page.goto(f"{address}{TALK}#t=44")
    expect(page.get_by_text("有什么好看的。")).to_be_in_viewport()
    context.close()


def test_no_page_scrolls_sideways_on_a_phone_asks_another_host_or_complains(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in ALL_PAGES:
        page.goto(f"{address}{name}", wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    assert len(asked) > 40
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    assert said == []
    context.close()


def test_on_a_phone_the_player_stays_at_the_bottom(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_talk(page, address)
    for _ in range(2):
        box = page.locator(".oh-player").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] == pytest.approx(844, abs=1)
        page.evaluate("scrollTo(0, 900)")


def test_on_a_desk_the_player_stays_in_view(page: Page, address: str) -> None:
    open_talk(page, address)
    page.evaluate("scrollTo(0, 1200)")
    box = page.locator(".oh-player").bounding_box()
    assert box is not None
    assert box["y"] == pytest.approx(0, abs=1)


def test_the_choice_of_dark_or_light_is_kept_from_page_to_page(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    page.click("label[title='换成深色']")
    page.goto(f"{address}about.html")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_a_device_that_is_dark_sees_dark_before_anything_is_drawn(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.add_init_script(
        "new MutationObserver((seen, watch) => { if (!document.querySelector('article')) return;"
        " window.atFirst = document.body.dataset.mdColorScheme; watch.disconnect(); })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.goto(f"{address}index.html")
    assert page.evaluate("window.atFirst") == "slate"
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default", timeout=120_000)
    context.close()


def test_the_keyboard_switches_between_light_and_dark_and_stays_on_the_switch(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    page.focus("[data-md-component=palette] input:checked")
    for scheme in ("slate", "default"):
        page.keyboard.press("Enter")
        assert page.evaluate("document.body.dataset.mdColorScheme") == scheme
        assert page.evaluate("document.activeElement.checked") is True
