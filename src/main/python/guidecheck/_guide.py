"""Guidance rules as guiders: answers guidecheck's questions, and judges a rule that runs in this process."""

from __future__ import annotations

import inspect
import os
from typing import Any, Callable, Iterable, List, Mapping, Optional, Sequence, Union

import numpy as np

from guidecheck._arrays import arrays_for
from guidecheck._guard import (A_DAY, Failures, call_of, claims_of, clean_name, judged, listed, options_of, real,
                               require_seed, whole)
from guidecheck._pipe import Gone, Messages, answer_all, checked, show_traceback, standard_streams
from guidecheck._report import Replay, Report, Verdict

PREDICTIONS = ("epsilon", "x0", "v", "score", "flow")
LEVELS = ("alpha_bar", "sigma", "flow_time", "log_snr")
_PRECISIONS = ("single", "double")
_CONVENTIONS = ("scale", "weight")
_LEVELS_OF_RUN = tuple(f"{each}s" for each in LEVELS)
# What each function of the user may have parameters for.
_GIVEN = {
    "guide": ("conditional", "unconditional", "negative", "scale", "x", *LEVELS, *(f"next_{each}" for each in LEVELS),
              "step", "steps", "prediction", "state"),
    "begin": ("steps", "dimension", "scale", "prediction", *_LEVELS_OF_RUN, "state"),
    "end": ("steps", "dimension", "scale", "prediction", *_LEVELS_OF_RUN, "state"),
}

_Names = Union[str, Iterable[str]]
_Hook = Optional[Callable[..., Any]]


def serve_guider(guide: Any, name: Optional[str] = None, predictions: _Names = "epsilon", level: Optional[str] = None,
                 *, scales: Union[float, Sequence[float], None] = None, precision: Optional[str] = None,
                 begin: _Hook = None, end: _Hook = None, example: Any = None) -> None:
    """Answers the questions of `guidecheck guard --guider-command` over standard input and output.

    guide(...) returns the guided prediction of a batch, an array of shape (n, dimension). It receives, by name, those
    of the following that it has parameters for:

        conditional, unconditional   predictions of shape (n, dimension)
        negative              prediction for a class to keep away from; None if there is none
        scale                 how strong guidance is, as the user of the rule gives it
        x                     the points, in the scale of `level`
        alpha_bar, sigma, flow_time, log_snr     the noise level in each of the scales, as in Denoiser
        next_alpha_bar, ...   the level at which the step ends
        step, steps           number of the step, from 0, and of all steps
        prediction            what conditional and unconditional are: epsilon, x0, v, score or flow
        state                 what begin returned in this run, else None

    guide may also be an object with a method guide, or one that can be called. begin(...) is called before the first
    step of a run and end(...) after the last, as methods of that object or as functions given here; they receive by
    name steps, dimension, scale, prediction, alpha_bars, sigmas, flow_times, log_snrs (the steps + 1 levels of the
    run), end also state. What a rule remembers from step to step belongs to a run: begin must clear it.

    name          in the verdicts; None for the function's name
    predictions   that guide takes, one or several, the usual one first, or "all": epsilon, x0, v, score, flow
    level         scale of x, and of scores in it: alpha_bar (x = sqrt(a) x0 + sqrt(1 - a) z), sigma (x0 + s z),
                  flow_time ((1 - u) x0 + u z) or log_snr. None: the one of these that guide has a parameter for, or
                  alpha_bar
    scales        to test unless the user of guidecheck names others
    precision     of the arrays, single or double. None: double, or that of example
    example       a tensor of PyTorch: guide receives tensors of its dtype on its device. None for NumPy arrays

    From here on print() writes to standard error. An exception fails the call and leaves a traceback there,
    unless it is about the array that was returned.
    """
    guider = Guider(guide, name, predictions, level, scales, precision, begin, end, example)
    try:
        guider.converse(standard_streams(), show_traceback)
    except Gone as gone:
        raise SystemExit(str(gone)) from None


def guard_guider(guide: Any, like: Optional[str] = None, scales: Union[float, Sequence[float], None] = None,
                 steps: Union[int, Sequence[int]] = 50, convention: str = "scale", effort: str = "normal",
                 seed: Optional[int] = None, claims: Optional[Iterable[str]] = None, *, name: Optional[str] = None,
                 predictions: _Names = "epsilon", level: Optional[str] = None, precision: Optional[str] = None,
                 begin: _Hook = None, end: _Hook = None, example: Any = None, alpha: Optional[float] = None,
                 out: Union[str, "os.PathLike[str]", None] = None, limit: float = A_DAY,
                 replay: Optional[str] = None) -> Report:
    """Tests a guidance rule on exactly known laws and returns the verdicts.

    The rule runs in this process and thread, as samplers do in guard.

    guide       the rule; it and name, predictions, level, precision, begin, end, example are as in serve_guider
    like        built-in rule that it must match call by call, such as cfg, interval:0.3:5 or rescale:0.7;
                guidecheck guard --help has all names. None: a rule of its own
    scales      to test; None for the usual ones
    steps       number of steps, or several
    convention  what the scale means: "scale" is the guidance_scale of libraries, at which 1 is the conditional
                prediction; "weight" is w = guidance_scale - 1, at which 0 is
    effort, seed, claims, alpha, out, limit, replay     as in guard

    Raises ValueError if an argument is out of range, and GuidecheckError if Java is missing or ends early.
    """
    guider = Guider(guide, name, predictions, level, None, precision, begin, end, example)
    if convention not in _CONVENTIONS:
        raise ValueError(f"convention={convention!r}: must be scale or weight")
    require_seed(seed)
    steps_option = listed("steps", steps, whole, "a whole number, or several, such as 50 or (25, 50)")
    options = options_of(like=like, steps=steps_option,
                         convention=convention, effort=effort, seed=seed, alpha=alpha, limit=limit)
    if scales is not None:
        # A word of its own could be a negative number, which looks like an option.
        options.append("--scale=" + listed("scales", scales, real, "a number, or several, such as 3 or (2, 7.5)"))
    for claim in claims_of(claims):
        options += ["--claim", claim]
    failures = Failures()
    results, text, html = judged(options, f"guider '{guider.name}'", out,
                                 lambda pipe: guider.converse(pipe, failures.tell))
    verdicts = tuple(Verdict.of(each) for each in results["findings"])
    run = results["runs"][0]
    call = call_of("guide", like=like, scales=scales, steps=steps, convention=convention, effort=effort,
                   seed=run["seed"], name=name, predictions=predictions if predictions != "epsilon" else None,
                   level=level, precision=precision)
    again = Replay(call, run["alpha"] / max(1, len(verdicts)), replay, "guard_guider")
    return Report(guider.name, verdicts, text, results, again, html, failures.first, "guider")


class Guider:
    """Guidance rule of the user, as it answers over the pipe. Raises TypeError or ValueError if it cannot be one."""

    def __init__(self, guide: Any, name: Optional[str], predictions: _Names, level: Optional[str],
                 scales: Union[float, Sequence[float], None], precision: Optional[str], begin: _Hook, end: _Hook,
                 example: Any):
        function = getattr(guide, "guide", guide)
        if not callable(function) or inspect.isclass(function):
            raise TypeError(f"guide={guide!r}: must be a function of predictions, or an object with a method guide")
        self.name = clean_name(name if name is not None else getattr(guide, "__name__", type(guide).__name__), "guider")
        self._guide = ByName("guide", function, _GIVEN["guide"])
        self._begin = ByName("begin", begin if begin is not None else getattr(guide, "begin", None),
                             _GIVEN["begin"])
        self._end = ByName("end", end if end is not None else getattr(guide, "end", None), _GIVEN["end"])
        if example is not None and not hasattr(example, "dtype"):
            raise TypeError(f"example={example!r}: must be a tensor of PyTorch or an array of NumPy, like those that guide "
                            "takes, or None")
        self._arrays = arrays_for(example, example.dtype) if example is not None else None
        self._predictions = _predictions(predictions)
        self._level = one_of("level", level, LEVELS) if level is not None else self._named_level()
        self._precision = (one_of("precision", precision, _PRECISIONS) if precision is not None
                           else "double" if example is None or str(example.dtype).endswith("float64") else "single")
        self._scales = [] if scales is None else [float(each) for each in listed(
            "scales", scales, real, "a number, or several, such as 3 or (2, 7.5)").split(",")]
        self._run: dict = {}

    def _named_level(self) -> str:
        """The scale of levels that guide has a parameter for, if it is but one."""
        named = [each for each in LEVELS if each in (self._guide.parameters or ())]
        return named[0] if len(named) == 1 else "alpha_bar"

    def converse(self, pipe: Messages, failed: Callable[[Exception], None]) -> bool:
        """Answers until guidecheck ends the session; returns whether it did so in order."""
        guides: dict = {"predictions": self._predictions, "level": self._level}
        if self._scales:
            guides["scales"] = self._scales
        return answer_all(pipe, {"name": self.name, "offers": ["guide"], "guides": guides,
                                 "precision": self._precision}, self._answer, failed)

    def _answer(self, ask: dict, arrays: List[np.ndarray]) -> tuple:
        if ask["ask"] == "begin":
            self._run = {key: ask[key] for key in ("steps", "dimension", "scale", "prediction")}
            self._run.update({f"{each}s": np.array([float(value) for value in ask[f"{each}s"]]) for each in LEVELS})
            self._run["state"] = None
            self._run["state"] = self._begin(self._run)
            return ({"say": "begun"},)
        if ask["ask"] == "end":
            self._end(self._run)
            return ({"say": "ended"},)
        if ask["ask"] == "guide":
            return {"say": "guided"}, self._guided(ask, arrays)
        raise ValueError(f"asked for {ask['ask']!r}, which is not offered")

    def _guided(self, ask: dict, arrays: List[np.ndarray]) -> np.ndarray:
        x = arrays[0]
        given = dict(zip(("x", "conditional", "unconditional", "negative"),
                         arrays if self._arrays is None else map(self._arrays.points, arrays)))
        given.setdefault("negative", None)
        given.update({key: ask[key] for key in ("step", "steps", "scale", "prediction")})
        for each in LEVELS:
            given[each], given[f"next_{each}"] = float(ask["level"][each]), float(ask["next_level"][each])
        given["state"] = self._run.get("state")
        result = self._guide(given)
        if str(getattr(result, "dtype", "")).endswith("float16"):
            # guidecheck shows the first 80 characters.
            raise TypeError(f"result has dtype {result.dtype}: must be {x.dtype}; astype(conditional.dtype) makes it so. "
                            "It is judged at the rounding of half precision")
        result = checked("result", result, x.shape)
        if result.dtype != x.dtype:
            raise TypeError(f"result has dtype {result.dtype}: must be {x.dtype}, as the predictions are; or declare "
                            f"precision={'single' if x.dtype == np.float64 else 'double'!r}")
        return result


class ByName:
    """Function of the user that receives by name what it has parameters for; one that is None does nothing."""

    def __init__(self, name: str, function: Any, known: Sequence[str]):
        if function is not None and not callable(function):
            raise TypeError(f"{name}={function!r}: must be a function")
        self._function = function
        self.parameters: Optional[Sequence[str]] = () if function is None else _parameters(name, function, known)

    def __call__(self, given: Mapping[str, Any]) -> Any:
        if self._function is None:
            return None
        # Parameters that are not known here have defaults, or Python says that they are missing.
        return self._function(**(given if self.parameters is None
                                 else {each: given[each] for each in self.parameters if each in given}))


def _parameters(name: str, function: Callable[..., Any], known: Sequence[str]) -> Optional[Sequence[str]]:
    """Names of a function's parameters; None if it takes any."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except ValueError:
        raise TypeError(f"{name}={function!r}: must be a function whose parameters have names") from None
    missing = [each.name for each in parameters if each.default is each.empty and each.kind not in
               (each.VAR_KEYWORD, each.VAR_POSITIONAL) and (each.name not in known or each.kind is each.POSITIONAL_ONLY)]
    if missing:
        raise TypeError(f"{name} has the parameter{'s' if len(missing) > 1 else ''} {', '.join(missing)}: what it is given "
                        f"comes by name, and must be some of {', '.join(known)}")
    if any(each.kind is each.VAR_KEYWORD for each in parameters):
        return None
    return [each.name for each in parameters]


def _predictions(names: _Names) -> List[str]:
    listed_names = list(PREDICTIONS) if names == "all" else [names] if isinstance(names, str) else list(names)
    if not listed_names or len(set(listed_names)) < len(listed_names) or not set(listed_names) <= set(PREDICTIONS):
        raise ValueError(f"predictions={names!r}: must be 'all', or some of {', '.join(PREDICTIONS)}, each once")
    return listed_names


def one_of(argument: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise ValueError(f"{argument}={value!r}: must be one of {', '.join(known)}")
    return value
