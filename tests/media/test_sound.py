"""Recordings are known, decoded, and refused with their own sentence."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import CannotWrite, MissingTool, Unreadable
from pipeline.media import xing
from pipeline.media.sound import decode, probe, silence_and_encode
from pipeline.model.problem import sentence
from tests.media.making import ffmpeg, noise, speak, write_wav


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight seconds of one tone in many forms."""
    folder = tmp_path_factory.mktemp("sounds")
    wav = folder / "a.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=300:d=8", "-ar", "44100", wav)
    for name in ("a.flac", "a.m4a", "a.ogg", "a.mka", "a.aiff", "a.mp3"):
        ffmpeg("-i", wav, folder / name)
    ffmpeg("-i", wav, "-q:a", "4", "-write_xing", "0", folder / "vbr.mp3")
    ffmpeg("-i", wav, "-c:a", "aac", folder / "raw.aac")
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=2:s=64x64", "-i", wav, "-c:v", "mpeg4", folder / "film.mp4")
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=2:s=64x64", "-c:v", "mpeg4", folder / "mute.mp4")
    return folder


@pytest.mark.parametrize(
    "name", ["a.wav", "a.flac", "a.m4a", "a.ogg", "a.mka", "a.aiff", "a.mp3", "vbr.mp3", "raw.aac", "film.mp4"]
)
def test_every_usual_form_is_known_with_its_decoded_length(made: Path, name: str) -> None:
    facts = probe(made / name)
    assert facts.channels == 1
    assert facts.rate in {44100, 48000}
    assert abs(facts.duration_ms - 8000) < 100
    assert facts.has_video == (name == "film.mp4")
    assert facts.duration_ms == round(sum(len(block) for block in decode(made / name, facts.rate)) * 1000 / facts.rate)


def test_a_wav_written_to_a_pipe_states_no_length_and_is_taken_as_long_as_it_is(made: Path, tmp_path: Path) -> None:
    header, body = (made / "a.wav").read_bytes().split(b"data", 1)
    piped = tmp_path / "piped.wav"
    piped.write_bytes(header + b"data" + b"\xff\xff\xff\xff" + body[4:])
    assert probe(piped).duration_ms == 8000


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.m4a", "a.mka", "a.aiff", "a.mp3"])
def test_a_recording_that_lost_its_end_is_refused(made: Path, tmp_path: Path, name: str) -> None:
    whole = (made / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unreadable) as refused:
        probe(tmp_path / name)
    assert refused.value.code == "sound-truncated"


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.aiff"])
def test_what_states_its_samples_may_not_lack_half_a_second(tmp_path: Path, name: str) -> None:
    sound = write_wav(noise(120, 8000), 8000, tmp_path / "whole.wav")
    ffmpeg("-i", sound, tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) - len(whole) // 240])
    with pytest.raises(Unreadable) as refused:
        probe(tmp_path / name)
    assert refused.value.code == "sound-truncated"


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 32000, 44100, 48000])
@pytest.mark.parametrize("channels", [1, 2])
def test_an_mp3_states_its_length_at_every_rate(tmp_path: Path, rate: int, channels: int) -> None:
    sound = write_wav(noise(3, rate, channels), rate, tmp_path / "a.wav")
    ffmpeg("-i", sound, "-metadata", "title=雪夜", tmp_path / "a.mp3")
    assert 3000 <= xing.stated_ms(tmp_path / "a.mp3") < 3300
    assert xing.stated_ms(sound) == 0


@pytest.mark.parametrize("letters", [b"enca", b"drms"])
def test_a_locked_recording_is_refused_although_it_can_be_opened(made: Path, tmp_path: Path, letters: bytes) -> None:
    index, entry, rest = (made / "film.mp4").read_bytes().rpartition(b"mp4a")
    assert entry
    (tmp_path / "film.mp4").write_bytes(index + letters + rest)
    with pytest.raises(Unreadable) as refused:
        probe(tmp_path / "film.mp4")
    assert refused.value.code == "sound-locked"


def test_what_is_no_recording_is_refused_by_its_own_code(made: Path, tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("一九五〇年冬天，我十七岁。\n" * 99, "utf-8")
    (tmp_path / "list.wav").write_text("#EXTM3U\n#EXTINF:3,\n/etc/hostname\n", "utf-8")
    (tmp_path / "empty.wav").touch()
    (tmp_path / "random.mp3").write_bytes(random.Random(3).randbytes(100_000))
    expected = {
        tmp_path / "text.wav": "sound-unknown",
        tmp_path / "list.wav": "sound-unknown",
        tmp_path / "random.mp3": "sound-unknown",
        tmp_path / "empty.wav": "sound-empty",
        tmp_path / "absent.wav": "sound-missing",
        tmp_path: "sound-missing",
        made / "mute.mp4": "sound-no-audio",
    }
    for path, code in expected.items():
        with pytest.raises(Unreadable) as refused:
            probe(path)
        assert refused.value.code == code, path
        assert path.name in sentence(code, refused.value.values, "zh")


def test_without_ffmpeg_the_sentence_says_what_to_install(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool) as missing:
        probe(made / "a.wav")
    assert "sudo apt-get install ffmpeg" in sentence(missing.value.code, missing.value.values, "zh")


def test_names_that_look_like_options_or_addresses_are_only_names(made: Path, tmp_path: Path) -> None:
    for name in ("-y.wav", "http:x.wav", "a%03d.wav", "录音 一.wav"):
        copy = tmp_path / name
        copy.write_bytes((made / "a.wav").read_bytes())
        assert probe(copy).duration_ms == 8000


def test_channels_can_be_kept_apart_or_mixed(tmp_path: Path) -> None:
    both = np.stack([np.full(8000, 8000), np.full(8000, 2000)], axis=1).astype(np.int16)
    file = write_wav(both, 8000, tmp_path / "two.wav")
    apart = np.concatenate(list(decode(file, 8000, 2)))
    mixed = np.concatenate(list(decode(file, 8000)))
    assert (apart == both).all()
    assert mixed.shape == (8000, 1)
    assert set(mixed[:, 0]) <= {4999, 5000, 5001}


def test_sound_streams_in_blocks_of_ten_seconds(tmp_path: Path) -> None:
    file = write_wav(noise(25, 8000), 8000, tmp_path / "a.wav")
    assert [len(block) for block in decode(file, 8000)] == [80_000, 80_000, 40_000]


def test_nothing_of_a_withheld_span_is_left_in_the_public_sound(tmp_path: Path) -> None:
    speech = speak("您是哪一年入伍的？我的电话是一三八零零零零零零零零，请记下来。", tmp_path / "a.wav")
    whole = tmp_path / "whole.m4a"
    silence_and_encode([speech], [], whole)
    cut = tmp_path / "cut.m4a"
    silence_and_encode([speech], [(1500, 3000)], cut)
    before, after = (np.concatenate(list(decode(file, 16_000)))[:, 0].astype(float) for file in (whole, cut))
    assert abs(len(before) - len(after)) < 16
    inside = slice(int(1.55 * 16_000), int(2.95 * 16_000))
    assert _voice(before[inside]) > 100
    assert _voice(after[inside]) < 5
    outside = slice(int(3.1 * 16_000), None)
    assert np.corrcoef(before[outside], after[outside])[0, 1] > 0.98


def _voice(samples: np.ndarray) -> float:
    """Root mean square of everything that is not the 440 Hz tone."""
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / 16_000)
    spectrum[np.abs(hertz - 440) < 15] = 0
    return float(np.sqrt(np.mean(np.fft.irfft(spectrum) ** 2)))


def test_a_span_may_cross_from_one_recording_into_the_next(tmp_path: Path) -> None:
    first = write_wav(noise(2.0005, 16_000, seed=1), 16_000, tmp_path / "1.wav")
    second = write_wav(noise(2, 44_100, channels=2, seed=2), 44_100, tmp_path / "2.wav")
    target = tmp_path / "both.m4a"
    silence_and_encode([first, second], [(1500, 2500)], target)
    assert probe(target).channels == 1
    assert abs(probe(target).duration_ms - 4000) <= 65
    heard = np.concatenate(list(decode(target, 16_000)))[:, 0].astype(float)
    loud = [float(np.sqrt(np.mean(heard[at * 1600 : at * 1600 + 1600] ** 2))) for at in range(39)]
    assert all(level < 1000 for level in loud[16:24])
    assert all(level > 1500 for level in loud[1:14] + loud[26:38])


def test_the_public_sound_has_the_same_bytes_each_time_and_no_tag(tmp_path: Path) -> None:
    file = tmp_path / "a.flac"
    tags = ["-metadata", "title=CANARY", "-metadata", "artist=CANARY", "-metadata", "location=+30.1+104.2/"]
    ffmpeg("-f", "lavfi", "-i", "sine=300:d=3", "-ac", "2", *tags, file)
    assert b"CANARY" in file.read_bytes()
    for name in ("1.m4a", "2.m4a"):
        silence_and_encode([file], [(100, 200)], tmp_path / name)
    made = (tmp_path / "1.m4a").read_bytes()
    assert made == (tmp_path / "2.m4a").read_bytes()
    for trace in (b"CANARY", b"Lavf", b"Lavc", b"+30.1"):
        assert trace not in made
    assert made.index(b"moov") < made.index(b"mdat")
    assert probe(tmp_path / "1.m4a").channels == 2


def test_a_public_sound_that_cannot_be_made_leaves_the_old_one(tmp_path: Path) -> None:
    good = write_wav(noise(1, 8000), 8000, tmp_path / "good.wav")
    target = tmp_path / "out" / "a.m4a"
    target.parent.mkdir()
    target.write_bytes(b"old")
    (tmp_path / "bad.wav").write_bytes(good.read_bytes()[:30])
    with pytest.raises(Unreadable):
        silence_and_encode([good, tmp_path / "bad.wav"], [], target)
    assert target.read_bytes() == b"old"
    assert [file.name for file in target.parent.iterdir()] == ["a.m4a"]
    with pytest.raises(CannotWrite):
        silence_and_encode([good], [], tmp_path / "no-such-folder" / "a.m4a")


@pytest.mark.real
def test_every_real_recording_is_known_and_decoded(real_data: Path) -> None:
    files = sorted((real_data / "speech").iterdir())
    assert files
    for file in files:
        facts = probe(file)
        assert facts.duration_ms > 2000, file
        heard = sum(len(block) for block in decode(file, 16_000))
        assert abs(heard / 16 - facts.duration_ms) < 5, file
