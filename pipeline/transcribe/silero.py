"""Sound becomes masks of speech by Silero's model, which the wheel of faster-whisper carries; only here is onnxruntime."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import MissingTool
from pipeline.transcribe.loudness import FRAME, Finder, Loudness, Mask, Stride

WINDOW, CONTEXT = 512, 64  # samples that the model judges at once, and those before them that it is shown
BEGINS, ENDS = 0.5, 0.35  # probabilities at which speech begins and ends (the model's own defaults)
_STATE = (1, 1, 128)


def finder(kind: str) -> Finder:
    """The finder for `speech:` of archive.yml. Raises MissingTool where Silero's model is asked for and not installed."""
    if kind == "loudness":
        return Loudness()
    model = _model()
    if model is None:
        if kind == "silero":
            raise MissingTool("silero-missing")
        return Loudness()
    return Silero(model)


class Silero:
    """Silero's model on one core: about a thousandth of the sound's own time."""

    def __init__(self, model: Path) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model file's name and the version of the cutting."""
        return f"pauses-1 {self._model.stem}"

    def voiced(self, strides: Iterable[Stride]) -> Iterator[Mask]:
        """See `Finder.voiced`."""
        listener = _Listener(self._model)
        waiting: list[int] = []  # frames of each stride whose last window is not whole yet
        frames: list[bool] = []
        for stride in strides:
            waiting.append(len(stride.levels))
            frames += listener.frames(stride.samples)
            while waiting and len(frames) >= waiting[0]:
                yield np.array(frames[: waiting[0]])
                del frames[: waiting.pop(0)]
        frames += listener.frames(np.zeros(WINDOW + FRAME, np.int16))
        for count in waiting:
            yield np.array(frames[:count])
            del frames[:count]


class _Listener:
    """The model with its memory of what it heard before."""

    def __init__(self, model: Path) -> None:
        runtime = importlib.import_module("onnxruntime")
        options = runtime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        self._session: Any = runtime.InferenceSession(str(model), providers=["CPUExecutionProvider"], sess_options=options)
        self._state = [np.zeros(_STATE, np.float32), np.zeros(_STATE, np.float32)]
        self._before: NDArray[np.float32] = np.zeros(CONTEXT, np.float32)
        self._rest: NDArray[np.float32] = np.zeros(0, np.float32)
        self._speaking = False
        self._windows: list[bool] = []
        self._frame = 0  # the next frame to be told

    def frames(self, samples: NDArray[np.int16]) -> list[bool]:
        """Which frames are speech, of those whose middle lies in a window heard by now."""
        self._windows += [self._heard(probability) for probability in self._probabilities(samples)]
        told: list[bool] = []
        while (window := (self._frame * FRAME + FRAME // 2) // WINDOW) < len(self._windows):
            told.append(self._windows[window])
            self._frame += 1
        return told

    def _heard(self, probability: float) -> bool:
        self._speaking = probability >= (ENDS if self._speaking else BEGINS)
        return self._speaking

    def _probabilities(self, samples: NDArray[np.int16]) -> list[float]:
        sound = np.concatenate([self._rest, samples.astype(np.float32) / np.float32(32768)])
        count = len(sound) // WINDOW
        self._rest = sound[count * WINDOW :]
        if not count:
            return []
        row = np.concatenate([self._before, sound[: count * WINDOW]])
        shown = np.lib.stride_tricks.sliding_window_view(row, CONTEXT + WINDOW)[::WINDOW]
        self._before = row[-CONTEXT:]
        answer, *self._state = self._session.run(
            None, {"input": np.ascontiguousarray(shown), "h": self._state[0], "c": self._state[1]}
        )
        return [float(one) for one in np.ravel(answer)]


def _model() -> Path | None:
    """The newest of the models in the wheel; None where it or what runs it is not installed."""
    found = find_spec("faster_whisper")
    if found is None or not found.submodule_search_locations or find_spec("onnxruntime") is None:
        return None
    models = sorted(Path(found.submodule_search_locations[0]).glob("assets/silero_vad*.onnx"))
    return models[-1] if models else None
