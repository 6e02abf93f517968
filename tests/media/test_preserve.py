"""A FLAC beside a WAV or AIFF holds the very same samples, or is not made."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.errors import Unreadable
from pipeline.media.preserve import preserve
from tests.media.making import ffmpeg


def samples(path: Path, form: str) -> bytes:
    read = ["ffmpeg", "-v", "error", "-i", str(path), "-f", form, "-c:a", f"pcm_{form}", "-"]
    return subprocess.run(read, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    ("codec", "ending", "form", "channels"),
    [
        ("pcm_s16le", "wav", "s16le", 1),
        ("pcm_s24le", "wav", "s24le", 2),
        ("pcm_s16be", "aiff", "s16le", 2),
        ("pcm_s24be", "aiff", "s24le", 1),
        ("pcm_s24le", "wav", "s24le", 6),
    ],
)
def test_the_copy_holds_every_sample_of_the_original(tmp_path: Path, codec: str, ending: str, form: str, channels: int) -> None:
    original, target = tmp_path / f"a.{ending}", tmp_path / "beside/a.flac"
    ffmpeg("-f", "lavfi", "-i", "anoisesrc=d=0.3:r=44100:seed=4", "-ac", str(channels), "-c:a", codec, original)
    before = original.read_bytes()
    proof = preserve(original, target)
    assert len(proof) == 32
    assert samples(target, form) == samples(original, form)
    assert original.read_bytes() == before
    made = target.read_bytes()
    preserve(original, target)
    assert target.read_bytes() == made


@pytest.mark.parametrize("codec", ["pcm_f32le", "pcm_s32le", "pcm_u8", "pcm_mulaw"])
def test_what_flac_cannot_hold_exactly_is_refused_and_nothing_is_left(tmp_path: Path, codec: str) -> None:
    original = tmp_path / "a.wav"
    ffmpeg("-f", "lavfi", "-i", "anoisesrc=d=0.3:r=8000:seed=4", "-c:a", codec, original)
    with pytest.raises(Unreadable) as refused:
        preserve(original, tmp_path / "beside/a.flac")
    assert refused.value.code == "preserve-not-exact"
    assert list((tmp_path / "beside").glob("*") if (tmp_path / "beside").exists() else ()) == []
