"""What is brought is proved before it is kept, described in private, guarded by a copy that checks itself, never kept twice."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from pipeline.archive.begin import new_archive
from pipeline.archive.shelf import Hand, Shelf
from pipeline.errors import Unreadable
from pipeline.intake.take import bring
from tests.media.making import ffmpeg, noise, write_wav
from tests.whole.conftest import Bench
from tests.whole.two_interviews import NOW

NEW = ("--title", "雪夜", "--narrator", "jia=甲某")


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Bench:
    new_archive(tmp_path / "archive", "库", "局")
    return Bench(project, tmp_path / "archive", tmp_path / "build")


def photographed(path: Path) -> Path:
    """A JPEG with a place, a serial number and a comment, as a camera writes it."""
    exif = Image.Exif()
    exif[0x010F] = "相机厂"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-4711"
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 35.0, 12.5), 3: "E", 4: (105.0, 3.0, 1.0)})
    Image.effect_noise((64, 48), 50).save(path, exif=exif, comment=b"REMARK-0815")
    return path


def sealed(bench: Bench, inside: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((bench.archive / f"sealed/technical/{inside}.json").read_text("utf-8"))
    return found


def test_what_an_original_was_called_and_what_it_tells_is_kept_in_private(bench: Bench, tmp_path: Path) -> None:
    wav = write_wav(noise(1, 8000), 8000, tmp_path / "plain.wav")
    film = tmp_path / "王家大院 C0001.MP4"
    place = ["-metadata", "location=+29.5870+105.0584/", "-metadata", "comment=SECRET-TAG"]
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=1:s=64x64", "-i", wav, "-c:v", "mpeg4", *place, film)
    photo = photographed(tmp_path / "IMG_0042.JPG")
    done = bench.koushu("add", "k", str(film), str(photo), *NEW)
    assert "← 王家大院 C0001.MP4" in done.stdout
    told = sealed(bench, "interviews/k/recording-1.mp4")
    assert told["name"] == film.name
    assert told["sha256"] == hashlib.sha256(film.read_bytes()).hexdigest()
    assert {"+29.5870+105.0584/", "SECRET-TAG"} <= set(json.dumps(told["recording"]).split('"'))
    pictured = json.dumps(sealed(bench, "interviews/k/photos/01.jpg")["picture"])
    assert {"SERIAL-4711", "REMARK-0815", "GPSLatitude"} <= set(pictured.split('"'))
    events = (bench.archive / "events.ndjson").read_text("utf-8")
    assert "sealed/technical/interviews/k/recording-1.mp4.json" in events
    open_files = [path for path in bench.archive.rglob("*") if path.is_file() and "sealed" not in path.parts]
    texts = [path for path in open_files if path.suffix not in {".mp4", ".jpg"}]
    assert not [path for path in texts if b"C0001" in path.read_bytes() or b"SERIAL-4711" in path.read_bytes()]
    bench.koushu("check", expect=None)


def test_originals_placed_by_hand_are_described_once(bench: Bench, tmp_path: Path) -> None:
    bench.koushu("add", "k", str(write_wav(noise(1, 8000), 8000, tmp_path / "1.wav")), *NEW)
    photographed(tmp_path / "a.jpg")
    (bench.archive / "items/medal").mkdir()
    shutil.copy(tmp_path / "a.jpg", bench.archive / "items/medal/front.jpg")
    (bench.archive / "items/medal/item.yml").write_text("title: 章\n", "utf-8")
    bench.koushu("add")
    told = sealed(bench, "items/medal/front.jpg")
    assert told["name"] == ""
    assert "SERIAL-4711" in json.dumps(told)
    before = (bench.archive / "events.ndjson").read_bytes()
    bench.koushu("add")
    assert (bench.archive / "events.ndjson").read_bytes() == before


def test_a_source_that_changes_after_it_was_examined_is_not_kept(bench: Bench, tmp_path: Path) -> None:
    path = write_wav(noise(1, 8000), 8000, tmp_path / "1.wav")
    examined = bring(path)
    write_wav(noise(1, 8000, seed=1), 8000, path)
    shelf = Shelf(bench.archive, bench.out / "work")
    with pytest.raises(Unreadable) as refused:
        shelf.add_original(path, "interviews/k/recording-1.wav", Hand("t", NOW), examined.digest)
    assert refused.value.code == "source-changed"
    assert not (bench.archive / "interviews/k/recording-1.wav").exists()


def test_broken_frames_are_kept_and_said(bench: Bench, tmp_path: Path) -> None:
    whole = write_wav(noise(3, 16000), 16000, tmp_path / "1.wav")
    ffmpeg("-i", whole, tmp_path / "1.flac")
    data = bytearray((tmp_path / "1.flac").read_bytes())
    data[len(data) // 2] ^= 0x10
    (tmp_path / "broken.flac").write_bytes(data)
    said = bench.koushu("add", "k", str(tmp_path / "broken.flac"), *NEW).stderr
    assert "frames-broken" in said
    assert (bench.archive / "interviews/k/recording-1.flac").read_bytes() == bytes(data)


def test_parts_of_one_sitting_come_in_their_order_and_a_gap_is_pointed_out(bench: Bench, tmp_path: Path) -> None:
    names = ["C0010.WAV", "C0009.WAV", "C0012.WAV"]
    for seed, name in enumerate(names):
        write_wav(noise(1, 8000, seed=seed), 8000, tmp_path / name)
    done = bench.koushu("add", "k", *(str(tmp_path / name) for name in names), *NEW)
    assert [line.split(" ← ") for line in done.stdout.splitlines()] == [
        [f"interviews/k/recording-{number}.wav", name] for number, name in enumerate(sorted(names), 1)
    ]
    assert "parts-gap" in done.stderr
    assert "C0012.WAV" in done.stderr


def test_a_flac_beside_a_wav_is_recorded_and_is_no_recording(bench: Bench, tmp_path: Path) -> None:
    bench.koushu("add", "k", str(write_wav(noise(1, 8000), 8000, tmp_path / "1.wav")), *NEW)
    assert "preserve-advised" in bench.koushu("check", expect=None).stderr
    bench.koushu("preserve", "k")
    inside = "interviews/k/preservation/recording-1.flac"
    assert inside in (bench.archive / "manifest-sha256.txt").read_text("utf-8")
    last = json.loads((bench.archive / "events.ndjson").read_text("utf-8").splitlines()[-1])
    assert (last["type"], last["files"][0]) == ("normalization", inside)
    kept = Shelf(bench.archive, bench.out / "work").read()
    assert [sound.file for sound in kept.interviews["k"].sounds] == ["interviews/k/recording-1.wav"]
    assert kept.problems == ()
    found = bench.koushu("check", expect=None).stderr
    assert "preserve-advised" not in found
    assert "preservation" not in found
    before = (bench.archive / "events.ndjson").read_bytes()
    bench.koushu("preserve")
    bench.koushu("add")
    assert (bench.archive / "events.ndjson").read_bytes() == before


def test_a_wav_in_floating_point_is_left_alone_and_said_so(bench: Bench, tmp_path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "anoisesrc=d=0.5:r=8000", "-c:a", "pcm_f32le", tmp_path / "f.wav")
    bench.koushu("add", "k", str(tmp_path / "f.wav"), *NEW)
    assert "preserve-not-exact" in bench.koushu("preserve").stderr
    assert not (bench.archive / "interviews/k/preservation/recording-1.flac").exists()


@pytest.mark.real
def test_every_real_recording_is_taken_in_without_a_word(real_data: Path) -> None:
    for path in sorted((real_data / "speech").iterdir()):
        assert bring(path).complaints == (), path
