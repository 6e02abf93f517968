"""`koushu engines`: which recognition engines are installed, what they can do here, what to install."""

from __future__ import annotations

import json

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.transcribe.roll import Standing

_DEVICES = {"cpu": ("处理器", "processor"), "gpu": ("显卡", "GPU"), "server": ("识别服务器", "server")}


@click.command(
    "engines",
    help=say(
        "各种识别引擎：装了没有，在这台电脑上能做什么，还缺什么。",
        "Recognition engines: installed or not, and what they can do here.",
    ),
)
@click.option("--json", "as_json", is_flag=True, help=say("供程序读取的输出。", "Output for scripts."))
@places
def command(settings: Settings, *, as_json: bool) -> int:
    """Print the machine, one line an engine, and what archive.yml asks for; exit 1 where that cannot be used."""
    found = counter.engines(settings)
    why = sentence(found.trouble.code, found.trouble.values, LANGUAGE) if found.trouble else ""
    if as_json:
        show.line(json.dumps(_told(found, why), ensure_ascii=False, indent=2))
        return 1 if why else 0
    here = found.machine
    memory = f"{here.memory_mib / 1024:.1f} GiB" if here.memory_mib else say("未知", "unknown")
    gpu = say("有", "yes") if here.gpu else say("无", "no")
    show.line(
        say(
            f"可用线程 {here.threads}，可用内存 {memory}，NVIDIA 显卡驱动：{gpu}",
            f"{here.threads} threads, {memory} of memory free, NVIDIA driver: {gpu}",
        )
    )
    for one in found.standings:
        show.line(f"{'*' if one.engine == found.named else ' '} {one.engine:<8} {_line(one)}")
    if found.named:
        show.line(say(f"* archive.yml 指定的引擎，模型：{found.model}", f"* named in archive.yml, with the model {found.model}"))
    if why:
        show.warn(why)
    return 1 if why else 0


def _line(one: Standing) -> str:
    device = say(*_DEVICES[one.device]) + (f" {one.compute}" if one.compute else "")
    if one.device == "server":
        return say(f"不需要安装，{device}", f"nothing to install, {device}")
    if one.install:
        return say(f"没有安装，请运行 {one.install}", f"not installed; run {one.install}")
    return say("已安装 ", "installed ") + "、".join(f"{name} {version}" for name, version in one.versions.items()) + f"，{device}"


def _told(found: counter.Roll, why: str) -> dict[str, object]:
    here = found.machine
    return {
        "machine": {"threads": here.threads, "memory_mib": here.memory_mib, "gpu": here.gpu},
        "engines": [
            {
                "engine": one.engine,
                "installed": not one.install,
                "versions": dict(one.versions),
                "device": one.device,
                "compute": one.compute,
                "install": one.install,
                "named": one.engine == found.named,
            }
            for one in found.standings
        ],
        "archive": {"engine": found.named, "model": found.model, "trouble": why} if found.named else None,
    }
