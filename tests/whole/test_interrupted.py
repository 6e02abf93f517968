"""Killed or refused at any system call that changes a file, the archive is the old one or the new one, and the next run finishes.

The calls of an undisturbed run are counted by strace; then the run is made again and again, each time killed at another of
them, or told there that the disk is full. Between two such calls nothing on the disk changes: these are all the states there are.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from pipeline.archive.manifest import read_manifest
from pipeline.archive.shelf import Shelf
from pipeline.writing.lock import hold
from tests.media.making import noise, write_wav
from tests.whole.cradle import Cradle, Ended, Run, changes, cradle, may_trace
from tests.whole.test_intake import photographed

KEPT = "2023-001-lin"
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\n您好。\n"
# What grows by lines; an interrupted delivery has some of the new ones.
GROWING = ("manifest-sha256.txt", "interview.yml")
# Where every run writes something else: the time of an act, an id that is drawn.
OWN = ("events.ndjson", "signoffs.ndjson", "ids.csv", ".koushu.lock")
# What a reader may find in an archive in which a delivery stopped half way.
HALF = {"recording-unlisted", "file-missing", "record-missing", "unread-shuts"}
NO_SPACE = ("write", "pwrite64", "openat", "mkdir", "rename", "link", "fsync", "ftruncate")

State = dict[str, str]


@dataclass
class Scene:
    """A command on an archive: how both are before it and after it, and the calls on the way."""

    words: tuple[str, ...]
    base: Path
    here: Path
    cradle: Cradle
    before: State = field(default_factory=dict)
    after: State = field(default_factory=dict)
    lines: dict[str, set[str]] = field(default_factory=dict)
    calls: list[tuple[str, int]] = field(default_factory=list)

    def set_up(self) -> None:
        shutil.rmtree(self.here, ignore_errors=True)
        shutil.copytree(self.base, self.here, symlinks=True)

    def run(self, **how: str) -> Ended:
        places = ("--archive", str(self.here / "archive"), "--out", str(self.here / "build"))
        ended = self.cradle.run(*self.words, *places, **how)
        assert "Traceback" not in ended.said, ended.said
        return ended

    def rehearse(self, record: Path) -> None:
        self.set_up()
        self.before = state(self.here)
        ended = self.run(record=str(record))
        assert ended.code == 0, ended.said
        self.after = state(self.here)
        told = "archive/events.ndjson"
        assert (self.here / told).read_bytes() != (self.base / told).read_bytes() or self.after != self.before
        self.calls = changes(record, [self.here])
        self.lines = {name: set(text_of(self.base / name)) | set(text_of(self.here / name)) for name in self.after}


def text_of(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.name in GROWING and path.exists() else []


def state(here: Path) -> State:
    """Path → digest of what the archive holds, and one digest for the whole of each outlet."""
    found: dict[str, str] = {}
    for path in sorted((here / "archive").rglob("*")):
        if path.is_file() and not path.name.endswith(".part"):
            found[path.relative_to(here).as_posix()] = "" if path.name in OWN else digest(path)
    for outlet in ("site", "volumes"):
        top = here / "build" / outlet
        found[outlet] = ""
        if top.exists() and not renewing(top):
            lines = [f"{path.relative_to(top)} {digest(path)}\n" for path in sorted(top.rglob("*")) if path.is_file()]
            found[outlet] = hashlib.sha256("".join(lines).encode()).hexdigest()
    return found


def renewing(site: Path) -> bool:
    """Whether nothing is left of a site but the page that says so: what was withdrawn goes even where nothing new can come."""
    names = [path.name for path in site.iterdir()]
    return names == ["index.html"] and "正在更新" in (site / "index.html").read_text("utf-8")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def assert_whole(scene: Scene) -> None:
    """Nothing is lost, nothing is half: each file is the old or the new one, and the registers hold."""
    root = scene.here / "archive"
    now = state(scene.here)
    assert set(scene.before) <= set(now)
    assert set(now) <= set(scene.after) | {"archive/.koushu.lock"}
    for name, found in now.items():
        if name.endswith(GROWING):
            assert set(text_of(scene.here / name)) <= scene.lines[name], name
            assert set(text_of(scene.base / name)) <= set(text_of(scene.here / name)), name
        else:
            closed = {""} if name == "site" and scene.words[0] == "publish" else set()
            assert found in {scene.before.get(name, ""), scene.after.get(name, "")} | closed, name
    rows, problems = read_manifest((root / "manifest-sha256.txt").read_text("utf-8"), "m")
    assert not problems
    assert all(digest(root / name) == known for name, known in rows.items())
    shelf = Shelf(root, scene.here / "build/work")
    assert shelf.verify_chain() == ()
    assert (root / "events.ndjson").read_bytes().startswith((scene.base / "archive/events.ndjson").read_bytes())
    assert {one.code for one in shelf.read().problems} <= HALF


def assert_finished(scene: Scene) -> None:
    """The next run does what is left, and leaves what an undisturbed one leaves."""
    ended = scene.run()
    assert ended.code == 0, ended.said
    assert state(scene.here) == scene.after
    if list((scene.here / "archive").rglob("*.part")):  # the next command that writes clears them
        places = ("--archive", str(scene.here / "archive"), "--out", str(scene.here / "build"))
        assert scene.cradle.run("add", *places).code == 0
    assert not list((scene.here / "archive").rglob("*.part"))
    assert Shelf(scene.here / "archive", scene.here / "build/work").verify_chain() == ()


@pytest.fixture(scope="module")
def nursery(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cradle]:
    folder = tmp_path_factory.mktemp("said")
    if not may_trace(folder):
        pytest.skip("strace may not watch here")
    with cradle(project, folder) as made:
        yield made


@pytest.fixture(scope="module")
def bases(project: Path, tmp_path_factory: pytest.TempPathFactory, nursery: Cradle) -> Mapping[str, Path]:
    """An empty archive, one with a transcript to lay out, one that is published, and that one after a withdrawal."""
    top = tmp_path_factory.mktemp("bases")
    brought = top / "brought"
    brought.mkdir()
    write_wav(noise(1, 8000), 8000, brought / "1.wav")
    photographed(brought / "2.jpg")
    (brought / "form.pdf").write_bytes(b"%PDF-1.4 signed")
    (brought / "1.vtt").write_text(VTT, "utf-8")

    def done(name: str, *words: str) -> None:
        ended = nursery.run(*words, "--archive", str(top / name / "archive"), "--out", str(top / name / "build"))
        assert ended.code == 0, ended.said

    new_archive(top / "empty/archive", "库", "局")
    done("empty", "add")
    (top / "empty/archive/events.ndjson").touch()
    (top / "empty/archive/manifest-sha256.txt").touch()
    shutil.copytree(top / "empty", top / "heard")
    done("heard", "add", "k", str(brought / "1.wav"), str(brought / "1.vtt"), "--title", "雪夜", "--narrator", "jia=甲某")
    shutil.copytree(project / "archive", top / "public/archive", symlinks=True)
    leave_one(top / "public/archive")
    done("public", "publish", "site")
    shutil.copytree(top / "public", top / "withdrawn", symlinks=True)
    done("withdrawn", "withdraw", KEPT, "--by", "试")
    return {path.name: path for path in top.iterdir()}


def leave_one(archive: Path) -> None:
    """Leave one interview of the sample, so that publishing it many times fits into a test."""
    for folder in (archive / "interviews").iterdir():
        if folder.name != KEPT:
            shutil.rmtree(folder)
    for plan in (archive / "volumes").glob("*.yml"):
        plan.unlink()
    manifest = archive / "manifest-sha256.txt"
    rows = [line for line in manifest.read_text("utf-8").splitlines() if (archive / line.split("  ", 1)[1]).exists()]
    manifest.write_text("".join(f"{row}\n" for row in rows), "utf-8")


def words_of(name: str, bases: Mapping[str, Path]) -> tuple[str, tuple[str, ...]]:
    brought = bases["brought"]
    form = ("--consent", str(brought / "form.pdf"), "--allow", "web_text", "--signed", "2026-03-01", "--signer", "甲")
    new = ("--title", "雪夜", "--narrator", "jia=甲某")
    return {
        "take-in": ("empty", ("add", "k", str(brought / "1.wav"), str(brought / "2.jpg"), *new, *form)),
        "edit": ("heard", ("edit",)),
        "preserve": ("heard", ("preserve",)),
        "withdraw": ("public", ("withdraw", KEPT, "--by", "试")),
        "publish": ("withdrawn", ("publish", "site")),
        "verify": ("heard", ("verify",)),
    }[name]


@pytest.fixture(scope="module")
def scene(nursery: Cradle, bases: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Scene]:
    made: dict[str, Scene] = {}

    def ready(name: str) -> Scene:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            base, words = words_of(name, bases)
            made[name] = Scene(words, bases[base], folder / "here", nursery)
            made[name].rehearse(folder / "calls")
        return made[name]

    return ready


def spread(calls: list[tuple[str, int]], most: int, request: pytest.FixtureRequest) -> list[tuple[str, int]]:
    """So many calls, from the first to the last; all of them with --long."""
    if request.config.getoption("--long") or len(calls) <= most:
        return calls
    return [calls[number * (len(calls) - 1) // (most - 1)] for number in range(most)]


POINTS = {"take-in": 10, "edit": 6, "preserve": 4, "withdraw": 8, "publish": 3, "verify": 6}


@pytest.mark.parametrize("name", POINTS)
def test_killed_at_any_system_call_nothing_is_lost_and_the_next_run_finishes(
    scene: Callable[[str], Scene], name: str, request: pytest.FixtureRequest
) -> None:
    played = scene(name)
    for call, number in spread(played.calls, POINTS[name], request):
        played.set_up()
        ended = played.run(inject=f"{call}:signal=KILL:when={number}")
        assert ended.code == -9, (call, number, ended)
        assert_whole(played)
        assert_finished(played)


@pytest.mark.parametrize("name", POINTS)
def test_a_disk_that_is_full_at_any_system_call_is_one_sentence_and_nothing_is_lost(
    scene: Callable[[str], Scene], name: str, request: pytest.FixtureRequest
) -> None:
    played = scene(name)
    calls = [call for call in played.calls if call[0] in NO_SPACE]
    for call, number in spread(calls, max(3, POINTS[name] // 2), request):
        played.set_up()
        ended = played.run(inject=f"{call}:error=ENOSPC:when={number}")
        assert ended.code in (0, 1, 3), (call, number, ended)
        assert not ended.code or "空间" in ended.said or "已满" in ended.said, (call, number, ended)
        assert_whole(played)
        assert_finished(played)


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Makes a folder one that cannot be written: a read-only mount, or, for others than root, without the right to write."""
    made: list[Path] = []

    def freeze(folder: Path) -> None:
        if os.geteuid() == 0:
            subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
            subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        else:
            for path in (folder, *folder.rglob("*")):
                path.chmod(path.stat().st_mode & ~0o222)
        made.append(folder)

    yield freeze
    for folder in made:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(folder)], check=True)
        else:
            for path in (folder, *folder.rglob("*")):
                path.chmod(path.stat().st_mode | 0o200)


@pytest.mark.parametrize("name", POINTS)
def test_a_disk_that_cannot_be_written_is_one_sentence_and_changes_nothing(
    scene: Callable[[str], Scene], name: str, read_only: Callable[[Path], None]
) -> None:
    played = scene(name)
    played.set_up()
    read_only(played.here / ("build" if name == "publish" else "archive"))
    ended = played.run()
    assert ended.code in ((0,) if name == "verify" else (1, 3)), ended  # what only reads can do its work
    assert "只读" in ended.said or "权限" in ended.said or "写入" in ended.said, ended
    assert state(played.here) == played.before


@pytest.mark.parametrize("name", POINTS)
def test_of_two_at_once_one_waits_or_says_so(scene: Callable[[str], Scene], name: str) -> None:
    played = scene(name)
    played.set_up()
    places = ("--archive", str(played.here / "archive"), "--out", str(played.here / "build"))
    ends = played.cradle.runs(Run((*played.words, *places)), Run((*played.words, *places)))
    assert not [one for one in ends if "Traceback" in one.said]
    assert 0 in [one.code for one in ends], ends
    assert all(one.code in (0, 1, 3) for one in ends), ends
    for one in ends:
        assert not one.code or "正在" in one.said or "已经" in one.said, ends
    assert_whole(played)
    assert_finished(played)


@pytest.mark.parametrize("name", POINTS)
def test_while_another_one_writes_it_waits(scene: Callable[[str], Scene], name: str) -> None:
    played = scene(name)
    played.set_up()
    lock = played.here / ("build/work/lock" if name == "publish" else "archive/.koushu.lock")
    if name == "publish":
        with hold(lock):
            ended = played.run()
        assert ended.code == 3
        assert "正在" in ended.said
        return
    with ThreadPoolExecutor(1) as pool:
        with hold(lock):
            running = pool.submit(played.run)
            time.sleep(1)  # an undisturbed run has ended by then
            assert not running.done()
        ended = running.result()
    assert ended.code == 0, ended
    assert state(played.here) == played.after
