"""Withheld spans are replaced to the sample, whatever the blocks, spans and rates."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.media.silence import TONE_PEAK, silenced_pcm, union
from tests.media.making import noise

spans = st.lists(st.tuples(st.integers(-200, 1500), st.integers(-200, 1500)), max_size=6)


@given(spans, st.sampled_from([8000, 11025, 16000, 44100]), st.lists(st.integers(1, 3000), max_size=8), st.integers(1, 2))
def test_no_sample_outside_a_span_changes_and_none_inside_survives(
    withheld: list[tuple[int, int]], rate: int, cuts: list[int], channels: int
) -> None:
    sound = noise(1, rate, channels)
    blocks = np.split(sound, [at for at in np.cumsum(cuts) if at < len(sound)]) if cuts else [sound]
    result = np.concatenate(list(silenced_pcm(iter(blocks), withheld, rate)))
    assert result.shape == sound.shape
    assert result.dtype == np.int16
    inside = np.zeros(len(sound), bool)
    for one, other in withheld:
        first, last = min(one, other), max(one, other)
        if first == last:
            continue
        at = np.arange(len(sound))
        inside |= ((at + 1) * 1000 > first * rate) & (at * 1000 < last * rate)
    assert (result[~inside] == sound[~inside]).all()
    assert (np.abs(result[inside].astype(int)) <= TONE_PEAK + 1).all()
    if inside.sum() > 400:
        assert abs(np.corrcoef(result[inside][:, 0], sound[inside][:, 0])[0, 1]) < 0.3
    whole = np.concatenate(list(silenced_pcm([sound], withheld, rate)))
    assert (whole == result).all()


def test_the_tone_depends_on_the_span_alone() -> None:
    one, other = (np.concatenate(list(silenced_pcm([noise(1, 8000, seed=seed)], [(100, 400)], 8000))) for seed in (1, 2))
    assert (one[800:3200] == other[800:3200]).all()
    assert np.abs(one[1000:3000]).max() > TONE_PEAK * 0.95
    assert one[800, 0] == one[3199, 0] == 0


def test_the_input_is_never_written_to() -> None:
    sound = noise(1, 8000)
    sound.flags.writeable = False
    list(silenced_pcm([sound], [(0, 500)], 8000))


@given(spans)
def test_a_union_is_ordered_and_covers_exactly_the_same_milliseconds(withheld: list[tuple[int, int]]) -> None:
    joined = union(withheld)
    assert all(first < last for first, last in joined)
    assert all(before[1] < after[0] for before, after in pairwise(joined))
    covered = {at for one, other in withheld for at in range(min(one, other), max(one, other))}
    assert covered == {at for first, last in joined for at in range(first, last)}
