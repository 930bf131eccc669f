"""The trained model of the examples, with one fault: serves it, or trains one whose fault lies in the training.

    trained_faults.py train FAULT DRAWS WEIGHTS
    trained_faults.py serve FAULT WEIGHTS
"""

import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "main" / "python" / each) for each in ("", "examples")]

import guidecheck  # noqa: E402
import trained_model  # noqa: E402

ALPHA_BARS = np.cumprod(1 - np.linspace(1e-4, 0.02, 1000))


def train(fault, draws, weights, steps=12000):
    data = np.load(draws)
    x, dropout = data["x"], 0.15
    if fault == "standardised":
        x = (x - x.mean(0)) / x.std(0)
    if fault == "no-dropout":
        dropout = 0.0
    trained_model.save(weights, *trained_model.train(x, data["class"], steps, 1, dropout))


def serve(fault, weights):
    predict, logits = trained_model.load(weights)
    says = {"parametrisation": "epsilon", "classifier": logits, "name": fault, "precision": "single"}
    if fault == "velocity":
        guidecheck.serve_model(predict, **{**says, "parametrisation": "v"})
    elif fault == "one-class":
        guidecheck.serve_model(lambda x, log_snr, class_index: predict(x, log_snr, class_index or 0), **says)
    elif fault in ("level", "no-level"):
        step = 1 if fault == "level" else 0

        def late(x, class_index, level_index):
            a = ALPHA_BARS[max(0, level_index - step)]
            return predict(x, np.log(a / (1 - a)), class_index)
        guidecheck.serve_model(late, levels=ALPHA_BARS, **says)
    else:
        guidecheck.serve_model(predict, **says)


if __name__ == "__main__":
    {"train": train, "serve": serve}[sys.argv[1]](*sys.argv[2:])
