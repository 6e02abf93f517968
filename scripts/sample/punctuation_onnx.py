"""A hand-made graph by which sherpa-onnx sets punctuation: a mark after each of a few particles, whatever surrounds them.

Its format is the CT-Transformer's: token numbers in, a score per mark after every token out.
"""

from pathlib import Path

import numpy as np

from sample.graph import Graph

MARKS = ("<unk>", "_", "，", "。", "？", "、")
"""In the order of the scores; `_` is no mark."""
AFTER = {"吗": "？", "呢": "？", "啊": "，", "吧": "。", "了": "，"}


def punctuation_model(target: Path) -> Path:
    """Write the graph that `OfflinePunctuation` loads as `ct_transformer`."""
    tokens = ["<unk>", *AFTER]
    scores = np.zeros((len(tokens), len(MARKS)), np.float32)
    for number, token in enumerate(tokens):
        scores[number, MARKS.index(AFTER.get(token, "_"))] = 1.0
    g = Graph()
    text = g.input("inputs", "int32", [1, "tokens"])
    g.input("text_lengths", "int32", [1])
    g.output(g.node("Gather", g.weight(scores), text), "logits", "float", [1, "tokens", len(MARKS)])
    about = {"tokens": "|".join(tokens), "vocab_size": len(tokens), "punctuations": "|".join(MARKS), "unk_symbol": "<unk>"}
    return g.save(target, {"model_type": "ct_transformer", **about})
