"""The sample Whisper's encoder and the CTC head on it become one graph from samples to characters, for sherpa-onnx.

It is of sherpa-onnx's Omnilingual kind: raw samples of unit variance in, a score per character every 20 ms out.
"""

from pathlib import Path

import numpy as np
from whisper.audio import HOP_LENGTH, N_FFT, N_FRAMES, N_SAMPLES, mel_filters

from sample.ctc_packing import PackedHead, read_head
from sample.fourier import power_spectrum
from sample.graph import Graph
from sample.recording import SPEECH_LEVEL
from sample.unpacked import unpacked
from sample.whisper_graph import Layers, encoded

FRAME = 320
"""Samples to each of the encoder's frames."""


def sherpa_ctc_folder(whisper: Path, head: Path, folder: Path) -> Path:
    """Write `model.onnx` and `tokens.txt` for `OfflineRecognizer.from_omnilingual_asr_ctc` into `folder`; returns it.

    Raises ValueError where the packed files are not the sample's or do not belong together.
    """
    model, taught = unpacked(whisper), read_head(head, whisper)
    folder.mkdir(parents=True, exist_ok=True)
    layers = Layers(model)
    g = layers.graph
    samples = g.input("x", "float", [1, "samples"])
    heard = encoded(layers, log_mel(g, samples, model.dims["n_mels"]), model.dims)
    frames = g.node("Div", g.length(samples, 1), g.weight([FRAME]))
    scores = g.slice(_scores(g, heard, taught), g.weight([0]), frames, 1)
    g.output(scores, "logits", "float", [1, "frames", len(taught.letters)])
    about = {"model_type": "omnilingual-asr", "version": 1, "sample_rate": 16_000, "vocab_size": len(taught.letters)}
    g.save(folder / "model.onnx", about)
    tokens = "".join(f"{letter} {number}\n" for number, letter in enumerate(taught.letters))
    (folder / "tokens.txt").write_text(tokens, "utf-8")
    return folder


def log_mel(g: Graph, samples: str, mels: int) -> str:
    """Whisper's log-mel spectrogram of (1, samples) brought to speech level: (1, mels, 3000), zero past the end."""
    heard = g.node("Mul", g.reshaped(samples, [1, 1, -1]), g.number(SPEECH_LEVEL))
    heard = g.slice(heard, g.weight([0]), g.weight([N_SAMPLES]), 2)
    padded = g.node("Pad", heard, g.weight([0, 0, N_FFT // 2, 0, 0, N_FFT // 2]), mode="reflect")
    power = g.slice(power_spectrum(g, padded, HOP_LENGTH), g.weight([0]), g.weight([-1]), 2)
    mel = g.node("MatMul", g.weight(mel_filters("cpu", mels).numpy()), power)
    logs = g.node("Div", g.node("Log", g.node("Max", mel, g.number(1e-10))), g.number(np.log(10)))
    floor = g.node("Sub", g.node("ReduceMax", logs, keepdims=1), g.number(8))
    scaled = g.node("Div", g.node("Add", g.node("Max", logs, floor), g.number(4)), g.number(4))
    missing = g.node("Sub", g.weight([N_FRAMES]), g.length(scaled, 2))
    return g.node("Pad", scaled, g.node("Concat", g.weight([0] * 5), missing, axis=0))


def _scores(g: Graph, heard: str, head: PackedHead) -> str:
    """The head, from (1, frame, state) to (1, frame, letter)."""
    kernel = head.weights["around.weight"]
    half = kernel.shape[-1] // 2
    across = g.node("Transpose", heard, perm=[0, 2, 1])
    around = g.node("Conv", across, g.weight(kernel), g.weight(head.weights["around.bias"]), pads=[half, half])
    middle = g.node("Transpose", g.gelu(around), perm=[0, 2, 1])
    return g.linear(middle, head.weights["scores.weight"], head.weights["scores.bias"])
