"""Two narrators in one recording are told apart ten minutes at a time, and spoilt models take nothing with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import NotAModel
from pipeline.media.sound import decode
from pipeline.model.draft import Segment, Word
from pipeline.model.problem import sentence
from pipeline.transcribe.hear import Ears, Original, hear
from pipeline.transcribe.listening import RATE, Hints
from pipeline.transcribe.loudness import Loudness
from pipeline.transcribe.voices import Voices, VoiceTurn
from pipeline.transcribe.whisper import sha256
from tests.media.making import write_wav
from tests.transcribe.models import ROOT, speaker_models
from tests.transcribe.scripted import ScriptedEngine

TWO = ("2023-001-lin", "2023-003-he")
PAUSE = 700  # milliseconds
LINES = 3  # that one says before the other does
Turns = list[tuple[int, int, int]]


@dataclass(frozen=True, eq=False)
class Talk:
    """A conversation: int16 (frames, 1), and who (0 or 1) has the word from when to when, in milliseconds."""

    samples: np.ndarray
    turns: Turns


def conversation(seconds: int) -> Talk:
    """Two narrators of the sample archive in turn, three lines at a time, over and over, until so many seconds are full."""
    lines = [told_by(key) for key in TWO]
    pause = np.zeros((PAUSE * RATE // 1000, 1), np.int16)
    parts, turns, at = [pause], [], PAUSE
    for number in range(10_000):
        who, first = number % 2, number // 2 * LINES
        sound = np.concatenate([lines[who][(first + line) % len(lines[who])] for line in range(LINES)])
        length = len(sound) * 1000 // RATE
        parts += [sound, pause]
        turns.append((at, at + length, who))
        at += length + PAUSE
        if at >= seconds * 1000:
            break
    return Talk(np.concatenate(parts), turns)


def told_by(key: str) -> list[np.ndarray]:
    """What the narrator alone says in the first recording, line by line, without what the interviewer asks."""
    truth = json.loads((ROOT / "scripts/sample/truth.json").read_text(encoding="utf-8"))[f"{key}/recording-1"]
    sound = np.concatenate(list(decode(ROOT / f"archive/interviews/{key}/recording-1.flac", RATE)))
    return [sound[one["start"] * RATE // 1000 : one["end"] * RATE // 1000] for one in truth if one["speaker"] == "tell"]


def blocks(talk: Talk) -> list[np.ndarray]:
    return [talk.samples[first : first + 65_536] for first in range(0, len(talk.samples), 65_536)]


def wrong_share(talk: Talk, told: list[tuple[int, int, str]]) -> float:
    """The share of speech given to nobody or to the wrong one, whichever way round the two are numbered."""
    spoken, heard = (np.full(len(talk.samples) * 100 // RATE + 1, -1) for _ in range(2))
    for start, end, who in talk.turns:
        spoken[start // 10 : end // 10] = who
    for start, end, name in told:
        heard[start // 10 : end // 10] = int(name) - 1
    spoken, heard = spoken[spoken >= 0], heard[spoken >= 0]
    return min(float((heard != spoken).mean()), float((heard != 1 - spoken).mean()))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return speaker_models(tmp_path_factory.mktemp("speakers"))


def voices(models: tuple[Path, Path], work: Path) -> Voices:
    return Voices(*models, sha256, work)


def told(turns: list[VoiceTurn]) -> list[tuple[int, int, str]]:
    return [(turn.start_ms, turn.end_ms, turn.voice) for turn in turns]


@pytest.mark.parametrize("seconds", [60, 720])
def test_two_narrators_are_told_apart_over_stretches_of_ten_minutes(
    seconds: int, models: tuple[Path, Path], tmp_path: Path
) -> None:
    talk = conversation(seconds)
    found = voices(models, tmp_path).turns(blocks(talk), 2)
    assert {turn.voice for turn in found} == {"1", "2"}
    assert found[0].voice == "1"
    assert wrong_share(talk, told(found)) <= 0.1
    assert found[-1].end_ms > talk.turns[-1][0]


def test_hearing_gives_every_word_its_voice_and_twice_the_same(
    models: tuple[Path, Path], tmp_path: Path, nobody_asks: Callable[[int, int], None]
) -> None:
    talk = conversation(90)
    file = write_wav(talk.samples, RATE, tmp_path / "a.wav")
    original = Original(file, "a" * 64, talk.turns[-1][1] + PAUSE)
    drafts = []
    for run in ("one", "two"):
        work = tmp_path / run
        ears = Ears(ScriptedEngine(work / "calls"), Loudness(), voices(models, work))
        work.mkdir()
        drafts.append(hear(original, ears, Hints("zh", voices=2), work / "windows", nobody_asks))
    assert drafts[0] == drafts[1]
    assert str(drafts[0].options["voices"]).endswith(" 2")
    words = [word for segment in drafts[0].segments for word in segment.words]
    assert {word.speaker for word in words} == {"1", "2"}


def test_words_get_the_voice_that_speaks_them(models: tuple[Path, Path], tmp_path: Path) -> None:
    talk = conversation(90)
    spoken = [(at, at + 500, who) for start, end, who in talk.turns for at in range(start, end - 499, 500)]
    segments = [Segment(start, end, "字", (Word(start, end, "字"),)) for start, end, _ in spoken]
    named = voices(models, tmp_path).name(segments, blocks(talk), 2)
    assert [(one.start_ms, one.text) for one in named] == [(one.start_ms, one.text) for one in segments]
    right = [one.words[0].speaker == str(who + 1) for one, (*_, who) in zip(named, spoken, strict=True)]
    assert sum(right) >= 0.9 * len(right)


def write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    write(one, second)
    write(other, first)


def spoil(file: Path) -> None:
    """A whole file with whole notes, whose graph asks for what there is not."""
    write(file, file.read_bytes().replace(b"Cast", b"Cost").replace(b"ReduceMean", b"ReduceMoan"))


SPOILT: dict[str, Callable[[Path, Path], None]] = {
    "text": lambda segmentation, _: write(segmentation, "这不是模型\n".encode() * 99),
    "empty": lambda segmentation, _: write(segmentation, b""),
    "gone": lambda segmentation, _: segmentation.unlink(),
    "cut": lambda segmentation, _: write(segmentation, segmentation.read_bytes()[: segmentation.stat().st_size // 2]),
    "cut embedding": lambda _, embedding: write(embedding, embedding.read_bytes()[: embedding.stat().st_size // 2]),
    "text embedding": lambda _, embedding: write(embedding, b"not a model"),
    "swapped": swap,
    "spoilt inside": lambda segmentation, _: spoil(segmentation),
    "spoilt inside embedding": lambda _, embedding: spoil(embedding),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_model_is_one_sentence_and_no_dead_process(kind: str, tmp_path: Path) -> None:
    files = speaker_models(tmp_path)
    SPOILT[kind](*files)
    spoilt = voices(files, tmp_path / "work")

    def used() -> None:
        spoilt.describe(2)
        spoilt.turns(blocks(conversation(20)), 2)

    with pytest.raises(NotAModel) as refused:
        used()
    for language in ("zh", "en"):
        said = sentence(refused.value.code, refused.value.values, language)
        assert len(said.splitlines()) == 1
        assert any(file.name in said for file in files)
    assert not list(tmp_path.glob("work/*"))


def test_what_was_proved_once_is_not_tried_again(models: tuple[Path, Path], tmp_path: Path) -> None:
    talk = conversation(20)
    voices(models, tmp_path).turns(blocks(talk), 2)
    proofs = list(tmp_path.glob("*.proof"))
    assert len(proofs) == 1
    before = proofs[0].stat().st_mtime_ns
    voices(models, tmp_path).turns(blocks(talk), 0)
    assert [proof.stat().st_mtime_ns for proof in tmp_path.glob("*.proof")] == [before]
