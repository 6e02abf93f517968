"""A Dask cluster hears what this machine would hear, byte for byte, and loses little when something dies."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.archive.drafts import compose_draft
from pipeline.errors import MissingTool, Unreadable, WrongUse
from pipeline.executors.crew import Crew
from pipeline.executors.station import Station
from pipeline.hearing import hear_task, unwatched
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.writing.store import Store
from tests.whole.conftest import Bench
from tests.whole.dask_here import Cluster, scripted_engine, where
from tests.whole.test_killed import small
from tests.whole.test_sample import tree
from tests.whole.two_interviews import calls, drafts_of, heard_here, pieces, tasks, two_interviews

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # distributed closes its sockets when it is collected


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cluster").mkdir()
    with Cluster(tmp_path / "cluster") as cluster:
        yield cluster


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with scripted_engine():
        yield two_interviews(tmp_path)


def test_a_worker_killed_in_the_middle_costs_its_window_and_changes_no_byte(
    cluster: Cluster, settings: Settings, tmp_path: Path
) -> None:
    doomed = cluster.worker("doomed", SCRIPTED_DIES_AT="4")
    (tmp_path / "here").mkdir()
    expected = heard_here(settings, tmp_path / "here")
    others: list[object] = []

    def help_comes(task: str, done: float, total: float) -> None:
        if doomed.poll() is not None and not others:
            others.append(cluster.worker("other"))

    outcome = flow.transcribe(settings, watch=help_comes, crew=Crew(cluster=cluster.address))
    assert outcome.problems == ()
    assert doomed.poll() == -signal.SIGKILL
    assert drafts_of(settings) == expected
    assert calls(tmp_path) == pieces(settings) + 1
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
        assert {team.submit(where, None).result(600) for _ in range(6)} == {"fast"}


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
    with pytest.raises(Unreadable, match="original-changed"):
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


def test_the_small_archive_heard_by_a_cluster_is_what_one_process_hears(
    cluster: Cluster, project: Path, copy_of: Callable[[Bench], Bench], tmp_path: Path
) -> None:
    bench = copy_of(Bench(project, project / "archive", tmp_path / "nothing"))
    small(bench)
    cluster.worker("one", "--resources", "GPU=1")
    cluster.worker("two", "--resources", "GPU=1")
    bench.koushu("transcribe")
    alone = tree(bench.archive)
    for path in bench.archive.glob("interviews/*/*.whisper-*.json"):
        path.unlink()
    said = bench.koushu("transcribe", "--cluster", cluster.address, "--resources", "GPU=1").stdout
    assert len(said.splitlines()) == 3
    together = tree(bench.archive)
    assert {path: digest for path, digest in together.items() if path != "events.ndjson"} == {
        path: digest for path, digest in alone.items() if path != "events.ndjson"
    }


def test_an_archive_that_is_no_file_system_is_heard_from_copies(settings: Settings, tmp_path: Path) -> None:
    far, windows = Store(f"memory://{tmp_path.name}/archive"), f"memory://{tmp_path.name}/windows"
    todo = tasks(settings)
    (tmp_path / "here").mkdir()
    expected = heard_here(settings, tmp_path / "here")
    for task in todo:
        folder, _, name = task.sound.file.rpartition("/")
        Store(f"{far.place}/{folder}").write(name, (settings.archive / task.sound.file).read_bytes())
    station = Station(far.place, windows, tmp_path / "scratch")
    heard = [compose_draft(hear_task(task, station)) for task in todo]
    assert heard == list(expected.values())
    assert len(Store(windows).names()) == calls(tmp_path) == pieces(settings)
    assert [path for path in (tmp_path / "scratch").rglob("*") if path.is_file()] == []
