"""Three hours of talk are heard in the memory of a minute."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.transcribe.listening import RATE
from tests.media.making import ffmpeg, write_wav
from tests.transcribe.conftest import never_taught, talk

CHILD = """
import resource, sys
from dataclasses import dataclass
from pathlib import Path
from pipeline.transcribe.engines import engine_named
from pipeline.transcribe.hear import Ears, Original, hear
from pipeline.transcribe.listening import Hints, ModelPlace
from pipeline.transcribe.whisper import sha256
from tests.transcribe.scripted import ScriptedEngine

recording, model, folder = map(Path, sys.argv[1:])


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class TwoByWhisper(ScriptedEngine):
    \"\"\"The first two pieces go through Whisper, whose memory is the same for each; the rest would take a day.\"\"\"

    whisper = engine_named("whisper", ModelPlace(str(model), folder, folder, sha256))
    heard = 0

    def listen(self, pieces, hints):
        self.heard += 1
        if self.heard <= 2:
            self.whisper.listen(pieces, hints)
        return super().listen(pieces, hints)


import torch, whisper
torch.set_num_threads(1)
whisper.load_model(str(model))
before = peak()
original = Original(recording, "a" * 64, 10_800_000)
draft = hear(original, Ears(TwoByWhisper(folder / "calls")), Hints(), folder / "windows", lambda *_: None)
print(peak() - before, len(draft.segments), draft.segments[-1].end_ms)
"""


@pytest.mark.long
def test_three_hours_need_less_than_two_gigabytes_beyond_the_model(tmp_path: Path, project: Path) -> None:
    minute = [(7.0, True), (0.6, False), (11.0, True), (1.4, False)] * 3
    block = write_wav(talk(minute), RATE, tmp_path / "minute.wav")
    recording = tmp_path / "three-hours.flac"
    ffmpeg("-stream_loop", "179", "-i", block, recording)
    model = never_taught(tmp_path / "random.pt")
    arguments = [str(recording), str(model), str(tmp_path)]
    said = subprocess.run([sys.executable, "-c", CHILD, *arguments], cwd=project, capture_output=True, text=True, check=True)
    megabytes, segments, end_ms = map(int, said.stdout.split())
    assert segments > 400
    assert end_ms > 10_790_000
    assert megabytes < 2000
