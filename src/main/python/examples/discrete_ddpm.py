"""DDPM on the time steps of a trained network: a linear beta schedule of which a few steps are visited.

--spacing chooses them as scheduler libraries do. Of T = 1000 training steps and 50 to take, leading takes 980, 960,
..., 0 and trailing 999, 979, ..., 19; linspace spreads them evenly from 999 to 0. The start is standard normal, so
leading never sees pure noise (Lin et al. 2024).
"""

import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import guidecheck


def timesteps(spacing, training, count):
    """The steps to visit, noisiest first; at most all of them."""
    count = min(count, training)
    if spacing == "leading":
        return np.arange(count)[::-1] * (training // count)
    if spacing == "trailing":
        return np.round(np.linspace(training, 0, count, endpoint=False)).astype(int) - 1
    return np.round(np.linspace(0, training - 1, count))[::-1].astype(int)


def sampler(spacing, training):
    # Scaled so that any number of training steps ends with the noise of 1000.
    betas = np.minimum(np.linspace(1e-4, 0.02, training) * 1000 / training, 0.999)
    trained = np.cumprod(1 - betas)

    def sample(denoiser, n, dimension, steps, alpha_bars, rng):
        # The last step goes to clean data.
        levels = np.append(trained[timesteps(spacing, training, steps)], 1)
        x = rng.standard_normal((n, dimension))
        for a, b in zip(levels, levels[1:]):
            beta = 1 - a / b
            mean = (np.sqrt(a / b) * (1 - b) * x + np.sqrt(b) * beta * denoiser.x0(x, alpha_bar=a)) / (1 - a)
            x = mean + np.sqrt((1 - b) / (1 - a) * beta) * rng.standard_normal(x.shape)
        # Add the noise at which guidecheck's grid ends, if any.
        return x + np.sqrt(1 / alpha_bars[-1] - 1) * rng.standard_normal(x.shape)

    return sample


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spacing", choices=["leading", "trailing", "linspace"], default="leading")
    parser.add_argument("--training-steps", type=int, default=1000)
    options = parser.parse_args()
    guidecheck.serve(sampler(options.spacing, options.training_steps), name="python-discrete-ddpm-" + options.spacing)
