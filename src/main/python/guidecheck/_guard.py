"""Judges a sampler that runs in this process."""

from __future__ import annotations

import json
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
from guidecheck._pipe import Gone, Messages, converse
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

    Raises TypeError if sample cannot be called, ValueError if an argument is out of range, and GuidecheckError if Java is missing or ends early.
    """
    if not callable(sample):
        raise TypeError(f"sample={sample!r}: must be a function of a denoiser, or one that an adapter makes")
    if isinstance(claims, str):
        claims = (claims,)
    called = clean_name(name if name is not None else getattr(sample, "__name__", type(sample).__name__))
    options = options_of(like=like, steps=listed(steps), weight=listed(weights), effort=effort, seed=seed, alpha=alpha,
                       limit=limit)
    for claim in claims or ():
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
        Path(out).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="guidecheck-") as folder:
        table = Path(folder, "verdicts.txt")
        with Judge(["guard", "--stdio", "--out", folder, "--text", str(table), *options]) as judge:
            try:
                talk(judge.messages)
            except Gone:
                pass  # The exit code and the messages say why.
            code = judge.wait()
            problem = judge.last_error()
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


def listed(values: Any) -> str:
    """One value or several, with commas between them."""
    return ",".join(str(each) for each in (values if isinstance(values, Iterable) else (values,)))


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


def _from_the_user(trace: Optional[TracebackType]) -> Optional[TracebackType]:
    """A traceback from the first frame outside this package on; as it stands if there is none."""
    here = Path(__file__).parent
    rest = trace
    while rest is not None and Path(rest.tb_frame.f_code.co_filename).parent == here:
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
        text = "".join(traceback.format_exception(type(shown), shown, shown.__traceback__))
        if text not in self._known:
            self._known.add(text)
            sys.stderr.write(text)
