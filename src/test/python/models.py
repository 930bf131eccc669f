"""Models for the tests of guidecheck audit: an exact one of the law of the tests, and ones that break the protocol.

    models.py exact [PARAMETRISATION [LEVEL [single]]]
    models.py NAME
"""

import pathlib
import sys
import time

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "main" / "python"))

import guidecheck  # noqa: E402

# Weights, means and variances; as LAW in AuditCommandTest.
PARTS = {"one": [(0.4, (-2.0, 0.0), 0.3)], "two": [(0.6, (2.0, 0.5), 0.4)]}


def logs_and_scores(x, alpha_bar, label):
    """Of each Gaussian of a class, or of all: the log of its weighted density, without a constant, and its score."""
    chosen = [part for name in PARTS for part in PARTS[name] if label in (None, name)]
    for weight, mean, variance in chosen:
        spread = alpha_bar * variance + 1 - alpha_bar
        off = x - np.sqrt(alpha_bar) * np.array(mean)
        yield np.log(weight) - (off ** 2).sum(1) / (2 * spread) - np.log(spread), -off / spread


def score(x, alpha_bar, label):
    logs, scores = zip(*logs_and_scores(x, alpha_bar, label))
    shares = np.exp(np.array(logs) - np.logaddexp.reduce(logs))
    return sum(share[:, None] * each for share, each in zip(shares, scores))


def predictor(parametrisation, level):
    """The prediction in a parametrisation, for points in the scale of a level."""
    def predict(x, label, alpha_bar, sigma, flow_time):
        a, b = {"alpha_bar": (np.sqrt(alpha_bar), np.sqrt(1 - alpha_bar)), "sigma": (1, sigma),
                "flow_time": (1 - flow_time, flow_time)}[level]
        length = np.hypot(a, b)
        s = score(x / length, alpha_bar, label) / length
        z = -b * s
        x0 = (x - b * z) / a
        return {"epsilon": z, "x0": x0, "score": s, "flow": z - x0,
                "v": np.sqrt(alpha_bar) * z - np.sqrt(1 - alpha_bar) * x0}[parametrisation]
    return predict


def classifier(x, alpha_bar, labels):
    return np.stack([next(logs_and_scores(x, alpha_bar, each))[0] for each in labels], 1)


def exact(parametrisation="epsilon", level="alpha_bar", precision=None):
    guidecheck.serve_model(predictor(parametrisation, level), parametrisation, level,
                           classifier=classifier if level == "alpha_bar" else None, name="exact", precision=precision)


FAULTS = {
    "shape": lambda x: x[:, :1],
    "rows": lambda x: x[:-1],
    "nan": lambda x: np.where(np.arange(len(x))[:, None] == 2, np.nan, x),
    "hang": lambda x: time.sleep(600),
    "raise": lambda x: 1 / 0,
    "exit": lambda x: sys.exit(3),
    "none": lambda x: None,
}

if __name__ == "__main__":
    if sys.argv[1] == "exact":
        exact(*sys.argv[2:])
    else:
        guidecheck.serve_model(FAULTS[sys.argv[1]], name=sys.argv[1])
