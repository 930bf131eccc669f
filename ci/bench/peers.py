#!/usr/bin/env python3
"""A guided DDPM run on a Gaussian mixture as one would write it for speed in NumPy or PyTorch.

Logits of all components are one matrix product of features (x, |x|^2, 1), numerators of both scores another; arrays are
allocated once, and points are taken in blocks that stay in the cache. The law, the grid and the weight are those of
org.guidecheck.bench.GuidedRun. Prints one JSON object: seconds of each repetition, the first left out.

usage: peers.py numpy|torch float64|float32 POINTS DIMENSION COMPONENTS STEPS REPETITIONS
"""
import json
import math
import sys
import time

WEIGHT = 3.0
VARIANCE = 0.3
BLOCK = 4096


def means(components, dimension):
    """Fixed, spread, and the same in every language."""
    return [[2 * math.sin(1 + 3 * k + 7 * i) for i in range(dimension)] for k in range(components)]


def levels(steps):
    """Shares of signal, uniform in the log signal-to-noise ratio."""
    ratios = [-8 + 14 * k / steps for k in range(steps + 1)]
    return [1 / (1 + math.exp(-r)) for r in ratios]


def plan(dimension, components, steps):
    """For each step: of the logits in (x, |x|^2, 1), of both sides' scores in (x, 1), the variance, and x' = keep x + push s +
    deviation z."""
    m = means(components, dimension)
    half = components // 2
    ts = levels(steps)
    result = []
    for t, after in zip(ts, ts[1:]):
        v = t * VARIANCE + (1 - t)
        root = math.sqrt(t)
        logits = [[root * each / v for each in row] + [-0.5 / v, -0.5 * t * sum(e * e for e in row) / v] for row in m]
        scores = [[root * each / v for each in row] + [1.0] for row in m]
        beta = 1 - t / after
        keep = 1 / math.sqrt(t / after)
        result.append((logits, scores[:half], scores[half:], v, keep, beta * keep,
                       math.sqrt((1 - after) / (1 - t) * beta)))
    return result


def with_numpy(dtype, n, d, components, steps, repetitions):
    import numpy as np
    half = components // 2
    steps = [(np.array(a, dtype).T.copy(), np.array(own, dtype), np.array(rest, dtype), *map(dtype, numbers))
             for a, own, rest, *numbers in plan(d, components, steps)]
    rng = np.random.default_rng(1)
    block = min(BLOCK, n)
    features = np.ones((block, d + 2), dtype)
    l = np.empty((block, components), dtype)
    own = np.empty((block, d + 1), dtype)
    rest = np.empty((block, d + 1), dtype)
    z = np.empty((block, d), dtype)
    seconds = []
    for _ in range(repetitions + 1):
        begin = time.perf_counter()
        for first in range(0, n, block):
            x = rng.standard_normal((block, d), dtype)
            for (a, g_own, g_rest, v, keep, push, deviation) in steps:
                features[:, :d] = x
                np.einsum('ij,ij->i', x, x, out=features[:, d])
                np.matmul(features, a, out=l)
                l -= l.max(axis=1, keepdims=True)
                np.exp(l, out=l)
                np.matmul(l[:, :half], g_own, out=own)
                np.matmul(l[:, half:], g_rest, out=rest)
                p_own = own[:, d:]
                p_rest = rest[:, d:]
                other = p_rest / (p_own + p_rest)
                s_own = own[:, :d] / p_own
                s_own *= 1 + WEIGHT * other
                s_own -= (WEIGHT * other / p_rest) * rest[:, :d]
                # -x/v is in both scores.
                x *= keep - push / v
                s_own *= push
                x += s_own
                rng.standard_normal(out=z, dtype=dtype)
                np.multiply(z, deviation, out=z)
                x += z
        seconds.append(time.perf_counter() - begin)
    assert np.isfinite(x).all()
    return seconds[1:]


def with_torch(dtype, n, d, components, steps, repetitions):
    import torch
    dtype = torch.float64 if dtype == 'float64' else torch.float32
    half = components // 2
    steps = [(torch.tensor(a, dtype=dtype).T.contiguous(), torch.tensor(own, dtype=dtype), torch.tensor(rest, dtype=dtype),
              *numbers) for a, own, rest, *numbers in plan(d, components, steps)]
    torch.manual_seed(1)
    block = min(BLOCK * 4, n)
    features = torch.ones((block, d + 2), dtype=dtype)
    l = torch.empty((block, components), dtype=dtype)
    own = torch.empty((block, d + 1), dtype=dtype)
    rest = torch.empty((block, d + 1), dtype=dtype)
    z = torch.empty((block, d), dtype=dtype)
    seconds = []
    with torch.no_grad():
        for _ in range(repetitions + 1):
            begin = time.perf_counter()
            for first in range(0, n, block):
                x = torch.randn((block, d), dtype=dtype)
                for (a, g_own, g_rest, v, keep, push, deviation) in steps:
                    features[:, :d] = x
                    features[:, d] = (x * x).sum(1)
                    torch.mm(features, a, out=l)
                    l.sub_(l.amax(1, keepdim=True)).exp_()
                    torch.mm(l[:, :half], g_own, out=own)
                    torch.mm(l[:, half:], g_rest, out=rest)
                    p_own = own[:, d:]
                    p_rest = rest[:, d:]
                    other = p_rest / (p_own + p_rest)
                    s_own = own[:, :d] / p_own
                    s_own.mul_(1 + WEIGHT * other).addcmul_(rest[:, :d], WEIGHT * other / p_rest, value=-1)
                    x.mul_(keep - push / v).add_(s_own, alpha=push)
                    z.normal_()
                    x.add_(z, alpha=deviation)
            seconds.append(time.perf_counter() - begin)
    assert torch.isfinite(x).all()
    return seconds[1:]


def main():
    way, dtype = sys.argv[1:3]
    n, d, components, steps, repetitions = map(int, sys.argv[3:])
    if way == 'numpy':
        import numpy as np
        seconds = with_numpy(np.dtype(dtype).type, n, d, components, steps, repetitions)
    else:
        seconds = with_torch(dtype, n, d, components, steps, repetitions)
    print(json.dumps({"way": way, "type": dtype, "points": n, "dimension": d, "components": components, "steps": steps,
                      "seconds": seconds}))


if __name__ == '__main__':
    main()
