"""Archives as they are on the first day, and as nobody expects them: every kind of page is decent, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from pipeline.model.edition import Edition, PictureCut, PublicInterview, PublicWall
from pipeline.model.projection import InterviewProjection, ItemCard, PersonCard, Picture, PublicChapter, PublicTurn, Words
from pipeline.publish.site.lettering import ELSEWHERE
from pipeline.publish.site.publish import publish
from tests.site.conftest import serving
from tests.site.editions import edition
from tests.site.kinds import standing_by_kind

pytestmark = pytest.mark.browser

RARE = "".join(map(chr, range(0x20000, 0x2000C)))  # twelve characters of Extension B
THIN = Picture(id="G7THNAAA", digest="7" * 64, alt="一根竖线", caption="", credit="", date="")
ALONE = PersonCard(id="P7AAAAAA", name="覃", sample=True)
LONG = PersonCard(id="P7BBBBBB", name=RARE, honours=("三等功",), service=("1950年参军",), sample=True)
RIBBON = ItemCard(id="T7CCCCCC", owner=LONG.id, kind="medal", title=f"{RARE}的绶带", pictures=(THIN,), sample=True)
FAULTS = """() => {
  const faults = [], root = document.documentElement, title = document.querySelector('h1');
  if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways: ${root.scrollWidth} of ${root.clientWidth}`);
  if (!title || !title.textContent.trim()) faults.push('has no heading');
  if (!document.querySelector('article').innerText.trim()) faults.push('says nothing');
  for (const each of document.images)
    if (each.src && each.complete && !each.naturalWidth) faults.push(`shows no picture: ${each.src}`);
  for (const each of document.querySelectorAll('h1, h2, h3, a, li, p'))
    if (/undefined|None|null|NaN/.test(each.textContent)) faults.push(`says ${each.textContent.trim().slice(0, 40)}`);
  return faults;
}"""


def untitled() -> PublicInterview:
    """Text alone, one chapter, and nobody gave it a title or a time."""
    turn = PublicTurn(
        speaker=ALONE.name, role="narrator", person=ALONE.id, start_ms=None, blocks=(Words(text="没有录音，只有这一句。"),)
    )
    talk = InterviewProjection(
        purpose="web_text",
        id="N7DDDDDD",
        title="一句话",
        narrators=(ALONE,),
        chapters=(PublicChapter(title="", turns=(turn,)),),
        sample=True,
    )
    return PublicInterview(talk, None, None, "proofread", edition().date)


def bare() -> Edition:
    names = ("people", "interviews", "items", "walls", "volumes", "tombstones", "forwards", "sounds", "pictures")
    nothing = dict.fromkeys(names, ())
    return replace(edition(), about="", column=None, **nothing)


EDITIONS = {
    "an empty archive": bare,
    "one narrator who did not speak yet": lambda: replace(bare(), people=(ALONE,)),
    "a narrator without a recording": lambda: replace(bare(), people=(ALONE,), interviews=(untitled(),)),
    "a name of twelve rare characters and a picture like a thread": lambda: replace(
        bare(),
        people=(ALONE, LONG),
        items=(RIBBON,),
        walls=(PublicWall("heroes", "功臣墙", (LONG, ALONE), (RIBBON,)),),
        pictures=(PictureCut(f"{THIN.id}-1600.jpg", THIN.digest, 1600),),
    ),
}


@pytest.fixture(params=EDITIONS)
def site(
    request: pytest.FixtureRequest, tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, str]]:
    """The built site of one of them and its address; set in the reader's own fonts, which takes less time."""
    (tmp_path / "fonts").mkdir()
    monkeypatch.setenv(ELSEWHERE, str(tmp_path / "fonts"))
    (tmp_path / "media").mkdir()
    Image.new("RGB", (1, 20_000), (120, 30, 30)).save(tmp_path / f"media/{THIN.id}-1600.jpg")
    publish(EDITIONS[request.param](), tmp_path / "media", tmp_path / "pages", tmp_path / "out", project)
    with serving(tmp_path / "out") as address:
        yield tmp_path / "out", address


def test_every_kind_of_page_is_decent(site: tuple[Path, str], chromium: Browser) -> None:
    folder, address = site
    found: list[str] = []

    def fails(error: object) -> None:
        found.append(f"{error}")

    for width in (1280, 360):
        context = chromium.new_context(viewport={"width": width, "height": 800})
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.on("pageerror", fails)
        for kind, name in standing_by_kind(folder).items():
            page.goto(f"{address}{name}")
            found += [f"{kind} at {width}: {fault}" for fault in page.evaluate(FAULTS)]
        context.close()
    assert not found, "\n".join(found)


def test_the_check_of_pages_sees_what_is_wrong(chromium: Browser, served_plain: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{served_plain}index.html", timeout=120_000)
    page.evaluate("document.querySelector('article').insertAdjacentHTML('afterend', '<p>undefined</p>')")
    assert page.evaluate(FAULTS) == ["says undefined"]
    context.close()
