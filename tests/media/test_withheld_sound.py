"""Withheld spans in PCM: inside every sample is the tone, outside every sample is the original's, whatever the form of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.media.silence import TONE_PEAK
from pipeline.media.sound import decode, probe, silence_and_encode, silenced_together
from tests.media.making import ffmpeg, noise, write_wav

SECONDS = 2
SPANS = {
    "at the start": [(0, 400)],
    "at the end": [(1_700, 2_000)],
    "beyond the end": [(1_900, 9_000)],
    "overlapping, touching and nested": [(300, 700), (650, 900), (900, 1_000), (400, 500)],
    "the whole of it": [(0, 2_000)],
    "between two samples": [(333, 334), (1_001, 1_002)],
}


def original(folder: Path, form: str, rate: int, channels: int, *, seed: int = 0, other: slice | None = None) -> Path:
    """A recording of noise in one form; `other` samples are drawn anew, so that two recordings differ there alone."""
    samples = noise(SECONDS, rate, channels, seed)
    if other is not None:
        samples[other] = noise(SECONDS, rate, channels, seed + 100)[other]
    wav = write_wav(samples, rate, folder / f"{form}-{seed}-{other is not None}.wav")
    if form == "wav":
        return wav
    target = wav.with_suffix(".mkv" if form == "film" else ".flac")
    picture = ["-f", "lavfi", "-i", f"color=red:s=64x48:d={SECONDS}", "-map", "0:a", "-map", "1:v"] if form == "film" else []
    ffmpeg("-i", wav, *picture, "-c:a", "flac", *(["-c:v", "ffv1"] if picture else []), target)
    return target


def samples_of(span: tuple[int, int], rate: int, length: int) -> slice:
    return slice(min(length, span[0] * rate // 1000), min(length, -(-span[1] * rate // 1000)))


@pytest.mark.parametrize("spans", SPANS.values(), ids=SPANS)
@pytest.mark.parametrize(("form", "rate", "channels"), [("wav", 44_100, 2), ("flac", 48_000, 6), ("film", 16_000, 1)])
def test_every_sample_is_the_tone_or_the_originals(
    form: str, rate: int, channels: int, spans: list[tuple[int, int]], tmp_path: Path
) -> None:
    source = original(tmp_path, form, rate, channels)
    before = np.concatenate(list(decode(source, rate, channels)))
    after = np.concatenate(list(silenced_together([source], spans, rate, channels)))
    inside = np.zeros(len(before), dtype=bool)
    for span in spans:
        inside[samples_of(span, rate, len(before))] = True
    assert np.array_equal(after[~inside], before[~inside])
    assert np.abs(after[inside]).max() <= TONE_PEAK + 1
    assert (after[inside] == after[inside][:, :1]).all()
    if inside.sum() > rate / 100:
        tone, voice = after[inside][:, 0].astype(float), before[inside].astype(float)
        assert max(abs(np.corrcoef(tone, one)[0, 1]) for one in voice.T) < 0.1


@pytest.mark.parametrize("suffix", ["m4a", "opus"])
@pytest.mark.parametrize(
    ("form", "rate", "channels"), [("wav", 16_000, 1), ("flac", 44_100, 2), ("flac", 48_000, 6), ("film", 48_000, 2)]
)
def test_no_byte_of_the_public_sound_depends_on_what_was_withheld(
    form: str, rate: int, channels: int, suffix: str, tmp_path: Path
) -> None:
    spans = [(0, 150), (700, 1_300), (1_950, 2_000)]
    for at, span in enumerate(spans):
        public = []
        for other in (None, samples_of(span, rate, SECONDS * rate)):
            public.append(tmp_path / f"{at}-{other is None}.{suffix}")
            silence_and_encode([original(tmp_path, form, rate, channels, other=other)], spans, public[-1])
        assert public[0].read_bytes() == public[1].read_bytes()
    assert not probe(public[0]).has_video
    silence_and_encode(
        [original(tmp_path, form, rate, channels, other=slice(rate // 2, rate))], spans, tmp_path / f"else.{suffix}"
    )
    assert (tmp_path / f"else.{suffix}").read_bytes() != public[0].read_bytes()


def test_a_span_over_two_recordings_leaves_the_rest_of_both_untouched(tmp_path: Path) -> None:
    rate = 16_000
    sources = [original(tmp_path, "wav", rate, 1, seed=seed) for seed in (1, 2)]
    before = np.concatenate([block for source in sources for block in decode(source, rate)])
    after = np.concatenate(list(silenced_together(sources, [(1_800, 2_300)], rate, 1)))
    inside = samples_of((1_800, 2_300), rate, len(before))
    assert np.array_equal(np.delete(after, inside, axis=0), np.delete(before, inside, axis=0))
    assert np.abs(after[inside]).max() <= TONE_PEAK + 1
    assert abs(np.corrcoef(after[inside][:, 0].astype(float), before[inside][:, 0].astype(float))[0, 1]) < 0.1


@pytest.mark.parametrize("suffix", ["m4a", "opus"])
def test_what_the_public_hears_in_a_span_is_nothing_of_the_original(suffix: str, tmp_path: Path) -> None:
    rate = 48_000
    source = original(tmp_path, "flac", rate, 2)
    silence_and_encode([source], [(500, 1_500)], tmp_path / f"public.{suffix}")
    voice, heard = (
        np.concatenate(list(decode(one, rate)))[:, 0].astype(float) for one in (source, tmp_path / f"public.{suffix}")
    )
    inside, outside = slice(int(0.55 * rate), int(1.45 * rate)), slice(int(1.6 * rate), int(1.9 * rate))
    assert abs(np.corrcoef(heard[inside], voice[inside])[0, 1]) < 0.02
    assert np.corrcoef(heard[outside], voice[outside])[0, 1] > 0.3
    assert heard[inside].std() < voice[inside].std() / 5
