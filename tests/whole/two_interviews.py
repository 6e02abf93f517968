"""An archive of two interviews for the scripted engine, and what this process makes of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from pipeline.archive.begin import new_archive
from pipeline.archive.drafts import compose_draft
from pipeline.archive.shelf import Hand, Shelf
from pipeline.executors.station import Station
from pipeline.hearing import Task, hear_task, unheard
from pipeline.media.sound import decode
from pipeline.model.settings import Settings
from pipeline.transcribe.pauses import Tally, cut
from pipeline.workshop import Workshop
from tests.media.making import write_wav
from tests.transcribe.conftest import talk

NOW = dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)
KEYS = ("2023-001-jia", "2023-002-yi")


def two_interviews(tmp_path: Path) -> Settings:
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
    config = root / "archive.yml"
    lines = [line for line in config.read_text("utf-8").splitlines() if not line.startswith(("engine:", "model:", "speech:"))]
    config.write_text("\n".join([*lines, "engine: scripted", "speech: loudness", f'model: "{model}"', ""]), "utf-8")


def tasks(settings: Settings) -> list[Task]:
    shop = Workshop(settings)
    shop.measure()
    return [task for kept in shop.archive.interviews.values() for task in unheard(shop, kept)]


def heard_here(settings: Settings, folder: Path) -> dict[str, bytes]:
    """Path from the root → the bytes that this process makes of each recording, its calls counted elsewhere."""
    station = Station(str(settings.archive), str(folder / "windows"), folder)
    drafts = {}
    for task in tasks(settings):
        elsewhere = replace(task, recipe=replace(task.recipe, place=replace(task.recipe.place, model=str(folder / "calls"))))
        drafts[f"interviews/{task.interview}/{task.name}"] = compose_draft(hear_task(elsewhere, station))
    return drafts


def drafts_of(settings: Settings) -> dict[str, bytes]:
    return {str(path.relative_to(settings.archive)): path.read_bytes() for path in settings.archive.glob("interviews/*/*.json")}


def pieces(settings: Settings) -> int:
    """How often the engine is called when each piece is heard once."""
    recordings = settings.archive.glob("interviews/*/recording-1.wav")
    return sum(1 for recording in recordings for _ in cut(decode(recording, 16_000), Tally()))


def calls(tmp_path: Path) -> int:
    """How often engines were called, in whichever process."""
    return sum(len(file.read_text().splitlines()) for file in tmp_path.glob("calls-*"))
