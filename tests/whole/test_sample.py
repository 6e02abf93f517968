"""The sample archive, the whole way: what must be public is, what must not be is nowhere."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import yaml

from tests.decoding import everything
from tests.whole.conftest import Bench

OUTPUTS = ("site", "volumes", "ebooks", "labels", "column")
MEMORIES = (
    "work/facts.json",
    "work/originals.json",
    "work/run.json",
    "work/seen.json",
)  # of the archive's own files, by path; no part of what is published


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".koushu.lock"
    }


def outputs(bench: Bench) -> dict[str, str]:
    return {f"{name}/{file}": digest for name in OUTPUTS for file, digest in tree(bench.out / name).items()}


def test_one_command_makes_the_site_and_the_volume(sample_bench: Bench) -> None:
    assert (sample_bench.out / "site/index.html").is_file()
    assert (sample_bench.out / "volumes/text-1.pdf").read_bytes().startswith(b"%PDF-")


def test_every_recording_of_the_sample_has_a_draft_of_the_sample_model(sample_bench: Bench) -> None:
    for folder in sorted((sample_bench.archive / "interviews").iterdir()):
        for recording in folder.glob("recording-*.flac"):
            drafts = list(folder.glob(f"{recording.stem}.whisper-*.json"))
            assert len(drafts) == 1, recording
            assert json.loads(drafts[0].read_text(encoding="utf-8"))["segments"]


def test_no_canary_is_anywhere_in_the_output_and_every_public_word_is(sample_bench: Bench, project: Path) -> None:
    canaries = yaml.safe_load((project / "tests/sample_canaries.yml").read_text(encoding="utf-8"))
    absent = [str(word) for group in canaries["absent"] for word in group.get("words", [])]
    present = {(outlet, str(word)) for group in canaries["present"] for outlet in group["in"] for word in group["words"]}
    folders = {path.name for kind in ("interviews", "items") for path in (sample_bench.archive / kind).iterdir()}
    assert len(absent) >= 60
    leaks = []
    for path, reading in everything(sample_bench.out):
        name = path.relative_to(sample_bench.out).as_posix()
        leaks += [(name, word) for word in absent if word in reading and not (name in MEMORIES and word in folders)]
        present -= {(outlet, word) for outlet, word in present if name.startswith(outlet) and word in reading}
    assert leaks == []
    assert present == set()


def heard(path: Path) -> np.ndarray:
    """The sound as float samples at 16 kHz, mono."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", "16000", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)


def public_sound(bench: Bench, interview: str) -> Path:
    ids = csv.DictReader((bench.archive / "ids.csv").read_text(encoding="utf-8").splitlines())
    public = next(row["id"] for row in ids if row["key"] == interview)
    return bench.out / "site/media" / f"{public}.m4a"


def share_of_tone(sound: np.ndarray) -> float:
    """How much of the energy lies within 25 Hz of the soft tone's 440 Hz."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    frequency = np.fft.rfftfreq(len(sound), 1 / 16000)
    return float(power[np.abs(frequency - 440) < 25].sum() / power.sum())


def test_withheld_sentences_are_a_tone_in_the_public_sound_and_all_others_are_heard(sample_bench: Bench, project: Path) -> None:
    canaries = yaml.safe_load((project / "tests/sample_canaries.yml").read_text(encoding="utf-8"))
    silenced = {entry["text"] for group in canaries["absent"] for entry in group.get("silenced", [])}
    spoken = json.loads((project / "scripts/sample/truth.json").read_text(encoding="utf-8"))["2023-002-qin/recording-1"]
    public = heard(public_sound(sample_bench, "2023-002-qin"))
    original = heard(sample_bench.archive / "interviews/2023-002-qin/recording-1.flac")
    assert len(silenced) == 2
    for line in spoken:
        inside = slice(line["start"] * 16, line["end"] * 16)
        if line["text"] in silenced:
            assert share_of_tone(public[inside]) > 0.98, line
        else:
            assert np.corrcoef(public[inside], original[inside])[0, 1] > 0.9, line


def test_sound_that_was_not_released_has_no_file(sample_bench: Bench, project: Path) -> None:
    canaries = yaml.safe_load((project / "tests/sample_canaries.yml").read_text(encoding="utf-8"))
    closed = [key for group in canaries["absent"] for key in group.get("sound", [])]
    assert len(closed) == 4
    assert [key for key in closed if public_sound(sample_bench, key).exists()] == []
    names = sorted(path.name for path in (sample_bench.out / "site").rglob("*.m4a"))
    assert len([name for name in names if not name.startswith("column-")]) == 3
    assert len([name for name in names if name.startswith("column-")]) == 3, "passages of the column"


def test_the_names_of_archive_folders_never_leave(sample_bench: Bench) -> None:
    folders = [path.name for path in (sample_bench.archive / "interviews").iterdir()]
    leaks = [
        (path.name, folder)
        for name in OUTPUTS
        for path, reading in everything(sample_bench.out / name)
        for folder in folders
        if folder in reading
    ]
    assert leaks == []


def test_two_publishes_give_the_same_bytes(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    again = copy_of(sample_bench)
    shutil.rmtree(again.out)
    again.koushu("publish", TZ="Asia/Shanghai")
    assert outputs(again) == outputs(sample_bench)


def test_a_second_run_has_nothing_to_do_and_changes_nothing(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    bench = copy_of(sample_bench)
    bench.koushu("run")
    before = tree(bench.archive), outputs(bench)
    said = bench.koushu("run").stdout
    assert "没有需要做的事" in said
    assert (tree(bench.archive), outputs(bench)) == before


def test_a_text_that_people_changed_survives_every_run(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> None:
    bench = copy_of(sample_bench)
    text = bench.archive / "interviews/2023-001-lin/text.md"
    changed = text.read_text(encoding="utf-8").replace("小山村", "很小的山村")
    text.write_text(changed, encoding="utf-8")
    bench.koushu("run")
    assert text.read_text(encoding="utf-8") == changed
    site = "".join(reading for _path, reading in everything(bench.out / "site"))
    assert "很小的山村" not in site
    assert "小山村" in site


def test_withdrawing_takes_one_command_and_every_outlet_loses_the_interview(
    sample_bench: Bench, copy_of: Callable[[Bench], Bench]
) -> None:
    bench = copy_of(sample_bench)
    words = "手上全是血泡"
    assert any(words in reading for name in OUTPUTS for _path, reading in everything(bench.out / name))
    bench.koushu("withdraw", "2023-001-lin", "--by", "值班员")
    bench.koushu("publish")
    assert [path for name in OUTPUTS for path, reading in everything(bench.out / name) if words in reading] == []


def test_the_draft_is_as_good_as_the_project_says(sample_bench: Bench) -> None:
    found = json.loads(sample_bench.koushu("evaluate", "--json").stdout)
    assert found["listeners"][0]["all"]["cer"] <= 0.02, found


@pytest.mark.parametrize("verb", ["check", "status"])
def test_scripts_get_json(sample_bench: Bench, verb: str) -> None:
    assert isinstance(json.loads(sample_bench.koushu(verb, "--json").stdout), list)


def test_the_sample_archive_has_no_problem(sample_bench: Bench) -> None:
    assert "没有发现问题" in sample_bench.koushu("check").stdout
    assert "No problem found" in sample_bench.koushu("check", LANG="en_GB.UTF-8").stdout
