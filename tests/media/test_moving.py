"""The public picture of a recording: every frame at its time, what is withheld behind a card, whatever camera it came from."""

from __future__ import annotations

import subprocess

import numpy as np
import pytest

from pipeline.errors import Unreadable
from pipeline.media.moving import cover_and_encode
from pipeline.media.sound import probe
from tests.film.coded import SIZE, coded, frames_of, number_of, numbers_of, record

FPS = 25


@pytest.fixture(scope="module")
def footage(tmp_path_factory):
    return record(tmp_path_factory.mktemp("footage") / "one.mov", 100)


def made(sources, covered, tmp_path, size=SIZE):
    target = tmp_path / "out.mp4"
    return cover_and_encode(sources, covered, target, size, FPS), target


def test_every_frame_stands_at_its_time_and_those_of_a_span_are_covered(footage, tmp_path):
    complaints, target = made([(footage, 100)], [(1000, 1400)], tmp_path)
    shown = numbers_of(target)
    assert complaints == 0
    assert len(shown) == 100
    assert shown[:23] == list(range(23))
    assert shown[25:35] == [None] * 10, "from the frame that the span touches first to the last"
    assert shown[37:] == list(range(37, 100))


def test_recordings_are_joined_and_a_span_may_lie_over_both(footage, tmp_path):
    second = record(tmp_path / "two.mov", 50, first=500)
    _, target = made([(footage, 100), (second, 50)], [(3800, 4200)], tmp_path)
    shown = numbers_of(target)
    assert shown[:93] == list(range(93))
    assert shown[95:105] == [None] * 10
    assert shown[107:] == list(range(507, 550))


def test_the_same_recording_gives_the_same_bytes(footage, tmp_path):
    one, other = (made([(footage, 100)], [(0, 500)], tmp_path)[1].read_bytes() for _ in range(2))
    assert one == other


def test_a_frame_that_stands_long_does_not_outlast_its_span(tmp_path):
    """A camera that writes a frame only when something moves: the one taken inside the span is the last for two seconds."""
    source = record(tmp_path / "still.mov", 100, "-vf", "select='lt(n,40)+gte(n,90)'", "-vsync", "vfr")
    _, target = made([(source, 100)], [(1400, 1640)], tmp_path)
    shown = numbers_of(target)
    assert set(shown[35:88]) <= {None}
    assert shown[:33] == list(range(33))
    assert shown[92:] == list(range(92, 100))


def test_a_variable_rate_keeps_its_times(tmp_path):
    source = record(tmp_path / "varied.mov", 100, "-vf", "select='lt(mod(n,10),4)'", "-vsync", "vfr")
    shown = numbers_of(made([(source, 100)], [], tmp_path)[1])
    assert len(shown) == 100
    assert [shown[at] for at in range(0, 100, 10)] == list(range(0, 100, 10))
    assert all(one is not None and -1 <= at - one <= 7 for at, one in enumerate(shown))


def test_pictures_that_begin_after_the_sound_stay_beside_it(tmp_path):
    source = record(tmp_path / "plain.mov", 100)
    late = tmp_path / "late.mkv"
    argv = [
        "ffmpeg",
        "-v",
        "error",
        "-itsoffset",
        "0.4",
        "-i",
        source,
        "-i",
        source,
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c",
        "copy",
        late,
    ]
    subprocess.run(argv, check=True)
    shown = numbers_of(made([(late, 100)], [], tmp_path)[1])
    assert shown[10:] == list(range(90))


def test_a_telephone_held_upright_is_set_upright_into_the_frame(tmp_path):
    lying = record(tmp_path / "lying.mov", 25, size=(180, 320)[::-1])
    upright = tmp_path / "upright.mp4"
    turn = ["ffmpeg", "-v", "error", "-display_rotation", "90", "-i", lying, "-c", "copy", "-c:a", "aac", upright]
    if subprocess.run(turn, capture_output=True).returncode:  # before ffmpeg 6 the turn is a tag
        subprocess.run(
            ["ffmpeg", "-v", "error", "-i", lying, "-c", "copy", "-c:a", "aac", "-metadata:s:v", "rotate=90", upright], check=True
        )
    frame = frames_of(made([(upright, 25)], [], tmp_path)[1])[3]
    wide = round(SIZE[1] * 180 / 320 / 2) * 2
    left = (SIZE[0] - wide) // 2
    assert frame[:, : left - 2].max() < 60
    assert frame[:, left + wide + 2 :].max() < 60
    inside = frame[:, left : left + wide]
    assert inside.min() < 60
    assert inside.max() > 180
    assert number_of(frame) is None


def test_other_shapes_keep_their_shape(tmp_path):
    square = record(tmp_path / "square.mov", 5, size=(200, 200))
    frame = frames_of(made([(square, 5)], [], tmp_path)[1])[1]
    bars = np.flatnonzero(frame[90] > 60)
    assert 320 - 2 * bars[0] == pytest.approx(180, abs=30)


def test_a_recording_without_a_picture_says_so(tmp_path):
    sound = tmp_path / "sound.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", sound], check=True)
    with pytest.raises(Unreadable) as said:
        made([(sound, 25)], [], tmp_path)
    assert said.value.code == "film-without-picture"


def test_a_damaged_middle_leaves_the_rest_at_its_time(tmp_path):
    source = record(tmp_path / "whole.mov", 100, "-g", "10", "-c:a", "aac", "-ar", "48000", "-movflags", "+faststart")
    data = bytearray(source.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = bytes(3000)
    hurt = tmp_path / "hurt.mov"
    hurt.write_bytes(data)
    complaints, target = made([(hurt, 100)], [], tmp_path)
    shown = numbers_of(target)
    assert complaints > 0
    assert len(shown) == 100
    assert shown[:30] == list(range(30))
    assert shown[80:] == list(range(80, 100))


def test_the_pictures_of_a_recording_are_those_of_its_sound(footage):
    assert probe(footage).duration_ms == 4000
    assert number_of(coded(517)) == 517
