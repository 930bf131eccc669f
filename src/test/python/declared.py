#!/usr/bin/env python3
"""DDIM that means something else than usual, as programs behind guidecheck's pipe.

usage: declared.py NAME [--wrong] [--declares JSON]

NAME is one of
    image        starts from the points that it is given, or at alpha_bar 0.3 from noise
    stops        goes from sigma 80 to sigma 0.1 and returns points that keep that noise
    few-steps    fails on more than 100 steps
    many-steps   fails on fewer than 5 steps
    two-steps    fails on one step
    two-stages   takes a step by the midpoint in lambda of each pair of offered levels
    double       works in double precision
--wrong makes it another program that should be found in spite of the declaration. --declares sends fields with its hello.
"""

import argparse
import json
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "python"))
import guidecheck


def ddim(denoiser, x, alpha_bars, weight_factor=1.0):
    for a, b in zip(alpha_bars, alpha_bars[1:]):
        conditional, unconditional = denoiser.x0(x, "both", alpha_bar=a)
        clean = conditional + weight_factor * denoiser.weight * (conditional - unconditional)
        x = np.sqrt(b) * clean + np.sqrt(1 - b) * (x - np.sqrt(a) * clean) / np.sqrt(1 - a)
    return x / np.sqrt(alpha_bars[-1])


def image(wrong):
    def sample(denoiser, n, dimension, steps, alpha_bars, rng, start):
        if start is None:
            start = rng.standard_normal((n, dimension))
            alpha_bars = np.append(np.linspace(0.3, 0.9999, steps), 1.0)
        return ddim(denoiser, 0.9 * start if wrong else start, alpha_bars)
    return sample


def stops(wrong):
    def sample(denoiser, n, dimension, steps, rng):
        sigmas = np.geomspace(80, 0.2 if wrong else 0.1, steps + 1)
        return ddim(denoiser, rng.standard_normal((n, dimension)), 1 / (1 + sigmas ** 2))
    return sample


def limited(allowed):
    def sample(denoiser, n, dimension, steps, alpha_bars, rng):
        if not allowed(steps):
            raise ValueError(f"steps={steps}: not supported")
        return ddim(denoiser, rng.standard_normal((n, dimension)), alpha_bars)
    return sample


def two_stages(wrong):
    def sample(denoiser, n, dimension, log_snrs, rng):
        x = rng.standard_normal((n, dimension))
        for a, b in zip(log_snrs, log_snrs[1:]):
            c, d, e, f = np.sqrt([1 / (1 + np.exp(-a)), 1 / (1 + np.exp(a)), 1 / (1 + np.exp(-b)), 1 / (1 + np.exp(b))])
            clean = denoiser.x0(x, log_snr=a)
            if np.isfinite(b):
                m = (a + b) / 2
                g, h = np.sqrt([1 / (1 + np.exp(-m)), 1 / (1 + np.exp(m))])
                middle = g * clean + h * (x - c * clean) / d
                clean = denoiser.x0(middle, log_snr=m)
            if wrong and np.isfinite(b):
                clean = denoiser.x0(x, log_snr=log_snrs[0] - 1)
            x = e * clean + f * (x - c * clean) / d
        return x
    return sample


def in_double(wrong):
    def sample(denoiser, n, dimension, alpha_bars, rng):
        return ddim(denoiser, rng.standard_normal((n, dimension)), alpha_bars, 1 + 1e-5 if wrong else 1.0)
    return sample


PROGRAMS = {"image": image, "stops": stops, "two-stages": two_stages, "double": in_double,
            "few-steps": lambda wrong: limited(lambda steps: steps <= (30 if wrong else 100)),
            "many-steps": lambda wrong: limited(lambda steps: steps >= (7 if wrong else 5)),
            "two-steps": lambda wrong: limited(lambda steps: steps >= (3 if wrong else 2))}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=PROGRAMS)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--declares", type=json.loads, default={})
    options = parser.parse_args()
    guidecheck.serve(PROGRAMS[options.name](options.wrong), name=options.name, **options.declares)


if __name__ == "__main__":
    main()
