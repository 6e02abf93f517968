"""A film of what families bring: a telephone held upright with a rate of its own and a damaged middle, 8 kHz, a rare name, a
passage past the end, a disk that fills while the film is made. One sentence for each, and the rest is done."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.model.film import FilmPart, Passage
from pipeline.model.outcome import Outcome
from tests.film.coded import record
from tests.film.making import SECONDS, Shop, originals, probed, whole
from tests.release.sample import form, person, put, signed
from tests.sharing import made_once

RARE = "王\U00020bb7文"  # CJK Unified Ideographs Extension B
END = FilmPart(interview="aaaa", passages=(Passage(from_ms=11_000, to_ms=90_000),))  # of a recording of sixteen seconds
VOICE = FilmPart(interview="cccc", passages=(Passage(from_ms=0, to_ms=2000),))
SHORT = (END, VOICE)


def upright(folder: Path) -> None:
    """The video as a telephone leaves it: turned by a note in the file, frames only as something moves, a hole in the middle."""
    target = folder / ("aaaa" * 16)
    varied = record(folder / "varied.mov", SECONDS * 25, "-vf", "select='lt(mod(n,10),7)'", "-vsync", "vfr")
    turned = ["-c", "copy", "-metadata:s:v", "rotate=90", "-f", "mov", str(folder / "turned.mov")]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(varied), *turned], check=True)
    data = bytearray((folder / "turned.mov").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 1500] = b"\0" * 1500
    target.write_bytes(data)


def renamed():
    """The archive of the film's tests with another name for its third narrator."""
    archived = whole(*SHORT)
    kept = archived.people["bing"]
    named = person("bing", name=RARE, aliases=(), honours=(), portrait=None, consent=form())
    text = archived.interviews["cccc"].text
    turn = dataclasses.replace(text.chapters[0].turns[0], speaker=RARE)
    told = dataclasses.replace(text, chapters=(dataclasses.replace(text.chapters[0], turns=(turn,)),))
    assert kept.id == named.id
    bare = dataclasses.replace(
        archived.interviews["cccc"], text=told, approved=(), ledger=type(archived.interviews["cccc"].ledger)()
    )
    return signed(put(put(archived, named), bare), "cccc", "film")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Shop, list[str]]:
    def make(folder: Path) -> None:
        (folder / "originals").mkdir()
        originals(folder / "originals")
        upright(folder / "originals")
        outcome = Shop(folder).make(renamed())
        (folder / "told.txt").write_text("\n".join(f"{one.code} {one.say('zh')}" for one in outcome.problems), encoding="utf-8")

    folder = made_once(tmp_path_factory, "hard-film", make)
    return Shop(folder), (folder / "told.txt").read_text(encoding="utf-8").splitlines()


def codes(told: list[str]) -> list[str]:
    return sorted(line.split()[0] for line in told)


def test_each_hardship_is_one_sentence_and_the_film_is_there(made):
    shop, told = made
    assert codes(told) == sorted({*codes(told)}), told
    assert {"film-past-end", "film-without-portrait", "film-without-picture", "film-picture-damaged"} <= set(codes(told)), told
    assert (shop.films / "film-1.mp4").is_file()


def test_an_upright_telephone_is_whole_within_the_frame_and_to_the_end_of_its_sound(made):
    shop, _ = made
    size = probed(shop.films / "film-1.mp4", "-select_streams", "v:0", "-show_entries", "stream=width,height")
    assert "width=320" in size
    assert "height=180" in size
    lengths = [
        float(probed(shop.films / "film-1.mp4", "-select_streams", one, "-show_entries", "stream=duration").split("=")[1])
        for one in ("v:0", "a:0")
    ]
    assert lengths[0] == pytest.approx(lengths[1], abs=0.05)


def test_a_rare_name_is_drawn_and_written(made):
    shop, told = made
    assert "film-glyph-missing" not in codes(told)
    chapters = probed(shop.films / "film-1.mp4", "-show_chapters")
    assert RARE in chapters


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_fills_while_a_film_is_made_is_one_sentence_and_room_lets_it_go_on(made, tmp_path):
    shop, _ = made
    small = Shop(tmp_path)
    disk = small.settings.work / "films"  # where the pieces of films are kept
    disk.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        shutil.copytree(shop.folder / "originals", tmp_path / "originals")
        outcome = made_on(small)
        assert [one.code for one in outcome.problems if not one.is_notice] == ["media-disk-full"]
        assert "磁盘" in outcome.problems[-1].say("zh")
        assert [path.name for path in small.films.iterdir()] == []
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        again = made_on(small)
        assert [one.code for one in again.problems if not one.is_notice] == []
        assert (small.films / "film-1.mp4").is_file()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def made_on(shop: Shop) -> Outcome:
    """The film of the voice alone; whoever asks for the room is told that there is enough."""
    return shop.make(whole(VOICE), free=lambda _: 1 << 40)
