"""Tasks → workers of a Dask cluster, each looked at before it is trusted; the only importer of distributed."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import logging
import platform
import secrets
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import MissingTool, WrongUse
from pipeline.executors.station import Station, cores
from pipeline.writing.store import Store

T = TypeVar("T")
GRACE_S = 5  # how long a scheduler may take to answer
STARTS = 3
PROBE = "probe-"


@contextlib.contextmanager
def connected(address: str) -> Iterator[Any]:
    """The client of the scheduler at `address`, such as tcp://10.0.0.5:8786. Raises MissingTool, WrongUse."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise MissingTool("cluster-missing") from None
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters comes back as an error of ours
    try:
        client = _client(distributed, address)
    except (OSError, ValueError) as trouble:
        raise WrongUse("cluster-unreachable", address=address, why=_reason(trouble)) from trouble
    try:
        yield client
    finally:
        with contextlib.suppress(OSError):
            client.close(timeout=GRACE_S)


def _client(distributed: Any, address: str) -> Any:  # noqa: ANN401 # untyped
    """A client; distributed asserts that its thread has begun within ten seconds, which a busy machine may not manage at once."""
    for patience in range(STARTS, 0, -1):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # `inspected` compares the versions
                return distributed.Client(address, timeout=GRACE_S, set_as_default=False)
        except AssertionError:
            if patience == 1:
                raise TimeoutError("distributed") from None
    return None


def inspected(client: Any, resources: Mapping[str, float], station: Station) -> dict[str, int]:  # noqa: ANN401 # untyped
    """Host → how many workers there have the resources; each was asked whether it can do the work. Raises WrongUse."""
    asked = ",".join(f"{name}={amount:g}" for name, amount in resources.items())
    workers = client.scheduler_info(n_workers=-1)["workers"]
    fit = {
        address: told["host"]
        for address, told in workers.items()
        if all(told["resources"].get(name, 0) >= amount for name, amount in resources.items())
    }
    if not fit:
        code = "cluster-no-worker" if workers else "cluster-empty"
        raise WrongUse(code, address=client.scheduler.address, resources=asked, count=len(workers))
    probe = f"{PROBE}{secrets.token_hex(4)}"
    answers = client.run(_examine, station.data, station.windows, probe, workers=list(fit), on_error="return")
    seen = [name for name in Store(station.windows).names() if name.startswith(PROBE)]
    for name in seen:
        Store(station.windows).remove(name)
    for address, answer in sorted(answers.items()):
        _refuse_unfit(address, answer, station, marked=f"{probe}-{_short(address)}" in seen)
    hosts = list(fit.values())
    return {host: hosts.count(host) for host in hosts}


def on_worker(home: Station, neighbours: Mapping[str, int], work: Callable[[Any, Station], T], task: object) -> T:
    """On a worker: do the task with its share of the machine's cores, and tell it when nobody waits for it any more."""
    worker = importlib.import_module("distributed").get_worker()
    key = worker.get_current_task()
    host = worker.address.rpartition("://")[2].rpartition(":")[0]

    def wanted() -> bool:
        state = worker.state.tasks.get(key)
        return state is not None and state.state == "executing"

    threads = max(1, cores() // neighbours.get(host, 1))
    return work(task, replace(home, scratch=Path(worker.local_directory), threads=threads, wanted=wanted))


def _refuse_unfit(address: str, answer: object, station: Station, *, marked: bool) -> None:
    if isinstance(answer, ModuleNotFoundError) and (answer.name or "").partition(".")[0] == "pipeline":
        raise WrongUse("cluster-without-koushu", worker=address)
    if isinstance(answer, BaseException):
        raise answer
    sees_data, versions = answer if isinstance(answer, tuple) else (False, {})
    here = _versions()
    for name in here:
        if versions.get(name) != here[name]:
            raise WrongUse("cluster-versions", worker=address, name=name, theirs=versions.get(name), ours=here[name])
    if not sees_data:
        raise WrongUse("cluster-no-data", worker=address, data=station.data)
    if not marked:
        raise WrongUse("cluster-no-windows", worker=address, windows=station.windows)


def _examine(data: str, windows: str, probe: str, dask_worker: Any) -> tuple[bool, dict[str, str]]:  # noqa: ANN401 # dask fills it in
    """On a worker: whether it sees the archive, and which programs it has; a mark shows whether both see the same windows."""
    Store(windows).write(f"{probe}-{_short(dask_worker.address)}", b"")
    return Store(data).has("archive.yml"), _versions()


def _versions() -> dict[str, str]:
    distributed: str = importlib.import_module("distributed").__version__
    return {"koushu": _program(), "Python": platform.python_version().rpartition(".")[0], "distributed": distributed}


@cache
def _program() -> str:
    """A digest of this program: the same one hears the same."""
    digest = hashlib.sha256()
    root = Path(__file__).parent.parent
    for file in sorted(root.rglob("*.py")):
        digest.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _short(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:12]


def _reason(trouble: BaseException) -> str:
    return str(trouble).strip().partition("\n")[0] or type(trouble).__name__
