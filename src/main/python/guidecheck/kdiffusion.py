"""Samplers made of functions in the shape of k-diffusion: f(model, x, sigmas, extra_args=, callback=, disable=).

    guidecheck.guard(guidecheck.kdiffusion.sampler(sample_euler)).assert_holds()

model(x, sigma, **extra_args) returns the predicted clean points at x = x0 + sigma z, with one sigma for each point.
"""

from __future__ import annotations

import inspect
from typing import Any, Callable, Mapping, Optional

import numpy as np

from guidecheck._arrays import NumpyArrays, arrays_for, is_tensor, to_numpy
from guidecheck._model import accepted, ended, noise_left, predictions, sigma_ends
from guidecheck._pipe import Denoiser, wanted
from guidecheck._pipe import serve as _serve


def karras(steps: int, largest: float, smallest: float, rho: float = 7.0) -> np.ndarray:
    """steps levels from the largest to the smallest, evenly spaced in sigma^(1/rho) (Karras et al. 2022)."""
    return np.linspace(largest ** (1 / rho), smallest ** (1 / rho), steps) ** rho


def serve(sample_fn: Callable[..., Any], name: Optional[str] = None, **settings: Any) -> None:
    """Serves a function to `guidecheck guard --command`, with the settings of sampler."""
    sample = sampler(sample_fn, **settings)
    _serve(sample, name or sample.__name__)


def sampler(sample_fn: Callable[..., Any], sigmas: Any = None, *, extra_args: Optional[Mapping[str, Any]] = None,
            example: Any = None, **options: Any) -> Callable[..., Any]:
    """A sampler that runs a function in this shape, for guidecheck.guard.

    sigmas      levels to visit, noisy to clean; or a function of those of n, steps, sigma_min, sigma_max and alpha_bars
                that it has parameters for. None: those of Karras et al. between the ends of guidecheck's own grid
    extra_args  passed to the function, and by it to the model, which ignores them
    example     a tensor: the function is given tensors of its dtype, on its device. None: as sigmas are
    options     further arguments of the function, such as eta=1.0

    The function's noise_sampler, generator, rng and seed are passed where it has parameters of these names; global
    generators are seeded.
    """
    takes = inspect.signature(sample_fn).parameters

    def sample(denoiser: Denoiser, n: int, dimension: int, steps: int, alpha_bars: np.ndarray, seed: int,
               rng: np.random.Generator) -> Any:
        levels = _levels(sigmas, steps, alpha_bars)
        arrays = arrays_for(example, getattr(example, "dtype", None)) if example is not None else arrays_for(levels)
        start = float(levels[0]) * arrays.points(rng.standard_normal((n, dimension)))
        given = {"extra_args": dict(extra_args or {}), "callback": None, "disable": True, "seed": seed, "rng": rng,
                 "generator": arrays.generator(seed), "noise_sampler": lambda sigma, sigma_next: arrays.points(
                     rng.standard_normal((n, dimension)))}
        if not is_tensor(levels):
            levels = arrays.points(np.asarray(levels, float))
        with arrays.seeded(seed):
            x = sample_fn(Model(denoiser, n, arrays), start, levels, **{**accepted(takes, given), **options})
        # Levels that end above 0 keep their own noise.
        return x if float(levels[-1]) > 0 else ended(x, alpha_bars, rng, arrays)

    sample.__name__ = getattr(sample_fn, "__name__", type(sample_fn).__name__)
    return sample


def _levels(sigmas: Any, steps: int, alpha_bars: np.ndarray) -> Any:
    largest, smallest = sigma_ends(alpha_bars)
    if callable(sigmas):
        return sigmas(**wanted(sigmas, {"n": steps, "steps": steps, "sigma_min": smallest, "sigma_max": largest,
                                        "alpha_bars": alpha_bars}))
    if sigmas is not None:
        return sigmas
    if noise_left(alpha_bars) > 0:
        return karras(steps + 1, largest, smallest)
    return np.append(karras(steps, largest, smallest), 0.0)


class Model:
    """Exact denoiser in the place of a learnt one: model(x, sigma) returns the predicted clean points."""

    def __init__(self, denoiser: Denoiser, n: int, arrays: Any = NumpyArrays()) -> None:
        self._denoiser = denoiser
        self._n = n
        self._arrays = arrays

    def __call__(self, x: Any, sigma: Any, **ignored: Any) -> Any:
        """The guided prediction for n points, or, for 2 n, the unconditional half and then the conditional one."""
        every = to_numpy(sigma).astype(float).reshape(-1)
        if every.size == 2 * self._n and (every[:self._n] == every[self._n:]).all():
            every = every[:self._n]
        return predictions(lambda points, of: self._at(points, of, every), x, self._n, self._arrays)

    def _at(self, x: Any, of: str, every: np.ndarray) -> Any:
        if (every == every[0]).all():
            return self._clean(x, of, every[0])
        # The rows of each level, among the answers for all rows at that level.
        answers = {level: self._clean(x, of, level) for level in np.unique(every)}

        def chosen(pick: Callable[[Any], Any]) -> Any:
            return self._arrays.joined([pick(answers[level])[row:row + 1] for row, level in enumerate(every)], 0)
        return (chosen(lambda pair: pair[0]), chosen(lambda pair: pair[1])) if of == "both" else chosen(lambda one: one)

    def _clean(self, x: Any, of: str, sigma: float) -> Any:
        if sigma == 0:
            # Points without noise are clean.
            return (x, x) if of == "both" else x
        return self._denoiser.x0(x, of, sigma=sigma)
