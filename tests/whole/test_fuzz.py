"""Whatever is brought or written: one sentence and an exit code, nothing outside the archive, in ten seconds and a gigabyte.

A hundred and some damaged files in every run, more than a thousand with --long.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.archive.begin import new_archive
from tests.media.making import ffmpeg, noise, write_wav
from tests.whole.cradle import Cradle, Ended, cradle
from tests.whole.spoilt import CUES, PICTURES, SOUNDS, TEXTS, YAMLS, spoilt
from tests.whole.test_intake import photographed

SECONDS, MEGABYTES = 10, 1000
VTT = (
    "WEBVTT\n\nNOTE 家里\n\n1\n00:00:00.000 --> 00:00:00.500 align:start\n<v 乙>您好。\n\n00:00.500 --> 00:01.000\n一九五〇年。\n"
)
SRT = "1\r\n00:00:00,000 --> 00:00:00,500\r\n您好。\r\n\r\n2\r\n00:00:00,500 --> 00:00:01,000\r\n一九五〇年。\r\n"
NEW = ("--title", "雪夜", "--narrator", "jia=甲某")


@dataclass(frozen=True)
class Ground:
    """A small archive that is put back as it was before every try, and things beside it that nothing may touch."""

    cradle: Cradle
    top: Path

    @property
    def archive(self) -> Path:
        return self.top / "archive"

    def put_back(self) -> None:
        shutil.rmtree(self.archive, ignore_errors=True)
        shutil.copytree(self.top.with_name("base"), self.archive)

    def survives(self, *words: str) -> Ended:
        """Run it; whatever it makes of the input, it ends as a command should."""
        argv = (*words, "--archive", str(self.archive), "--out", str(self.top / "build"))
        before = self.beside()
        ended = self.cradle.run(*argv, limit=SECONDS)
        assert "Traceback" not in ended.said, ended.said
        assert ended.code in (0, 1, 2, 3), ended
        assert ended.memory < MEGABYTES, ended
        assert self.beside() == before
        return ended

    def beside(self) -> dict[str, tuple[int, bytes]]:
        """All that lies around the archive and the output, with what is in it; the place for temporary files too."""
        found = {}
        for path in self.top.rglob("*"):
            if path.is_file() and path.relative_to(self.top).parts[0] not in ("archive", "build", "brought", "said"):
                found[str(path)] = (path.stat().st_mtime_ns, path.read_bytes())
        return found

    def brought(self, name: str, data: bytes) -> str:
        path = self.top / "brought" / name
        path.write_bytes(data)
        return str(path)


@pytest.fixture(scope="module")
def ground(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("fuzz")
    top = folder / "top"
    for name in ("brought", "said", "outside", "temporary"):
        (top / name).mkdir(parents=True)
    (top / "outside/decoy").write_text("a file beside the archive", "utf-8")
    new_archive(folder / "base", "库", "局")
    write_wav(noise(1, 8000), 8000, top / "brought/1.wav")
    photographed(top / "brought/2.jpg")
    (top / "brought/1.vtt").write_text(VTT, "utf-8")
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(top / "temporary")
    with cradle(project, top / "said") as made:
        found = Ground(made, top)
        found.put_back()
        places = [str(top / "brought" / name) for name in ("1.wav", "2.jpg", "1.vtt")]
        assert found.survives("add", "k", *places, *NEW).code == 0
        assert found.survives("edit").code == 0
        shutil.rmtree(folder / "base")
        shutil.copytree(found.archive, folder / "base")
        yield found
    os.environ.pop("TMPDIR")
    if before is not None:
        os.environ["TMPDIR"] = before


@pytest.fixture(scope="module")
def seeds(project: Path, ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, ...]]:
    """Sound files of every kind."""
    folder = tmp_path_factory.mktemp("seeds")
    wav = write_wav(noise(0.4, 8000), 8000, folder / "a.wav")
    for name in ("a.flac", "a.mp3", "a.m4a", "a.ogg", "a.aiff", "a.mka"):
        ffmpeg("-i", wav, folder / name)
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=0.2:s=32x32", "-i", wav, "-c:v", "mpeg4", folder / "b.mp4")
    pictures = tmp_path_factory.mktemp("pictures")
    photographed(pictures / "a.jpg")
    for ending in ("png", "tif", "webp", "gif", "bmp"):
        Image.effect_noise((24, 16), 50).save(pictures / f"a.{ending}")
    sample = project / "archive"
    records = [*sample.glob("interviews/*/interview.yml"), *sample.glob("people/*/person.yml"), *sample.glob("registers/*.yml")]
    return {
        "sound": tuple(path.read_bytes() for path in sorted(folder.iterdir())),
        "picture": tuple(path.read_bytes() for path in sorted(pictures.iterdir())),
        "yaml": tuple(path.read_bytes() for path in sorted([*records, sample / "archive.yml", sample / "walls.yml"])),
        "text": tuple(path.read_bytes() for path in sorted(sample.glob("interviews/*/text.md"))),
        "cues": (VTT.encode(), SRT.encode(), VTT.encode("utf-16"), SRT.encode("gb18030")),
        "lines": tuple(path.read_bytes() for path in sorted(sample.glob("interviews/*/signoffs.ndjson"))),
    }


NAMES = {"sound": "x.wav", "picture": "x.jpg", "cues": "x.vtt"}
PLACES = {
    "yaml": ("interviews/k/interview.yml", "people/jia/person.yml", "registers/units.yml", "archive.yml", "walls.yml"),
    "text": ("interviews/k/text.md", "interviews/k/story.md"),
    "lines": ("interviews/k/signoffs.ndjson", "interviews/k/decisions.ndjson", "manifest-sha256.txt", "ids.csv", "events.ndjson"),
}


def try_out(ground: Ground, kind: str, data: bytes, place: int = 0) -> None:
    ground.put_back()
    if kind in NAMES:
        ended = ground.survives("add", "new", ground.brought(NAMES[kind], data), *NEW)
        if kind == "cues" and ended.code == 0:
            ground.survives("edit", "new")
        return
    path = ground.archive / PLACES[kind][place % len(PLACES[kind])]
    path.write_bytes(data)
    ground.survives("check")
    if place % 3 == 0:
        ground.survives("add")


def tries(default: int, long: int, request: pytest.FixtureRequest) -> settings:
    number = long if request.config.getoption("--long") else default
    checks = list(HealthCheck)
    return settings(max_examples=number, deadline=None, database=None, derandomize=True, suppress_health_check=checks)


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("sound", (15, 300)),
        ("picture", (12, 250)),
        ("yaml", (25, 250)),
        ("text", (12, 150)),
        ("cues", (12, 200)),
        ("lines", (10, 100)),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_damaged_files_end_in_a_sentence(
    ground: Ground, seeds: dict[str, tuple[bytes, ...]], kind: str, counts: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    @tries(*counts, request)
    @given(data=spoilt(seeds[kind], text=kind not in ("sound", "picture")), place=st.integers(0, 29))
    def attempt(data: bytes, place: int) -> None:
        try_out(ground, kind, data, place)

    attempt()


BOMBS = [
    *(("sound", name, data) for name, data in SOUNDS.items()),
    *(("picture", name, data) for name, data in PICTURES.items()),
    *(("yaml", name, data) for name, data in YAMLS.items()),
    *(("text", name, data) for name, data in TEXTS.items()),
    *(("cues", name, data) for name, data in CUES.items()),
]


@pytest.mark.parametrize(("kind", "name", "data"), BOMBS, ids=[f"{kind}: {name}" for kind, name, _ in BOMBS])
def test_a_file_that_asks_for_too_much_gets_a_sentence(ground: Ground, kind: str, name: str, data: bytes) -> None:
    try_out(ground, kind, data)
