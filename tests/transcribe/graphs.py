"""The smallest real graphs of every kind that sherpa-onnx loads: each says its tokens at its frames, whatever it hears."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Script = Sequence[tuple[int, str]]  # (frame of the model's output, token)
FRAMES = 4000


def written(
    path: Path, nodes: list, shapes: tuple[list, list], held: Mapping[str, np.ndarray], notes: Mapping[str, object]
) -> Path:
    """Save a graph with these nodes, (inputs, outputs), constants and notes."""
    constants = [numpy_helper.from_array(value, name) for name, value in held.items()]
    graph = helper.make_graph(nodes, "parrot", *shapes, initializer=constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    helper.set_model_props(model, {key: str(value) for key, value in notes.items()})
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)
    return path


def value(name: str, kind: int, *shape: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))


def vocabulary(folder: Path, tokens: Sequence[str]) -> None:
    """Write tokens.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokens.txt").write_text("".join(f"{token} {i}\n" for i, token in enumerate(tokens)), "utf-8")


def said(script: Script, tokens: Sequence[str], blank: int = 0) -> np.ndarray:
    """(frames, tokens) log probabilities in which the script is likeliest, and silence elsewhere."""
    table = np.full((FRAMES, len(tokens)), -10, np.float32)
    chosen = np.full(FRAMES, blank)
    for frame, token in script:
        chosen[frame] = tokens.index(token)
    table[np.arange(FRAMES), chosen] = -0.1
    return table


def frames_of(x: str, axis: int, every: int) -> list:
    """Nodes that name the rows 0 … of the output after every so many of the input's frames."""
    return [
        helper.make_node("Shape", [x], ["shape"]),
        helper.make_node("Gather", ["shape", f"axis{axis}"], ["length"]),
        helper.make_node("Div", ["length", f"every{every}"], ["out_length"]),
        helper.make_node("Range", ["zero", "out_length", "one"], ["rows"]),
    ]


COUNTED = {
    "zero": np.array(0, np.int64), "one": np.array(1, np.int64), "first": np.array([0], np.int64),
    **{f"axis{i}": np.array(i, np.int64) for i in range(3)},
}  # fmt: skip


def ctc(folder: Path, script: Script, tokens: Sequence[str], notes: Mapping[str, object], name: str = "model.int8.onnx") -> Path:
    """Any CTC model that takes features (1, frames, 80) and their number, and answers for every fourth frame."""
    vocabulary(folder, tokens)
    nodes = [
        *frames_of("x", 1, 4),
        helper.make_node("Gather", ["script", "rows"], ["flat"]),
        helper.make_node("Unsqueeze", ["flat", "first"], ["log_probs"]),
        helper.make_node("Div", ["x_length", "every4"], ["log_probs_length"]),
    ]
    shapes = (
        [value("x", TensorProto.FLOAT, "n", "t", 80), value("x_length", TensorProto.INT64, "n")],
        [value("log_probs", TensorProto.FLOAT, 1, "u", len(tokens)), value("log_probs_length", TensorProto.INT64, "n")],
    )
    held = {**COUNTED, "every4": np.array(4, np.int64), "script": said(script, tokens)}
    written(folder / name, nodes, shapes, held, notes)
    return folder


def telespeech(folder: Path, script: Script, tokens: Sequence[str]) -> Path:
    """TeleSpeech: features (1, frames, 40) alone, the answer with time first."""
    vocabulary(folder, tokens)
    nodes = [
        *frames_of("feats", 1, 4),
        helper.make_node("Gather", ["script", "rows"], ["flat"]),
        helper.make_node("Unsqueeze", ["flat", "second"], ["logits"]),
    ]
    shapes = (
        [value("feats", TensorProto.FLOAT, 1, "t", 40)],
        [value("logits", TensorProto.FLOAT, "u", 1, len(tokens))],
    )
    held = {**COUNTED, "every4": np.array(4, np.int64), "second": np.array([1], np.int64), "script": said(script, tokens)}
    written(folder / "model.int8.onnx", nodes, shapes, held, {"model_type": "telespeech_ctc"})
    return folder


def omnilingual(folder: Path, script: Script, tokens: Sequence[str]) -> Path:
    """Omnilingual: samples (1, n), the answer for every 320th."""
    vocabulary(folder, tokens)
    nodes = [
        *frames_of("x", 1, 320),
        helper.make_node("Gather", ["script", "rows"], ["flat"]),
        helper.make_node("Unsqueeze", ["flat", "first"], ["logits"]),
    ]
    shapes = ([value("x", TensorProto.FLOAT, 1, "t")], [value("logits", TensorProto.FLOAT, 1, "u", len(tokens))])
    held = {**COUNTED, "every320": np.array(320, np.int64), "script": said(script, tokens)}
    written(folder / "model.int8.onnx", nodes, shapes, held, {"model_type": "omnilingual-asr"})
    return folder


STACKED = {
    "lfr_window_size": 7, "lfr_window_shift": 6, "normalize_samples": 0,
    "neg_mean": ",".join(["0"] * 560), "inv_stddev": ",".join(["1"] * 560),
}  # fmt: skip


def sense_voice(folder: Path, script: Script, tokens: Sequence[str], notes: Mapping[str, object] | None = None) -> Path:
    """SenseVoice: four tags, then what is said, by stacked frames of 60 ms."""
    vocabulary(folder, tokens)
    tags = [(i, tag) for i, tag in enumerate(("<|zh|>", "<|NEUTRAL|>", "<|Speech|>", "<|withitn|>"))]
    nodes = [
        *frames_of("x", 1, 1),
        helper.make_node("Add", ["out_length", "four"], ["all"]),
        helper.make_node("Range", ["zero", "all", "one"], ["every"]),
        helper.make_node("Gather", ["script", "every"], ["flat"]),
        helper.make_node("Unsqueeze", ["flat", "first"], ["logits"]),
    ]
    shapes = (
        [
            value("x", TensorProto.FLOAT, "n", "t", 560),
            *(value(name, TensorProto.INT32, "n") for name in ("x_length", "language", "text_norm")),
        ],
        [value("logits", TensorProto.FLOAT, 1, "u", len(tokens))],
    )
    table = said([*tags, *((frame + 4, token) for frame, token in script)], tokens)
    held = {**COUNTED, "every1": np.array(1, np.int64), "four": np.array(4, np.int64), "script": table}
    told = {
        **STACKED, "model_type": "sense_voice_ctc", "vocab_size": len(tokens), "comment": "ours",
        "with_itn": 14, "without_itn": 15,
        **{f"lang_{language}": i for i, language in enumerate(("auto", "zh", "en", "ja", "ko", "yue"))},
    }  # fmt: skip
    written(folder / "model.int8.onnx", nodes, shapes, held, told if notes is None else notes)
    return folder


def paraformer(folder: Path, script: Script, tokens: Sequence[str], *, timed: bool = True) -> Path:
    """Paraformer: the tokens in a row, and where each is over in frames of 20 ms if `timed`."""
    vocabulary(folder, tokens)
    row = said([(i, token) for i, (_, token) in enumerate(script)], tokens)[: len(script)]
    peaks = np.zeros((1, FRAMES), np.float32)
    peaks[0, [*(frame for frame, _ in script), script[-1][0] + 10]] = 1
    nodes = [
        *frames_of("speech", 1, 1),
        helper.make_node("Identity", ["row"], ["logits"]),
        helper.make_node("Identity", ["count"], ["token_num"]),
        helper.make_node("Mul", ["out_length", "three"], ["finer"]),
        helper.make_node("Range", ["zero", "finer", "one"], ["fine"]),
        helper.make_node("Gather", ["peaks", "fine"], ["us_alphas"], axis=1),
        helper.make_node("Gather", ["peaks", "fine"], ["us_cif_peak"], axis=1),
    ]
    outputs = [value("logits", TensorProto.FLOAT, 1, len(script), len(tokens)), value("token_num", TensorProto.INT32, 1)]
    extra = [value(name, TensorProto.FLOAT, 1, "u") for name in ("us_alphas", "us_cif_peak")]
    shapes = (
        [value("speech", TensorProto.FLOAT, "n", "t", 560), value("speech_lengths", TensorProto.INT32, "n")],
        outputs + (extra if timed else []),
    )
    held = {
        **COUNTED, "every1": np.array(1, np.int64), "three": np.array(3, np.int64), "row": row[None],
        "count": np.array([len(script)], np.int32), "peaks": peaks,
    }  # fmt: skip
    written(folder / "model.int8.onnx", nodes, shapes, held, {**STACKED, "model_type": "paraformer", "vocab_size": len(tokens)})
    return folder


def fire_red(folder: Path, script: Sequence[str], tokens: Sequence[str]) -> Path:
    """FireRedASR with encoder and decoder: the tokens one by one, then the end."""
    vocabulary(folder, tokens)
    row = said([(i, token) for i, token in enumerate([*script, "</s>"])], tokens)
    told = {
        "num_decoder_layers": 1, "num_head": 1, "head_dim": 4, "sos": tokens.index("<s>"), "eos": tokens.index("</s>"),
        "max_len": 64, "cmvn_mean": ",".join(["0"] * 80), "cmvn_inv_stddev": ",".join(["1"] * 80),
    }  # fmt: skip
    crosses = [value(f"n_layer_cross_{part}", TensorProto.FLOAT, 1, 1, 1, 4) for part in "kv"]
    heard = (
        [value("x", TensorProto.FLOAT, "n", "t", 80), value("x_length", TensorProto.INT64, "n")],
        crosses,
    )
    held = {"cross": np.zeros((1, 1, 1, 4), np.float32)}
    nodes = [helper.make_node("Identity", ["cross"], [f"n_layer_cross_{part}"]) for part in "kv"]
    written(folder / "encoder.int8.onnx", nodes, heard, held, told)
    selves = [value(f"in_n_layer_self_{part}_cache", TensorProto.FLOAT, 1, "n", 64, 1, 4) for part in "kv"]
    later = [value(f"out_n_layer_self_{part}_cache", TensorProto.FLOAT, 1, "n", 64, 1, 4) for part in "kv"]
    nodes = [
        helper.make_node("Gather", ["script", "offset"], ["flat"]),
        helper.make_node("Unsqueeze", ["flat", "first"], ["logits"]),
        *(helper.make_node("Identity", [f"in_n_layer_self_{part}_cache"], [f"out_n_layer_self_{part}_cache"]) for part in "kv"),
    ]
    asked = [value("tokens", TensorProto.INT64, "n", "u"), *selves, *crosses, value("offset", TensorProto.INT64, 1)]
    answered = [value("logits", TensorProto.FLOAT, 1, 1, len(tokens)), *later]
    written(folder / "decoder.int8.onnx", nodes, (asked, answered), {"first": COUNTED["first"], "script": row}, {})
    return folder


def punctuator(folder: Path, after: Mapping[str, str]) -> Path:
    """A ct-transformer that sets a mark after certain characters."""
    marks = ["<unk>", "_", "，", "。", "？", "、"]
    tokens = ["<unk>", *after]
    table = np.zeros((len(tokens), len(marks)), np.float32)
    table[np.arange(len(tokens)), [1, *(marks.index(mark) for mark in after.values())]] = 1
    notes = {"tokens": "|".join(tokens), "vocab_size": len(tokens), "punctuations": "|".join(marks), "unk_symbol": "<unk>"}
    shapes = (
        [value("inputs", TensorProto.INT32, 1, "t"), value("text_lengths", TensorProto.INT32, 1)],
        [value("logits", TensorProto.FLOAT, 1, "t", len(marks))],
    )
    written(folder / "model.onnx", [helper.make_node("Gather", ["table", "inputs"], ["logits"])], shapes, {"table": table}, notes)
    return folder
