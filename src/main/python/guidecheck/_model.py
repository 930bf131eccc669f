"""What adapters share: a model in the place of a network, and the ends of a run."""

from __future__ import annotations

from typing import Any, Callable, Mapping

import numpy as np

# Asks for points' predictions; the second argument is guided, conditional, unconditional or both.
Ask = Callable[[Any, str], Any]


def predictions(ask: Ask, x: Any, n: int, arrays: Any) -> Any:
    """The predictions at a network's input.

    n points get guided predictions. 2 n points are the batch of guidance code that calls its network once for both:
    the unconditional predictions of the first half, then the conditional ones of the second.
    """
    if len(x) == n:
        return ask(x, "guided")
    if len(x) == 2 * n:
        first, second = x[:n], x[n:]
        if bool((first == second).all()):
            conditional, unconditional = ask(first, "both")
        else:
            unconditional, conditional = ask(first, "unconditional"), ask(second, "conditional")
        return arrays.joined([unconditional, conditional], 0)
    raise ValueError(f"the model was called with {len(x)} points: must be {n}, or {2 * n} for guidance code that calls "
                     "it for the unconditional and the conditional half at once")


def noise_left(alpha_bars: Any) -> float:
    """The standard deviation of the noise that samples must keep, in the scale of clean data."""
    return float(np.sqrt(1 / alpha_bars[-1] - 1))


def ended(x: Any, alpha_bars: Any, rng: np.random.Generator, arrays: Any) -> Any:
    """Clean samples as guidecheck wants them: with the noise at which its grid ends, if any."""
    left = noise_left(alpha_bars)
    return x + left * arrays.points(rng.standard_normal(tuple(x.shape))) if left > 0 else x


def sigma_ends(alpha_bars: Any) -> tuple:
    """Largest and smallest sigma above 0 of guidecheck's own grid."""
    noisy = np.asarray(alpha_bars)[np.asarray(alpha_bars) < 1]
    sigmas = np.sqrt((1 - noisy) / noisy)
    return float(sigmas[0]), float(sigmas[-1])


def accepted(parameters: Mapping[str, Any], given: dict) -> dict:
    """The given arguments that are among a function's parameters by name."""
    return {key: value for key, value in given.items() if key in parameters}
