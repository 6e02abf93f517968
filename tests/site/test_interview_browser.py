"""The interview page in a real Chromium, from a server and from the disk: buttons, keys, quotations, names, a very long talk."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.conftest import serving
from tests.site.editions import YI
from tests.site.talks import LONG, NAMED, SILENT, long, talks
from tests.site.test_browser import SLOWLY, SOUGHT, until
from tests.site.unlettered import publish

pytestmark = pytest.mark.browser

PATIENCE_S = 120
TIME = "document.querySelector('audio').currentTime"
RATE = "document.querySelector('audio').playbackRate"
PAUSED = "document.querySelector('audio').paused"
FOCUS = """(() => { const now = document.activeElement;
  return (now.className.replace('focus-visible', '') + ' ' + (now.dataset.do || now.tagName)).replace(/ +/g, ' ').trim(); })()"""
ALMOST_S = 0.3
SELECT = """([from, to]) => {
  const all = [...document.querySelectorAll('.oh-s, .oh-story__p')];
  const find = words => all.find(s => s.textContent.includes(words));
  const range = document.createRange();
  const [first, last] = [find(from), find(to)];
  const node = (element, words) => {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) if (text.data.includes(words)) return text;
  };
  const [start, end] = [node(first, from), node(last, to)];
  range.setStart(start, start.data.indexOf(from));
  range.setEnd(end, end.data.indexOf(to) + to.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
expect.set_options(timeout=PATIENCE_S * 1000)


SPOKEN = """(() => {
  const said = document.querySelector('.oh-s[aria-current]').dataset;
  return [Number(said.s), Number(said.e), document.querySelector('audio').currentTime];
})()"""  # begin and end of the marked sentence, and where the sound is


@pytest.fixture(scope="module")
def out(site_media: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the awkward interviews and the long one."""
    folder = tmp_path_factory.mktemp("talks")
    media = folder / "media"
    media.mkdir()
    for path in site_media.iterdir():
        (media / path.name).symlink_to(path)
    _nine_hours_of_silence(folder / "minute.m4a", media / f"{LONG}.m4a")
    whole = talks()
    publish(replace(whole, interviews=(*whole.interviews, long())), media, folder / "pages", folder / "out", project)
    return folder / "out"


def _nine_hours_of_silence(short: Path, whole: Path) -> None:
    """One stretch of it is encoded and repeated: 500 frames of AAC, which are 64 seconds at this rate."""
    quiet = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "64", "-b:a", "8k", str(short)]
    again = ["-stream_loop", "-1", "-i", str(short), "-t", str(9 * 3600), "-c", "copy", "-movflags", "+faststart", str(whole)]
    for each in (quiet, again):
        subprocess.run(["ffmpeg", "-v", "error", *each], check=True, timeout=600)


@pytest.fixture(scope="module")
def at_server(out: Path) -> Iterator[str]:
    with serving(out) as address:
        yield f"{address}interviews/"


@pytest.fixture(params=["http", "file"])
def here(request: pytest.FixtureRequest, out: Path) -> str:
    """The folder of interviews, once from the server and once from the disk."""
    return request.getfixturevalue("at_server") if request.param == "http" else f"{out.as_uri()}/interviews/"


@pytest.fixture
def visit(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_S * 1000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(SLOWLY)
    context.add_init_script(SOUGHT)
    yield context
    context.close()


@pytest.fixture
def page(visit: BrowserContext) -> Page:
    return visit.new_page()


def open_talk(page: Page, address: str) -> None:
    page.goto(address)
    until(page, "document.querySelector('audio').readyState >= 1")


def time_is(page: Page, seconds: float) -> None:
    until(page, f"!document.querySelector('audio').seeking && Math.abs({TIME} - {seconds}) <= {ALMOST_S}")


def copied(page: Page) -> str:
    expect(page.locator(".oh-player__say")).to_contain_text("已复制")
    words: str = page.evaluate("navigator.clipboard.readText()")
    return words


def test_buttons_move_by_fifteen_seconds_by_sentences_and_by_chapters(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    for button, seconds in (
        ("on", 15), ("on", 30), ("back", 15), ("chapter-on", 30), ("chapter-on", 50), ("chapter-on", 50), ("chapter-back", 30),
        ("sentence-on", 33.5), ("chapter-back", 30), ("chapter-back", 0), ("back", 0), ("sentence-on", 6), ("sentence-back", 0),
    ):  # fmt: skip
        page.click(f"[data-do='{button}']")
        time_is(page, seconds)
    assert page.evaluate(PAUSED)


def test_a_button_can_be_pressed_again_and_again_from_the_keyboard(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    page.focus("[data-do='sentence-on']")
    for seconds in (0, 6, 6.5):
        page.keyboard.press("Enter")
        until(page, f"{TIME} >= {seconds}")
        assert "sentence-on" in page.evaluate(FOCUS)


def test_keys_move_as_the_list_of_keys_says_and_only_in_player_and_text(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    page.focus(".oh-downloads a")
    page.keyboard.press("l")
    page.wait_for_timeout(200)
    assert page.evaluate(TIME) == 0
    page.focus(".oh-s[tabindex='0']")
    for key, seconds in (
        ("l", 15),
        ("l", 30),
        ("h", 15),
        ("]", 30),
        ("]", 50),
        ("[", 30),
        ("j", 33.5),
        ("k", 30),
        ("ArrowRight", 35),
    ):
        page.keyboard.press(key)
        time_is(page, seconds)
    page.keyboard.press("=")
    assert page.evaluate(RATE) == 1.25
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert page.evaluate(RATE) == 0.75
    page.click(".oh-keys summary")
    for words in ("空格", "上一章、下一章", "进、退 15 秒", "引用选中的一句"):
        expect(page.locator(".oh-keys__list")).to_contain_text(words)


def test_letters_typed_into_the_choice_of_speed_are_no_commands(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    page.focus("select[data-do='rate']")
    page.keyboard.press("l")
    page.wait_for_timeout(200)
    assert page.evaluate(TIME) == 0


def test_the_speed_is_kept_on_this_device_from_half_to_double(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    assert page.evaluate(RATE) == 1
    for rate in ("0.5", "2", "1.5"):
        page.select_option("select[data-do='rate']", rate)
        assert page.evaluate(RATE) == float(rate)
    open_talk(page, f"{here}{NAMED}.html")
    until(page, f"{RATE} === 1.5")
    assert page.input_value("select[data-do='rate']") == "1.5"


def test_selected_words_are_copied_with_their_source_and_the_link_leads_to_their_second(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    page.evaluate(SELECT, ["那时候在", "她说。"])
    expect(page.locator(".oh-quote")).to_be_visible()
    expect(page.locator(".oh-quote")).to_contain_text("请勿作为引文依据")
    begin = page.evaluate("[...document.querySelectorAll('.oh-s')].find(s => s.textContent.includes('那时候在')).dataset.s")
    page.click(".oh-quote [data-form='plain']")
    plain = copied(page)
    assert plain.startswith(
        "“那时候在卫生训练班。‘你就叫我易秀兰。’她说。”——贾明远口述《训练班与〈家信〉》（2023年4月12日，内江市军休所，面谈；乙采访）"
    )
    assert "编号 N2AAA7KQ，0:06—0:" in plain
    page.click(".oh-quote [data-form='gbt']")
    until(page, "document.querySelector('.oh-player__say').textContent.includes('GB/T 7714')")
    standard = copied(page)
    assert re.search(r"\[A/OL\]\. 乙, 采访\. 样本市军休服务中心, 2023: 0:06—0:\d\d\(2023-05-20\)\[\d{4}-\d\d-\d\d\]\. ", standard)
    page.click(".oh-quote [data-form='bibtex']")
    until(page, "document.querySelector('.oh-player__say').textContent.includes('BibTeX')")
    tex = copied(page)
    assert "；“那时候在卫生训练班。‘你就叫我易秀兰。’她说。”}" in tex
    links = {re.search(r"(?:http|file)\S+?#t=[\d.,]+\d", words)[0] for words in (plain, standard, tex)}  # type: ignore[index]
    assert len(links) == 1
    link = links.pop()
    assert link.startswith(f"{here}{NAMED}.html#t={begin},")
    page.goto("about:blank")
    open_talk(page, link)
    until(page, f"sought.length && !{PAUSED}")
    assert page.evaluate("sought[0]") == pytest.approx(float(begin), abs=ALMOST_S)
    expect(page.locator(".oh-s[aria-current]")).to_contain_text("那时候在")
    assert page.locator(".oh-s.is-shared").count() == 3


def test_a_passage_of_several_speakers_names_them_and_keeps_what_was_left_out(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    page.evaluate(SELECT, ["是哪一年", "是另外"])
    page.click(".oh-quote [data-form='plain']")
    words = copied(page)
    assert words.startswith("“乙：是哪一年认识的？\n贾明远：易秀兰那时候")
    assert "〔应家属要求，此处略去〕赵易秀兰是另外”——" in words
    assert "[1]" not in words
    assert "她说。’" not in words


def test_a_passage_is_shared_by_a_link_that_stops_at_its_end(page: Page, here: str) -> None:
    page.add_init_script("window.rateOfTest = 1")
    open_talk(page, f"{here}{NAMED}.html")
    page.evaluate(SELECT, ["后来呢", "后来呢"])
    page.click(".oh-quote [data-do='share']")
    link = copied(page)
    assert link == f"{here}{NAMED}.html#t=30,33.5"
    page.goto("about:blank")
    open_talk(page, link)
    until(page, f"{PAUSED} && {TIME} >= 33.5")
    assert page.evaluate(TIME) <= 33.5 + 1  # a busy machine tells the time late


def test_a_sentence_is_quoted_from_the_keyboard_alone(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    page.focus(".oh-s[tabindex='0']")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    until(page, "document.activeElement.dataset.form === 'gbt'")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert copied(page).startswith("“")
    page.keyboard.press("Escape")
    expect(page.locator(".oh-quote")).to_be_hidden()
    until(page, "document.activeElement.matches('.oh-s[aria-current]')")


def test_words_without_times_and_without_sound_are_quoted_with_the_page(page: Page, here: str) -> None:
    page.goto(f"{here}{SILENT}.html")
    page.evaluate(SELECT, ["一起走", "走了一夜"])
    page.click(".oh-quote [data-form='plain']")
    words = copied(page)
    assert words.startswith("“贾明远：一起走。\n易秀兰：走了一夜”——贾明远、易秀兰口述《两个人》")
    assert words.endswith(f"{SILENT}.html")
    expect(page.locator(".oh-quote [data-do='share']")).to_be_hidden()


def test_the_story_is_quoted_as_the_writer_s(page: Page, here: str) -> None:
    page.goto(f"{here}N4GZ2QHK.html#story")
    page.evaluate(SELECT, ["渡口只剩下", "一条船"])
    page.click(".oh-quote [data-form='gbt']")
    assert "2023: 作家整理稿(2023-06-01)" in copied(page)


def test_the_bar_goes_when_the_reader_turns_to_something_else(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    page.evaluate(SELECT, ["后来就转业", "邮电局"])
    expect(page.locator(".oh-quote")).to_be_visible()
    page.click("h1")
    expect(page.locator(".oh-quote")).to_be_hidden()


def test_the_whole_interview_is_cited_with_the_page_s_address_and_today(page: Page, here: str) -> None:
    page.goto(f"{here}{NAMED}.html")
    page.click(".oh-downloads a[href='#cite']")
    words = page.locator(".oh-cite__words[data-form='gbt']")
    expect(words).to_be_visible()
    expect(words).to_contain_text(f"{NAMED}.html")
    assert re.search(r"\[\d{4}-\d\d-\d\d\]", words.inner_text())
    page.locator(".oh-cite button").first.click()
    assert copied(page) == words.inner_text()


def test_a_name_shows_its_card_on_focus_and_on_click_and_escape_leads_back(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    name, card = page.locator(f"a.oh-name[data-who='{YI}']").first, page.locator(".oh-card-of")
    name.hover()
    expect(card).to_be_hidden()
    name.click()
    expect(card).to_be_visible()
    expect(card).to_contain_text("1935年生，2021年逝世，四川资中人")
    assert page.evaluate(PAUSED)
    assert page.url.endswith(f"{NAMED}.html")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator("a.oh-name").first.focus()
    expect(card).to_contain_text("贾明远")
    page.keyboard.press("Tab")
    expect(card).to_contain_text("易秀兰")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.closest('.oh-card-of') !== null")
    page.keyboard.press("Escape")
    until(page, "document.activeElement.matches('a.oh-name')")
    expect(card).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/people/{YI}.html")


def test_a_walk_with_the_tab_key_passes_everything_and_is_caught_nowhere(page: Page, here: str) -> None:
    open_talk(page, f"{here}{NAMED}.html")
    page.focus(".oh-downloads a >> nth=-1")
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))
        if "SUMMARY" in seen[-1] and page.evaluate("document.activeElement.parentNode.id") == "cite":
            break
    order = [
        "AUDIO", "chapter-back", "sentence-back", "back", "on", "sentence-on", "chapter-on", "rate", "link", "quote", "SUMMARY",
        "oh-t oh-t--chapter A", "oh-t A", "oh-s SPAN", "oh-name A", "SUMMARY",
    ]  # fmt: skip
    places = iter(seen)
    assert all(any(word in place for place in places) for word in order), seen
    assert sum("oh-s SPAN" in place for place in seen) == 1


def test_on_a_small_phone_nothing_is_cut_off_and_everything_can_be_touched(chromium: Browser, here: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    open_talk(page, f"{here}{NAMED}.html")
    page.evaluate(SELECT, ["后来就转业", "邮电局"])
    expect(page.locator(".oh-quote")).to_be_visible()
    page.locator("a.oh-name").first.focus()
    expect(page.locator(".oh-card-of")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for control in page.locator(".oh-player :is(button, select):visible, .oh-card-of a, .oh-cite summary").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["width"] >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    context.close()


def test_without_scripts_citations_names_and_chapters_are_there(chromium: Browser, here: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    page.goto(f"{here}{NAMED}.html")
    expect(page.locator(".oh-quote")).to_be_hidden()
    page.click(".oh-cite summary")
    expect(page.locator(".oh-cite__words[data-form='gbt']")).to_contain_text("贾明远. 训练班与《家信》")
    page.click("a.oh-t--chapter >> nth=1")
    expect(page.get_by_text("后来呢？")).to_be_in_viewport()
    page.locator(f"a.oh-name[data-who='{YI}']").first.click()
    page.wait_for_url(f"**/people/{YI}.html")
    context.close()


def test_a_reader_who_wants_no_motion_is_taken_at_once(chromium: Browser, here: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 420}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    open_talk(page, f"{here}{NAMED}.html")
    page.evaluate("document.querySelector('[data-do=chapter-on]').click()")
    assert page.evaluate("document.querySelector('[data-chapter][data-s=\"30\"]').getBoundingClientRect().top") < 420
    context.close()


@pytest.mark.parametrize(("width", "here"), [(360, "file"), (1280, "http")], indirect=["here"])
def test_nine_hours_in_twelve_thousand_sentences_open_at_the_right_one(page: Page, here: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    open_talk(page, f"{here}{LONG}.html#t=20001")
    until(page, "sought.length")
    assert page.evaluate("sought[0]") == pytest.approx(20001, abs=ALMOST_S)
    expect(page.locator(".oh-s[aria-current]")).to_be_in_viewport()
    page.evaluate("document.querySelector('audio').pause()")  # it plays on while a busy machine looks
    until(page, f"(([start, end, now]) => start - {ALMOST_S} <= now && now <= end + {ALMOST_S})({SPOKEN})")
    assert page.evaluate(TIME) >= 20001 - ALMOST_S
    page.evaluate("ohPlayer.seek(28000, false, true)")
    until(page, "sought.length > 1")
    assert page.evaluate("sought[1]") == pytest.approx(28000, abs=ALMOST_S)
    expect(page.locator(".oh-s[aria-current]")).to_be_in_viewport()
    until(page, "document.querySelector('audio').textTracks[0].cues.length === 12000")


def test_a_long_way_while_the_voice_plays_does_not_end_the_following(page: Page, at_server: str) -> None:
    open_talk(page, f"{at_server}{LONG}.html")
    page.evaluate("ohPlayer.start()")
    until(page, f"!{PAUSED}")
    for second in (20001, 5000):
        page.evaluate("second => ohPlayer.seek(second, true, true)", second)
        page.wait_for_timeout(2500)  # what comes into sight is drawn, and gets another height than was guessed
        expect(page.locator(".oh-s[aria-current]")).to_be_in_viewport()
        expect(page.locator('[data-do="follow"]')).to_be_hidden()
    page.evaluate("scrollBy(0, 400)")
    expect(page.locator('[data-do="follow"]')).to_be_visible()


def test_two_faces_leave_room_for_the_words_on_a_phone(page: Page, at_server: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{at_server}{SILENT}.html")
    box = page.locator(".oh-talk__words").bounding_box()
    assert box is not None
    assert box["width"] > 280
