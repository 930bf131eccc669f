"""The pipe between guidecheck and a sampler: messages, the denoiser, and the loop that answers requests."""

from __future__ import annotations

import functools
import inspect
import io
import json
import os
import pathlib
import sys
import traceback
from typing import Any, BinaryIO, Callable, Mapping, Optional

import numpy as np

from guidecheck._arrays import of_kind, to_numpy

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PROTOCOL = 1
_TYPES = ("<f4", "<f8")
# The levels that guidecheck answers: least, largest, and the range in words.
_RANGES = {"alpha_bar": (0, 1, "[0, 1]"), "sigma": (0, 1e100, "[0, 1e100]"), "flow_time": (0, 1, "[0, 1]"),
           "log_snr": (-np.inf, np.inf, "[-inf, inf]")}
_OF = ("guided", "conditional", "unconditional", "both")


class Gone(ConnectionError):
    """guidecheck has ended, or has ended the session, in the middle of a batch."""

    def __init__(self) -> None:
        super().__init__("guidecheck has gone")


class Denoiser:
    """Exact denoiser, answered by guidecheck.

    Every method takes points x of shape (n, dimension), NumPy arrays of float32 or float64 or tensors of PyTorch, and
    the noise level as one of

        alpha_bar=a   where x = sqrt(a) x0 + sqrt(1 - a) z
        sigma=s       where x = x0 + s z
        flow_time=u   where x = (1 - u) x0 + u z, 0 <= u <= 1
        log_snr=l     where x is as with alpha_bar, l = log(a / (1 - a)), which loses no digits at either end

    from pure noise (alpha_bar 0, flow_time 1, log_snr -inf) to clean data (alpha_bar 1, sigma 0, log_snr inf), and returns predictions in the scale of x, with its dtype and on its device. `of` is "guided" (the default: both
    predictions combined with the weight at that level), "conditional", "unconditional", or "both" for the pair
    (conditional, unconditional).
    """

    def __init__(self, pipe: Messages, weight: Optional[float], shape: tuple) -> None:
        self._pipe = pipe
        self._shape = shape
        self.weight: Any = weight
        """The paper's weight w at the level of the last call; guidance_scale is 1 + w."""

    def eps(self, x: Any, of: str = "guided", **level: Any) -> Any:
        """The predicted noise z."""
        return self._ask("epsilon", x, of, level)

    def x0(self, x: Any, of: str = "guided", **level: Any) -> Any:
        """The predicted clean point."""
        return self._ask("x0", x, of, level)

    def v(self, x: Any, of: str = "guided", **level: Any) -> Any:
        """The velocity sqrt(a) z - sqrt(1 - a) x0, a the level's alpha_bar."""
        return self._ask("v", x, of, level)

    def score(self, x: Any, of: str = "guided", **level: Any) -> Any:
        """The score (gradient of the log-density) at x, in the scale of x: -z / sigma where x = x0 + sigma z."""
        return self._ask("score", x, of, level)

    def flow(self, x: Any, of: str = "guided", **level: Any) -> Any:
        """The velocity z - x0 of flow matching."""
        return self._ask("flow", x, of, level)

    def guided(self, conditional: Any, unconditional: Any) -> Any:
        """Combines two predictions with the weight at the level of the last call."""
        return conditional + self.weight * (conditional - unconditional)

    def _ask(self, prediction: str, x: Any, of: str, level: dict) -> Any:
        if len(level) != 1 or next(iter(level)) not in _RANGES:
            raise TypeError(f"level={level}: give one of alpha_bar=, sigma=, flow_time= or log_snr=")
        if of not in _OF:
            raise ValueError(f"of={of!r}: must be guided, conditional, unconditional or both")
        name, value = next((key, float(value)) for key, value in level.items())
        least, largest, interval = _RANGES[name]
        if not least <= value <= largest:
            raise ValueError(f"asked to denoise at the level {name}={value}: must be in {interval}")
        points = checked("x", x)
        if points.shape != self._shape:
            raise ValueError(f"x has shape {points.shape}: must be {self._shape}, the whole batch, as parts of it are "
                             "not supported")
        if not np.isfinite(points).all():
            row, column = np.argwhere(~np.isfinite(points))[0]
            raise ValueError(f"asked to denoise points with {points[row, column]} in row {row}, column {column}: "
                             "must be finite")
        self._pipe.send({"say": "denoise", "level": {name: value}, "prediction": prediction, "of": of}, points)
        reply, arrays = self._pipe.receive()
        if "reply" not in reply:
            raise Gone
        self.weight = reply["weight"]
        answers = tuple(of_kind(x, array) for array in arrays)
        return answers if of == "both" else answers[0]


def show_traceback(problem: Exception) -> None:
    """Writes the traceback of an exception that is being handled to standard error, unless this package raised it.

    What the package says of an answer is complete in one line, and its own frames would hide that.
    """
    frames = traceback.extract_tb(problem.__traceback__)
    if not frames or pathlib.Path(frames[-1].filename).parent != pathlib.Path(__file__).parent:
        traceback.print_exc()


def serve(sample: Callable[..., Any], name: str, **declared: Any) -> None:
    """Answers guidecheck's requests over standard input and output until it ends the session.

    sample(denoiser, ...) returns n samples of shape (n, dimension) in the scale of clean data. It receives, by name,
    those of the following that it has parameters for:

        n, dimension          number of points and of their coordinates
        steps                 number of steps of guidecheck's own samplers
        alpha_bars            the steps + 1 levels they visit, noisy to clean; a sampler may visit others. Where the
                              last is below 1, the samples must keep that much noise: x0 + sqrt(1/a - 1) z
        sigmas, log_snrs      the same levels as sqrt((1 - a) / a) and log(a / (1 - a)), precise at both ends
        seed, rng             a whole number, and a NumPy Generator seeded with it
        weight                the paper's w, None if it varies with the level
        guidance_scale        1 + w, None likewise
        class_name            label of the class
        start                 points to start from, variance preserving, if the sampler declares starts_at; else None

    declared says what the sampler means to do: rule, schedule, starts_at, ends_at, steps_at_least, most_steps,
    no_single_step, precision, as PROTOCOL.md describes them, such as rule="interval:0.3:5" or starts_at={"sigma": 2}.
    A sample function may have them as its attribute `declared`, a dict.

    From here on print() writes to standard error. An exception fails the batch and leaves a traceback there,
    unless it is about the array that was returned.
    """
    try:
        converse(standard_streams(), sample, name, declared)
    except Gone as gone:
        raise SystemExit(str(gone)) from None


def converse(pipe: Messages, sample: Callable[..., Any], name: str, declared: Mapping[str, Any],
             failed: Callable[[Exception], None] = show_traceback) -> bool:
    """Says hello, then answers requests for batches.

    failed receives each exception of sample, while it is being handled; the batch then counts as failed.
    Returns whether guidecheck has ended the session in order.
    """
    hello = {"name": name, "offers": ["sample"], **getattr(sample, "declared", {}), **declared}

    def answer(ask: dict, arrays: list) -> tuple:
        return {"say": "done"}, _answer(pipe, ask, sample, arrays[0] if arrays else None)
    return answer_all(pipe, hello, answer, failed)


def answer_all(pipe: Messages, hello: Mapping[str, Any], answer: Callable[[dict, list], tuple],
               failed: Callable[[Exception], None]) -> bool:
    """Says hello, then answers what is asked.

    answer returns, for a message and its arrays, the message and the arrays to reply with. failed receives each of its
    exceptions, while it is being handled.
    Returns whether guidecheck has ended the session in order.
    """
    pipe.send({"say": "hello", "protocol": PROTOCOL, **hello})
    while True:
        try:
            ask, arrays = pipe.receive()
        except Gone:
            return False
        if ask["ask"] == "quit":
            return True
        try:
            reply = answer(ask, arrays)
        except Gone:
            raise
        except Exception as problem:
            if _ends_debugging(problem):
                raise
            failed(problem)
            pipe.send({"say": "failed", "message": f"{type(problem).__name__}: {problem}"[:1000]})
        else:
            pipe.send(*reply)


def _ends_debugging(problem: Exception) -> bool:
    """Whether the user has quit a debugger within the sampler."""
    return "bdb" in sys.modules and isinstance(problem, sys.modules["bdb"].BdbQuit)


def _answer(pipe: Messages, ask: dict, sample: Callable[..., Any], start: Optional[np.ndarray]) -> np.ndarray:
    given = {"n": ask["n"], "dimension": ask["dimension"], "rng": np.random.default_rng(ask["seed"]), "seed": ask["seed"],
             "weight": ask["weight"], "guidance_scale": ask["guidance_scale"], "class_name": ask["class"], "start": start}
    denoiser = Denoiser(pipe, ask["weight"], (ask["n"], ask["dimension"]))
    if ask["ask"] == "sample":
        given.update(steps=ask["steps"], alpha_bars=np.array(ask["alpha_bars"]), sigmas=np.array(ask["sigmas"]),
                     log_snrs=np.array([float(level) for level in ask["log_snrs"]]))
        result = sample(denoiser, **wanted(sample, given, positional=1))
    else:
        raise ValueError(f"asked for {ask['ask']!r}, which is not offered")
    return checked("result", result, (ask["n"], ask["dimension"]))


def wanted(function: Callable[..., Any], given: dict, positional: int = 0) -> dict:
    """The given arguments that a function has parameters for, beside positional ones. Raises TypeError if it needs others."""
    parameters = inspect.signature(function).parameters.values()
    others = [p.name for p in list(parameters)[positional:] if p.default is p.empty and p.name not in given
              and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]
    if others:
        raise TypeError(f"{', '.join(others)}: no such argument; by name come {', '.join(given)}")
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return given
    return {p.name: given[p.name] for p in parameters if p.name in given}


def plain(value: Any) -> Any:
    """Numbers of NumPy or PyTorch, and arrays of them, as those of Python, for JSON."""
    if not hasattr(value, "tolist"):
        raise TypeError(f"{value!r} is not JSON")
    return value.tolist()


def checked(name: str, points: Any, shape: Optional[tuple] = None) -> np.ndarray:
    if points is None:
        raise TypeError(f"{name} is None: must be an array of shape {shape or '(n, dimension)'}; is a return missing?")
    array = to_numpy(points)
    if array.ndim != 2 or (shape is not None and array.shape != shape):
        raise ValueError(f"{name} has shape {array.shape}: must be {shape or '(n, dimension)'}")
    if array.dtype.newbyteorder("<").str not in _TYPES:
        raise TypeError(f"{name} has dtype {array.dtype}: must be float32 or float64")
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))


def widened(pipe: Any) -> Any:
    """Enlarges the pipe's buffer to a mebibyte if the system allows it (Linux): fewer switches between the programs."""
    try:
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)
    except (AttributeError, OSError):
        pass
    return pipe


# Cached: for a small batch the header costs NumPy more than the numbers, and most headers of a run are equal.
@functools.lru_cache(maxsize=64)
def _array_header(shape: tuple, descr: str) -> bytes:
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": descr, "fortran_order": False, "shape": shape})
    return header.getvalue()


@functools.lru_cache(maxsize=64)
def _shape_and_type(header: bytes) -> tuple:
    shape, _, dtype = np.lib.format.read_array_header_1_0(io.BytesIO(header))
    return shape, dtype


class Messages:
    """Messages over a pair of streams: each is a line of JSON followed by as many arrays as it states."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._in = source
        self._out = sink

    def send(self, header: dict, *arrays: np.ndarray) -> None:
        try:
            self._out.write(json.dumps({**header, "arrays": len(arrays)}, default=plain).encode() + b"\n")
            for array in arrays:
                self._out.write(_array_header(array.shape, array.dtype.str))
                self._out.write(array.data)
            self._out.flush()
        except (BrokenPipeError, ConnectionError):
            raise Gone from None

    def receive(self) -> tuple:
        """The next message and its arrays."""
        line = self._in.readline()
        if not line:
            raise Gone
        header = json.loads(line)
        return header, [self._read_array() for _ in range(header.get("arrays", 0))]

    def _read_array(self) -> np.ndarray:
        # numpy.load needs a stream that can seek.
        start = self._in.read(10)
        if len(start) < 10:
            raise Gone
        length = start[8:]
        array = np.empty(*_shape_and_type(length + self._in.read(int.from_bytes(length, "little"))))
        if self._in.readinto(array.data.cast("B")) < array.nbytes:  # type: ignore[attr-defined]
            raise Gone
        return array


def standard_streams() -> Messages:
    """Messages over the process's standard input and output, which are hidden from all other code."""
    source, sink = os.fdopen(widened(os.dup(0)), "rb"), os.fdopen(widened(os.dup(1)), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    # Output printed before this call but still buffered goes to standard error as well.
    sys.stdout.flush()
    sys.stdout = sys.stderr
    return Messages(source, sink)
