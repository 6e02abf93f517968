"""Which engines are installed and what they could do on this machine, told from metadata and the system, loading none of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.transcribe.engines import ENGINES
from pipeline.transcribe.installed import version_of


@dataclass(frozen=True)
class Need:
    """What an engine needs: distributions (the first is its own), the extra that brings them, the numbers it reckons with."""

    distributions: tuple[str, ...] = ()
    extra: str = ""
    on_cpu: str = ""
    on_gpu: str = ""  # empty: it uses no graphics card


NEEDS = {
    "whisper": Need(("openai-whisper", "torch"), "whisper", "float32", "float16"),
    "faster": Need(("faster-whisper", "ctranslate2"), "faster", "int8", "float16"),
    "sherpa": Need(("sherpa-onnx",), "sherpa", "int8/float32"),
    "service": Need(),
}


@dataclass(frozen=True)
class Machine:
    """Cores this process may use, memory free in MiB (0: the system does not say), and whether an NVIDIA driver is there."""

    threads: int
    memory_mib: int
    gpu: bool


@dataclass(frozen=True)
class Standing:
    """One engine here: `versions` of what is installed of it, `device` (cpu, gpu or server), `compute` its kind of numbers.

    `install` is what to run first, empty where nothing is missing.
    """

    engine: str
    device: str
    compute: str
    install: str
    versions: Mapping[str, str] = field(default_factory=dict)


def machine() -> Machine:
    """This machine, asked of the operating system."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    driver = shutil.which("nvidia-smi") is not None or Path("/proc/driver/nvidia/version").exists()
    return Machine(cores, _memory_mib(Path("/proc/meminfo")), driver)


def roll(here: Machine) -> tuple[Standing, ...]:
    """Every engine there is, in the order of the dict."""
    return tuple(_standing(name, NEEDS[name], here) for name in ENGINES)


def _standing(name: str, need: Need, here: Machine) -> Standing:
    if not need.distributions:
        return Standing(name, "server", "", "")
    versions = {one: version for one in need.distributions if (version := version_of(one))}
    missing = len(versions) < len(need.distributions)
    gpu = bool(here.gpu and need.on_gpu and not versions.get("torch", "").endswith("+cpu"))
    install = f'pip install "koushu[{need.extra}]"' if missing else ""
    return Standing(name, "gpu" if gpu else "cpu", need.on_gpu if gpu else need.on_cpu, install, versions)


def _memory_mib(told: Path) -> int:
    """Linux's own estimate of what may still be taken; 0 on systems without it."""
    try:
        lines = told.read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:")), 0)
