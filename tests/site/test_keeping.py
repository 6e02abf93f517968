"""What an earlier publish left is only ever taken for what would be made again: the site is the same as one made from nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.edition import Edition, PublicInterview, Tombstone
from pipeline.model.nouns import Named
from pipeline.model.projection import InterviewProjection, PublicTurn, Words
from pipeline.publish.site.figures import characters
from pipeline.publish.site.shelf import COMPILED, KEPT, RECKONED
from tests.site.editions import JIA, RIVER, SNOW, edition
from tests.site.registers import ways_edition
from tests.site.test_pages import digests
from tests.site.unlettered import lay_out

ROOT = "https://archive.example/"


def talk_changed(whole: Edition, change: Callable[[InterviewProjection], dict[str, object]]) -> Edition:
    """The edition with another projection of its first interview."""
    first, *rest = whole.interviews
    return replace(whole, interviews=(replaced(first, **change(first.projection)), *rest))


def replaced(entry: PublicInterview, **values: object) -> PublicInterview:
    return replace(entry, projection=entry.projection.model_copy(update=values))


def reworded(talk: InterviewProjection) -> dict[str, object]:
    first, *rest = talk.chapters
    turn = first.turns[0]
    blocks = tuple(Words(text=f"{one.text}真的。") if isinstance(one, Words) else one for one in turn.blocks)
    turns: tuple[PublicTurn, ...] = (turn.model_copy(update={"blocks": blocks}), *first.turns[1:])
    return {"chapters": (first.model_copy(update={"turns": turns}), *rest)}


def retimed(whole: Edition) -> Edition:
    first, *rest = whole.interviews
    assert first.timing
    turn, *turns = first.timing.turns
    blocks = tuple(tuple(replace(time, sure=not time.sure) for time in block) for block in turn.blocks)
    timing = replace(first.timing, turns=(replace(turn, blocks=blocks), *turns))
    return replace(whole, interviews=(replace(first, timing=timing), *rest))


def renamed(whole: Edition) -> Edition:
    people = tuple(one.model_copy(update={"name": "贾改名"}) if one.id == JIA else one for one in whole.people)
    return replace(whole, people=people)


CHANGES: dict[str, Callable[[Edition], Edition]] = {
    "nothing": lambda whole: whole,
    "a word": lambda whole: talk_changed(whole, reworded),
    "a time": retimed,
    "the title of a talk": lambda whole: talk_changed(whole, lambda _talk: {"title": "另一个题目"}),
    "who asked": lambda whole: talk_changed(whole, lambda _talk: {"interviewers": (Named(name="新采访人", role="采访"),)}),
    "no sound any more": lambda whole: replace(
        whole, interviews=tuple(replace(one, sound=None) for one in whole.interviews), sounds=()
    ),
    "a name": renamed,
    "how far it is to be trusted": lambda whole: replace(
        whole, interviews=tuple(replace(one, trust="confirmed") for one in whole.interviews)
    ),
    "the day": lambda whole: replace(whole, date=whole.date + dt.timedelta(days=40)),
    "the archive's name": lambda whole: replace(whole, title="另一个档案", institution="另一个单位"),
    "the address": lambda whole: replace(whole, site_url="https://elsewhere.example/"),
    "no address": lambda whole: replace(whole, site_url=""),
    "the notice on samples": lambda whole: replace(whole, sample_notice="全是编的。"),
    "no pictures": lambda whole: replace(whole, pictures=()),
    "no items": lambda whole: replace(whole, items=()),
    "a talk withdrawn": lambda whole: replace(
        whole, interviews=whole.interviews[1:], tombstones=(*whole.tombstones, Tombstone(whole.interviews[0].projection.id))
    ),
    "a person gone": lambda whole: replace(whole, people=tuple(one for one in whole.people if one.id != JIA)),
    "a place of which is spoken": lambda whole: replace(whole, entries=ways_edition().entries),
    "nothing said of anybody": lambda whole: replace(whole, spoken_of=(), entries=()),
}


def laid(pages: Path) -> dict[str, str]:
    """All that a site is made of; apart from the ledger, which knows when files were written, and the program's templates."""
    return {name: digest for name, digest in digests(pages).items() if name != KEPT and not name.startswith(COMPILED)}


@pytest.fixture(scope="module")
def first(site_media: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a publish with an address leaves: the pages folder, the media, and what is derived from these."""
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(site_media, folder / "media", copy_function=os.link)
    lay_out(edition(ROOT), folder / "media", folder / "pages", project / "site/theme")
    return folder


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_edition_gives_the_same_site_whatever_lay_there(
    change: str, first: Path, project: Path, tmp_path: Path
) -> None:
    after = CHANGES[change](edition(ROOT))
    shutil.copytree(first, tmp_path / "here", copy_function=os.link)
    for name in ("media", "media-derived"):  # drawing takes long, and no page asks how old a drawing is
        shutil.copytree(first / name, tmp_path / "new" / name, copy_function=os.link)
    for folder in ("here", "new"):
        lay_out(after, tmp_path / folder / "media", tmp_path / folder / "pages", project / "site/theme")
    assert laid(tmp_path / "here/pages") == laid(tmp_path / "new/pages")
    lying, fresh = (sorted(path.name for path in (tmp_path / folder / "media-derived").iterdir()) for folder in ("here", "new"))
    assert lying == fresh


def test_only_the_changed_interview_and_its_people_are_written_again(first: Path, project: Path, tmp_path: Path) -> None:
    shutil.copytree(first, tmp_path / "here", copy_function=os.link)
    pages = tmp_path / "here/pages"
    before = {path: path.stat().st_mtime_ns for path in pages.rglob("*.leaf")}
    lay_out(talk_changed(edition(ROOT), reworded), tmp_path / "here/media", pages, project / "site/theme")
    changed = {path.relative_to(pages).as_posix() for path, at in before.items() if path.stat().st_mtime_ns != at}
    assert f".fill/interviews/{SNOW}.leaf" in changed
    assert f".fill/interviews/{RIVER}.leaf" not in changed
    assert len(changed) < len(before) / 2


def test_the_ledger_holds_no_word_of_anybody(first: Path) -> None:
    ledger = (first / "pages" / KEPT).read_text(encoding="utf-8")
    assert f"interviews/{SNOW}.md" in json.loads(ledger)
    for entry in edition().interviews:
        for chapter in entry.projection.chapters:
            for turn in chapter.turns:
                for block in turn.blocks:
                    assert not isinstance(block, Words) or block.text not in ledger


def test_what_is_reckoned_of_interviews_is_held_without_a_word_of_them(first: Path) -> None:
    held = (first / "pages" / RECKONED).read_text(encoding="utf-8")
    assert {row["characters"] for row in json.loads(held).values()} == {characters(one) for one in edition().interviews}
    assert held.isascii()


def test_what_was_spoilt_on_the_disk_is_made_again(first: Path, project: Path, tmp_path: Path) -> None:
    shutil.copytree(first, tmp_path / "here", copy_function=os.link)
    leaf = tmp_path / f"here/pages/.fill/interviews/{SNOW}.leaf"
    leaf.unlink()
    leaf.write_bytes(b"")
    lay_out(edition(ROOT), tmp_path / "here/media", tmp_path / "here/pages", project / "site/theme")
    assert laid(tmp_path / "here/pages") == laid(first / "pages")


def test_another_public_file_makes_the_pages_anew_that_show_it(first: Path, project: Path, tmp_path: Path) -> None:
    shutil.copytree(first, tmp_path / "here", copy_function=os.link)
    media = tmp_path / "here/media"
    shown = next(path for path in sorted(media.glob("*.jpg")) if path.stem.startswith(edition().people[0].portrait.id))  # type: ignore[union-attr]
    other = next(path for path in sorted(media.glob("*.jpg")) if path.read_bytes() != shown.read_bytes())
    shown.unlink()
    shutil.copy(other, shown)
    lay_out(edition(ROOT), media, tmp_path / "here/pages", project / "site/theme")
    shutil.copytree(media, tmp_path / "new/media")
    lay_out(edition(ROOT), tmp_path / "new/media", tmp_path / "new/pages", project / "site/theme")
    assert laid(tmp_path / "here/pages") == laid(tmp_path / "new/pages")
