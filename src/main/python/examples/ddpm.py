"""DDPM, ancestral sampling (Ho, Jain and Abbeel 2020) on guidecheck's own grid."""

import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import guidecheck


def step(denoiser, x, a, b, rng):
    """Step from alpha_bar = a to b: a draw of the less noisy point given x and the predicted clean point."""
    beta = 1 - a / b
    mean = (np.sqrt(a / b) * (1 - b) * x + np.sqrt(b) * beta * denoiser.x0(x, alpha_bar=a)) / (1 - a)
    return mean + np.sqrt((1 - b) / (1 - a) * beta) * rng.standard_normal(x.shape)


def sample(denoiser, n, dimension, alpha_bars, rng):
    x = rng.standard_normal((n, dimension))
    for a, b in zip(alpha_bars, alpha_bars[1:]):
        x = step(denoiser, x, a, b, rng)
    return x / np.sqrt(alpha_bars[-1])


if __name__ == "__main__":
    guidecheck.serve(sample, name="python-ddpm")
