"""Exact denoiser of data at one point for the class and at another for all, without guidecheck's Java."""

import numpy as np

CONDITIONAL, UNCONDITIONAL = np.array([1.5, -0.5]), np.array([0.5, 0.25])


class PointMasses:
    """Answers as guidecheck.Denoiser does, and notes the levels that it was asked for."""

    def __init__(self, weight):
        self.weight = weight
        self.levels = []

    def clean(self, of):
        return {"guided": CONDITIONAL + self.weight * (CONDITIONAL - UNCONDITIONAL), "conditional": CONDITIONAL,
                "unconditional": UNCONDITIONAL}[of]

    def _answer(self, x, of, level, prediction):
        (name, value), = level.items()
        self.levels.append((name, float(value)))
        if name == "alpha_bar":
            a, b = value ** 0.5, (1 - value) ** 0.5
        else:
            a, b = (1, value) if name == "sigma" else (1 - value, value)

        def one(which):
            clean = x * 0 + (x.new_tensor(self.clean(which)) if hasattr(x, "new_tensor") else self.clean(which))
            noise = (x - a * clean) / b
            root = (a * a + b * b) ** 0.5
            return {"eps": noise, "x0": clean, "v": (a * noise - b * clean) / root, "flow": noise - clean,
                    "score": -noise / b}[prediction]
        return (one("conditional"), one("unconditional")) if of == "both" else one(of)

    def __getattr__(self, prediction):
        if prediction not in ("eps", "x0", "v", "flow", "score"):
            raise AttributeError(prediction)
        return lambda x, of="guided", **level: self._answer(x, of, level, prediction)


def alpha_bars(steps, last=1.0):
    return np.append(np.geomspace(1e-6, 0.999, steps), last)


def run(sample, weight=1.0, steps=20, n=5, seed=3, last=1.0):
    """The points that a sampler draws, as an array, and the denoiser that it asked."""
    from guidecheck._arrays import to_numpy
    from guidecheck._pipe import wanted
    denoiser = PointMasses(weight)
    given = {"n": n, "dimension": 2, "steps": steps, "alpha_bars": alpha_bars(steps, last), "seed": seed,
             "rng": np.random.default_rng(seed), "weight": weight, "guidance_scale": 1 + weight, "class_name": "c"}
    return to_numpy(sample(denoiser, **wanted(sample, given, positional=1))), denoiser
