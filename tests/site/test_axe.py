"""axe-core over one page of every kind, as each reader may see it: light, dark, large type, on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Route

from tests.site.kinds import pages_by_kind

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
READERS: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESK, "color_scheme": "light"},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "phone dark": {"viewport": PHONE, "color_scheme": "dark"},
    "large type": {"viewport": DESK, "color_scheme": "light"},
    "large type dark": {"viewport": DESK, "color_scheme": "dark"},
    "large type phone": {"viewport": PHONE, "color_scheme": "light"},
}
ELDER = "localStorage.setItem('oh-elder', 'on')"


@pytest.fixture(scope="session")
def axe(project: Path) -> str:
    """The checker itself, which scripts/prepare tests has installed."""
    return (project / ".venv/node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def opened(chromium: Browser, reader: str) -> BrowserContext:
    context = chromium.new_context(**READERS[reader], reduced_motion="reduce")  # colours are measured, not their way there
    context.set_default_timeout(120_000)
    if reader.startswith("large type"):
        context.add_init_script(ELDER)
    context.route("**/*.html", _staying)
    return context


def _staying(route: Route) -> None:
    """A page that sends its readers on at once is looked at before they go."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('http-equiv="refresh"', 'data-was="refresh"'))


@pytest.mark.parametrize("reader", READERS)
def test_nobody_meets_a_barrier_on_any_kind_of_page(chromium: Browser, served: str, built: Path, axe: str, reader: str) -> None:
    context = opened(chromium, reader)
    page = context.new_page()
    found: list[str] = []
    for kind, name in pages_by_kind(built).items():
        page.goto(f"{served}{name}")
        page.evaluate(axe)
        result = page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS)
        assert len(result["passes"]) > 10, kind
        found += [
            f"{kind} {each['id']}: {node['target']} {node['failureSummary']}"
            for each in result["violations"]
            for node in each["nodes"]
        ]
    context.close()
    assert not found, "\n".join(found)


def test_the_checker_finds_a_barrier_where_there_is_one(chromium: Browser, served: str, axe: str) -> None:
    context = opened(chromium, "light")
    page = context.new_page()
    page.goto(f"{served}index.html")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"assets/oh-seal.svg\">')")
    page.evaluate(axe)
    result = page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS)
    assert "image-alt" in {each["id"] for each in result["violations"]}
    context.close()
