"""Two hand-made graphs by which sherpa-onnx tells synthetic voices apart: who speaks within ten seconds, and whose voice it is.

Nothing is learnt. A voice is its mean log-mel spectrum without the level; the segmentation has the format of
pyannote-segmentation-3.0 (three speakers, two at once: seven classes) and never hears two at once.
"""

from pathlib import Path

import numpy as np
from whisper.audio import N_FFT, mel_filters

from sample.fourier import power_spectrum
from sample.graph import Graph
from sample.speech import RATE

WINDOW = 10 * RATE
FIELD, SHIFT = 991, 270
"""Samples that one frame of the segmentation sees, and samples to the next."""
FRAMES = (WINDOW - FIELD) // SHIFT + 1
BANDS, CLASSES, RUNS = 80, 7, 40
VOWELS = 40
"""Bands, from the lowest, in which vowels differ more than voices do."""
BREATH = 15
"""Frames (a quarter of a second) of silence that a run of speech may hold."""
ENOUGH = 45
"""Frames of speech that characterise a voice."""
APART = 0.6
"""Mean square by which the log-mel spectra of two runs differ, if two persons speak."""
SPECTRUM = (
    -4.4, -3.5, -2.9, -1.9, -1.1, -0.5, -0.2, -0.3, -0.1, 0.5, 0.9, 1.1, 1.4, 1.5, 1.3, 1.4, 1.1, 0.8, 0.5, 0.2,
    0.1, -0.3, -0.4, -0.6, -0.7, -0.8, -1.2, -1.2, -1.3, -1.5, -1.6, -1.7, -1.8, -1.7, -1.5, -1.4, -1.3, -1.1, -1.0, -0.8,
    -0.5, -0.7, -0.5, -0.6, -0.4, -0.3, 0.1, 0.7, 1.2, 1.7, 1.9, 1.9, 2.1, 2.2, 2.3, 2.3, 2.3, 2.2, 2.2, 2.3,
    2.2, 1.8, 1.3, 0.9, 0.6, 0.3, 0.0, -0.2, -0.4, -0.7, -1.1, -1.1, -0.8, -0.6, -0.4, -0.1, 0.2, 0.4, 0.5, 0.6,
)  # fmt: skip
"""What the training voices have in common: their mean kaldi log-mel spectrum, level taken off."""


def segmentation_model(target: Path) -> Path:
    """Write the graph from ten seconds of samples, (1, 1, 160000), to a class per frame, (1, 589, 7)."""
    g = Graph()
    samples = g.input("x", "float", [1, 1, WINDOW])
    loud = _loud(g, samples)
    runs = _runs(g, loud)
    speaking = g.node("ReduceMax", runs, axes=[0], keepdims=0)
    second = _second_voice(g, runs, _voices(g, _log_mel(g, samples), g.node("Mul", runs, loud)))
    speaker = g.node("Unsqueeze", g.node("Add", speaking, second), g.weight([1]))
    classes = g.node("Cast", g.node("Equal", speaker, g.weight(np.arange(CLASSES, dtype=np.float32))), to=1)
    g.output(g.node("Unsqueeze", classes, g.weight([0])), "y", "float", [1, FRAMES, CLASSES])
    about = {"sample_rate": RATE, "window_size": WINDOW, "receptive_field_size": FIELD, "receptive_field_shift": SHIFT}
    return g.save(target, about | {"num_speakers": 3, "powerset_max_classes": 2, "num_classes": CLASSES})


def embedding_model(target: Path) -> Path:
    """Write the graph from kaldi's log-mel features, (1, frames, 80), to a voice, (1, 40)."""
    g = Graph()
    features = g.input("x", "float", [1, "frames", BANDS])
    mean = g.node("ReduceMean", features, axes=[1], keepdims=0)
    voice = g.node("Sub", _level_off(g, mean, 1), g.weight(np.array(SPECTRUM, np.float32)))
    g.output(_upper(g, voice), "embedding", "float", [1, BANDS - VOWELS])
    about = {"framework": "wespeaker", "language": "Chinese", "output_dim": BANDS - VOWELS, "sample_rate": RATE}
    return g.save(target, about | {"normalize_samples": 1})


def _loud(g: Graph, samples: str) -> str:
    """(frames,): 1 where it is at most 20 dB quieter than the loudest, and louder than any room."""
    aside = (FIELD - N_FFT) // 2
    inner = g.slice(samples, g.weight([aside]), g.weight([WINDOW]), 2)
    power = g.node("AveragePool", g.node("Mul", inner, inner), kernel_shape=[N_FFT], strides=[SHIFT])
    power = g.slice(power, g.weight([0]), g.weight([FRAMES]), 2)
    least = g.node("Max", g.node("Mul", g.node("ReduceMax", power, keepdims=1), g.number(0.01)), g.number(1e-5))
    return g.reshaped(g.node("Cast", g.node("Greater", power, least), to=1), [-1])


def _runs(g: Graph, loud: str) -> str:
    """(runs, frames): 1 where a frame belongs to a run of speech, breaths included."""
    wide = {"kernel_shape": [BREATH], "pads": [BREATH // 2, BREATH // 2]}
    grown = g.node("MaxPool", g.reshaped(loud, [1, 1, -1]), **wide)
    closed = g.reshaped(g.node("Neg", g.node("MaxPool", g.node("Neg", grown), **wide)), [-1])
    before = g.node("Concat", g.weight(np.zeros(1, np.float32)), g.slice(closed, g.weight([0]), g.weight([-1]), 0), axis=0)
    begins = g.node("Relu", g.node("Sub", closed, before))
    number = g.node("Mul", g.node("CumSum", begins, g.weight(np.array(0, np.int64))), closed)
    return g.node("Cast", g.node("Equal", number, g.weight(np.arange(1, RUNS + 1, dtype=np.float32)[:, None])), to=1)


def _log_mel(g: Graph, samples: str) -> str:
    """(frames, upper bands): the natural logarithm of the mel spectrum, without the level of each frame."""
    aside = (FIELD - N_FFT) // 2
    inner = g.slice(samples, g.weight([aside]), g.weight([aside + (FRAMES - 1) * SHIFT + N_FFT]), 2)
    mel = g.node("MatMul", g.weight(mel_filters("cpu", BANDS).numpy()), power_spectrum(g, inner, SHIFT))
    logs = g.node("Log", g.node("Max", mel, g.number(1e-7)))
    return _upper(g, _level_off(g, g.reshaped(g.node("Transpose", logs, perm=[0, 2, 1]), [FRAMES, BANDS]), 1))


def _upper(g: Graph, bands: str) -> str:
    """The bands that tell voices apart."""
    return g.slice(bands, g.weight([VOWELS]), g.weight([BANDS]), 1)


def _level_off(g: Graph, logs: str, axis: int) -> str:
    return g.node("Sub", logs, g.node("ReduceMean", logs, axes=[axis], keepdims=1))


def _voices(g: Graph, logs: str, weights: str) -> tuple[str, str]:
    """The mean spectrum of each run, (runs, bands), and how many frames of speech it has, (runs, 1)."""
    count = g.node("ReduceSum", weights, g.weight([1]), keepdims=1)
    return g.node("Div", g.node("MatMul", weights, logs), g.node("Max", count, g.number(1.0))), count


def _second_voice(g: Graph, runs: str, voices: tuple[str, str]) -> str:
    """(frames,): 1 in the runs that sound more like the later than the earlier of the two most different long runs."""
    mean, count = voices
    apart = _distances(g, mean)
    long = g.node("Cast", g.node("GreaterOrEqual", count, g.number(ENOUGH)), to=1)
    flat = g.reshaped(g.node("Mul", apart, g.node("MatMul", long, g.node("Transpose", long, perm=[1, 0]))), [-1])
    pair = g.node("ArgMax", flat, axis=0, keepdims=1)
    one, other = (g.node(half, pair, g.weight([RUNS])) for half in ("Div", "Mod"))
    to_one, to_other = (g.reshaped(g.node("Gather", apart, run, axis=0), [-1]) for run in (one, other))
    two = g.node("Cast", g.node("Greater", g.node("ReduceMax", flat, keepdims=1), g.number(APART)), to=1)
    later = g.node("Mul", g.node("Cast", g.node("Greater", to_one, to_other), to=1), two)
    return g.node("MatMul", later, runs)


def _distances(g: Graph, voices: str) -> str:
    """(runs, runs): the mean square difference of every two voices."""
    rows, columns = (g.node("Unsqueeze", voices, g.weight([axis])) for axis in (1, 0))
    difference = g.node("Sub", rows, columns)
    return g.node("ReduceMean", g.node("Mul", difference, difference), axes=[2], keepdims=0)
