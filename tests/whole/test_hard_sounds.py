"""What recorders, telephones, shops and broken cards leave behind: heard as it is, or refused in one sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from tests.media.making import ffmpeg
from tests.whole.conftest import Bench
from tests.whole.test_sample import tree

NEW = ("--title", "雪夜", "--narrator", "jia=甲某")
KEY = ("-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb", "-encryption_kid", "a7e61c373e219033c21091fa607bf3b8")
# Each made from the same 16 kHz mono speech, by ffmpeg's options. The first is that speech.
HEARD = {
    "plain.wav": (),
    "stereo.flac": ("-ac", "2", "-ar", "44100"),
    "surround.wav": ("-af", "pan=5.1|FC=c0|FL=0.3*c0|FR=0.3*c0", "-ar", "48000"),
    "fine.wav": ("-ar", "96000", "-c:a", "pcm_s24le"),
    "slow.mp3": ("-ar", "11025"),
    "telephone.wav": ("-ar", "8000", "-c:a", "pcm_mulaw"),
    "mobile.wav": ("-ar", "8000", "-c:a", "libgsm_ms"),
    "blink.wav": ("-t", "0.2"),
}
CUT = {"cut.wav": (), "cut.flac": (), "cut.mp3": (), "cut.m4a": ("-movflags", "+faststart"), "no-index.m4a": ()}
LOCKED = ("locked.mp4", "shop.m4a")
REFUSED = {**dict.fromkeys(CUT, "不完整"), **dict.fromkeys(LOCKED, "版权保护")}


@pytest.fixture(scope="module")
def sounds(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them, and three hours of nothing."""
    folder = tmp_path_factory.mktemp("sounds")
    speech = ("-i", project / "archive/interviews/2023-001-lin/recording-1.flac", "-t", "12")
    for name, options in HEARD.items():
        ffmpeg(*speech, *options, folder / name)
    ffmpeg("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "10800", folder / "silence.flac")
    for name, options in CUT.items():
        ffmpeg(*speech, *options, folder / name)
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])
    ffmpeg(*speech, "-c:a", "aac", "-encryption_scheme", "cenc-aes-ctr", *KEY, folder / "locked.mp4")
    ffmpeg(*speech, "-c:a", "aac", folder / "shop.m4a")
    index, entry, rest = (folder / "shop.m4a").read_bytes().rpartition(b"mp4a")
    assert entry
    (folder / "shop.m4a").write_bytes(index + b"drms" + rest)
    return folder


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    """An empty archive with the sample's recogniser."""
    archive = tmp_path / "archive"
    new_archive(archive, "库", "局")
    shutil.copytree(project / "archive/engine", archive / "engine")
    engine = "title: 库\ninstitution: 局\nengine: whisper\nmodel: engine/sample-whisper.pt\n"
    (archive / "archive.yml").write_text(engine, encoding="utf-8")
    return Bench(project, archive, tmp_path / "build")


def drafts(bench: Bench, key: str, number: int) -> list[Path]:
    return list((bench.archive / "interviews" / key).glob(f"recording-{number}.whisper-*.json"))


def text_of(bench: Bench, key: str, number: int) -> str:
    (draft,) = drafts(bench, key, number)
    return "".join(segment["text"] for segment in json.loads(draft.read_text(encoding="utf-8"))["segments"])


@pytest.mark.parametrize("name", sorted(REFUSED))
@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_GB.UTF-8"])
def test_what_is_cut_off_or_locked_is_refused_in_one_sentence(bench: Bench, sounds: Path, name: str, language: str) -> None:
    before = tree(bench.archive)
    said = bench.koushu("add", "2026-001-jia", str(sounds / name), *NEW, expect=3, LANG=language).stderr.strip()
    assert said.count(name) == 1
    assert len(said.splitlines()) == 1
    assert language.startswith("en") or REFUSED[name] in said
    assert tree(bench.archive) == before


def test_every_rate_and_any_number_of_channels_is_heard_and_what_is_spoilt_stops_only_itself(bench: Bench, sounds: Path) -> None:
    key = "2026-001-jia"
    files = [str(sounds / name) for name in (*HEARD, "silence.flac")]
    bench.koushu("add", key, *files, *NEW)
    for number, name in enumerate(REFUSED, start=len(files) + 1):
        shutil.copy(sounds / name, bench.archive / f"interviews/{key}/recording-{number}{Path(name).suffix}")
    said = bench.koushu("add", expect=1).stderr
    placed = [f"recording-{number}." for number in range(len(files) + 1, len(files) + len(REFUSED) + 1)]
    assert [sum(name in line for line in said.splitlines()) for name in placed] == [1] * len(placed), said
    said = bench.koushu("transcribe", expect=1).stderr
    assert [sum(name in line for line in said.splitlines()) for name in placed] == [1] * len(placed), said
    heard = {name: text_of(bench, key, number) for number, name in enumerate((*HEARD, "silence.flac"), start=1)}
    assert len(heard["plain.wav"]) > 20
    assert {heard[name] for name in ("stereo.flac", "surround.wav", "fine.wav")} == {heard["plain.wav"]}
    assert heard["silence.flac"] == ""
    assert not any(drafts(bench, key, number) for number in range(len(files) + 1, len(files) + len(REFUSED) + 1))
