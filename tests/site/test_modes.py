"""大字版 in a real Chromium: what is large is measured, the choice is kept, and the narrator reads aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.editions import SNOW
from tests.site.kinds import standing_by_kind

pytestmark = pytest.mark.browser

TALK = f"interviews/{SNOW}.html"
expect.set_options(timeout=120_000)
BUTTON = "button[data-mode=elder]"
SMALL_WORDS = """() => {
  const small = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const holder = node.parentElement, box = holder.getBoundingClientRect();
    if (!node.textContent.trim() || !box.width || box.width < 2 ||
      holder.closest('script, sup, .md-skip, [aria-hidden=true]')) continue;
    const size = parseFloat(getComputedStyle(holder).fontSize);
    const least = holder.closest('article :is(p, li, dd, .oh-s)') && !holder.closest('.oh-mark') ? 22 : 16;
    if (size < least) small.push(`${size} ${holder.className} ${node.textContent.trim().slice(0, 12)}`);
  }
  return small;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, .md-header__button')].filter(each => {
  const box = each.getBoundingClientRect();
  if (box.width < 2 || each.closest('.md-skip')) return false;
  if (getComputedStyle(each).display === 'inline') return !each.closest('p, li, dd, figcaption, .oh-s');
  return box.height < 43.9 || box.width < 43.9;
}).map(each => each.outerHTML.slice(0, 120))"""


PLACES = pytest.mark.parametrize(("width", "address"), [(1280, "http"), (360, "file")], indirect=["address"])


@pytest.fixture
def width() -> int:
    """How wide the window is where a test does not say."""
    return 1280


@pytest.fixture
def visit(width: int, chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(120_000)
    yield context
    context.close()


def until(page: Page, condition: str) -> None:
    for _ in range(2400):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


@PLACES
def test_the_choice_of_large_type_is_kept_from_page_to_page_and_can_be_taken_back(visit: BrowserContext, address: str) -> None:
    page = visit.new_page()
    page.goto(f"{address}index.html")
    expect(page.locator(BUTTON)).to_have_attribute("aria-pressed", "false")
    page.click(BUTTON)
    expect(page.locator("html")).to_have_class(re.compile(r"\boh-elder\b"))
    page.goto(f"{address}{TALK}")
    expect(page.locator(BUTTON)).to_have_attribute("aria-pressed", "true")
    page.click(BUTTON)
    page.goto(f"{address}index.html")
    expect(page.locator(BUTTON)).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("localStorage.getItem('oh-elder')") is None


@PLACES
def test_large_type_is_there_before_anything_is_drawn(visit: BrowserContext, address: str) -> None:
    page = visit.new_page()
    page.goto(f"{address}index.html")
    page.click(BUTTON)
    page.add_init_script(
        "new MutationObserver((seen, watch) => { if (!document.body) return;"
        " window.atFirst = document.documentElement.classList.contains('oh-elder'); watch.disconnect(); })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.goto(f"{address}{TALK}")
    assert page.evaluate("window.atFirst") is True


@pytest.mark.parametrize("width", [1280, 360])
def test_in_large_type_words_and_targets_are_large_on_every_kind_of_page(
    visit: BrowserContext, served_plain: str, plain: Path
) -> None:
    visit.add_init_script("localStorage.setItem('oh-elder', 'on')")
    page = visit.new_page()
    small: list[str] = []
    for kind, name in standing_by_kind(plain).items():
        page.goto(f"{served_plain}{name}")
        small += [f"{kind}: {each}" for each in (*page.evaluate(SMALL_WORDS), *page.evaluate(SMALL_TARGETS))]
    assert not small, "\n".join(small)


@PLACES
def test_one_large_button_plays_the_narrators_own_voice_and_shows_the_sentence(visit: BrowserContext, address: str) -> None:
    visit.add_init_script("localStorage.setItem('oh-elder', 'on')")
    page = visit.new_page()
    page.goto(f"{address}{TALK}")
    button = page.locator(".oh-aloud button")
    expect(button).to_have_text("请本人读给您听")
    button.click()
    until(page, "document.querySelector('audio').currentTime > 0")
    expect(button).to_have_text("先停一停")
    expect(page.locator(".oh-aloud__words")).to_have_text("您是哪一年入伍的？")
    page.evaluate("document.querySelector('audio').currentTime = 27")
    expect(page.locator(".oh-aloud__words")).to_have_text("这个是一九五三年发的。")
    expect(page.locator(".oh-aloud__words")).to_be_in_viewport()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(button).to_be_in_viewport()
    button.click()
    until(page, "document.querySelector('audio').paused")
    expect(button).to_have_text("接着听")


@PLACES
def test_only_readers_of_large_type_see_the_large_button(visit: BrowserContext, address: str) -> None:
    page = visit.new_page()
    page.goto(f"{address}{TALK}")
    expect(page.locator(".oh-aloud")).to_be_hidden()


def test_without_scripts_no_button_is_shown_that_would_do_nothing(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}index.html")
    expect(page.locator(BUTTON)).to_be_hidden()
    context.close()
