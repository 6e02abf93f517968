"""A recording becomes a draft once, on its own clock, and a killed run goes on where it stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import Unreadable
from pipeline.model.draft import draft_name, made_by
from pipeline.transcribe.hear import Ears, Original, forget, hear, listener
from pipeline.transcribe.listening import Hints
from tests.media.making import write_wav
from tests.transcribe.conftest import talk
from tests.transcribe.scripted import ParrotEngine, ScriptedEngine

HINTS = Hints("zh", "以下是一段采访。")
Silent = Callable[[int, int], None]
CHILD = """
import sys
from pathlib import Path
from pipeline.transcribe.hear import Ears, Original, hear
from pipeline.transcribe.listening import Hints
from tests.transcribe.scripted import ScriptedEngine
source, calls, windows, dies_at = sys.argv[1:]
engine = ScriptedEngine(Path(calls), int(dies_at))
original = Original(Path(source), "a" * 64, 130_000)
hear(original, Ears(engine), Hints("zh", "以下是一段采访。"), Path(windows), lambda *_: None)
"""


def test_segments_and_words_lie_on_the_recordings_clock_inside_their_pieces(
    conversation: Path, tmp_path: Path, nobody_asks: Silent
) -> None:
    original = Original(conversation, "a" * 64, 129_600)
    draft = hear(original, Ears(ScriptedEngine(tmp_path / "calls")), HINTS, tmp_path / "windows", nobody_asks)
    starts = [int(line) for line in (tmp_path / "calls").read_text().split()]
    assert len(starts) >= 5
    assert [segment.start_ms for segment in draft.segments] == [start + 100 for start in starts]
    for segment, following in zip(draft.segments, [*starts[1:], 129_600], strict=True):
        assert segment.start_ms < segment.end_ms <= following
        assert segment.words[0].start_ms == segment.start_ms
        assert segment.words[-1].end_ms == segment.end_ms
    assert (draft.recording, draft.duration_ms, draft.engine, draft.origin) == ("a" * 64, 129_600, "scripted", "heard")
    assert draft.options["prompt"] == HINTS.prompt


def test_progress_goes_up_to_the_end(conversation: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    original = Original(conversation, "a" * 64, 129_600)
    hear(
        original,
        Ears(ScriptedEngine(tmp_path / "calls")),
        HINTS,
        tmp_path / "windows",
        lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert 100_000 < told[-1][0] <= told[-1][1] == 129_600


@pytest.mark.parametrize("dies_at", [1, 3, 5])
def test_a_run_killed_in_the_middle_repeats_one_piece_and_gives_the_same_draft(
    conversation: Path, tmp_path: Path, nobody_asks: Silent, project: Path, dies_at: int
) -> None:
    calls, windows = tmp_path / "calls", tmp_path / "windows"
    arguments = [str(conversation), str(calls), str(windows), str(dies_at)]
    killed = subprocess.run([sys.executable, "-c", CHILD, *arguments], cwd=project, check=False)
    assert killed.returncode == -signal.SIGKILL
    original = Original(conversation, "a" * 64, 130_000)
    resumed = hear(original, Ears(ScriptedEngine(calls)), HINTS, windows, nobody_asks)
    whole = hear(original, Ears(ScriptedEngine(tmp_path / "calls-2")), HINTS, tmp_path / "windows-2", nobody_asks)
    assert resumed == whole
    heard, once = (file.read_text().split() for file in (calls, tmp_path / "calls-2"))
    assert len(heard) == len(once) + 1
    assert sorted(set(heard), key=int) == once
    assert heard.count(once[dies_at - 1]) == 2


def test_a_damaged_window_is_heard_again_and_never_stops_the_run(conversation: Path, tmp_path: Path, nobody_asks: Silent) -> None:
    original, windows = Original(conversation, "a" * 64, 130_000), tmp_path / "windows"
    engine = ScriptedEngine(tmp_path / "calls")
    first = hear(original, Ears(engine), HINTS, windows, nobody_asks)
    files = sorted(windows.iterdir())
    files[1].write_bytes(files[1].read_bytes()[:20])
    files[2].write_text('[{"start_ms": "soon"}]')
    assert hear(original, Ears(engine), HINTS, windows, nobody_asks) == first
    assert len(engine.calls.read_text().split()) == len(files) + 2


def test_windows_of_other_work_are_not_taken_and_not_forgotten(conversation: Path, tmp_path: Path, nobody_asks: Silent) -> None:
    windows, engine = tmp_path / "windows", ScriptedEngine(tmp_path / "calls")
    other = replace(engine, digest="e" * 64)
    original = Original(conversation, "a" * 64, 130_000)
    hear(original, Ears(engine), HINTS, windows, nobody_asks)
    count = len(list(windows.iterdir()))
    hear(original, Ears(other), HINTS, windows, nobody_asks)
    assert len(engine.calls.read_text().split()) == 2 * count
    forget(original.digest, listener(Ears(engine), HINTS), windows)
    assert len(list(windows.iterdir())) == count
    forget(original.digest, listener(Ears(other), HINTS), windows)
    assert list(windows.iterdir()) == []


def test_the_same_work_has_the_same_name_and_any_other_work_another(tmp_path: Path) -> None:
    engine = ScriptedEngine(tmp_path / "calls")
    who = listener(Ears(engine), HINTS)
    key = who.key("a" * 64)
    assert draft_name("recording-1", who.engine, key) == f"recording-1.scripted-{key}.json"
    assert key == listener(Ears(ScriptedEngine(tmp_path / "elsewhere")), HINTS).key("a" * 64)
    others = [
        who.key("b" * 64), replace(who, version="2").key("a" * 64), replace(who, model_digest="e" * 64).key("a" * 64),
        listener(Ears(engine), Hints("zh", "")).key("a" * 64), replace(who, engine="x").key("a" * 64),
    ]  # fmt: skip
    assert len({key, *others}) == 6


@pytest.mark.parametrize(("option", "flagged"), [("initial_prompt", True), ("prompt", False)])
def test_what_an_engine_was_told_and_writes_again_is_flagged(
    conversation: Path, tmp_path: Path, nobody_asks: Silent, option: str, *, flagged: bool
) -> None:
    hints = replace(HINTS, names=("林远山", "资中县"))
    said = ("以下是一段采访。这次访谈会说到林远山、资中县。", "我叫林远山，是资中县人。")
    engine = ParrotEngine(tmp_path / "calls", says=said, option=option)
    draft = hear(Original(conversation, "a" * 64, 1), Ears(engine), hints, tmp_path / "windows", nobody_asks)
    echoes = ["prompt-echo" in segment.codes for segment in draft.segments]
    assert len(echoes) >= 4
    assert echoes == [flagged and number % 2 == 0 for number in range(len(echoes))]
    assert [segment.text for segment in draft.segments[:2]] == list(said), "nothing is taken away"


def test_a_draft_says_who_made_it(conversation: Path, tmp_path: Path, nobody_asks: Silent) -> None:
    engine = ScriptedEngine(tmp_path / "calls")
    draft = hear(Original(conversation, "a" * 64, 1), Ears(engine), HINTS, tmp_path / "windows", nobody_asks)
    assert made_by(draft) == listener(Ears(engine), HINTS)


def test_a_recording_without_speech_gives_an_empty_draft(tmp_path: Path, nobody_asks: Silent) -> None:
    silent = write_wav(talk([(20, False)]), 16_000, tmp_path / "silent.wav")
    engine = ScriptedEngine(tmp_path / "calls")
    assert hear(Original(silent, "a" * 64, 20_000), Ears(engine), HINTS, tmp_path / "windows", nobody_asks).segments == ()
    assert not engine.calls.exists()


def test_a_recording_that_cannot_be_decoded_stops_with_its_sentence(tmp_path: Path, nobody_asks: Silent) -> None:
    (tmp_path / "text.wav").write_text("不是录音", "utf-8")
    with pytest.raises(Unreadable):
        hear(Original(tmp_path / "text.wav", "a" * 64, 1), Ears(ScriptedEngine(tmp_path / "calls")), HINTS, tmp_path, nobody_asks)
