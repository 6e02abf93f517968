from __future__ import annotations

import dataclasses
import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import MissingTool, Unreadable
from pipeline.media.sound import decode
from pipeline.release.cut import Makers, borrow, cut, recipe
from pipeline.release.decide import decide_site
from pipeline.release.pictures import without
from tests.release.sample import TODAY, Clock, by_time, everything, interview, item, person, put, record, released

WHOLE = released(person(), item(), interview(withhold=(by_time(400, 600),)))
EDITION = decide_site(WHOLE, TODAY, Clock())


class Bench:
    """Writes what it was asked for, and remembers the asking."""

    def __init__(self, *, fails: str = "") -> None:
        self.made: list[str] = []
        self.fails = fails

    def original(self, digest: str) -> Path:
        if digest.startswith(self.fails) and self.fails:
            raise Unreadable("no-original", digest=digest)
        return Path(digest)

    def makers(self) -> Makers:
        def sound(sources, silenced, target) -> None:
            self.made.append(target.name)
            target.write_text(f"{sources} {silenced}")

        def picture(source, target, edge, covered) -> None:
            self.made.append(target.name)
            target.write_text(f"{source} {edge} {covered}")

        return Makers(sound, picture)


def run(edition, folder, bench):
    return cut(edition, bench.original, folder, bench.makers())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


ALL = {"IONE.m4a", "IONE.opus", "FJIA.jpg", "H1.jpg", "K1.jpg"}


def test_every_public_file_is_made_once(tmp_path):
    bench = Bench()
    assert run(EDITION, tmp_path, bench).problems == ()
    assert names(tmp_path) == ALL
    assert set(bench.made) == ALL
    assert "(250, 750)" in (tmp_path / "IONE.m4a").read_text()
    again = Bench()
    run(EDITION, tmp_path, again)
    assert again.made == []


def test_a_changed_recipe_is_made_anew(tmp_path):
    run(EDITION, tmp_path, Bench())
    longer = dataclasses.replace(
        EDITION, sounds=(dataclasses.replace(EDITION.sounds[0], silenced=((0, 900),)), EDITION.sounds[1])
    )
    bench = Bench()
    run(longer, tmp_path, bench)
    assert bench.made == ["IONE.m4a"]


@pytest.mark.parametrize(
    "changes", [{"silenced": ((0, 1),)}, {"recordings": (("b" * 64, 1),)}, {"recordings": (("a" * 64, 9),)}, {"file": "X.m4a"}]
)
def test_every_part_of_a_recipe_counts(changes):
    assert recipe(dataclasses.replace(EDITION.sounds[0], **changes)) != recipe(EDITION.sounds[0])


def test_a_file_that_is_gone_is_made_again(tmp_path):
    run(EDITION, tmp_path, Bench())
    (tmp_path / "H1.jpg").unlink()
    bench = Bench()
    run(EDITION, tmp_path, bench)
    assert bench.made == ["H1.jpg"]


def test_a_run_killed_between_file_and_note_makes_it_again(tmp_path):
    class Killed(Bench):
        def makers(self):
            whole = super().makers()

            def picture(source, target, edge, covered):
                whole.picture(source, target, edge, covered)
                raise KeyboardInterrupt

            return Makers(whole.sound, picture)

    run(EDITION, tmp_path, Bench())
    smaller = dataclasses.replace(EDITION, pictures=tuple(dataclasses.replace(one, edge=9) for one in EDITION.pictures))
    with pytest.raises(KeyboardInterrupt):
        run(smaller, tmp_path, Killed())
    bench = Bench()
    run(EDITION, tmp_path, bench)
    assert bench.made == ["FJIA.jpg"]


def test_what_is_no_longer_public_is_removed(tmp_path):
    run(EDITION, tmp_path, Bench())
    closed = put(WHOLE, record(WHOLE.interviews["one"], consent=None))
    run(decide_site(closed, TODAY, Clock()), tmp_path, Bench())
    assert names(tmp_path) == {"FJIA.jpg", "K1.jpg"}
    assert not list(tmp_path.glob(".IONE*"))


def test_one_failing_original_does_not_stop_the_others(tmp_path):
    run(EDITION, tmp_path, Bench())
    bench = Bench(fails="a")
    changed = dataclasses.replace(EDITION, sounds=(dataclasses.replace(EDITION.sounds[0], silenced=()), EDITION.sounds[1]))
    found = run(changed, tmp_path, bench)
    assert [(one.file, one.code) for one in found.problems] == [("IONE.m4a", "no-original")]
    assert found.failed == ("IONE.m4a",)
    assert names(tmp_path) == ALL - {"IONE.m4a"}


def test_a_missing_program_stops_everything(tmp_path):
    def sound(sources, silenced, target) -> None:
        raise MissingTool("ffmpeg-missing")

    with pytest.raises(MissingTool):
        cut(EDITION, Bench().original, tmp_path, Makers(sound, Bench().makers().picture))


@pytest.mark.parametrize("file", sorted(ALL))
def test_what_could_not_be_made_is_not_in_the_edition(file):
    left = everything(without(EDITION, [file]))
    assert file not in left
    assert f"'{file.removesuffix('.jpg')}'" not in left
    assert all(other in left for other in ALL - {file})


def test_without_nothing_is_the_same_edition():
    assert without(EDITION, ()) is EDITION


def test_a_real_sound_and_a_real_picture_are_cut(tmp_path):
    originals = {"a" * 64: tmp_path / "one.wav"}
    tone = (np.sin(np.arange(16_000 * 2) / 16_000 * 2 * np.pi * 1000) * 20_000).astype("<i2")
    with wave.open(str(originals["a" * 64]), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(tone.tobytes())
    for one in EDITION.pictures:
        originals[one.digest] = tmp_path / f"{one.digest}.png"
        Image.new("RGB", (1800, 40), "white").save(originals[one.digest])
    media = tmp_path / "media"
    assert cut(EDITION, originals.__getitem__, media).problems == ()
    with Image.open(media / "H1.jpg") as picture:
        assert max(picture.size) == 1600
    heard = np.concatenate([block[:, 0] for block in decode(media / "IONE.m4a", 16_000)]).astype(float)
    spectrum = np.abs(np.fft.rfft(heard[5_000:11_000]))
    inside = spectrum[round(1000 * 6_000 / 16_000) - 3 : round(1000 * 6_000 / 16_000) + 4].max()
    outside = np.abs(np.fft.rfft(heard[16_000:22_000]))[round(1000 * 6_000 / 16_000)]
    assert inside < outside / 100


def test_what_another_outlet_made_by_the_same_recipe_is_taken_over_and_not_made_again(tmp_path):
    run(EDITION, tmp_path / "lender", Bench())
    borrow(EDITION, tmp_path / "lender", tmp_path / "new/mine")
    assert names(tmp_path / "new/mine") == ALL
    again = Bench()
    run(EDITION, tmp_path / "new/mine", again)
    assert again.made == []


def test_what_was_made_by_another_recipe_or_is_gone_is_not_taken_over(tmp_path):
    louder = dataclasses.replace(EDITION, sounds=tuple(dataclasses.replace(one, silenced=()) for one in EDITION.sounds))
    run(louder, tmp_path / "lender", Bench())
    (tmp_path / "lender/H1.jpg").unlink()
    (tmp_path / "lender/.K1.jpg.recipe").unlink()
    borrow(EDITION, tmp_path / "lender", tmp_path / "mine")
    assert names(tmp_path / "mine") == {"FJIA.jpg"}


def test_what_stands_already_is_not_taken_over_again(tmp_path):
    run(EDITION, tmp_path / "lender", Bench())
    run(EDITION, tmp_path / "mine", Bench())
    (tmp_path / "mine/H1.jpg").write_text("mine")
    borrow(EDITION, tmp_path / "lender", tmp_path / "mine")
    assert (tmp_path / "mine/H1.jpg").read_text() == "mine"


def test_files_that_are_not_of_this_folder_are_left_alone(tmp_path):
    (tmp_path / "note.txt").write_text("theirs")
    (tmp_path / "folder.jpg").mkdir()
    run(EDITION, tmp_path, Bench())
    assert names(tmp_path) == {*ALL, "note.txt", "folder.jpg"}
