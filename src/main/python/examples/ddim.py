"""DDIM without noise (Song, Meng and Ermon 2021) on guidecheck's own grid."""

import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import guidecheck


def step(denoiser, x, a, b):
    """Step from alpha_bar = a to b: the predicted clean point and noise, recombined at b."""
    eps = denoiser.eps(x, alpha_bar=a)
    x0 = (x - np.sqrt(1 - a) * eps) / np.sqrt(a)
    return np.sqrt(b) * x0 + np.sqrt(1 - b) * eps


def sample(denoiser, n, dimension, alpha_bars, rng):
    x = rng.standard_normal((n, dimension))
    for a, b in zip(alpha_bars, alpha_bars[1:]):
        x = step(denoiser, x, a, b)
    return x / np.sqrt(alpha_bars[-1])


if __name__ == "__main__":
    guidecheck.serve(sample, name="python-ddim")
