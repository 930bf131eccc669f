"""Euler sampler with ancestral noise in the scale x0 + sigma z, as in k-diffusion.

--ladder karras spaces sigma^(1/7) evenly (Karras et al. 2022), --ladder log-uniform log sigma.
"""

import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import guidecheck


def karras(largest, smallest, count, rho=7):
    return np.linspace(largest ** (1 / rho), smallest ** (1 / rho), count) ** rho


def sigmas_for(alpha_bars, ladder):
    """As many levels as guidecheck's grid, with the same ends; a clean end gets a step of its own."""
    sigmas = np.sqrt((1 - alpha_bars) / alpha_bars)
    if sigmas[-1] == 0:
        return np.append(ladder(sigmas[0], sigmas[-2], len(sigmas) - 1), 0)
    return ladder(sigmas[0], sigmas[-1], len(sigmas))


def sampler(ladder):
    def sample(denoiser, n, dimension, alpha_bars, rng):
        sigmas = sigmas_for(alpha_bars, ladder)
        x = sigmas[0] * rng.standard_normal((n, dimension))
        for now, then in zip(sigmas, sigmas[1:]):
            slope = (x - denoiser.x0(x, sigma=now)) / now
            up = then * np.sqrt(1 - (then / now) ** 2)
            down = then ** 2 / now
            x = x + slope * (down - now) + up * rng.standard_normal(x.shape)
        return x

    return sample


if __name__ == "__main__":
    ladders = {"karras": karras, "log-uniform": np.geomspace}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ladder", choices=ladders, default="karras")
    chosen = parser.parse_args().ladder
    guidecheck.serve(sampler(ladders[chosen]), name="python-euler-ancestral-" + chosen)
