"""A Dask cluster hears what this machine would hear, byte for byte, and loses little when something dies."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.archive.begin import new_archive
from pipeline.archive.drafts import compose_draft
from pipeline.archive.shelf import Hand, Shelf
from pipeline.errors import MissingTool, WrongUse
from pipeline.executors.crew import Crew
from pipeline.executors.station import Station
from pipeline.hearing import Task, hear_task, unheard, unwatched
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.transcribe.pauses import Tally, cut
from pipeline.media.sound import decode
from pipeline.workshop import Workshop
from tests.media.making import write_wav
from tests.transcribe.conftest import talk
from tests.whole.conftest import Bench
from tests.whole.dask_here import Cluster, wait_until
from tests.whole.test_killed import small
from tests.whole.test_sample import tree

NOW = dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)
KEYS = ("2023-001-jia", "2023-002-yi")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # distributed closes its sockets when it is collected


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cluster").mkdir()
    with Cluster(tmp_path / "cluster") as cluster:
        yield cluster


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two interviews of a minute and a half, for the scripted engine, whose calls are lines in `calls`."""
    root = tmp_path / "archive"
    new_archive(root, "库", "局")
    shelf = Shelf(root, tmp_path / "build/work")
    for number, key in enumerate(KEYS):
        shelf.new_interview(key, "长谈", ())
        sound = talk([(0.8, False), *[(6.0, True), (0.6, False), (7.0, True), (2.5, False)] * 6], seed=number)
        shelf.add_original(write_wav(sound, 16_000, tmp_path / f"{key}.wav"), f"interviews/{key}/recording-1.wav", Hand("t", NOW))
        shelf.append_recording(key, "recording-1.wav")
    model_is(root, str(tmp_path / "calls"))
    return Settings(root, tmp_path / "build", tmp_path, NOW, "zh")


def model_is(root: Path, model: str) -> None:
    lines = [line for line in (root / "archive.yml").read_text("utf-8").splitlines() if not line.startswith(("engine:", "model:"))]
    (root / "archive.yml").write_text("\n".join([*lines, "engine: scripted", f'model: "{model}"', ""]), "utf-8")


def tasks(settings: Settings) -> list[Task]:
    shop = Workshop(settings)
    shop.measure()
    return [task for kept in shop.archive.interviews.values() for task in unheard(shop, kept)]


def heard_here(settings: Settings, folder: Path) -> dict[str, bytes]:
    """Path from the root → the bytes that this process makes of each recording, its calls counted elsewhere."""
    station = Station(str(settings.archive), str(folder / "windows"), folder)
    drafts = {}
    for task in tasks(settings):
        elsewhere = replace(task, place=replace(task.place, model=str(folder / "calls")))
        drafts[f"interviews/{task.interview}/{task.name}"] = compose_draft(hear_task(elsewhere, station))
    return drafts


def drafts_of(settings: Settings) -> dict[str, bytes]:
    return {str(path.relative_to(settings.archive)): path.read_bytes() for path in settings.archive.glob("interviews/*/*.json")}


def calls(tmp_path: Path) -> int:
    return sum(len(file.read_text().splitlines()) for file in tmp_path.glob("calls-*"))


def where(_: object, station: Station) -> str:
    return station.scratch.parents[1].name if station.scratch.parent.name == "dask-scratch-space" else station.scratch.name


def test_a_worker_killed_in_the_middle_costs_its_window_and_changes_no_byte(
    cluster: Cluster, settings: Settings, tmp_path: Path
) -> None:
    doomed = cluster.worker("doomed", dies_at=4)
    (tmp_path / "here").mkdir()
    expected = heard_here(settings, tmp_path / "here")
    pieces = sum(
        1 for key in KEYS for _ in cut(decode(settings.archive / f"interviews/{key}/recording-1.wav", 16_000), Tally())
    )
    others: list[object] = []

    def help_comes(task: str, done: float, total: float) -> None:
        if doomed.poll() is not None and not others:
            others.append(cluster.worker("other"))

    outcome = flow.transcribe(settings, watch=help_comes, crew=Crew(cluster=cluster.address))
    assert outcome.problems == ()
    assert doomed.poll() == -signal.SIGKILL
    assert drafts_of(settings) == expected
    assert calls(tmp_path) == pieces + 1
    assert list((settings.work / "windows").iterdir()) == []


def test_only_workers_with_the_resource_are_chosen(cluster: Cluster, tmp_path: Path) -> None:
    cluster.worker("plain")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/archive.yml").touch()
    home = Station(str(tmp_path / "archive"), str(tmp_path / "windows"), tmp_path)
    gpu = Crew(cluster=cluster.address, resources={"GPU": 1})
    with pytest.raises(WrongUse, match="cluster-no-worker"), gpu.at_work(home):
        pass
    cluster.worker("fast", "--resources", "GPU=1")
    with gpu.at_work(home) as team:
        assert {team.submit(where, None).result(60) for _ in range(6)} == {"fast"}


def test_the_archive_and_the_windows_may_be_named_by_url(cluster: Cluster, settings: Settings, tmp_path: Path) -> None:
    cluster.worker("one")
    (tmp_path / "here").mkdir()
    expected = heard_here(settings, tmp_path / "here")
    crew = Crew(cluster=cluster.address, data=settings.archive.as_uri(), windows=(tmp_path / "shared windows").as_uri())
    assert flow.transcribe(settings, watch=unwatched, crew=crew).problems == ()
    assert drafts_of(settings) == expected
    assert not settings.work.joinpath("windows").exists()
    assert list((tmp_path / "shared windows").iterdir()) == []


def test_what_a_cluster_lacks_is_said_in_one_sentence(cluster: Cluster, settings: Settings, tmp_path: Path) -> None:
    def refused(crew: Crew) -> str:
        with pytest.raises(WrongUse) as refusal:
            flow.transcribe(settings, watch=unwatched, crew=crew)
        assert "…" not in sentence(refusal.value.code, refusal.value.values, "zh")
        return refusal.value.code

    assert refused(Crew(cluster="tcp://127.0.0.1:9")) == "cluster-unreachable"
    assert refused(Crew(cluster="nonsense")) == "cluster-unreachable"
    assert refused(Crew(cluster=cluster.address)) == "cluster-empty"
    cluster.worker("one")
    assert refused(Crew(cluster=cluster.address, data=str(tmp_path / "not-here"))) == "cluster-no-data"
    assert refused(Crew(cluster=cluster.address, data="nosuch://bucket/archive")) == "store-unknown"
    assert not drafts_of(settings)


def test_an_original_that_changed_and_an_engine_that_differs_are_refused_where_the_work_is_done(
    settings: Settings, tmp_path: Path
) -> None:
    first, second = tasks(settings)
    station = Station(str(settings.archive), str(tmp_path / "windows"), tmp_path)
    (settings.archive / first.sound.file).write_bytes((settings.archive / second.sound.file).read_bytes())
    with pytest.raises(Exception, match="original-changed"):
        hear_task(first, station)
    with pytest.raises(MissingTool) as differs:
        hear_task(replace(second, who=replace(second.who, version="0")), station)
    assert (differs.value.code, differs.value.values["theirs"]) == ("listener-differs", "version=1")


def test_a_scheduler_that_dies_ends_the_run_with_one_sentence_and_the_next_one_goes_on(
    cluster: Cluster, settings: Settings, tmp_path: Path
) -> None:
    cluster.worker("one")
    (tmp_path / "here").mkdir()
    expected = heard_here(settings, tmp_path / "here")

    def cut_off(task: str, done: float, total: float) -> None:
        if not task and not seen:
            seen.append(done)
            cluster.kill_scheduler()

    seen: list[float] = []
    with pytest.raises(WrongUse, match="cluster-lost"):
        flow.transcribe(settings, watch=cut_off, crew=Crew(cluster=cluster.address))
    (tmp_path / "again").mkdir()
    with Cluster(tmp_path / "again") as again:
        again.worker("one")
        flow.transcribe(settings, watch=unwatched, crew=Crew(cluster=again.address))
    assert drafts_of(settings) == expected


def test_ctrl_c_stops_the_command_and_the_workers_and_the_next_run_goes_on(
    cluster: Cluster, sample_bench: Bench, copy_of: Callable[[Bench], Bench]
) -> None:
    bench = copy_of(sample_bench)
    heard = {path: digest for path, digest in tree(bench.archive).items() if ".whisper-" in path}
    for path in heard:
        (bench.archive / path).unlink()
    cluster.worker("one")
    cluster.worker("two")
    windows = bench.out / "work/windows"
    words = ("transcribe", "--cluster", cluster.address)
    child = subprocess.Popen(bench.argv(*words), cwd=bench.project, stderr=subprocess.PIPE, env={**os.environ, "LANG": "en_US"})
    wait_until(lambda: windows.is_dir() and len([one for one in windows.iterdir() if one.suffix == ".json"]) >= 3)
    child.send_signal(signal.SIGINT)
    said = child.communicate(timeout=60)[1].decode()
    assert child.returncode == 130
    assert "run again to go on" in said
    assert "Traceback" not in said
    kept = {path.name for path in windows.iterdir()}
    assert len(kept) >= 3
    bench.koushu(*words)
    assert {path: digest for path, digest in tree(bench.archive).items() if ".whisper-" in path} == heard


def test_the_small_archive_heard_by_a_cluster_is_what_one_process_hears(
    cluster: Cluster, sample_bench: Bench, copy_of: Callable[[Bench], Bench], tmp_path: Path
) -> None:
    bench = copy_of(sample_bench)
    shutil.rmtree(bench.out)
    small(bench)
    cluster.worker("one", "--resources", "GPU=1")
    cluster.worker("two", "--resources", "GPU=1")
    bench.koushu("transcribe", "--jobs", "2")
    alone = tree(bench.archive)
    for path in bench.archive.glob("interviews/*/*.whisper-*.json"):
        path.unlink()
    said = bench.koushu("transcribe", "--cluster", cluster.address, "--resources", "GPU=1").stdout
    assert len(said.splitlines()) == 3
    together = tree(bench.archive)
    assert {path: digest for path, digest in together.items() if path != "events.ndjson"} == {
        path: digest for path, digest in alone.items() if path != "events.ndjson"
    }
