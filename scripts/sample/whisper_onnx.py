"""The packed sample Whisper becomes the encoder, the decoder and the tokens that sherpa-onnx hears with."""

from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

import numpy as np

from sample.byte_pairs import token_lines, whispers_own
from sample.unpacked import Unpacked, unpacked
from sample.whisper_graph import Layers, encoded

ENCODER, DECODER, TOKENS = "sample-encoder.onnx", "sample-decoder.onnx", "sample-tokens.txt"


def sherpa_whisper_folder(packed: Path, folder: Path) -> Path:
    """Write encoder, decoder and tokens into `folder` for `OfflineRecognizer.from_whisper`; returns the folder.

    Raises ValueError where `packed` is not the packed sample model.
    """
    model = unpacked(packed)
    folder.mkdir(parents=True, exist_ok=True)
    _encoder(model, folder / ENCODER)
    _Decoder(model).write(folder / DECODER)
    (folder / TOKENS).write_text(token_lines(), "ascii")
    return folder


def _encoder(model: Unpacked, target: Path) -> None:
    """From the mel spectrogram to every decoder layer's keys and values of what was heard."""
    layers, dims = Layers(model), model.dims
    g = layers.graph
    mel = g.input("mel", "float", [1, dims["n_mels"], "frames"])
    heard = encoded(layers, mel, dims)
    shape = [dims["n_text_layer"], 1, "heard", dims["n_text_state"]]
    for part in ("key", "value"):
        each = [layers.linear(heard, f"decoder.blocks.{i}.cross_attn.{part}") for i in range(dims["n_text_layer"])]
        stacked = g.node("Concat", *(g.node("Unsqueeze", x, g.weight([0])) for x in each), axis=0)
        g.output(stacked, f"n_layer_cross_{part[0]}", "float", shape)
    g.save(target, _metadata(dims))


class _Decoder(Layers):
    """One step of writing: tokens at a place, with what was remembered of the places before."""

    def __init__(self, model: Unpacked) -> None:
        super().__init__(model)
        self.dims = model.dims
        g, dims = self.graph, model.dims
        cache = [dims["n_text_layer"], 1, dims["n_text_ctx"], dims["n_text_state"]]
        heard = [dims["n_text_layer"], 1, "heard", dims["n_text_state"]]
        self.tokens = g.input("tokens", "int64", [1, "tokens"])
        self.caches = [g.input(f"in_n_layer_self_{part}_cache", "float", cache) for part in "kv"]
        self.heard = [g.input(f"n_layer_cross_{part}", "float", heard) for part in "kv"]
        self.offset = g.input("offset", "int64", [1])
        self.end = g.node("Add", self.offset, g.length(self.tokens, 1))
        self.cache_shape = cache

    def write(self, target: Path) -> None:
        """Draw the whole decoder and save it."""
        g, dims = self.graph, self.dims
        table = g.weight(self.weights["decoder.token_embedding.weight"])
        places = g.slice(g.weight(self.weights["decoder.positional_embedding"]), self.offset, self.end, 0)
        x = g.node("Add", g.node("Gather", table, self.tokens), places)
        mask = self._mask()
        remembered: list[tuple[str, str]] = []
        watched: list[str] = []
        for i in range(dims["n_text_layer"]):
            x, kept = self._itself(x, i, mask)
            x, weights = self._what_was_heard(x, i)
            x = self.feed_forward(x, f"decoder.blocks.{i}")
            remembered.append(kept)
            watched += [weights] if i >= dims["n_text_layer"] // 2 else []
        logits = g.node("MatMul", self.norm(x, "decoder.ln"), g.node("Transpose", table, perm=[1, 0]))
        g.output(logits, "logits", "float", [1, "tokens", dims["n_vocab"]])
        for part, each in zip("kv", zip(*remembered, strict=True), strict=True):
            g.output(g.node("Concat", *each, axis=0), f"out_n_layer_self_{part}_cache", "float", self.cache_shape)
        heads = len(watched) * dims["n_text_head"]
        g.output(g.node("Concat", *watched, axis=1), "cross_attention_weights", "float", [1, heads, "tokens", "heard"])
        g.save(target, {})

    def _mask(self) -> str:
        """Minus infinity wherever a token would look at a later one."""
        g = self.graph
        scalar = [g.node("Squeeze", value, g.weight([0])) for value in (self.offset, self.end)]
        zero, one = (g.weight(np.array(n, np.int64)) for n in (0, 1))
        asking = g.node("Unsqueeze", g.node("Range", *scalar, one), g.weight([1]))
        later = g.node("Greater", g.node("Range", zero, scalar[1], one), asking)
        return g.node("Where", later, g.number(-np.inf), g.number(0.0))

    def _itself(self, x: str, i: int, mask: str) -> tuple[str, tuple[str, str]]:
        """Attention to what was written so far; also returns the keys and values to remember, each (1, 1, ctx, state)."""
        g, name = self.graph, f"decoder.blocks.{i}"
        inner = self.norm(x, f"{name}.attn_ln")
        query = self.linear(inner, f"{name}.attn.query")
        kept = []
        for cache, part in zip(self.caches, ("key", "value"), strict=True):
            old = g.node("Gather", cache, g.weight(np.array(i, np.int64)), axis=0)
            before = g.slice(old, g.weight([0]), self.offset, 1)
            after = g.slice(old, self.end, g.weight([self.dims["n_text_ctx"]]), 1)
            kept.append(g.node("Concat", before, self.linear(inner, f"{name}.attn.{part}"), after, axis=1))
        key, value = (g.slice(x, g.weight([0]), self.end, 1) for x in kept)
        gathered, _ = self.attend(query, key, value, self.dims["n_text_head"], mask)
        key, value = (g.node("Unsqueeze", x, g.weight([0])) for x in kept)
        return g.node("Add", x, self.linear(gathered, f"{name}.attn.out")), (key, value)

    def _what_was_heard(self, x: str, i: int) -> tuple[str, str]:
        """Attention to the sound; also returns its weights."""
        g, name = self.graph, f"decoder.blocks.{i}"
        query = self.linear(self.norm(x, f"{name}.cross_attn_ln"), f"{name}.cross_attn.query")
        key, value = (g.node("Gather", heard, g.weight(np.array(i, np.int64)), axis=0) for heard in self.heard)
        gathered, weights = self.attend(query, key, value, self.dims["n_text_head"])
        return g.node("Add", x, self.linear(gathered, f"{name}.cross_attn.out")), weights


def _metadata(dims: Mapping[str, int]) -> dict[str, object]:
    """What sherpa-onnx reads from the encoder: dimensions, special tokens, and the heads that tell where a word sounds."""
    t = whispers_own("zh")
    heads = list(product(range(dims["n_text_layer"] // 2, dims["n_text_layer"]), range(dims["n_text_head"])))
    return {
        "model_type": "whisper-sample",
        "version": 2,
        "maintainer": "koushu",
        **dims,
        "sot_sequence": _listed(t.sot_sequence),
        "all_language_tokens": _listed(t.all_language_tokens),
        "all_language_codes": _listed(t.all_language_codes),
        "non_speech_tokens": _listed(t.non_speech_tokens),
        "sot": t.sot,
        "sot_index": 0,
        "eot": t.eot,
        "blank_id": t.encode(" ")[0],
        "is_multilingual": 1,
        "no_speech": t.no_speech,
        "transcribe": t.transcribe,
        "translate": t.translate,
        "sot_prev": t.sot_prev,
        "sot_lm": t.sot_lm,
        "no_timestamps": t.no_timestamps,
        "n_alignment_heads": len(heads),
        "alignment_heads": _listed(f"{layer}:{head}" for layer, head in heads),
    }


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))
