"""The four inspections say what was looked at, and each item can pass and fail."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import handover
from pipeline.custody.inspection import ASPECTS, CHECKPOINTS, Facts, Lock, Media, inspect
from pipeline.custody.report import report_html, report_json
from pipeline.handover import ITEMS, Occasion
from pipeline.model.canonical import digest
from pipeline.model.consent import Withhold
from pipeline.model.event import Event, EventLine
from pipeline.model.ledger import Ledger, SignOff
from pipeline.model.problem import Problem
from pipeline.model.projection import InterviewProjection
from pipeline.model.settings import Settings
from pipeline.workshop import Workshop

NOW = dt.datetime(2026, 11, 25, 9, 30, tzinfo=dt.UTC)
LIN, SOUND = "2023-001-lin", "interviews/2023-001-lin/recording-1.flac"
Change = Callable[[Facts], Facts]
WRONG = Problem(SOUND, 0, 0, "sound-damaged", {"file": SOUND, "reason": "x"})
BY_HAND_ALONE = {"aq-1", "aq-8"}


def archive_in(project: Path, folder: Path) -> Settings:
    """The sample with every form in `sealed/`, which its owner alone may read."""
    shutil.copytree(project / "archive", folder / "archive")
    sealed = folder / "archive/sealed"
    sealed.mkdir(exist_ok=True)
    for record in folder.glob("archive/interviews/*/interview.yml"):
        for name in re.findall(r"form: (\S+)", record.read_text(encoding="utf-8")):
            (sealed / name).write_bytes(b"scan")
            (sealed / name).chmod(0o600)
    for path in (sealed, *sealed.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return Settings(folder / "archive", folder / "build", project, NOW, "zh")


@pytest.fixture(scope="module")
def facts(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return handover.gather(Workshop(archive_in(project, tmp_path_factory.mktemp("facts"))), Occasion())


def archive_with(facts: Facts, **values: Any) -> Facts:
    return replace(facts, archive=replace(facts.archive, **values))


def interview_with(facts: Facts, **values: Any) -> Facts:
    """The facts with other values in the record of one interview."""
    kept = facts.archive.interviews[LIN]
    other = replace(kept, record=kept.record.model_copy(update=values))
    return archive_with(facts, interviews={**facts.archive.interviews, LIN: other})


def holdings(facts: Facts, **values: Any) -> Facts:
    return replace(facts, inventory=replace(facts.inventory, **values))


def without_original(facts: Facts) -> Facts:
    return holdings(facts, holdings={path: one for path, one in facts.inventory.holdings.items() if path != SOUND})


def holding_with(facts: Facts, **values: Any) -> Facts:
    other = replace(facts.inventory.holdings[SOUND], **values)
    return holdings(facts, holdings={**facts.inventory.holdings, SOUND: other})


def media_with(facts: Facts, one: Media | Problem) -> Facts:
    return replace(facts, media={**facts.media, SOUND: one})


def copied(facts: Facts, *places: str) -> Facts:
    lines = [
        EventLine(900 + number, Event("replication", (), "koushu", NOW, f"copy {place}: 3 added, 0 changed, 0 gone, 3 held"))
        for number, place in enumerate(places)
    ]
    return holdings(facts, events=(*facts.inventory.events, *lines))


def confirmed(facts: Facts, **changes: Any) -> Facts:
    """Every interview with one text, confirmed."""
    text = InterviewProjection(purpose="web_text", id="x", title="雪")
    signed = SignOff(stage="口述者确认", purpose="web_text", by="孟怀谷", at=NOW, digest=digest(text)).model_copy(update=changes)
    kept = {key: replace(one, ledger=Ledger((signed,)), approved=(text,)) for key, one in facts.archive.interviews.items()}
    return archive_with(facts, interviews=kept)


def with_texts(facts: Facts) -> Facts:
    return archive_with(facts, interviews={key: one for key, one in facts.archive.interviews.items() if one.text})


def with_private(facts: Facts) -> Facts:
    people = facts.archive.people
    other = {key: replace(one, record=one.record.model_copy(update={"private": {"phone": "1"}})) for key, one in people.items()}
    return replace(archive_with(facts, people=other), tracked=("people/lin/person.yml",))


def without_private(facts: Facts) -> Facts:
    people = {
        key: replace(one, record=one.record.model_copy(update={"private": {}})) for key, one in facts.archive.people.items()
    }
    items = {key: replace(one, record=one.record.model_copy(update={"serial": ""})) for key, one in facts.archive.items.items()}
    return replace(archive_with(facts, people=people, items=items), tracked=("people/lin/person.yml",))


def consent_with(facts: Facts, **values: Any) -> Facts:
    consent = facts.archive.interviews[LIN].record.consent
    assert consent is not None
    return interview_with(facts, consent=consent.model_copy(update=values))


CASES: list[tuple[str, str, Change]] = [
    ("zs-1", "通过", lambda f: f),
    ("zs-1", "不通过", lambda f: holdings(f, events=())),
    ("zs-2", "通过", lambda f: f),
    ("zs-2", "不通过", lambda f: archive_with(f, people={})),
    ("zs-2", "不通过", lambda f: interview_with(f, interviewers=())),
    ("zs-3", "通过", lambda f: replace(f, problems=())),
    ("zs-3", "不通过", lambda f: replace(f, problems=(Problem("x.yml", 3, 1, "key-empty", {"key": "title"}),))),
    ("zs-4", "通过", lambda f: f),
    (
        "zs-4",
        "不通过",
        lambda f: replace(f, fixity=(Problem(SOUND, 0, 0, "fixity-changed", {"path": SOUND, "where": "events.ndjson:3"}),)),
    ),
    ("zs-4", "不通过", lambda f: holding_with(f, versions=(), manifest="")),
    ("zs-4", "不通过", lambda f: holding_with(f, versions=())),
    ("zs-5", "通过", lambda f: f),
    ("zs-5", "不通过", lambda f: holdings(f, line_digests=())),
    ("zs-5", "不通过", lambda f: holdings(f, problems=(Problem("events.ndjson", 7, 1, "event-chain"),))),
    ("zs-6", "通过", confirmed),
    ("zs-6", "需人工核查", lambda f: f),
    ("zs-6", "需人工核查", lambda f: confirmed(f, digest="0" * 64)),
    ("zs-6", "需人工核查", lambda f: confirmed(f, by="不在册的人")),
    ("zs-6", "需人工核查", lambda f: confirmed(f, stage="一校")),
    ("zs-7", "通过", lambda f: f),
    ("zs-7", "不通过", lambda f: interview_with(f, recordings=())),
    ("zs-7", "不通过", lambda f: media_with(f, Media("flac+flac", 1, "0:00:01", 1000))),
    ("zs-7", "不通过", lambda f: interview_with(f, withhold=(Withhold(id="w", **{"from": "09:00:00", "to": "09:00:01"}),))),
    ("zs-8", "通过", lambda f: replace(f, bag=())),
    ("zs-8", "不通过", lambda f: replace(f, bag=(Problem("bagit.txt", 0, 0, "bag-no-bag", {"file": "x"}),))),
    ("zs-8", "需人工核查", lambda f: f),
    ("wz-1", "通过", lambda f: f),
    ("wz-1", "不通过", lambda f: holding_with(f, size=None)),
    ("wz-1", "不通过", lambda f: holding_with(f, manifest="")),
    ("wz-2", "通过", lambda f: f),
    ("wz-2", "不通过", lambda f: holdings(f, strangers=("interviews/notes.docx",))),
    ("wz-3", "通过", lambda f: f),
    ("wz-3", "不通过", without_original),
    ("wz-4", "通过", lambda f: f),
    ("wz-4", "不通过", lambda f: interview_with(f, crew=())),
    ("wz-4", "不通过", lambda f: consent_with(f, signed=None)),
    ("wz-5", "通过", with_texts),
    ("wz-5", "不通过", lambda f: f),
    ("wz-6", "通过", lambda f: f),
    ("wz-6", "不通过", lambda f: replace(f, sealed=())),
    ("ky-1", "通过", lambda f: f),
    ("ky-1", "不通过", lambda f: archive_with(f, problems=(Problem("x.yml", 0, 0, "cannot-read", {"file": "x", "why": "y"}),))),
    ("ky-2", "通过", lambda f: f),
    ("ky-2", "不通过", lambda f: media_with(f, Media("asf+wmav2", 2, "0:00:01", 1000))),
    ("ky-3", "通过", lambda f: f),
    ("ky-3", "不通过", lambda f: media_with(f, WRONG)),
    ("ky-4", "通过", lambda f: f),
    ("ky-4", "不通过", lambda f: media_with(f, replace(WRONG, code="sound-locked"))),
    ("ky-4", "需人工核查", lambda f: media_with(f, WRONG)),
    ("ky-5", "通过", lambda f: replace(f, drafts={"a": None})),
    ("ky-5", "不通过", lambda f: replace(f, drafts={"a": Problem("a", 0, 0, "draft-broken", {"file": "a"})})),
    ("ky-5", "不适用", lambda f: replace(f, drafts={})),
    ("aq-1", "需人工核查", lambda f: f),
    ("aq-2", "通过", lambda f: f),
    ("aq-2", "不通过", lambda f: interview_with(f, consent=None)),
    ("aq-2", "不通过", lambda f: consent_with(f, until=dt.date(2024, 1, 1))),
    ("aq-2", "不通过", lambda f: consent_with(f, by=None)),
    ("aq-3", "通过", without_private),
    ("aq-3", "不通过", lambda f: replace(f, tracked=(f.sealed[-1].path,))),
    ("aq-3", "需人工核查", with_private),
    ("aq-3", "不适用", lambda f: replace(f, tracked=None)),
    ("aq-3", "需人工核查", lambda f: replace(f, tracked=Problem("", 0, 0, "git-untold", {"why": "dubious ownership"}))),
    ("aq-4", "通过", lambda f: f),
    ("aq-4", "不通过", lambda f: replace(f, sealed=(*f.sealed, Lock("sealed/open.pdf", 0o644)))),
    ("aq-4", "不适用", lambda f: replace(f, sealed=())),
    ("aq-5", "通过", lambda f: f),
    ("aq-5", "需人工核查", lambda f: interview_with(f, quarantine=True)),
    ("aq-6", "通过", lambda f: copied(f, "/media/one", "/media/two")),
    ("aq-6", "不通过", lambda f: copied(f, "/media/one", "/media/one")),
    ("aq-6", "不通过", lambda f: copied(f, "/media/one", "file:///media/one", "local:///media/one")),
    ("aq-6", "不通过", lambda f: copied(f, "/media/one", "memory://two")),
    ("aq-6", "需人工核查", lambda f: replace(copied(f, "/media/one", "/media/two"), today=NOW.date() + dt.timedelta(days=91))),
    ("aq-7", "通过", lambda f: replace(f, proven=dict.fromkeys(f.originals, NOW - dt.timedelta(days=90)))),
    ("aq-7", "不通过", lambda f: replace(f, proven=dict.fromkeys(f.originals, NOW - dt.timedelta(days=91)))),
    ("aq-7", "不通过", lambda f: replace(f, proven={})),
    ("aq-8", "需人工核查", lambda f: f),
]


@pytest.mark.parametrize(
    ("code", "result", "change"), CASES, ids=[f"{code}-{result}-{at}" for at, (code, result, _) in enumerate(CASES)]
)
def test_an_item_comes_out_by_what_was_found(facts: Facts, code: str, result: str, change: Change) -> None:
    item = next(one for one in ITEMS if one.code == code)
    verdict = item.judge(change(facts))
    assert verdict.result == result, verdict
    assert verdict.evidence
    assert all(verdict.evidence)
    assert (verdict.cure != "") == (result in ("不通过", "需人工核查"))
    assert "…" not in "".join(verdict.evidence)


def test_every_item_was_seen_to_pass_and_not_to_pass() -> None:
    codes = [item.code for item in ITEMS]
    assert len(codes) == len(set(codes))
    passed = {code for code, result, _ in CASES if result == "通过"}
    other = {code for code, result, _ in CASES if result in ("不通过", "需人工核查")}
    assert passed == set(codes) - BY_HAND_ALONE
    assert other == set(codes)


def test_an_empty_archive_passes_nothing_that_was_not_looked_at(facts: Facts) -> None:
    empty = archive_with(holdings(facts, holdings={}, events=()), interviews={}, people={}, items={}, volumes={}, films={})
    empty = replace(empty, media={}, digests={}, fixity=(), drafts={}, sealed=(), tracked=None)
    for code in ("zs-1", "zs-2", "zs-3", "zs-4", "zs-6", "zs-7", "wz-1", "wz-3", "wz-5", "ky-2", "ky-3", "ky-4", "aq-2", "aq-7"):
        assert next(one for one in ITEMS if one.code == code).judge(empty).result == "不适用", code


def test_the_four_headings_stand_in_their_order_at_every_checkpoint(facts: Facts) -> None:
    for checkpoint in CHECKPOINTS:
        found = [one.item.aspect for one in inspect(ITEMS, facts, checkpoint)]
        assert found == sorted(found, key=ASPECTS.index)
        assert set(found) == set(ASPECTS)
    assert "zs-8" not in [one.item.code for one in inspect(ITEMS, facts, "归档")]


def test_the_report_is_one_page_that_asks_for_nothing_and_escapes_all(project: Path, tmp_path: Path) -> None:
    settings = archive_in(project, tmp_path)
    record = settings.archive / f"interviews/{LIN}/interview.yml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("苏念, role: 采访", '"", role: "<script>alert(1)</script>"'), encoding="utf-8"
    )
    (settings.archive / "interviews/<img src=x onerror=alert(1)>.txt").write_bytes(b"")
    before = {path: path.read_bytes() for path in settings.archive.rglob("*") if path.is_file()}
    report = handover.inspect_archive(settings, Occasion("移交接收"))
    page = report_html(report)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert not re.search(r"(src|href)\s*=\s*[\"'](?!#)", page)
    assert "default-src 'none'" in page
    assert "移交接收环节" in page
    whole = json.loads(report_json(report))
    assert list(whole["summary"]) == list(ASPECTS)
    assert {one["code"] for one in whole["items"]} == {item.code for item in ITEMS if "移交接收" in item.at}
    stranger = next(one for one in whole["items"] if one["code"] == "wz-2")
    assert stranger["result"] == "不通过"
    assert {path: path.read_bytes() for path in settings.archive.rglob("*") if path.is_file()} == before


def test_damage_is_named_with_its_file(project: Path, tmp_path: Path) -> None:
    settings = archive_in(project, tmp_path)
    sound, photo = settings.archive / SOUND, settings.archive / f"interviews/{LIN}/photos/01.jpg"
    sound.write_bytes(sound.read_bytes()[:300_000])
    photo.unlink()
    found = {one.item.code: one.verdict for one in handover.inspect_archive(settings, Occasion()).findings}
    assert [SOUND in line for line in found["zs-4"].evidence if "recording-1" in line] == [True]
    assert any("photos/01.jpg" in line for line in found["zs-4"].evidence)
    assert any("photos/01.jpg" in line for line in found["wz-1"].evidence)
    assert any(SOUND in line for line in found["ky-3"].evidence)
    assert found["ky-3"].result == "不通过"


def test_what_git_keeps_is_seen(project: Path, tmp_path: Path) -> None:
    settings = archive_in(project, tmp_path)
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    for words in (["init", "-q"], ["add", "-f", "archive"]):
        subprocess.run(["git", *words], cwd=tmp_path, env=environment, check=True)
    found = {one.item.code: one.verdict for one in handover.inspect_archive(settings, Occasion()).findings}
    assert found["aq-3"].result == "不通过"
    assert any("sealed/consent-2023-001.pdf" in line for line in found["aq-3"].evidence)


def test_a_package_is_inspected_at_its_transfer(project: Path, tmp_path: Path) -> None:
    settings = archive_in(project, tmp_path)
    handover.export_bag(settings, tmp_path / "bag", (LIN,), sealed=True)
    inside = replace(settings, archive=tmp_path / "bag/data")
    report = handover.inspect_archive(inside, Occasion("移交接收", tmp_path / "bag"))
    found = {one.item.code: one.verdict for one in report.findings}
    assert found["zs-8"].result == "通过"
    assert found["ky-3"].result == "通过"
    (tmp_path / "bag/data/staff.yml").write_text("[]\n", encoding="utf-8")
    report = handover.inspect_archive(inside, Occasion("移交接收", tmp_path / "bag"))
    assert next(one for one in report.findings if one.item.code == "zs-8").verdict.result == "不通过"


@pytest.mark.parametrize("case", ["none", "sound", "broken"])
def test_a_git_that_will_not_tell_is_not_taken_for_none(case: str, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    root.mkdir()
    if case != "none":
        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    if case == "broken":
        (tmp_path / ".git/HEAD").write_text("", encoding="utf-8")
    found = handover._tracked(root)
    assert {"none": found is None, "sound": found == (), "broken": isinstance(found, Problem)}[case], found
