"""Python side of the pipe between guidecheck and a sampler. A complete sampler:

    import numpy as np
    import guidecheck

    def sample(denoiser, n, dimension, alpha_bars, rng):
        x = rng.standard_normal((n, dimension))
        for a, b in zip(alpha_bars, alpha_bars[1:]):
            x0, eps = denoiser.x0(x, alpha_bar=a), denoiser.eps(x, alpha_bar=a)
            x = np.sqrt(b) * x0 + np.sqrt(1 - b) * eps
        return x / np.sqrt(alpha_bars[-1])

    guidecheck.serve(sample, name="my-ddim")

It needs NumPy and nothing else. PROTOCOL.md describes the messages.
"""

import functools
import inspect
import io
import json
import os
import sys
import traceback

import numpy as np

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

PROTOCOL = 1
_TYPES = ("<f4", "<f8")


class Denoiser:
    """Exact denoiser, answered by guidecheck.

    Every method takes points x of shape (n, dimension), float32 or float64, and the noise level as one of

        alpha_bar=a   where x = sqrt(a) x0 + sqrt(1 - a) z
        sigma=s       where x = x0 + s z
        flow_time=u   where x = (1 - u) x0 + u z, 0 <= u <= 1
        log_snr=l     where x is as with alpha_bar, l = log(a / (1 - a)), which loses no digits at either end

    from pure noise (alpha_bar 0, flow_time 1, log_snr -inf) to clean data (alpha_bar 1, sigma 0, log_snr inf), and returns predictions in the scale and dtype of x. `of` is "guided" (the default: both predictions combined with
    the weight at that level), "conditional", "unconditional", or "both" for the pair (conditional, unconditional).
    """

    def __init__(self, pipe, weight):
        self._pipe = pipe
        self.weight = weight
        """The paper's weight w at the level of the last call; guidance_scale is 1 + w."""

    def eps(self, x, of="guided", **level):
        """The predicted noise z."""
        return self._ask("epsilon", x, of, level)

    def x0(self, x, of="guided", **level):
        """The predicted clean point."""
        return self._ask("x0", x, of, level)

    def v(self, x, of="guided", **level):
        """The velocity sqrt(a) z - sqrt(1 - a) x0, a the level's alpha_bar."""
        return self._ask("v", x, of, level)

    def score(self, x, of="guided", **level):
        """The score (gradient of the log-density) at x, in the scale of x: -z / sigma where x = x0 + sigma z."""
        return self._ask("score", x, of, level)

    def flow(self, x, of="guided", **level):
        """The velocity z - x0 of flow matching."""
        return self._ask("flow", x, of, level)

    def guided(self, conditional, unconditional):
        """Combines two predictions with the weight at the level of the last call."""
        return conditional + self.weight * (conditional - unconditional)

    def _ask(self, prediction, x, of, level):
        if len(level) != 1 or next(iter(level)) not in ("alpha_bar", "sigma", "flow_time", "log_snr"):
            raise TypeError(f"level={level}: give one of alpha_bar=, sigma=, flow_time= or log_snr=")
        if of not in ("guided", "conditional", "unconditional", "both"):
            raise ValueError(f"of={of!r}: must be guided, conditional, unconditional or both")
        header = {"say": "denoise", "level": {k: float(value) for k, value in level.items()},
                  "prediction": prediction, "of": of}
        self._pipe.send(header, _checked("x", x))
        reply, arrays = self._pipe.receive()
        self.weight = reply["weight"]
        return tuple(arrays) if of == "both" else arrays[0]


def serve(sample, name, **declared):
    """Answers guidecheck's requests until it ends the session.

    sample(denoiser, ...) returns n samples of shape (n, dimension) in the scale of clean data. It receives, by name,
    those of the following that it has parameters for:

        n, dimension          number of points and of their coordinates
        steps                 number of steps of guidecheck's own samplers
        alpha_bars            the steps + 1 levels they visit, noisy to clean; a sampler may visit others. Where the
                              last is below 1, the samples must keep that much noise: x0 + sqrt(1/a - 1) z
        sigmas, log_snrs      the same levels as sqrt((1 - a) / a) and as log(a / (1 - a)), to full precision at both ends
        seed, rng             a whole number, and a NumPy Generator seeded with it
        weight                the paper's w, None if it varies with the level
        guidance_scale        1 + w, None likewise
        class_name            label of the class
        start                 points to start from, variance preserving, if the sampler declares starts_at; else None

    declared says what the sampler means to do: rule, schedule, starts_at, ends_at, steps_at_least, most_steps,
    no_single_step, precision, as PROTOCOL.md describes them, such as rule="interval:0.3:5" or starts_at={"sigma": 2}.

    From here on print() writes to standard error. An exception fails the batch and leaves a traceback there.
    """
    pipe = _Pipe()
    pipe.send({"say": "hello", "protocol": PROTOCOL, "name": name, "offers": ["sample"], **declared})
    while True:
        try:
            ask, start = pipe.receive()
        except EOFError:
            return
        if ask["ask"] == "quit":
            return
        try:
            result = _answer(pipe, ask, sample, start[0] if start else None)
        except (BrokenPipeError, EOFError):
            raise SystemExit("guidecheck has gone") from None
        except Exception as problem:
            traceback.print_exc()
            pipe.send({"say": "failed", "message": f"{type(problem).__name__}: {problem}"[:1000]})
        else:
            pipe.send({"say": "done"}, result)


def _answer(pipe, ask, sample, start=None):
    given = {"start": start, "n": ask["n"], "dimension": ask["dimension"], "seed": ask["seed"], "weight": ask["weight"],
             "guidance_scale": ask["guidance_scale"], "class_name": ask["class"],
             "rng": np.random.default_rng(ask["seed"])}
    denoiser = Denoiser(pipe, ask["weight"])
    if ask["ask"] == "sample":
        given.update(steps=ask["steps"], alpha_bars=np.array(ask["alpha_bars"]), sigmas=np.array(ask["sigmas"]),
                     log_snrs=np.array([float(level) for level in ask["log_snrs"]]))
        result = sample(denoiser, **_wanted(sample, given))
    else:
        raise ValueError(f"asked for {ask['ask']!r}, which is not offered")
    return _checked("result", result, (ask["n"], ask["dimension"]))


def _wanted(function, given):
    """The given arguments that a function has parameters for."""
    parameters = inspect.signature(function).parameters.values()
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return given
    return {p.name: given[p.name] for p in parameters if p.name in given}


def _checked(name, array, shape=None):
    array = np.asarray(array)
    if array.ndim != 2 or (shape is not None and array.shape != shape):
        raise ValueError(f"{name} has shape {array.shape}: must be {shape or '(n, dimension)'}")
    if array.dtype.newbyteorder("<").str not in _TYPES:
        raise TypeError(f"{name} has dtype {array.dtype}: must be float32 or float64")
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))


def _widened(pipe):
    """Enlarges the pipe's buffer to a mebibyte if the system allows it (Linux): fewer switches between the programs."""
    try:
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)
    except (AttributeError, OSError):
        pass
    return pipe


# Cached: for a small batch the header costs NumPy more than the numbers, and most headers of a run are equal.
@functools.lru_cache(maxsize=64)
def _array_header(shape, descr):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": descr, "fortran_order": False, "shape": shape})
    return header.getvalue()


@functools.lru_cache(maxsize=64)
def _shape_and_type(header):
    shape, _, dtype = np.lib.format.read_array_header_1_0(io.BytesIO(header))
    return shape, dtype


class _Pipe:
    """Message stream over the process's standard input and output, which are hidden from all other code."""

    def __init__(self):
        self._in = os.fdopen(_widened(os.dup(0)), "rb")
        self._out = os.fdopen(_widened(os.dup(1)), "wb")
        with open(os.devnull, "rb") as nothing:
            os.dup2(nothing.fileno(), 0)
        os.dup2(2, 1)
        # Output printed before this call but still buffered goes to standard error as well.
        sys.stdout.flush()
        sys.stdout = sys.stderr

    def send(self, header, *arrays):
        self._out.write(json.dumps({**header, "arrays": len(arrays)}).encode() + b"\n")
        for array in arrays:
            self._out.write(_array_header(array.shape, array.dtype.str))
            self._out.write(array.data)
        self._out.flush()

    def receive(self):
        """The next message and its arrays."""
        line = self._in.readline()
        if not line:
            raise EOFError("the pipe has ended")
        header = json.loads(line)
        return header, [self._read_array() for _ in range(header.get("arrays", 0))]

    def _read_array(self):
        # numpy.load needs a stream that can seek.
        np.lib.format.read_magic(self._in)
        length = self._in.read(2)
        array = np.empty(*_shape_and_type(length + self._in.read(int.from_bytes(length, "little"))))
        if self._in.readinto(array.data.cast("B")) < array.nbytes:
            raise EOFError("the pipe ended within an array")
        return array
