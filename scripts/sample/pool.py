"""What the sample recordings say: the pool of sentences, and who says which of them in which interview."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from sample.speech import Voice

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Line:
    """One spoken sentence: `speaker` is `ask` (interviewer) or `tell` (narrator)."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Recording:
    """One recording of an interview: `number` from 1, `stereo` with the interviewer on the left."""

    folder: str
    number: int
    stereo: bool
    voices: dict[str, Voice]
    lines: list[Line]

    @property
    def name(self) -> str:
        """Folder and file name without ending, as in `2023-001-lin/recording-1`."""
        return f"{self.folder}/recording-{self.number}"


def sentences() -> list[str]:
    """The whole pool, in order."""
    return (HERE / "sentences.txt").read_text("utf-8").split()


def recordings() -> list[Recording]:
    """Every sample recording. Raises ValueError where a line is not in the pool."""
    known = set(sentences())
    plan = yaml.safe_load((HERE / "interviews.yml").read_text("utf-8"))
    out = []
    for folder, interview in plan.items():
        voices = {who: Voice(v["variant"], v["speed"], v["pitch"]) for who, v in interview["voices"].items()}
        for number, spoken in enumerate(interview["recordings"], 1):
            lines = [Line(who, text) for line in spoken for who, text in line.items()]
            for line in lines:
                if line.text not in known or line.speaker not in voices:
                    raise ValueError(f"interviews.yml, {folder}: 「{line.text}」 ({line.speaker}) is not in sentences.txt.")
            out.append(Recording(folder, number, bool(interview.get("stereo", False)), voices, lines))
    return out


def sample_voices() -> set[Voice]:
    """Every voice a sample recording uses; training keeps clear of their speeds and pitches."""
    return {voice for recording in recordings() for voice in recording.voices.values()}
