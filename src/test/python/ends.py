#!/usr/bin/env python3
"""DDIM that asks its network at the ends of the noise scale, as networks of flows and of v are asked.

usage: ends.py SCALE FIRST LAST [--ask PREDICTION] [--float32] [--ask-at-clean] [--wrong-first]

SCALE is flow, alpha_bar or log_snr. The run takes as many steps as guidecheck asks for, from FIRST to LAST and then to
clean data. Both may be expressions such as 1-1e-12 or 0-inf.
"""

import argparse
import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "python"))
import guidecheck


def number(text):
    return float(eval(text, {"__builtins__": {}}, {"inf": math.inf}))


def parts(scale, level):
    """Factors of the clean point and of the noise."""
    if scale == "flow":
        return 1 - level, level
    if scale == "alpha_bar":
        return math.sqrt(level), math.sqrt(1 - level)
    return math.sqrt(1 / (1 + math.exp(-level))), math.sqrt(1 / (1 + math.exp(level)))


def log_snr(scale, level):
    c, d = parts(scale, level)
    return math.inf if d == 0 else -math.inf if c == 0 else 2 * math.log(c / d)


def level_at(scale, lam):
    if scale == "flow":
        return 1 / (1 + math.exp(lam / 2))
    return lam if scale == "log_snr" else 1 / (1 + math.exp(-lam))


def levels_of(options, steps):
    """FIRST, levels even in log_snr within [-9, 9], LAST and clean data."""
    low, high = (max(-9.0, min(9.0, log_snr(options.scale, end))) for end in (options.first, options.last))
    middle = [level_at(options.scale, lam) for lam in np.linspace(low, high, steps)[1:-1]]
    clean = {"flow": 0.0, "alpha_bar": 1.0, "log_snr": math.inf}[options.scale]
    levels = ([options.first] + middle + [options.last])[:steps] + [clean]
    if options.float32:
        levels = [float(np.float32(level)) for level in levels]
    kept = levels[:1]
    for level in levels[1:]:
        if level != kept[-1]:
            kept.append(level)
    return kept


def sampler(options):
    kind = np.float32 if options.float32 else np.float64
    field = {"flow": "flow_time"}.get(options.scale, options.scale)

    def sample(denoiser, n, dimension, steps, rng):
        levels = levels_of(options, steps)
        x = rng.standard_normal((n, dimension), dtype=kind)
        for k, (a, b) in enumerate(zip(levels, levels[1:])):
            (c, d), (e, f) = parts(options.scale, a), parts(options.scale, b)
            answer = getattr(denoiser, options.ask)(x, **{field: a})
            if options.ask == "flow":
                clean = (x - d * answer) / (c + d)
                eps = clean + answer
            elif options.ask == "x0":
                clean = answer
                eps = (x - c * clean) / d
            elif options.ask == "v":
                size = math.hypot(c, d)
                clean = (c * x / size - d * answer) / size
                eps = (d * x / size + c * answer) / size
            else:
                eps = answer if options.ask == "eps" else -d * answer
                clean = (x - d * eps) / c
            if options.wrong_first and k == 0:
                clean = 1.2 * clean
            x = e * clean + f * eps
        if options.ask_at_clean:
            x = denoiser.x0(x, **{field: levels[-1]})
        return x

    return sample


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("scale", choices=["flow", "alpha_bar", "log_snr"])
    parser.add_argument("first", type=number)
    parser.add_argument("last", type=number)
    parser.add_argument("--ask", choices=["eps", "x0", "v", "score", "flow"], default="x0")
    parser.add_argument("--float32", action="store_true", help="points, and levels rounded to it")
    parser.add_argument("--ask-at-clean", action="store_true", help="ask once more, at the clean points")
    parser.add_argument("--wrong-first", action="store_true", help="a fifth too much of the data in the first step")
    options = parser.parse_args()
    guidecheck.serve(sampler(options), name="ends-" + options.scale)


if __name__ == "__main__":
    main()
