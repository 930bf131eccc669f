"""Judges a sampler that runs in this process."""

from __future__ import annotations

import json
import numbers
import os
import re
import shutil
import sys
import tempfile
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Iterable, List, Optional, Sequence, Tuple, Union

from guidecheck._errors import GuidecheckError
from guidecheck._java import Judge
from guidecheck._pipe import Gone, Messages, converse, plain
from guidecheck._report import Replay, Report, Verdict

# A debugger may hold the sampler for as long as it likes.
A_DAY = 86_400
_FILES = ("results.json", "report.html", "verdicts.txt")
_BAD_INPUT = 2


def guard(sample: Callable[..., Any], like: Optional[str] = None, steps: Union[int, Sequence[int]] = 50,
          weights: Union[float, Sequence[float]] = (0, 1, 3), effort: str = "normal", seed: Optional[int] = None,
          claims: Optional[Iterable[str]] = None, *, name: Optional[str] = None, alpha: Optional[float] = None,
          out: Union[str, "os.PathLike[str]", None] = None, limit: float = A_DAY,
          replay: Optional[str] = None, **declared: Any) -> Report:
    """Tests a sampler on exactly known laws and returns the verdicts.

    The sampler runs in this process and thread, so debuggers and tensors on a GPU work; Java judges in a process of
    its own. An exception of the sampler refutes the claim that was tried, with its traceback on standard error;
    KeyboardInterrupt and the like end the guard and are passed on.

    sample     function of a denoiser and of what it names: n, dimension, steps, alpha_bars, rng and so on; see serve
    like       built-in sampler that it must match step by step, such as ddpm, ddim, euler-ancestral or dpmpp-2m;
               guidecheck guard --help has all names. None: a scheme of its own
    steps      number of steps, or several
    weights    guidance weights w = guidance_scale - 1
    effort     quick, normal or thorough: how small a departure to look for
    seed       of all random numbers; None for guidecheck's own
    claims     ids of the claims to decide; None for all
    name       in the verdicts: letters, digits or . _ : + -; None for the function's name
    alpha      probability of any false alarm; None for 1e-6
    out        folder to write results.json, report.html and verdicts.txt to; None to write nothing
    limit      seconds that the sampler may take for one answer
    replay     command that repeats this guard, for the message of a failure; None for the call of this function
    declared   what the sampler means to do, as in serve: rule, schedule, starts_at, most_steps and so on

    Raises TypeError if sample cannot be called or an argument is of another type, ValueError if one is out of range,
    and GuidecheckError if Java is missing or ends early; each message is one line.
    """
    if not callable(sample):
        raise TypeError(f"sample={sample!r}: must be a function of a denoiser, or one that an adapter makes")
    steps_option = listed("steps", steps, whole, "a whole number, or several, such as 50 or (25, 50)")
    weights_option = listed("weights", weights, real, "a number, or several, such as 3 or (0, 1, 3)")
    require_seed(seed)
    chosen = claims_of(claims)
    for key, value in declared.items():
        _require_json(key, value)
    called = clean_name(name if name is not None else getattr(sample, "__name__", type(sample).__name__))
    options = options_of(like=like, steps=steps_option, weight=weights_option, effort=effort, seed=seed, alpha=alpha,
                       limit=limit)
    for claim in chosen:
        options += ["--claim", claim]
    failures = Failures()
    results, text, html = judged(options, f"sampler '{called}'", out,
                                 lambda pipe: converse(pipe, sample, called, declared, failures.tell))
    verdicts = tuple(Verdict.of(each) for each in results["findings"])
    run = results["runs"][0]
    call = call_of("sample", like=like, steps=steps, weights=weights, effort=effort, seed=run["seed"], **declared)
    return Report(called, verdicts, text, results, Replay(call, run["alpha"] / max(1, len(verdicts)), replay), html,
                  failures.first)


def judged(options: Sequence[str], subject: str, out: Union[str, "os.PathLike[str]", None],
           talk: Callable[[Messages], Any]) -> Tuple[dict, str, Optional[Path]]:
    """Runs the guard on what talks over the pipe: the results, the table, and the path of the report if it is kept."""
    if out is not None:
        _make_folder(out)
    declares = f"{subject} declares: "
    with tempfile.TemporaryDirectory(prefix="guidecheck-") as folder:
        table = Path(folder, "verdicts.txt")
        with Judge(["guard", "--stdio", "--out", folder, "--text", str(table), *options]) as judge:
            try:
                talk(judge.messages)
            except Gone:
                pass  # The exit code and the messages say why.
            code = judge.wait()
            problem = judge.last_error()
        if problem is not None and problem.startswith(declares):
            raise ValueError(problem[len(declares):])
        if code == _BAD_INPUT and problem is not None:
            raise ValueError(re.sub(r"^--", "", problem))
        if not table.is_file():
            raise GuidecheckError(f"no verdicts on {subject}: {problem or f'Java ended with code {code}'}")
        results = json.loads(Path(folder, "results.json").read_text(encoding="utf-8"))
        html = _kept(Path(folder), Path(out)) if out is not None else None
        return results, table.read_text(encoding="utf-8"), html


def clean_name(name: str, unnamed: str = "sampler") -> str:
    """A name as the protocol has it: other characters become hyphens."""
    return re.sub(r"[^A-Za-z0-9._:+-]+", "-", name).strip("-")[:64] or unnamed


def whole(value: Any) -> bool:
    """Whether a value is a whole number; integers of NumPy are, True is not."""
    return isinstance(value, numbers.Integral) and not isinstance(value, bool)


def real(value: Any) -> bool:
    """Whether a value is a real number; True is not."""
    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def listed(name: str, values: Any, is_one: Callable[[Any], bool], rule: str) -> str:
    """One value or several, with commas between them."""
    all_values = [values] if is_one(values) else None if isinstance(values, str) or not isinstance(values, Iterable) \
        else list(values)
    if all_values is None or not all(is_one(each) for each in all_values):
        raise TypeError(f"{name}={values!r}: must be {rule}")
    if not all_values:
        raise ValueError(f"{name}={values!r}: is empty; must be {rule}")
    return ",".join(str(each) for each in all_values)


def require_seed(seed: Any) -> None:
    if seed is not None and not whole(seed):
        raise TypeError(f"seed={seed!r}: must be a whole number, or None for guidecheck's own")


def claims_of(claims: Any) -> List[str]:
    """Ids of claims; none for all."""
    if claims is None:
        return []
    named = None if isinstance(claims, str) or not isinstance(claims, Iterable) else list(claims)
    if named is None or not all(isinstance(each, str) for each in named):
        raise TypeError(f"claims={claims!r}: must be a list of ids, such as ['sampler.noise'], or None for all")
    if not named:
        raise ValueError(f"claims={claims!r}: is empty; name at least one claim, or None for all")
    return named


def _require_json(name: str, value: Any) -> None:
    try:
        json.dumps(value, default=plain)
    except (TypeError, ValueError):
        raise TypeError(f"{name}={value!r}: cannot be declared; must be made of texts, numbers, lists and dicts, as "
                        "PROTOCOL.md describes") from None


def _make_folder(out: Union[str, "os.PathLike[str]"]) -> None:
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ValueError(f"out={os.fspath(out)!r}: no such folder can be made ({problem.strerror}); give one that may "
                         "be written to") from None
    if not os.access(out, os.W_OK):
        raise ValueError(f"out={os.fspath(out)!r}: is not writable; give a folder that may be written to")


def options_of(**values: Any) -> List[str]:
    """Options of the command line for the values that are not None."""
    return [word for key, value in values.items() if value is not None for word in (f"--{key}", str(value))]


def call_of(first: str, **values: Any) -> str:
    """The arguments of a call: the first, and those that are not None, by name."""
    return ", ".join([first, *(f"{key}={value!r}" for key, value in values.items() if value is not None)])


def _kept(source: Path, folder: Path) -> Path:
    """Copies the files of the results, each whole or not at all; returns the path of the report."""
    for each in _FILES:
        shutil.copyfile(source / each, folder / (each + ".part"))
        os.replace(folder / (each + ".part"), folder / each)
    return folder / "report.html"


def _is_own(filename: str) -> bool:
    return Path(filename).parent == Path(__file__).parent


def _from_the_user(trace: Optional[TracebackType]) -> Optional[TracebackType]:
    """A traceback from the first frame outside this package on; as it stands if there is none."""
    rest = trace
    while rest is not None and _is_own(rest.tb_frame.f_code.co_filename):
        rest = rest.tb_next
    return trace if rest is None else rest


class Failures:
    """Exceptions of a sampler or a guider: prints each traceback once."""

    def __init__(self) -> None:
        self.first: Optional[Exception] = None
        self._known: set = set()

    def tell(self, problem: Exception) -> None:
        shown = problem.with_traceback(_from_the_user(problem.__traceback__))
        if self.first is None:
            self.first = shown
        told = traceback.TracebackException.from_exception(shown)
        # Where the user called this package wrongly, the last line is the call.
        while len(told.stack) > 1 and _is_own(told.stack[-1].filename):
            told.stack.pop()
        text = "".join(told.format())
        if text not in self._known:
            self._known.add(text)
            sys.stderr.write(text)
