"""Samplers made of scheduler objects: set_timesteps(n), timesteps, step(model_output, t, x, ...).

    import guidecheck
    guidecheck.guard(guidecheck.schedulers.sampler(MyScheduler()), like="ddim").assert_holds()

Nothing is imported for them: a scheduler is known by its methods. Beside those above it may have
scale_model_input(x, t), init_noise_sigma, alphas_cumprod, sigmas, step_index and config.prediction_type. Schedulers
whose timesteps are a tensor of PyTorch are given tensors.
"""

from __future__ import annotations

import copy
import inspect
from typing import Any, Callable, Mapping, Optional, Tuple, Union

import numpy as np

from guidecheck._arrays import arrays_for, to_numpy
from guidecheck._model import ended, predictions
from guidecheck._pipe import Denoiser, wanted
from guidecheck._pipe import serve as _serve

_PREDICTIONS = {"epsilon": "eps", "eps": "eps", "sample": "x0", "x0": "x0", "v_prediction": "v", "v": "v",
                "flow_prediction": "flow", "flow": "flow", "score": "score"}
_SCALES = ("alpha_bar", "sigma", "flow_time", "log_snr")
# At pure noise steps cannot be told apart by their predictions, so that the nearest level stands for it.
_LEAST_SIGNAL = 1e-15
_LARGEST_TIME = 1 - 1e-7

Levels = Union[str, Callable[[Any], Mapping[str, float]], None]


def serve(scheduler: Any, name: Optional[str] = None, **settings: Any) -> None:
    """Serves a scheduler to `guidecheck guard --command`, with the settings of sampler."""
    sample = sampler(scheduler, **settings)
    _serve(sample, name or sample.__name__)


def sampler(scheduler: Any, *, levels: Levels = None, prediction: Optional[str] = None,
            step_kwargs: Optional[Mapping[str, Any]] = None, learned_variance: Any = None,
            loop: Optional[Callable[..., Any]] = None, dtype: Any = None) -> Callable[..., Any]:
    """A sampler that runs a scheduler, for guidecheck.guard.

    levels            the noise level of a time step: a function of it that returns {"alpha_bar": a}, {"sigma": s} or
                      {"flow_time": u}; or one of these names, for what the scheduler's table holds: alphas_cumprod[t],
                      or sigmas[step_index]. None: found from the scheduler
    prediction        what step expects of the network: epsilon, sample, v_prediction, flow_prediction or score. None:
                      config.prediction_type
    step_kwargs       further arguments of step, such as {"eta": 1.0}; a generator is passed to steps that take one
    learned_variance  second half of the network's output, for steps that expect one: a number, or a function of the
                      time step. None: -1, the variance of the posterior, where config.variance_type is learned_range
    loop              your own sampling loop in place of the usual one, guidance included. It returns clean samples
                      and receives, by name, those of model, scheduler, x (the start), n, steps, guidance_scale,
                      weight and generator that it has parameters for. model(x, t) is the network; given n points, its
                      prediction is guided already; given 2 n, it is unconditional for the first half and conditional
                      for the second; model.conditional and model.unconditional are for two calls
    dtype             of tensors; None for float64
    """
    for method in ("set_timesteps", "step"):
        if not callable(getattr(scheduler, method, None)):
            raise TypeError(f"{type(scheduler).__name__} has no {method}: a scheduler needs set_timesteps(n), "
                            "timesteps and step(model_output, t, x)")
    takes = inspect.signature(scheduler.step).parameters
    known: dict = {}

    def sample(denoiser: Denoiser, n: int, dimension: int, steps: int, alpha_bars: np.ndarray, seed: int,
               rng: np.random.Generator, weight: Optional[float], guidance_scale: Optional[float]) -> Any:
        scheduler.set_timesteps(steps)
        arrays = arrays_for(scheduler.timesteps, dtype)
        x = arrays.points(rng.standard_normal((n, dimension))) * getattr(scheduler, "init_noise_sigma", 1)
        if "scales input" not in known:
            known["scales input"] = _scales_input(scheduler, arrays)
        scale = _Scale.of(scheduler, levels, prediction, known["scales input"])
        model = Model(scheduler, denoiser, n, arrays, scale, prediction, learned_variance)
        generator = arrays.generator(seed)
        with arrays.seeded(seed):
            if loop is None:
                further = dict(step_kwargs or {})
                if "generator" in takes:
                    further.setdefault("generator", generator)
                x = _run(scheduler, model, x, further)
            else:
                x = loop(**wanted(loop, {"model": model, "scheduler": scheduler, "x": x, "n": n, "steps": steps,
                                         "guidance_scale": guidance_scale, "weight": weight,
                                         "generator": generator}))
        return ended(x, alpha_bars, rng, arrays)

    sample.__name__ = type(scheduler).__name__
    most = _most_steps(scheduler)
    if np.isfinite(most):
        sample.declared = {"most_steps": int(most)}  # type: ignore[attr-defined]
    return sample


def _most_steps(scheduler: Any) -> float:
    """The number of training steps, for a scheduler that visits some of them; many raise an exception above it."""
    only_trained = getattr(scheduler, "sigmas", None) is None and getattr(scheduler, "alphas_cumprod", None) is not None
    return len(scheduler.alphas_cumprod) if only_trained else np.inf


def _run(scheduler: Any, model: Model, x: Any, further: Mapping[str, Any]) -> Any:
    """The usual sampling loop."""
    scale = getattr(scheduler, "scale_model_input", lambda points, t: points)
    for index, t in enumerate(scheduler.timesteps):
        output = model.at(index, scale(x, t), t)
        x = _previous(scheduler.step(output, t, x, **further))
    return x


def _previous(result: Any) -> Any:
    """The points that a step returns, by whatever name."""
    if hasattr(result, "prev_sample"):
        return result.prev_sample
    if isinstance(result, Mapping):
        return result["prev_sample"]
    return result[0] if isinstance(result, tuple) else result


class Model:
    """Exact network in the place of a learnt one, for a scheduler: model(x, t) with x as scale_model_input makes it."""

    def __init__(self, scheduler: Any, denoiser: Denoiser, n: int, arrays: Any, scale: _Scale,
                 prediction: Optional[str], learned_variance: Any) -> None:
        self._scheduler = scheduler
        self._denoiser = denoiser
        self._n = n
        self._arrays = arrays
        self._scale = scale
        self._method = _method(scheduler, prediction, scale)
        self._variance = _variance(scheduler, learned_variance)

    def __call__(self, x: Any, t: Any, *ignored: Any, **ignored_too: Any) -> Any:
        """The prediction for n points, guided, or for 2 n. Further arguments, such as class labels, are ignored."""
        return self.at(self._index(t), x, t)

    def conditional(self, x: Any, t: Any, *ignored: Any, **ignored_too: Any) -> Any:
        """The conditional prediction for n points."""
        return self._output(self._ask(self._index(t), t)(x, "conditional"), t)

    def unconditional(self, x: Any, t: Any, *ignored: Any, **ignored_too: Any) -> Any:
        """The unconditional prediction for n points."""
        return self._output(self._ask(self._index(t), t)(x, "unconditional"), t)

    def at(self, index: int, x: Any, t: Any) -> Any:
        """The prediction at a position in timesteps, which may hold the same time twice."""
        return self._output(predictions(self._ask(index, t), x, self._n, self._arrays), t)

    def _ask(self, index: int, t: Any) -> Callable[[Any, str], Any]:
        name, level, factor = self._scale.level(index, t)
        method = getattr(self._denoiser, self._method)
        return lambda x, of: method(x if factor == 1 else factor * x, of, **{name: level})

    def _output(self, predicted: Any, t: Any) -> Any:
        if self._variance is None:
            return predicted
        value = self._variance(t) if callable(self._variance) else self._variance
        return self._arrays.joined([predicted, 0 * predicted + value], 1)

    def _index(self, t: Any) -> int:
        current = getattr(self._scheduler, "step_index", None)
        if current is not None:
            return int(current)
        here = np.flatnonzero(to_numpy(self._scheduler.timesteps) == float(t))
        if not here.size:
            raise ValueError(f"the model was called at t={float(t)}, which is not among the scheduler's timesteps")
        return int(here[0])


class _Scale:
    """Scale of a scheduler's points, and the noise level of each of its time steps."""

    def __init__(self, level: Callable[[int, Any], Tuple[str, float, float]], is_flow: bool = False) -> None:
        # Of a position in timesteps and its time: name and value of the level, and the factor that a network's input
        # must be multiplied by to have the scale that the name says.
        self.level = level
        self.is_flow = is_flow

    @classmethod
    def of(cls, scheduler: Any, levels: Levels, prediction: Optional[str], scales_input: bool) -> _Scale:
        if callable(levels):
            stated_levels = levels
            return cls(lambda index, t: (*_stated(stated_levels(t)), 1.0))
        if levels is not None and levels not in _SCALES:
            raise ValueError(f"levels={levels!r}: must be a function of the time step, or one of {', '.join(_SCALES)}")
        sigmas = getattr(scheduler, "sigmas", None)
        trained = getattr(scheduler, "alphas_cumprod", None)
        stated = prediction or _of_config(scheduler, "prediction_type")
        if sigmas is not None:
            table = to_numpy(sigmas).astype(float)
            flows = trained is None and stated is None and not hasattr(scheduler, "scale_model_input") \
                and table.max() <= 1
            if levels == "flow_time" or (levels is None and (_PREDICTIONS.get(stated or "") == "flow" or flows)):
                return cls(lambda index, t: ("flow_time", min(float(table[index]), _LARGEST_TIME), 1.0), is_flow=True)
            start = float(getattr(scheduler, "init_noise_sigma", 1))
            if scales_input:
                # Undoes the right scaling of the input, so that a wrong one shows.
                return cls(lambda index, t: ("sigma", float(table[index]), float(np.sqrt(1 + table[index] ** 2))))
            if start > 1.001 or (levels == "sigma" and trained is None):
                return cls(lambda index, t: ("sigma", float(table[index]), 1.0))
            if levels == "sigma":
                return cls(lambda index, t: ("alpha_bar", float(1 / (1 + table[index] ** 2)), 1.0))
        if trained is not None and levels in (None, "alpha_bar"):
            return cls(lambda index, t: ("alpha_bar", _alpha_bar(to_numpy(trained), float(t)), 1.0))
        raise ValueError(f"cannot tell the noise levels of {type(scheduler).__name__}: give levels=, a function of the "
                         "time step that returns {'alpha_bar': a}, {'sigma': s} or {'flow_time': u}")


def _stated(level: Mapping[str, float]) -> Tuple[str, float]:
    if not isinstance(level, Mapping) or len(level) != 1 or next(iter(level)) not in _SCALES:
        raise ValueError(f"levels= returned {level!r}: must be {{'alpha_bar': a}}, {{'sigma': s}} or "
                         "{'flow_time': u}")
    return next((name, float(value)) for name, value in level.items())


def _alpha_bar(trained: np.ndarray, t: float) -> float:
    """The level of a time step in a table of training steps, between whose rows it is interpolated."""
    if not 0 <= t <= len(trained) - 1:
        raise ValueError(f"timestep {t} lies outside alphas_cumprod, which has {len(trained)} rows: give levels=, a "
                         "function of the time step")
    value = float(trained[int(t)]) if t.is_integer() else float(np.interp(t, np.arange(len(trained)), trained))
    return max(value, _LEAST_SIGNAL)


def _scales_input(scheduler: Any, arrays: Any) -> bool:
    """Whether scale_model_input changes its input at the first time step."""
    if not hasattr(scheduler, "scale_model_input"):
        return False
    one = arrays.points(np.ones((1, 1)))
    # On a copy, as schedulers note the call.
    return float(copy.deepcopy(scheduler).scale_model_input(one, scheduler.timesteps[0])[0, 0]) != 1


def _of_config(scheduler: Any, key: str) -> Any:
    config = getattr(scheduler, "config", None)
    value = config.get(key) if isinstance(config, Mapping) else getattr(config, key, None)
    return getattr(scheduler, key, None) if value is None else value


def _method(scheduler: Any, prediction: Optional[str], scale: _Scale) -> str:
    """The denoiser's method for the prediction that the steps expect."""
    stated = prediction or _of_config(scheduler, "prediction_type") or ("flow" if scale.is_flow else None)
    if stated not in _PREDICTIONS:
        what = f"says prediction_type={stated!r}" if stated else "does not say what its steps expect of the network"
        raise ValueError(f"{type(scheduler).__name__} {what}: give prediction=, one of epsilon, sample, v_prediction, "
                         "flow_prediction, score")
    return _PREDICTIONS[stated]


def _variance(scheduler: Any, given: Any) -> Any:
    """The second half of the network's output; None if there is none."""
    if given is not None:
        return None if given is False else given
    kind = _of_config(scheduler, "variance_type")
    if kind == "learned":
        raise ValueError(f"{type(scheduler).__name__} expects a learnt variance: give learned_variance=, a function of "
                         "the time step that returns it")
    return -1.0 if kind == "learned_range" else None
