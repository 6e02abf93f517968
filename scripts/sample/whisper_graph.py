"""Whisper's layers and its encoder, drawn from its weights into an ONNX graph."""

from collections.abc import Mapping

from sample.graph import Graph
from sample.unpacked import Unpacked


class Layers:
    """Whisper's building blocks, drawn into a graph."""

    def __init__(self, model: Unpacked) -> None:
        self.graph, self.weights = Graph(), model.weights

    def linear(self, x: str, name: str) -> str:
        """A named linear layer; the key's has no bias."""
        return self.graph.linear(x, self.weights[f"{name}.weight"], self.weights.get(f"{name}.bias"))

    def norm(self, x: str, name: str) -> str:
        """A named layer normalisation."""
        return self.graph.norm(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def convolved(self, x: str, name: str, stride: int) -> str:
        """One of the two convolutions at the encoder's entrance, with its GELU."""
        g = self.graph
        kernel, bias = (g.weight(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return g.gelu(g.node("Conv", x, kernel, bias, kernel_shape=[3], pads=[1, 1], strides=[stride]))

    def feed_forward(self, x: str, name: str) -> str:
        """A block's second half, added to what came in."""
        inner = self.graph.gelu(self.linear(self.norm(x, f"{name}.mlp_ln"), f"{name}.mlp.0"))
        return self.graph.node("Add", x, self.linear(inner, f"{name}.mlp.2"))

    def attend(self, query: str, key: str, value: str, heads: int, mask: str | None = None) -> tuple[str, str]:
        """Scaled attention over (1, time, state); returns what was gathered and the weights (1, head, query, key)."""
        g = self.graph
        parts = [g.reshaped(x, [0, 0, heads, -1]) for x in (query, key, value)]
        q, v = (g.node("Transpose", x, perm=[0, 2, 1, 3]) for x in (parts[0], parts[2]))
        k = g.node("Transpose", parts[1], perm=[0, 2, 3, 1])
        depth = self.weights["decoder.ln.weight"].shape[0] // heads
        scores = g.node("Mul", g.node("MatMul", q, k), g.number(depth**-0.5))
        weights = g.node("Softmax", scores if mask is None else g.node("Add", scores, mask), axis=-1)
        gathered = g.node("Transpose", g.node("MatMul", weights, v), perm=[0, 2, 1, 3])
        return g.reshaped(gathered, [0, 0, -1]), weights


def encoded(layers: Layers, mel: str, dims: Mapping[str, int]) -> str:
    """Whisper's encoder from (1, mels, frames) to (1, frames / 2, state), for any even number of frames."""
    g = layers.graph
    x = layers.convolved(layers.convolved(mel, "encoder.conv1", 1), "encoder.conv2", 2)
    x = g.node("Transpose", x, perm=[0, 2, 1])
    places = g.slice(g.weight(layers.weights["encoder.positional_embedding"]), g.weight([0]), g.length(x, 1), 0)
    x = g.node("Add", x, places)
    for i in range(dims["n_audio_layer"]):
        name = f"encoder.blocks.{i}"
        inner = layers.norm(x, f"{name}.attn_ln")
        query, key, value = (layers.linear(inner, f"{name}.attn.{part}") for part in ("query", "key", "value"))
        gathered, _ = layers.attend(query, key, value, dims["n_audio_head"])
        x = layers.feed_forward(g.node("Add", x, layers.linear(gathered, f"{name}.attn.out")), name)
    return layers.norm(x, "encoder.ln_post")
