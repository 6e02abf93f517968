"""Speech is found by loudness or by Silero's model, and separate microphones are heard apart."""

from __future__ import annotations

import importlib.util
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import MissingTool
from pipeline.media.sound import decode
from pipeline.model.draft import Segment, Word
from pipeline.transcribe import silero
from pipeline.transcribe.channels import streams
from pipeline.transcribe.hear import Ears, Original, hear, listener
from pipeline.transcribe.joining import join
from pipeline.transcribe.listening import RATE, Hints
from pipeline.transcribe.loudness import Loudness
from pipeline.transcribe.pauses import Tally, cut
from pipeline.transcribe.voices import VoiceTurn, voiced
from tests.media.making import write_wav
from tests.transcribe.conftest import talk
from tests.transcribe.scripted import ScriptedEngine

Silent = Callable[[int, int], None]
BOTH = Hints(channels=("left", "right"))


@pytest.fixture(scope="session")
def spoken(project: Path) -> np.ndarray:
    """A sample recording: somebody speaks Chinese sentences with pauses between."""
    file = sorted((project / "archive/interviews").glob("*/recording-1.flac"))[0]
    return np.concatenate(list(decode(file, RATE)))


def covered(sound: np.ndarray, kind: str, block: int = 160_000) -> tuple[np.ndarray, Tally]:
    tally = Tally()
    mask = np.zeros(len(sound) // 320 + 2, bool)
    for piece in cut((sound[at : at + block] for at in range(0, len(sound), block)), tally, silero.finder(kind)):
        mask[piece.start_ms // 20 : piece.end_ms // 20] = True
    return mask, tally


def test_silero_hears_speech_where_loudness_does_and_not_in_loud_noise(spoken: np.ndarray) -> None:
    noise = np.random.default_rng(1).normal(0, 3000, (60 * RATE, 1)).astype(np.int16)
    bursts = np.where((np.arange(len(noise)) // RATE % 7 < 3)[:, None], noise, noise // 50).astype(np.int16)
    by_loudness, by_model = (covered(spoken, kind)[0] for kind in ("loudness", "silero"))
    assert np.mean(by_loudness == by_model) > 0.97
    assert covered(bursts, "loudness")[1].kept_ms > 20_000
    assert covered(bursts, "silero")[1].kept_ms == 0


def test_the_model_tells_the_same_however_the_sound_is_cut_into_blocks(spoken: np.ndarray) -> None:
    masks = [covered(spoken, "silero", block)[0] for block in (777, 160_000, len(spoken))]
    assert (masks[0] == masks[1]).all()
    assert (masks[1] == masks[2]).all()


@pytest.mark.parametrize("length", [0, 1, 319, 511, 3200, 159_999, 160_001])
def test_the_model_judges_every_frame_of_any_length(spoken: np.ndarray, length: int) -> None:
    _, tally = covered(spoken[:length], "silero")
    assert abs(tally.heard_ms - length * 1000 // RATE) <= 1


def test_half_an_hour_by_the_model_needs_no_more_memory_than_a_minute(spoken: np.ndarray) -> None:
    def often() -> Iterator[np.ndarray]:
        for _ in range(20):
            yield spoken

    tracemalloc.start()
    for _ in cut(often(), Tally(), silero.finder("silero")):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000


def test_the_model_is_preferred_where_installed_and_missed_only_where_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "silero" in silero.finder("auto").name
    assert silero.finder("loudness").name == Loudness.name
    found = importlib.util.find_spec
    monkeypatch.setattr(silero, "find_spec", lambda name: None if name == "faster_whisper" else found(name))
    assert silero.finder("auto").name == Loudness.name
    with pytest.raises(MissingTool) as missing:
        silero.finder("silero")
    assert missing.value.code == "silero-missing"


def test_what_was_found_is_told_in_the_draft_and_names_the_work(conversation: Path, tmp_path: Path, nobody_asks: Silent) -> None:
    engine = ScriptedEngine(tmp_path / "calls")
    draft = hear(Original(conversation, "a" * 64, 129_600), Ears(engine), Hints(), tmp_path / "windows", nobody_asks)
    told = draft.speech
    assert told["heard_ms"] == told["kept_ms"] + told["skipped_ms"] == 129_600
    assert told["pieces"] == len(draft.segments)
    assert told["cuts_in_speech"] == 0
    keys = {listener(Ears(engine, silero.finder(kind)), Hints()).key("a" * 64) for kind in ("loudness", "silero")}
    assert len(keys) == 2


def stereo(tmp_path: Path, bleed: float, soft: float = 1.0) -> Path:
    """Left speaks, then right, `soft` times as loud, then both at once; each microphone hears the other `bleed` times as loud."""
    left = talk([(1, False), (12, True), (3, False), (12, False), (3, False), (8, True), (1, False)], 1)
    right = talk([(1, False), (12, False), (3, False), (12, True), (3, False), (8, True), (1, False)], 2)
    right = np.rint(right * soft).astype(np.int16)
    heard = np.concatenate([left + right * bleed, right + left * bleed], axis=1)
    return write_wav(np.clip(heard, -32768, 32767).astype(np.int16), RATE, tmp_path / "two.wav")


@pytest.mark.parametrize(("bleed", "soft"), [(0.0, 1.0), (0.2, 1.0), (0.0, 0.25), (0.0, 0.1), (0.1, 0.5)])
def test_separate_microphones_are_heard_apart_and_both_at_once_stand_twice(
    tmp_path: Path, nobody_asks: Silent, bleed: float, soft: float
) -> None:
    ears = Ears(ScriptedEngine(tmp_path / "calls"))
    original = Original(stereo(tmp_path, bleed, soft), "a" * 64, 40_000)
    draft = hear(original, ears, BOTH, tmp_path / "windows", nobody_asks)
    said = [(segment.words[0].speaker, round(segment.start_ms, -3), round(segment.end_ms, -3)) for segment in draft.segments]
    assert said == [("left", 1000, 13_000), ("right", 16_000, 28_000), ("left", 31_000, 39_000), ("right", 31_000, 39_000)]
    assert draft.options["channels"] == "left right"
    assert hear(original, ears, BOTH, tmp_path / "windows", nobody_asks) == draft
    assert len((tmp_path / "calls").read_text().split()) == 4


@pytest.mark.parametrize("soft", [0.5, 0.25, 0.1])
def test_who_speaks_softly_into_another_is_silenced_nowhere(tmp_path: Path, soft: float) -> None:
    path = stereo(tmp_path, 0.0, soft)
    whole = np.concatenate(list(decode(path, RATE, 2)))[:, 1]
    alone = np.concatenate([block[:, 0] for block in dict(streams(path, ("left", "right")))["right"]])
    both = slice(31 * RATE, 39 * RATE)
    assert np.mean(alone[both] == whole[both]) > 0.99


def test_a_side_that_nobody_named_is_heard_too(tmp_path: Path) -> None:
    assert [side for side, _ in streams(stereo(tmp_path, 0.0), ("left",))] == ["left", "right"]


def test_one_microphone_recorded_on_both_sides_is_heard_once(tmp_path: Path, nobody_asks: Silent) -> None:
    mono = talk([(1, False), (12, True), (1, False)])
    for name, sound in (("both.wav", np.repeat(mono, 2, axis=1)), ("mono.wav", mono)):
        path = write_wav(sound, RATE, tmp_path / name)
        assert [side for side, _ in streams(path, BOTH.channels)] == [""]
        ears = Ears(ScriptedEngine(tmp_path / f"{name}.calls"))
        assert len(hear(Original(path, "a" * 64, 14_000), ears, BOTH, tmp_path / name[:4], nobody_asks).segments) == 1


@pytest.mark.real
def test_two_real_speakers_on_two_channels_are_kept_apart(real_data: Path) -> None:
    sides = streams(real_data / "speech/stereo_diarization.wav", BOTH.channels)
    assert [side for side, _ in sides] == ["left", "right"]
    for _, sound in sides:
        tally = Tally()
        assert list(cut(sound, tally, silero.finder("silero")))
        assert tally.heard_ms == 5000


def test_voices_are_joined_into_as_many_people_as_spoke() -> None:
    random = np.random.default_rng(3)
    people = np.eye(3, 16)
    vectors = [people[n % 3] + random.normal(0, 0.1, 16) for n in range(12)]
    vectors = [vector / np.linalg.norm(vector) for vector in vectors]
    for count in (3, 0):
        labels = join(vectors, [60_000] * 12, count, 0.5)
        assert [labels.index(label) for label in labels] == [n % 3 for n in range(12)]
    assert len(set(join(vectors, [60_000] * 12, 2, 0.5))) == 2
    assert len(set(join(vectors, [60_000] * 3 + [900] * 9, 3, 0.5))) == 3
    assert join([], [], 2, 0.5) == []


def test_words_belong_to_the_voice_they_share_most_time_with() -> None:
    turns = [VoiceTurn(0, 2000, "1"), VoiceTurn(1500, 4000, "2"), VoiceTurn(20_000, 21_000, "1")]
    times = [(100, 900), (1400, 1900), (2100, 2500), (9000, 9500), (19_000, 19_400)]
    words = tuple(Word(start, end, "字") for start, end in times)
    named = voiced([Segment(0, 19_400, "字字字字字", words), Segment(3000, 4000, "整段")], turns)
    assert [word.speaker for word in named[0].words] == ["1", "1", "2", "", "1"]
    assert [(word.text, word.speaker) for word in named[1].words] == [("整段", "2")]
