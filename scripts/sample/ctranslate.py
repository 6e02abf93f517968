"""The packed sample Whisper becomes the CTranslate2 folder that `faster_whisper.WhisperModel(folder)` loads."""

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.converters.utils import fuse_linear
from ctranslate2.specs.common_spec import LinearSpec
from ctranslate2.specs.whisper_spec import WhisperSpec
from numpy.typing import NDArray

from sample.byte_pairs import tokenizer, vocabulary, whispers_own
from sample.unpacked import Unpacked, unpacked

Weights = Mapping[str, NDArray[np.float32]]


def ctranslate2_folder(packed: Path, folder: Path, quantization: str = "float32") -> Path:
    """Write `model.bin`, `config.json`, `vocabulary.json` and `tokenizer.json` into `folder`; returns it.

    `quantization` is one of CTranslate2's, such as `float32` or `int8`. Raises ValueError where `packed` is not the
    packed sample model.
    """
    return write_ctranslate2(unpacked(packed), folder, quantization)


def write_ctranslate2(model: Unpacked, folder: Path, quantization: str = "float32") -> Path:
    """Write any multilingual Whisper of up to large-v2's vocabulary into `folder`; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    spec = _spec(model)
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer(), ensure_ascii=False, separators=(",", ":")), "utf-8")
    return folder


def _spec(model: Unpacked) -> Any:  # noqa: ANN401 - ctranslate2 carries no types
    """CTranslate2's tree of layers with Whisper's weights in it."""
    dims, weights = model.dims, model.weights
    spec = WhisperSpec(dims["n_audio_layer"], dims["n_audio_head"], dims["n_text_layer"], dims["n_text_head"])
    for name in ("conv1", "conv2"):
        _copy(getattr(spec.encoder, name), weights, f"encoder.{name}")
    spec.encoder.position_encodings.encodings = weights["encoder.positional_embedding"]
    _norm(spec.encoder.layer_norm, weights, "encoder.ln_post")
    spec.decoder.position_encodings.encodings = weights["decoder.positional_embedding"]
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = weights["decoder.token_embedding.weight"]
    _norm(spec.decoder.layer_norm, weights, "decoder.ln")
    for side in (spec.encoder, spec.decoder):
        part = "encoder" if side is spec.encoder else "decoder"
        for i, layer in enumerate(side.layer):
            _layer(layer, weights, f"{part}.blocks.{i}")
    spec.register_vocabulary(vocabulary())
    _configure(spec.config, dims)
    return spec


def _layer(layer: Any, weights: Weights, name: str) -> None:  # noqa: ANN401
    """One block: attention to itself, in the decoder attention to what was heard, and the feed-forward pair."""
    _norm(layer.self_attention.layer_norm, weights, f"{name}.attn_ln")
    query, key, value, out = _attention(weights, f"{name}.attn")
    fuse_linear(layer.self_attention.linear[0], [query, key, value])
    _share(layer.self_attention.linear[1], out)
    if f"{name}.cross_attn.query.weight" in weights:
        _norm(layer.attention.layer_norm, weights, f"{name}.cross_attn_ln")
        query, key, value, out = _attention(weights, f"{name}.cross_attn")
        _share(layer.attention.linear[0], query)
        fuse_linear(layer.attention.linear[1], [key, value])
        _share(layer.attention.linear[2], out)
    _norm(layer.ffn.layer_norm, weights, f"{name}.mlp_ln")
    _copy(layer.ffn.linear_0, weights, f"{name}.mlp.0")
    _copy(layer.ffn.linear_1, weights, f"{name}.mlp.2")


def _attention(weights: Weights, name: str) -> list[Any]:
    """Query, key, value and out of one attention; Whisper's key has no bias, CTranslate2's is then zero."""
    parts = [LinearSpec() for _ in range(4)]
    for part, called in zip(parts, ("query", "key", "value", "out"), strict=True):
        _copy(part, weights, f"{name}.{called}")
        if called == "key":
            part.bias = np.zeros(len(part.weight), np.float32)
    return parts


def _copy(part: Any, weights: Weights, name: str) -> None:  # noqa: ANN401
    part.weight = weights[f"{name}.weight"]
    if f"{name}.bias" in weights:
        part.bias = weights[f"{name}.bias"]


def _share(part: Any, other: Any) -> None:  # noqa: ANN401
    part.weight, part.bias = other.weight, other.bias


def _norm(part: Any, weights: Weights, name: str) -> None:  # noqa: ANN401
    part.gamma, part.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _configure(config: Any, dims: Mapping[str, int]) -> None:  # noqa: ANN401
    """What stock Whisper never writes, the languages, and the heads that tell where a word sounds (the later half)."""
    t = whispers_own()
    never = {*t.non_speech_tokens, t.transcribe, t.translate, t.sot, t.sot_prev, t.sot_lm, t.no_speech}
    config.suppress_ids = sorted(never)
    config.suppress_ids_begin = [t.encode(" ")[0], t.eot]
    config.lang_ids = sorted(t.all_language_tokens)
    layers, heads = range(dims["n_text_layer"] // 2, dims["n_text_layer"]), range(dims["n_text_head"])
    config.alignment_heads = [list(head) for head in product(layers, heads)]
