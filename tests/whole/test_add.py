"""What somebody brings comes in whole or not at all, once, and a mistake is one sentence."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from pipeline.archive.shelf import Shelf
from tests.media.making import noise, write_wav
from tests.whole.conftest import Bench
from tests.whole.test_sample import tree

NEW = ("--title", "雪夜", "--narrator", "jia=甲某")
EMPTY = "WEBVTT\n\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\n您好。\n"


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    new_archive(tmp_path / "archive", "库", "局")
    return Bench(project, tmp_path / "archive", tmp_path / "build")


@pytest.fixture
def sound(tmp_path: Path) -> Callable[[int], str]:
    def made(number: int) -> str:
        return str(write_wav(noise(number, 8000), 8000, tmp_path / f"{number}.wav"))

    return made


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ABC", "{1}", *NEW), 2),
        (("k", "{1}", "--title", "雪", "--narrator", "jia"), 2),
        (("k", "{1}", "--title", "雪", "--narrator", "jia="), 2),
        (("k", "{1}", "--title", "雪", "--narrator", "JIA=甲"), 2),
        (("k", "{1}", "{1}", *NEW), 2),
        (("k", "{1}", "{2}", "{vtt}", *NEW), 2),
        (("k", "{1}", "{vtt}", "--recording", "recording-2", *NEW), 2),
        (("k", "{1}", "{empty}", *NEW), 3),
        (("k", "{plain}", *NEW), 2),
        (("k", "{bytes}", *NEW), 2),
        (("withdraw", "k", "--by", "\udcff"), 2),
    ],
)
def test_a_delivery_that_cannot_come_in_whole_leaves_nothing(
    bench: Bench, sound: Callable[[int], str], tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    files = {"{1}": sound(1), "{2}": sound(2)}
    for name, text in (("vtt", VTT), ("empty", EMPTY)):
        (tmp_path / f"{name}.vtt").write_text(text, encoding="utf-8")
        files[f"{{{name}}}"] = str(tmp_path / f"{name}.vtt")
    files["{plain}"] = shutil.copy(files["{1}"], tmp_path / "plain")
    files["{bytes}"] = shutil.copy(files["{1}"], tmp_path / "\udcff.wav")
    before = tree(bench.archive)
    verb = () if words[0] == "withdraw" else ("add",)
    bench.koushu(*verb, *(files.get(word, word) for word in words), expect=code)
    assert {**tree(bench.archive), ".koushu.lock": ""} == {**before, ".koushu.lock": ""}


def test_the_same_recording_is_taken_in_once(bench: Bench, sound: Callable[[int], str]) -> None:
    bench.koushu("add", "k", sound(1), *NEW)
    before = tree(bench.archive)
    assert "recording-1.wav" in bench.koushu("add", "k", sound(1)).stderr
    inside = bench.archive / "interviews/k/recording-1.wav"
    bench.koushu("add", "k", str(inside))
    assert "interviews/k/recording-1.wav" in bench.koushu("add", "other", sound(1), *NEW, expect=2).stderr
    after = tree(bench.archive)
    assert {name: after[name] for name in before if name != ".koushu.lock"} == {
        name: digest for name, digest in before.items() if name != ".koushu.lock"
    }
    bench.koushu("add", "k", sound(2))
    assert (bench.archive / "interviews/k/recording-2.wav").is_file()


@pytest.mark.parametrize("recorded", [True, False])
def test_a_recording_that_a_killed_run_left_unnamed_is_named_and_not_copied_again(
    bench: Bench, sound: Callable[[int], str], *, recorded: bool
) -> None:
    bench.koushu("add", "k", sound(1), *NEW)
    folder = bench.archive / "interviews/k"
    unnamed = (folder / "interview.yml").read_bytes()
    manifest = bench.archive / "manifest-sha256.txt"
    before = manifest.read_bytes()
    bench.koushu("add", "k", sound(2))
    (folder / "interview.yml").write_bytes(unnamed)
    if not recorded:
        manifest.write_bytes(before)
    bench.koushu("add", "k", sound(2))
    assert [path.name for path in sorted(folder.glob("recording-*"))] == ["recording-1.wav", "recording-2.wav"]
    kept = Shelf(bench.archive, bench.out / "work").read()
    assert [bool(one.digest) for one in kept.interviews["k"].sounds] == [True, True]
    assert not kept.interviews["k"].broken


def test_a_later_form_never_lifts_an_embargo(bench: Bench, sound: Callable[[int], str]) -> None:
    bench.koushu("add", "k", sound(1), *NEW)
    record = bench.archive / "interviews/k/interview.yml"
    form = (
        "consent:\n  signed: 2023-04-12\n  by: {name: 甲, as: narrator}\n  purposes: {web_text: yes}\n"
        "  embargo: {until: 2040-01-01}\n  after_death: close\n  note: 家属在场\n"
    )
    words = "".join(line for line in record.read_text(encoding="utf-8").splitlines(keepends=True) if "consent" not in line)
    record.write_text(words + form, encoding="utf-8")
    bench.koushu("add", "k", "--allow", "print", "--signed", "2026-03-01", "--signer", "甲")
    consent = Shelf(bench.archive, bench.out / "work").read().interviews["k"].record.consent
    assert consent is not None
    assert consent.embargo is not None
    assert consent.embargo.until == dt.date(2040, 1, 1)
    assert (consent.after_death, consent.note, dict(consent.purposes)) == ("close", "家属在场", {"print": "yes"})


@pytest.mark.parametrize("verb", ["transcribe", "edit", "evaluate", "status"])
def test_an_interview_that_is_not_there_is_said_so(bench: Bench, verb: str) -> None:
    assert "nosuch" in bench.koushu(verb, "nosuch", expect=2).stderr


def test_without_an_archive_nothing_is_made(bench: Bench, tmp_path: Path) -> None:
    nowhere = Bench(bench.project, tmp_path / "nowhere", tmp_path / "build")
    nowhere.koushu("add", expect=2)
    nowhere.koushu("run", expect=2)
    assert not (tmp_path / "nowhere").exists()


def test_check_names_a_recording_that_does_not_decode(bench: Bench, sound: Callable[[int], str]) -> None:
    bench.koushu("add", "k", sound(1), *NEW)
    (bench.archive / "interviews/k/recording-1.wav").write_bytes(b"x" * 400)
    assert "recording-1.wav:0:0 sound-" in bench.koushu("check", expect=1).stderr


@pytest.mark.parametrize("scan", ["empty", "pipe", "device"])
def test_a_form_that_is_no_scan_and_a_pipe_are_refused_at_once(
    bench: Bench, sound: Callable[[int], str], tmp_path: Path, scan: str
) -> None:
    path = tmp_path / "form.pdf"
    {
        "empty": lambda: path.write_bytes(b""),
        "pipe": lambda: os.mkfifo(path),
        "device": lambda: path.symlink_to("/dev/zero"),
    }[scan]()
    before = tree(bench.archive)
    form = ("--consent", str(path), "--signed", "2023-04-12", "--signer", "甲", "--allow", "web_text")
    said = bench.koushu("add", "k", sound(1), *NEW, *form, expect=3).stderr
    assert "form.pdf" in said
    if scan != "empty":
        assert "form.pdf" in bench.koushu("add", "k", str(path), *NEW, expect=3).stderr
    assert tree(bench.archive) == before


def test_an_archive_in_which_nothing_is_yet_is_published(bench: Bench) -> None:
    bench.koushu("publish")
    assert (bench.out / "site/index.html").is_file()
    assert [path.name for name in ("volumes", "ebooks", "labels", "column") for path in (bench.out / name).iterdir()] == []
