"""Writes an exact model of a law of isotropic Gaussian classes as a file of ONNX, right or with a fault.

    /usr/bin/python3 exact_model.py LAW.json F.onnx [WHAT]...

WHAT is any of: one_hot (the class as a row with a 1), timestep (the level as a number of linear-beta), float, single-batch
(takes 7 points only), dropout (left on, in the middle), int-level, sign (predicts -z), nan, wide (a column too many), slow (loops for hours), unlabelled (takes no
class), renamed (sample, noise_level, label and noise).
Needs Debian's python3-onnx.
"""

import json
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def main():
    law, file, what = json.load(open(sys.argv[1])), sys.argv[2], set(sys.argv[3:])
    classes, d = law["classes"], law["dimension"]
    k = len(classes)
    real, dtype = (TensorProto.FLOAT, np.float32) if "float" in what else (TensorProto.DOUBLE, np.float64)
    nodes, constants = [], []

    def constant(value, as_type=dtype):
        constants.append(numpy_helper.from_array(np.asarray(value, dtype=as_type), f"c{len(constants)}"))
        return constants[-1].name

    def op(kind, *inputs, out=None, **attributes):
        name = out or f"t{len(nodes)}"
        nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    batch = 7 if "single-batch" in what else "n"
    renamed = "renamed" in what
    x, level, label, noise = ("sample", "noise_level", "label", "noise") if renamed else (
        "x", "timestep" if "timestep" in what else "sigma",
        "one_hot" if "one_hot" in what else "class_index", "epsilon")
    inputs = [helper.make_tensor_value_info(x, real, [batch, d]),
              helper.make_tensor_value_info(
                  level, TensorProto.INT64 if what & {"timestep", "int-level"} else real, [batch])]
    if "timestep" in what:
        bars = np.cumprod(1 - np.linspace(1e-4, 0.02, 1000))
        bar = op("Unsqueeze", op("Gather", constant(bars), level), constant([1], np.int64))
        scale = op("Sqrt", bar)
        variance = op("Sub", constant(1), bar)
    else:
        sigma = op("Unsqueeze", op("Cast", level, to=real), constant([1], np.int64))
        scale = op("Add", op("Mul", sigma, constant(0)), constant(1))
        variance = op("Mul", sigma, sigma)
    if "unlabelled" in what:
        shown = None
    elif "one_hot" in what:
        inputs.append(helper.make_tensor_value_info(label, real, [batch, k]))
        shown = op("ReduceSum", label, constant([1], np.int64), keepdims=1)
        hot = label
    else:
        inputs.append(helper.make_tensor_value_info(label, TensorProto.INT64, [batch]))
        rows = constant(np.concatenate([np.eye(k), np.zeros((1, k))]))
        hot = op("Gather", rows, label)
        shown = op("ReduceSum", hot, constant([1], np.int64), keepdims=1)
    means = constant([each["law"]["mean"] for each in classes])
    spread = constant([[each["law"]["covariance"] for each in classes]])
    priors = constant([[np.log(each["prior"]) for each in classes]])
    total = op("Add", op("Mul", op("Mul", scale, scale), spread), variance)  # n, k
    centres = op("Mul", op("Unsqueeze", scale, constant([2], np.int64)), op("Unsqueeze", means, constant([0], np.int64)))
    away = op("Sub", centres, op("Unsqueeze", x, constant([1], np.int64)))  # n, k, d
    squares = op("ReduceSum", op("Mul", away, away), constant([2], np.int64), keepdims=0)
    logits = op("Sub", op("Sub", priors, op("Div", squares, op("Mul", total, constant(2)))),
                op("Mul", op("Log", total), constant(d / 2)), out="logits")
    shares = op("Softmax", logits, axis=1)
    if shown is not None:
        shares = op("Add", hot, op("Mul", op("Sub", constant(1), shown), shares))
    each = op("Div", away, op("Unsqueeze", total, constant([2], np.int64)))
    score = op("ReduceSum", op("Mul", each, op("Unsqueeze", shares, constant([2], np.int64))), constant([1], np.int64),
               keepdims=0)
    if "dropout" in what:
        score = op("Cast", op("Dropout", op("Cast", score, to=TensorProto.FLOAT), constant(0.3, np.float32),
                              constant(True, bool)), to=real)
    sign = 1 if "sign" in what else -1
    answer = op("Mul", op("Mul", score, op("Sqrt", variance)), constant(sign))
    if "nan" in what:
        answer = op("Mul", answer, op("Log", constant(-1)))
    if "slow" in what:
        body = helper.make_graph(
            [helper.make_node("Sin", ["v"], ["w"]), helper.make_node("Identity", ["go"], ["on"])], "loop",
            [helper.make_tensor_value_info("i", TensorProto.INT64, []),
             helper.make_tensor_value_info("go", TensorProto.BOOL, []),
             helper.make_tensor_value_info("v", real, None)],
            [helper.make_tensor_value_info("on", TensorProto.BOOL, []),
             helper.make_tensor_value_info("w", real, None)])
        answer = op("Loop", constant(1 << 40, np.int64), constant(True, bool), answer, body=body)
    if "wide" in what:
        answer = op("Concat", answer, answer, axis=1)
    op("Identity", answer, out=noise)
    outputs = [helper.make_tensor_value_info(noise, real, [batch, None if "wide" in what else d]),
               helper.make_tensor_value_info("logits", real, [batch, k])]
    graph = helper.make_graph(nodes, "exact", inputs, outputs, constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), file)


main()
