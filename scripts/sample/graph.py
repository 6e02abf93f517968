"""An ONNX graph written by hand, node by node, from weights already in hand."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET, IR = 17, 8
"""Old enough for the onnxruntime inside every sherpa-onnx since 1.10, new enough for LayerNormalization."""
TYPES = {"float": TensorProto.FLOAT, "int64": TensorProto.INT64, "int32": TensorProto.INT32}
Shape = Sequence[int | str]


class Graph:
    """Nodes and weights in the order they were added; a value is known by the name that came back."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self._inputs: list[Any] = []
        self._outputs: list[Any] = []

    def input(self, name: str, kind: str, shape: Shape) -> str:
        """What is fed in: `kind` is one of `TYPES`, a shape's strings are lengths known only when it runs."""
        self._inputs.append(helper.make_tensor_value_info(name, TYPES[kind], list(shape)))
        return name

    def output(self, value: str, name: str, kind: str, shape: Shape) -> None:
        """Hand a value out under a name of its own."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, TYPES[kind], list(shape)))

    def weight(self, array: NDArray[Any] | Sequence[int]) -> str:
        """A constant; lists are 64-bit integers."""
        held = np.asarray(array, np.int64) if not isinstance(array, np.ndarray) else array
        name = f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.asarray(held, order="C"), name))
        return name

    def number(self, value: float) -> str:
        """A constant single number."""
        return self.weight(np.array(value, np.float32))

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401 - whatever ONNX takes
        """Add an operator with one output, and name that."""
        name = f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def linear(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32] | None = None) -> str:
        """A layer as torch keeps it: `weight` is (out, in)."""
        product = self.node("MatMul", x, self.weight(np.ascontiguousarray(weight.T)))
        return product if bias is None else self.node("Add", product, self.weight(bias))

    def norm(self, x: str, scale: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """Layer normalisation over the last axis."""
        return self.node("LayerNormalization", x, self.weight(scale), self.weight(bias), axis=-1, epsilon=1e-5)

    def gelu(self, x: str) -> str:
        """The exact (erf) GELU."""
        half = self.node("Mul", x, self.number(0.5))
        bent = self.node("Erf", self.node("Mul", x, self.number(math.sqrt(0.5))))
        return self.node("Mul", half, self.node("Add", bent, self.number(1.0)))

    def slice(self, x: str, first: str, last: str, axis: int) -> str:
        """From `first` up to `last` (values holding one integer each) along an axis."""
        return self.node("Slice", x, first, last, self.weight([axis]))

    def length(self, x: str, axis: int) -> str:
        """The length of an axis, as one integer."""
        return self.node("Shape", x, start=axis, end=axis + 1)

    def reshaped(self, x: str, shape: Sequence[int]) -> str:
        """The same numbers in another shape; 0 keeps a length, -1 takes what is left."""
        return self.node("Reshape", x, self.weight(shape))

    def save(self, path: Path, metadata: Mapping[str, object]) -> Path:
        """Check the graph and write it, with metadata as strings; the same graph gives the same bytes."""
        made = helper.make_graph(self._nodes, "koushu", self._inputs, self._outputs, self._weights)
        model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR, producer_name="koushu")
        helper.set_model_props(model, {name: str(value) for name, value in metadata.items()})
        onnx.checker.check_model(model)
        path.write_bytes(model.SerializeToString(deterministic=True))
        return path
