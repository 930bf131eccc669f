"""Samplers made of functions in flow time: f(velocity, x, times).

    guidecheck.guard(guidecheck.flow.sampler(my_euler)).assert_holds()

velocity(x, u) is the velocity z - x0 of the straight path x = (1 - u) x0 + u z, from noise at u = 1 to data at u = 0.
"""

from __future__ import annotations

import inspect
from typing import Any, Callable, Optional

import numpy as np

from guidecheck._arrays import arrays_for, is_tensor, to_numpy
from guidecheck._model import accepted, ended, noise_left, predictions, sigma_ends
from guidecheck._pipe import Denoiser, wanted
from guidecheck._pipe import serve as _serve

# As for schedulers: the nearest level stands for pure noise.
_LARGEST_TIME = 1 - 1e-7


def serve(velocity_sampler: Callable[..., Any], name: Optional[str] = None, **settings: Any) -> None:
    """Serves a function to `guidecheck guard --command`, with the settings of sampler."""
    sample = sampler(velocity_sampler, **settings)
    _serve(sample, name or sample.__name__)


def sampler(velocity_sampler: Callable[..., Any], times: Any = None, *, noise_at: int = 1, example: Any = None,
            **options: Any) -> Callable[..., Any]:
    """A sampler that runs a function in this shape, for guidecheck.guard.

    times     flow times to visit, from noise to data; or a function of those of n, steps and alpha_bars that it has
              parameters for. None: evenly spaced between the ends of guidecheck's own grid
    noise_at  1 if noise is at time 1 and data at 0; 0 if noise is at 0 and data at 1, where the velocity is x0 - z
    example   a tensor: the function is given tensors of its dtype, on its device. None: as times are
    options   further arguments of the function

    The function's generator, rng and seed are passed where it has parameters of these names; global generators are
    seeded.
    """
    if noise_at not in (0, 1):
        raise ValueError(f"noise_at={noise_at!r}: must be 1 (noise at time 1) or 0 (noise at time 0)")
    takes = inspect.signature(velocity_sampler).parameters

    def sample(denoiser: Denoiser, n: int, dimension: int, steps: int, alpha_bars: np.ndarray, seed: int,
               rng: np.random.Generator) -> Any:
        visited = _times(times, steps, alpha_bars, noise_at)
        arrays = arrays_for(example, getattr(example, "dtype", None)) if example is not None else arrays_for(visited)
        first = _noise_time(float(visited[0]), noise_at)
        if not is_tensor(visited):
            visited = arrays.points(np.asarray(visited, float))
        # A start at u < 1 has the noise of its level.
        x = first * arrays.points(rng.standard_normal((n, dimension)))

        def velocity(points: Any, time: Any, **ignored: Any) -> Any:
            every = to_numpy(time).astype(float).reshape(-1)
            if not (every == every[0]).all():
                raise ValueError("the velocity was asked for at different times in one batch: must be one time")
            u = min(_noise_time(every[0], noise_at), _LARGEST_TIME)
            answer = predictions(lambda some, of: denoiser.flow(some, of, flow_time=u), points, n, arrays)
            return answer if noise_at == 1 else -answer

        given = {"seed": seed, "rng": rng, "generator": arrays.generator(seed)}
        with arrays.seeded(seed):
            x = velocity_sampler(velocity, x, visited, **{**accepted(takes, given), **options})
        # Times that end before clean data keep their own noise, in the scale (1 - u) x0 + u z.
        last = _noise_time(float(visited[-1]), noise_at)
        return x / (1 - last) if last > 0 else ended(x, alpha_bars, rng, arrays)

    sample.__name__ = getattr(velocity_sampler, "__name__", type(velocity_sampler).__name__)
    return sample


def _noise_time(time: float, noise_at: int) -> float:
    """The share of noise at a time."""
    return time if noise_at == 1 else 1 - time


def _times(times: Any, steps: int, alpha_bars: np.ndarray, noise_at: int) -> Any:
    if callable(times):
        return times(**wanted(times, {"n": steps, "steps": steps, "alpha_bars": alpha_bars}))
    if times is not None:
        return times
    largest, _ = sigma_ends(alpha_bars)
    left = noise_left(alpha_bars)
    visited = np.linspace(largest / (1 + largest), left / (1 + left), steps + 1)
    return visited if noise_at == 1 else 1 - visited
