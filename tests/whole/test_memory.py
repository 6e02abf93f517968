"""What a run remembers never stands in for work that must be done again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline import flow, reviewing
from pipeline.errors import MissingTool
from pipeline.executors.crew import Crew
from pipeline.hearing import unwatched
from pipeline.model.settings import Settings
from pipeline.release.review import Signing
from tests.decoding import everything

NOW = dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)
ONE, TWO = "interviews/2023-001-jia", "interviews/2023-002-yi"
CAMPFIRE = "河滩上的篝火"
CONSENT = "consent: {signed: 2023-04-12, by: {name: 甲, as: narrator}, purposes: {web_text: yes, print: yes}}\n"
FILES = {
    "archive.yml": "title: 库\ninstitution: 局\ngates: {site: [一校, 终审], volume: [一校, 终审], wall: [终审]}\n",
    "staff.yml": "- {name: 乙, stages: [一校]}\n- {name: 丙, stages: [终审]}\n",
    "people/jia/person.yml": "name: 甲某\n",
    "people/yi/person.yml": "name: 丁某\n",
    f"{ONE}/interview.yml": f"title: 雪夜\nnarrators: [jia]\n{CONSENT}",
    f"{ONE}/text.md": "## 雪\n\n**甲某** 那天晚上下着大雪。\n",
    f"{TWO}/interview.yml": f"title: 篝火\nnarrators: [yi]\n{CONSENT}",
    f"{TWO}/text.md": f"## 火\n\n**丁某** 我记得{CAMPFIRE}。\n",
    f"{TWO}/photos/01.yml": "caption: 合影\nalt: 合影\n",
}


def write(settings: Settings, inside: str, words: str) -> None:
    path = settings.archive / inside
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path, project: Path) -> Settings:
    """Two interviews without recordings; both are signed for the site and for print."""
    settings = Settings(tmp_path / "archive", tmp_path / "build", project, NOW, "zh")
    for inside, words in FILES.items():
        write(settings, inside, words)
    Image.new("RGB", (40, 30), "red").save(settings.archive / TWO / "photos/01.jpg")
    assert flow.take_in_placed(settings).problems == ()
    for key in ("2023-001-jia", "2023-002-yi"):
        sign(settings, key)
    return settings


def sign(settings: Settings, key: str) -> None:
    for purpose in ("web_text", "print"):
        reviewing.sign(settings, key, purpose, Signing(("一校",), "乙"))
        reviewing.sign(settings, key, purpose, Signing(("终审",), "丙"))


def shown(settings: Settings) -> bool:
    return any(CAMPFIRE in reading for name in ("site", "volumes") for _path, reading in everything(settings.out / name))


def allow(settings: Settings, answer: str) -> None:
    write(settings, f"{TWO}/interview.yml", FILES[f"{TWO}/interview.yml"].replace("web_text: yes", f"web_text: {answer}"))


def test_an_interview_closed_again_leaves_the_site_although_an_earlier_site_was_without_it(settings: Settings) -> None:
    allow(settings, "no")
    flow.publish(settings, ["site"])
    assert not shown(settings)
    allow(settings, "yes")
    (settings.archive / TWO / "photos/01.jpg").write_bytes(b"damaged")
    assert flow.publish(settings, ["site"]).problems != ()
    assert shown(settings)
    allow(settings, "no")
    flow.publish(settings, ["site"])
    assert not shown(settings)


def test_a_run_after_a_publish_sees_that_the_archive_went_back(settings: Settings) -> None:
    record = settings.archive / TWO / "interview.yml"
    allow(settings, "no")
    flow.run(settings, unwatched, Crew())
    closed = record.stat()
    assert not shown(settings)
    allow(settings, "yes")
    flow.publish(settings, ["site"])
    assert shown(settings)
    allow(settings, "no")
    record.touch()
    os.utime(record, ns=(closed.st_atime_ns, closed.st_mtime_ns))
    flow.run(settings, unwatched, Crew())
    assert not shown(settings)


def test_what_changes_while_a_run_publishes_is_seen_by_the_next_run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    outlet, whole, is_behind = flow._WAYS["site"]

    def slowly(*words: Any) -> Any:
        made = whole(*words)
        allow(settings, "no")
        return made

    monkeypatch.setitem(flow._WAYS, "site", (outlet, slowly, is_behind))
    flow.run(settings, unwatched, Crew())
    assert shown(settings)
    monkeypatch.undo()
    flow.run(settings, unwatched, Crew())
    assert not shown(settings)


def test_what_failed_is_tried_again(settings: Settings) -> None:
    manifest = settings.archive / "manifest-sha256.txt"
    whole = manifest.read_text(encoding="utf-8")
    picture = settings.archive / TWO / "photos/01.jpg"
    stat, data = picture.stat(), picture.read_bytes()
    picture.write_bytes(b"damaged")
    assert [one.code for one in flow.run(settings, unwatched, Crew()).problems] == ["original-changed"]
    assert [one.code for one in flow.run(settings, unwatched, Crew()).problems] == ["original-changed"]
    picture.write_bytes(data)
    os.utime(picture, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert flow.run(settings, unwatched, Crew()).problems == ()
    assert manifest.read_text(encoding="utf-8") == whole
    assert flow.run(settings, unwatched, Crew()).done == ()


def test_a_withdrawal_reaches_the_site_although_another_draft_is_spoilt(settings: Settings) -> None:
    write(settings, f"{ONE}/recording-1.import-0123abcd.json", "{")
    flow.publish(settings, ["site"])
    assert shown(settings)
    reviewing.withdraw(settings, "2023-002-yi", "乙", "")
    outcome = flow.publish(settings, ["site"])
    assert not shown(settings)
    assert [one.code for one in outcome.problems] == ["draft-broken"]


def test_a_withdrawal_reaches_the_volume_although_the_site_cannot_be_made(settings: Settings, tmp_path: Path) -> None:
    write(settings, "volumes/text-1.yml", "title: 书\nroute: isbn\ninterviews: [2023-001-jia, 2023-002-yi]\n")
    flow.publish(settings, ["volumes"])
    assert shown(settings)
    reviewing.withdraw(settings, "2023-002-yi", "乙", "")
    with pytest.raises(MissingTool):
        flow.publish(dataclasses.replace(settings, project=tmp_path))
    assert not shown(settings)


def test_who_withdraws_leaves_no_page_of_an_interview_of_theirs_that_was_laid_out_for_review(settings: Settings) -> None:
    pages = [reviewing.review_page(settings, key, "web_text") for key in ("2023-002-yi", "2023-001-jia")]
    assert CAMPFIRE in pages[0].read_text(encoding="utf-8")
    for key in ("yi", "people/jia"):
        assert [page.parent.exists() for page in pages] == ([True, True] if key == "yi" else [False, True])
        reviewing.withdraw(settings, key, "乙", "")
    assert not any(page.parent.exists() for page in pages)


def test_a_volume_that_is_no_longer_planned_leaves_nothing_behind(settings: Settings) -> None:
    for name in ("old", "site"):
        write(settings, f"volumes/{name}.yml", "title: 书\nroute: isbn\nalso: [large]\ninterviews: [2023-002-yi]\n")
    assert all(one.is_notice for one in flow.publish(settings).problems)
    assert list(settings.work.rglob("*.jpg"))
    assert sorted(path.name for path in (settings.out / "volumes").iterdir()) == [
        f"{name}{end}" for name in ("old", "site") for end in (".large.pdf", ".pdf", ".report.txt")
    ]
    for name in ("old", "site"):
        (settings.archive / "volumes" / f"{name}.yml").unlink()
    reviewing.withdraw(settings, "2023-002-yi", "乙", "")
    assert flow.publish(settings).problems == ()
    assert list(settings.work.rglob("*.jpg")) == []
    assert list((settings.out / "volumes").iterdir()) == []


def test_a_notice_is_no_work_and_is_told_again(settings: Settings) -> None:
    write(settings, "volumes/text-1.yml", "title: 卷一\nroute: isbn\ninterviews: [2023-001-jia, 2023-002-yi]\n")
    write(settings, f"{TWO}/interview.yml", FILES[f"{TWO}/interview.yml"].replace("print: yes", "print: no"))
    first = flow.run(settings, unwatched, Crew())
    assert (settings.out / "volumes/text-1.pdf").is_file()
    second = flow.run(settings, unwatched, Crew())
    assert second.done == ()
    for outcome in (first, second):
        assert [one.values for one in outcome.problems if one.code == "volume-interview-closed"] == [{"interview": "2023-002-yi"}]
