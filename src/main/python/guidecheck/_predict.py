"""Trained models: answers guidecheck's questions for predictions and class probabilities."""

from __future__ import annotations

from typing import Any, Callable, Optional, Sequence, Union

import numpy as np

from guidecheck._arrays import arrays_for
from guidecheck._guard import clean_name
from guidecheck._guide import LEVELS, PREDICTIONS, ByName, one_of
from guidecheck._pipe import Gone, answer_all, checked, show_traceback, standard_streams

_GIVEN = ("x", "label", "class_index", *LEVELS, "level_index")
_GIVEN_TO_CLASSIFIER = ("x", "labels", *LEVELS, "level_index")


def serve_model(predict: Callable[..., Any], parametrisation: str = "epsilon", level: Optional[str] = None, *,
                classifier: Optional[Callable[..., Any]] = None, levels: Union[str, Sequence[float], None] = None,
                conditional: bool = True, unconditional: bool = True, name: Optional[str] = None,
                precision: Optional[str] = None, example: Any = None) -> None:
    """Answers the questions of `guidecheck audit --model-command` over standard input and output.

    predict(...) returns the model's prediction at a batch of points, an array of shape (n, dimension). It receives, by
    name, those of the following that it has parameters for:

        x             the points, shape (n, dimension), in the scale of `level`
        label         label of the class to predict for, a text; None for the prediction without a label
        class_index   its number in guidecheck's order, from 0; None likewise
        alpha_bar, sigma, flow_time, log_snr     the noise level in each of the scales, as in Denoiser
        level_index   place of the level in `levels`, if they were given as an array

    classifier(...) returns the logits of all classes, an array of shape (n, number of classes) in guidecheck's order;
    it receives x, labels (of all classes, in that order), the level and level_index.

    parametrisation   what predict returns: epsilon (z), x0, v (sqrt(a) z - sqrt(1 - a) x0), score (in the scale of x)
                      or flow (z - x0)
    level             scale of x: alpha_bar (x = sqrt(a) x0 + sqrt(1 - a) z), sigma (x0 + s z), flow_time
                      ((1 - u) x0 + u z) or log_snr. None: the one of these that predict has a parameter for, or alpha_bar
    levels            those that the model was trained at: an array in the scale of `level`, or the name of a grid of
                      1000 levels such as linear-beta. None: any
    conditional, unconditional     whether predict takes labels, and whether it takes None for one
    name              in the verdicts; None for the function's name
    precision         of the arrays, single or double. None: double, or that of example
    example           a tensor of PyTorch: predict receives tensors of its dtype on its device. None for NumPy arrays

    From here on print() writes to standard error. An exception fails the call and leaves a traceback there,
    unless it is about the array that was returned.
    """
    model = _Model(predict, parametrisation, level, classifier, levels, conditional, unconditional, name, precision,
                   example)
    try:
        answer_all(standard_streams(), model.hello(), model.answer, show_traceback)
    except Gone as gone:
        raise SystemExit(str(gone)) from None


class _Model:
    """Model of the user, as it answers over the pipe. Raises TypeError or ValueError if it cannot be one."""

    def __init__(self, predict: Any, parametrisation: str, level: Optional[str], classifier: Any, levels: Any,
                 conditional: bool, unconditional: bool, name: Optional[str], precision: Optional[str], example: Any):
        if not callable(predict):
            raise TypeError(f"predict={predict!r}: must be a function of points and a noise level")
        if not conditional and not unconditional:
            raise ValueError("conditional and unconditional are both False: the model must predict something")
        if example is not None and not hasattr(example, "dtype"):
            raise TypeError(f"example={example!r}: must be a tensor of PyTorch or an array of NumPy, like those that "
                            "predict takes, or None")
        self._predict = ByName("predict", predict, _GIVEN)
        self._classifier = ByName("classifier", classifier, _GIVEN_TO_CLASSIFIER) if classifier is not None else None
        self._level = one_of("level", level, LEVELS) if level is not None else self._named_level()
        self._arrays = arrays_for(example, example.dtype) if example is not None else None
        self._precision = (one_of("precision", precision, ("single", "double")) if precision is not None
                           else "double" if example is None or str(example.dtype).endswith("float64") else "single")
        self._levels = np.asarray(levels, dtype=float) if levels is not None and not isinstance(levels, str) else None
        self._predicts = {"prediction": one_of("parametrisation", parametrisation, PREDICTIONS), "level": self._level,
                          "conditional": conditional, "unconditional": unconditional,
                          "classifier": classifier is not None}
        if levels is not None:
            self._predicts["levels"] = levels if self._levels is None else self._levels.tolist()
        self._name = clean_name(name if name is not None else getattr(predict, "__name__", type(predict).__name__), "model")

    def _named_level(self) -> str:
        """The scale of levels that predict has a parameter for, if it is but one."""
        named = [each for each in LEVELS if each in (self._predict.parameters or ())]
        return named[0] if len(named) == 1 else "alpha_bar"

    def hello(self) -> dict:
        return {"name": self._name, "offers": ["predict"], "predicts": self._predicts, "precision": self._precision}

    def answer(self, ask: dict, arrays: list) -> tuple:
        x = arrays[0]
        given = {"x": x if self._arrays is None else self._arrays.points(x)}
        given.update({each: float(ask["level"][each]) for each in LEVELS})
        given["level_index"] = (None if self._levels is None
                                else int(np.argmin(np.abs(self._levels - given[self._level]))))
        if ask["ask"] == "predict":
            given.update(label=ask["class"], class_index=ask["class_index"])
            return {"say": "predicted"}, self._like(x, "prediction", self._predict(given), x.shape)
        if ask["ask"] == "classify" and self._classifier is not None:
            given["labels"] = ask["classes"]
            return {"say": "classified"}, self._like(x, "logits", self._classifier(given),
                                                     (len(x), len(ask["classes"])))
        raise ValueError(f"asked for {ask['ask']!r}, which is not offered")

    @staticmethod
    def _like(x: np.ndarray, name: str, answer: Any, shape: tuple) -> np.ndarray:
        return checked(name, answer, shape).astype(x.dtype)
