"""`koushu transcribe` as a person runs it, in each of its three ways: the same drafts, its progress, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from pipeline import flow
from pipeline.archive.shelf import Hand
from pipeline.cli import show
from pipeline.executors.crew import Crew, Team
from pipeline.executors.station import Station
from pipeline.hearing import hear_task, unwatched
from pipeline.model.settings import Settings
from pipeline.workshop import Workshop
from tests.transcribe.conftest import never_taught
from tests.whole.conftest import Bench
from tests.whole.dask_here import Cluster, scripted_engine, wait_until
from tests.whole.test_killed import small
from tests.whole.test_sample import tree
from tests.whole.two_interviews import KEYS, calls, drafts_of, heard_here, pieces, tasks, two_interviews

WAYS = ("--jobs 1", "--jobs 2", "--cluster")


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with scripted_engine():
        yield two_interviews(tmp_path)


@pytest.fixture
def begin(settings: Settings, project: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the command with the scripted engine, in one of the ways, in a process group of its own."""
    places = ["--archive", str(settings.archive), "--out", str(settings.out)]
    with ExitStack() as ends:

        def start(way: str, **environment: str) -> subprocess.Popen[str]:
            words = way.split()
            if way == "--cluster":
                folder = tmp_path / f"cluster-{len(list(tmp_path.iterdir()))}"
                folder.mkdir()
                cluster = ends.enter_context(Cluster(folder))
                cluster.worker("one", **environment)
                words.append(cluster.address)
            child = subprocess.Popen(
                [sys.executable, "-m", "tests.whole.dask_here", "transcribe", *words, *places],
                cwd=project,
                env={**os.environ, "LANG": "en_US.UTF-8", "PYTHONPATH": str(project), **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
            ends.callback(child.kill)
            return child

        yield start


def kept(settings: Settings) -> set[str]:
    folder = settings.work / "windows"
    return {path.name for path in folder.glob("*.json")} if folder.is_dir() else set()


@pytest.mark.parametrize("way", WAYS)
def test_ctrl_c_stops_at_once_keeps_what_was_heard_and_the_next_run_goes_on(
    way: str, settings: Settings, begin: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    (tmp_path / "here").mkdir()
    expected = heard_here(settings, tmp_path / "here")
    child = begin(way, SCRIPTED_SECONDS="2")
    wait_until(lambda: len(kept(settings)) >= 3)
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does
    _, said = child.communicate(timeout=600)
    assert child.returncode == 130, said
    assert said.splitlines()[-1] == "Interrupted; what was finished is kept, run again to go on."
    assert "Traceback" not in said
    assert "Warning" not in said
    assert len(kept(settings)) >= 3
    assert len(kept(settings)) < pieces(settings)
    again = begin(way)
    _, said = again.communicate(timeout=600)
    assert again.returncode == 0, said
    assert drafts_of(settings) == expected
    assert calls(tmp_path) <= pieces(settings) + 2
    assert kept(settings) == set()


def test_side_by_side_and_one_after_the_other_give_the_same_drafts(
    project: Path, copy_of: Callable[[Bench], Bench], tmp_path: Path
) -> None:
    bench = copy_of(Bench(project, project / "archive", tmp_path / "nothing"))
    small(bench)
    bench.koushu("transcribe")
    alone = {path: digest for path, digest in tree(bench.archive).items() if ".whisper-" in path}
    for path in alone:
        (bench.archive / path).unlink()
    said = bench.koushu("transcribe", "--jobs", "2").stdout
    assert said.splitlines() == sorted(alone)
    assert {path: digest for path, digest in tree(bench.archive).items() if ".whisper-" in path} == alone


def test_whoever_hears_writes_nothing_into_the_archive(settings: Settings, tmp_path: Path) -> None:
    todo = tasks(settings)
    before = tree(settings.archive)
    (tmp_path / "scratch").mkdir()
    station = Station(str(settings.archive), str(tmp_path / "windows"), tmp_path / "scratch")
    for task in todo:
        assert hear_task(task, station).segments
    assert tree(settings.archive) == before


class Here(Crew):
    """A thread of this process, which knows the scripted engine."""

    @contextmanager
    def at_work(self, home: Station) -> Iterator[Team]:
        with ThreadPoolExecutor(1) as executor:
            yield Team(executor, lambda work, task: work(task, home), home.windows, 0.01)


def test_progress_is_told_for_each_recording_and_for_all_together(settings: Settings) -> None:
    told: list[tuple[str, float, float]] = []
    lengths = {f"{task.interview} recording-1": task.sound.duration_ms for task in tasks(settings)}
    assert flow.transcribe(settings, watch=lambda *one: told.append(one), crew=Here()).problems == ()
    for name, length in lengths.items():
        own = [done for task, done, total in told if task == name]
        assert own == sorted(own)
        assert own[-1] == length
    together = [(done, total) for task, done, total in told if not task]
    assert together[0] == (0, sum(lengths.values()))
    assert together[-1] == (sum(lengths.values()), sum(lengths.values()))
    assert together == sorted(together)


def test_a_log_gets_a_line_a_minute_with_the_time_left() -> None:
    lines: list[str] = []
    clock = [0.0]
    watch = show.Lines(lambda: clock[0], lines.append)
    for clock[0], done in ((0, 600_000), (30, 900_000), (60, 1_200_000), (90, 1_500_000), (125, 1_800_000), (300, 3_600_000)):
        watch("2023-001-jia recording-1", 1, 2)
        watch("", done, 3_600_000)
    assert len(lines) == 2
    assert "0:20:00 / 1:00:00 (33%)" in lines[0]
    assert "0:04:00" in lines[0], "600 s were heard in a minute, 2400 s are left; what was done before does not count"
    assert "0:30:00 / 1:00:00 (50%)" in lines[1]


def test_a_terminal_gets_a_bar_for_each_recording_that_is_heard_and_one_for_all() -> None:
    screen = StringIO()
    with show._bars(Console(file=screen, force_terminal=True, width=100)) as bars:
        watch = show.Bars(bars)
        watch("", 0, 4)
        watch("2023-001-jia recording-1", 1, 2)
        watch("2023-002-yi recording-1", 1, 2)
        watch("2023-002-yi recording-1", 2, 2)
        watch("", 3, 4)
        assert [(task.description, task.percentage) for task in bars.tasks] == [
            (bars.tasks[0].description, 75.0),
            ("2023-001-jia recording-1", 50.0),
        ]
    assert "2023-001-jia" in screen.getvalue()


def drafts_by(settings: Settings, *engines: str) -> None:
    """Each recording heard by these engines in this order."""
    for engine in engines:
        for task in tasks(settings):
            shop = Workshop(settings)
            station = Station(str(settings.archive), str(settings.work / "windows"), settings.work)
            draft = replace(hear_task(task, station), engine=engine)
            name = task.name.replace("scripted", engine)
            saved = shop.shelf.save_draft(task.interview, name, draft)
            shop.shelf.event("transcription", (saved,), Hand("t", settings.now))
            (settings.archive / saved).rename(settings.archive / f"{saved}.hidden")
    for hidden in settings.archive.glob("interviews/*/*.hidden"):
        hidden.rename(hidden.with_suffix(""))


def chosen(settings: Settings) -> set[str]:
    shop = Workshop(settings)
    return {draft.engine for kept in shop.archive.interviews.values() for draft, _ in shop.placed_drafts(kept)}


def test_of_several_drafts_the_archives_own_engine_counts_else_the_one_saved_last(settings: Settings) -> None:
    drafts_by(settings, "zeta", "alpha")
    assert chosen(settings) == {"alpha"}
    drafts_by(settings, "scripted", "beta")
    assert chosen(settings) == {"scripted"}
    config = settings.archive / "archive.yml"
    config.write_text(config.read_text("utf-8").replace("engine: scripted", "engine: zeta"), "utf-8")
    assert chosen(settings) == {"zeta"}
    assert len(Workshop(settings).times._heard.names(KEYS[0])) == 4 + 4 + 4 + 1


def test_another_engines_draft_is_made_beside_and_changes_no_record(
    project: Path, copy_of: Callable[[Bench], Bench], tmp_path: Path
) -> None:
    bench = copy_of(Bench(project, project / "archive", tmp_path / "nothing"))
    small(bench)
    model = never_taught(tmp_path / "random.pt")
    before = tree(bench.archive)
    bench.koushu("transcribe", "2023-001-lin", "--engine", "whisper", "--model", str(model))
    after = tree(bench.archive)
    new = sorted(set(after) - set(before))
    assert [path.split(".whisper-")[0] for path in new] == [f"interviews/2023-001-lin/recording-{n}" for n in (1, 2)]
    assert {path for path in before if after.get(path) != before[path]} == {"events.ndjson"}
    assert str(tmp_path) not in "".join((bench.archive / path).read_text("utf-8") for path in new)


def test_windows_that_another_engine_left_behind_go_with_the_next_draft_of_their_recording(settings: Settings) -> None:
    first, second = tasks(settings)
    folder = settings.work / "windows"
    folder.mkdir(parents=True)
    left = {digest: folder / f"{digest[:12]}-00000000-000000000-000009000.json" for digest in (first.sound.digest, "e" * 64)}
    for file in left.values():
        file.write_text("[]", encoding="utf-8")
    flow.transcribe(replace(settings, engine="scripted"), [first.interview], watch=unwatched, crew=Here())
    assert left[first.sound.digest].exists(), "a comparison leaves what the archive's own engine has begun"
    (settings.archive / "interviews" / first.interview / first.name).unlink()
    flow.transcribe(settings, watch=unwatched, crew=Here())
    assert [path.name for path in folder.iterdir()] == [left["e" * 64].name]
    assert len(drafts_of(settings)) == 2
    assert second.name != first.name
