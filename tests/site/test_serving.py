"""`koushu serve`: what changes is made anew, and the open page shows it."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.publish.site.fill import POLICY
from pipeline.publish.site.pulse import Pulse
from pipeline.publish.site.server import server

pytestmark = pytest.mark.browser

LONG_MS = 300_000
PAGE = '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{}"><body><p>{}</p></body>'


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    context.set_default_timeout(LONG_MS)
    yield context.new_page()
    context.close()


def koushu(*words: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", *words]


def test_an_open_page_reads_itself_again_whenever_the_site_was_made_anew(page: Page, tmp_path: Path) -> None:
    home, pulse = tmp_path / "index.html", Pulse()
    home.write_text(PAGE.format(POLICY, "从前"), encoding="utf-8")
    with server(tmp_path, 0, pulse) as bound:
        threading.Thread(target=bound.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{bound.server_address[1]}/")
        expect(page.locator("p")).to_have_text("从前")
        for words in ("后来", "如今"):
            home.write_text(PAGE.format(POLICY, words), encoding="utf-8")
            pulse.beat()
            expect(page.locator("p")).to_have_text(words, timeout=LONG_MS)
        bound.shutdown()
    assert "koushu" not in home.read_text(encoding="utf-8")


def test_what_a_curator_changes_while_the_site_is_served_shows_by_itself(page: Page, tmp_path: Path, project: Path) -> None:
    places = ["--archive", str(tmp_path / "archive"), "--out", str(tmp_path / "build")]
    subprocess.run(koushu("new", str(tmp_path / "archive")), check=True, cwd=project, timeout=600)
    subprocess.run(koushu("publish", "site", *places), check=True, cwd=project, timeout=600)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(koushu("serve", "--port", str(port), *places), cwd=project) as served:
        try:
            for _ in range(600):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                page.wait_for_timeout(500)
            page.goto(f"http://127.0.0.1:{port}/index.html")
            expect(page.locator(".oh-brand__title")).to_have_text("口述历史")
            config = tmp_path / "archive/archive.yml"
            config.write_text(
                config.read_text(encoding="utf-8").replace("title: 口述历史", "title: 江边的讲述"), encoding="utf-8"
            )
            expect(page.locator(".oh-brand__title")).to_have_text("江边的讲述", timeout=LONG_MS)
        finally:
            served.terminate()
