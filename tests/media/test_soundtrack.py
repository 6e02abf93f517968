"""The sound of a film: passages to the sample, one gain to the wanted loudness, peaks held, as long as the picture."""

from __future__ import annotations

import re
import subprocess

import numpy as np
import pytest

from pipeline.media.soundtrack import RATE, Piece, encode, gain_to, loudness
from tests.film.coded import blips, blips_in, sound_of
from tests.media.making import speak, write_wav

FPS = 25


def measured(path):
    """Integrated loudness and true peak as ffmpeg's own meter reads them."""
    argv = ["ffmpeg", "-nostats", "-i", str(path), "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]
    told = subprocess.run(argv, capture_output=True, text=True, check=True).stderr
    whole = told[told.rindex("Integrated loudness") :]
    return float(re.search(r"I:\s+(-?[\d.]+) LUFS", whole)[1]), float(re.search(r"Peak:\s+(-?[\d.]+) dBFS", whole)[1])


@pytest.fixture(scope="module")
def voice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voice")
    words = "我们在高原上修了四年公路。石头很硬，手上全是血泡。路修通的那天，大家都哭了。"
    spoken = speak(words, folder / "loud.wav")
    subprocess.run(["ffmpeg", "-v", "error", "-i", spoken, "-af", "volume=-14dB", folder / "voice.flac"], check=True)
    return folder / "voice.flac"


@pytest.mark.parametrize("target", [-16.0, -23.0])
def test_the_wanted_loudness_is_reached_by_one_gain_and_peaks_are_held(voice, tmp_path, target):
    piece = Piece(voice, 0, 200)
    gain = gain_to(target, loudness([piece], FPS))
    encode([Piece(voice, 0, 200, gain)], FPS, tmp_path / "out.m4a")
    heard, peak = measured(tmp_path / "out.m4a")
    assert heard == pytest.approx(target, abs=0.7)
    assert peak <= -1


def test_below_the_ceiling_the_gain_is_the_same_everywhere(voice, tmp_path):
    quiet, raised = (sound_of_piece(voice, gain, tmp_path) for gain in (0.0, 6.0))
    loud = np.abs(quiet) > 2000
    ratio = np.abs(raised[loud].astype(float)) / np.abs(quiet[loud])
    assert np.median(ratio) == pytest.approx(10 ** (6 / 20), rel=0.02)


def sound_of_piece(voice, gain, tmp_path):
    encode([Piece(voice, 0, 100, gain)], FPS, tmp_path / "out.m4a")
    return sound_of(tmp_path / "out.m4a")


@pytest.mark.parametrize("rate", [48_000, 44_100, 8_000])
def test_passages_begin_and_end_at_their_frames(tmp_path, rate):
    source = write_wav(blips(20.0, rate)[:, None], rate, tmp_path / "blips.wav")
    flac = tmp_path / "blips.flac"
    subprocess.run(["ffmpeg", "-v", "error", "-i", source, flac], check=True)
    pieces = [Piece(None, 0, 50), Piece(flac, 240, 75), Piece(flac, 35, 30), Piece(flac, 490, 50)]
    encode(pieces, FPS, tmp_path / "out.m4a")
    sound = sound_of(tmp_path / "out.m4a")
    assert len(sound) / RATE == pytest.approx(205 / FPS, abs=0.03)
    # 9.6 s on: blips at 10, 11, 12; 1.4 s on: at 2; 19.6 s on: none, and silence after the end
    assert blips_in(sound) == pytest.approx([2.4, 3.4, 4.4, 5.6], abs=0.011)
    assert np.abs(sound[int(7.0 * RATE) :]).max() < 50


def test_silence_is_not_raised(tmp_path):
    assert loudness([Piece(None, 0, 100)], FPS) == -70
    assert gain_to(-16, -70) == 0


def test_the_same_pieces_give_the_same_bytes(voice, tmp_path):
    for name in ("a.m4a", "b.m4a"):
        encode([Piece(voice, 10, 60, 9.0)], FPS, tmp_path / name)
    assert (tmp_path / "a.m4a").read_bytes() == (tmp_path / "b.m4a").read_bytes()
    assert len(sound_of(tmp_path / "a.m4a")) / RATE == pytest.approx(2.4, abs=0.03)
