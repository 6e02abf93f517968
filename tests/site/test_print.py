"""An interview printed by a real Chromium, from the usual, the dark and the large look alike."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.editions import SNOW

pytestmark = pytest.mark.browser


def printed(chromium: Browser, built: Path, target: Path, *, elder: bool, scheme: str) -> str:
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(120_000)
    if elder:
        context.add_init_script("localStorage.setItem('oh-elder', 'on')")
    page = context.new_page()
    page.goto(f"{built.as_uri()}/interviews/{SNOW}.html")
    page.pdf(path=target, prefer_css_page_size=True, print_background=True)
    context.close()
    return subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize(("look", "scheme"), [("usual", "light"), ("large", "dark")])
def test_an_interview_prints_as_a_document(chromium: Browser, built: Path, tmp_path: Path, look: str, scheme: str) -> None:
    words = re.sub(r"\s+", "", printed(chromium, built, tmp_path / "talk.pdf", elder=look == "large", scheme=scheme))
    for part in (
        "贾明远",
        "这个是一九五三年发的",
        "〔此处略去一句〕",
        "内江到成都当时步行约五天",
        "那一年的雪下得早",
        "作家整理稿",
        "引用：《雪夜过江》",
    ):
        assert part in words, part
    for part in ("复制此刻的链接", "大字版", "请本人读给您听", "下载文字", "荣誉墙"):
        assert part not in words, part
    told = subprocess.run(["pdfinfo", tmp_path / "talk.pdf"], capture_output=True, check=True, text=True).stdout
    assert re.search(r"Page size:\s+59[45]\.\d+ x 84[12]", told)
