"""Bad input never ends in a traceback: one clear sentence, the right exit code, nothing lost, the other interviews still done."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.whole.conftest import Bench
from tests.whole.test_sample import tree


@pytest.fixture
def bench(sample_bench: Bench, copy_of: Callable[[Bench], Bench]) -> Bench:
    """The sample archive with one interview still to be heard, and no outlet; public sounds and pictures are made already."""
    bench = copy_of(sample_bench)
    for made in ("site", "volumes", "pages"):
        shutil.rmtree(bench.out / made)
    for draft in (bench.archive / "interviews/2023-001-lin").glob("recording-*.whisper-*.json"):
        draft.unlink()
    return bench


def damaged(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"{kind}.wav"
    noise = bytes(range(256)) * 64
    data = {"empty": b"", "text": "这是一封信。\n".encode() * 40, "noise": noise, "cut": b"RIFF\x24\x00\x00\x00WAVE"}[kind]
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", ["empty", "text", "noise", "cut"])
def test_a_file_that_is_no_recording_is_refused_and_the_archive_stays_as_it_was(bench: Bench, tmp_path: Path, kind: str) -> None:
    path = damaged(tmp_path, kind)
    before = tree(bench.archive)
    said = bench.koushu("add", "2026-001-neu", str(path), "--title", "新", "--narrator", "neu=新人", expect=3).stderr
    assert path.name in said
    assert tree(bench.archive) == before


def test_a_recording_that_went_bad_in_the_archive_stops_only_itself(bench: Bench) -> None:
    (bench.archive / "interviews/2023-001-lin/recording-1.flac").write_bytes(b"not sound at all")
    said = bench.koushu("run", expect=1).stderr
    assert "recording-1.flac" in said
    assert list((bench.archive / "interviews/2023-001-lin").glob("recording-2.whisper-*.json"))
    assert (bench.out / "site/index.html").is_file()


def test_a_path_that_is_no_model_is_one_sentence_and_the_rest_is_still_published(bench: Bench) -> None:
    bad = bench.archive / "engine/bad.pt"
    config = bench.archive / "archive.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("engine/sample-whisper.pt", "engine/bad.pt"), encoding="utf-8")
    for content in (b"", b"PK\x03\x04 half a zip", b"no model"):
        bad.write_bytes(content)
        assert bench.koushu("transcribe", expect=3).stderr.count("bad.pt") == 1
    said = bench.koushu("run", expect=1).stderr
    assert said.count("bad.pt") == 1, said
    assert (bench.out / "site/index.html").is_file()


def test_a_missing_ffmpeg_is_named_with_the_command_that_installs_it(bench: Bench, tmp_path: Path) -> None:
    empty = tmp_path / "path"
    empty.mkdir()
    said = bench.koushu("transcribe", expect=4, PATH=str(empty)).stderr
    assert "apt-get install" in said
    assert "ffmpeg" in said


def test_a_missing_font_is_named_with_the_package_that_brings_it(bench: Bench, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to hide the fonts")
    config = tmp_path / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/nowhere</dir></fontconfig>',
        encoding="utf-8",
    )
    hidden = 'mount -t tmpfs tmpfs /usr/share/fonts && exec "$@"'
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", hidden, "sh", *bench.argv("publish", "volumes")],
        cwd=bench.project,
        env={**os.environ, "LANG": "zh_CN.UTF-8", "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 4, done.stderr
    assert "fonts-noto-cjk" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a tiny disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(bench: Bench, tiny_disk: Path, tmp_path: Path) -> None:
    shutil.copytree(bench.archive, tiny_disk / "archive", symlinks=True, ignore=shutil.ignore_patterns("*.jpg"))
    full = Bench(bench.project, tiny_disk / "archive", tmp_path / "build2")
    full.koushu("add", expect=None)
    free = shutil.disk_usage(tiny_disk).free
    (tiny_disk / "filler").write_bytes(b"x" * max(0, free - 200_000))
    big = tmp_path / "big.wav"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=30", "-ar", "48000", str(big)], check=True)
    before = tree(full.archive)
    said = full.koushu("add", "2023-006-zhou", str(big), expect=3).stderr
    assert "空间" in said
    after = tree(full.archive)
    assert [name for name in before if after.get(name) != before[name] and name != ".koushu.lock"] == []
    assert not list(full.archive.rglob("*.part"))
