"""Verdicts on a sampler or a guider, as values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping, Optional, Tuple


@dataclass(frozen=True)
class Evidence:
    """Piece of evidence of a verdict: a quantity, its bounds, and the rule that they decide.

    details has all fields of the results as they stand in results.json.
    """

    quantity: str
    value: float
    lower: float
    upper: float
    rule: str
    outcome: str
    kind: str
    method: str
    samples: int
    alpha: float
    details: Mapping[str, Any] = field(repr=False, compare=False)

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Evidence:
        return cls(item["quantity"], float(item["value"]), float(item["lower"]), float(item["upper"]), item["rule"],
                   item["outcome"], item["kind"], item["method"], int(item["n"]), float(item["alpha"]), item)


@dataclass(frozen=True)
class Verdict:
    """Verdict on one claim about a sampler or a guider. outcome is HOLDS, NOT_REFUTED, UNDECIDED or REFUTED."""

    claim: str
    outcome: str
    statement: str
    found: str
    subject: str
    resolution: str
    seconds: float
    seed: int
    note: str
    evidence: Tuple[Evidence, ...]

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Verdict:
        return cls(item["claim"], item["outcome"], item["statement"], item["found"], item["subject"],
                   item["resolution"], float(item["seconds"]), int(item["seed"]), item["note"],
                   tuple(Evidence.of(each) for each in item["evidence"]))

    def __str__(self) -> str:
        return f"{self.claim} {_words(self.outcome)}: {self.found}"


@dataclass(frozen=True)
class Replay:
    """How the same verdicts are reached again: the call of guard, less the claims, and the alpha of each claim."""

    call: str
    alpha: float
    command: Optional[str] = None
    function: str = "guard"

    def of(self, claims: Tuple[str, ...]) -> str:
        alpha = float(f"{self.alpha * len(claims):.6g}")
        line = f"guidecheck.{self.function}({self.call}, claims={list(claims)!r}, alpha={alpha!r})"
        return line if self.command is None else f"{self.command}  (or {line})"


@dataclass(frozen=True)
class Report:
    """Verdicts on a sampler or a guider, in the order in which they were reached. str() is the command line's table."""

    name: str
    verdicts: Tuple[Verdict, ...]
    table: str = field(repr=False)
    results: Mapping[str, Any] = field(repr=False)
    replay: Replay = field(repr=False)
    html: Optional[Path] = None
    failure: Optional[BaseException] = field(default=None, repr=False)
    kind: str = "sampler"

    @property
    def outcome(self) -> str:
        """The worst of all verdicts: HOLDS, NOT_REFUTED, UNDECIDED or REFUTED."""
        found = {verdict.outcome for verdict in self.verdicts}
        return next((each for each in ("REFUTED", "UNDECIDED", "NOT_REFUTED") if each in found), "HOLDS")

    @property
    def seed(self) -> int:
        """The seed of all random numbers."""
        return int(self.results["runs"][0]["seed"])

    def to_json(self) -> str:
        """The results as JSON, as in results.json."""
        return json.dumps(self.results, indent=2, ensure_ascii=False)

    def assert_holds(self, allow_undecided: bool = False) -> None:
        """Raises an AssertionError that names each claim that is refuted, or undecided, the reason and the replay.

        Claims that are not refuted by checks that can only refute pass. Where a claim fails because the sampler or
        guider raised an exception, the first one is the cause of the AssertionError.
        """
        __tracebackhide__ = True  # pytest shows the user's line
        wrong = [each for each in self.verdicts
                 if each.outcome == "REFUTED" or (each.outcome == "UNDECIDED" and not allow_undecided)]
        if not wrong:
            return
        lines = [f"{self.kind} '{self.name}': {len(wrong)} of {len(self.verdicts)} claims fail"]
        lines += [f"  {each}" for each in wrong]
        lines.append("replay: " + self.replay.of(tuple(dict.fromkeys(each.claim for each in wrong))))
        if self.html is not None:
            lines.append(f"report: {self.html}")
        raised = self.failure if any(" failed: '" in each.found for each in wrong) else None
        raise AssertionError("\n".join(lines)) from raised

    def __str__(self) -> str:
        return self.table


def _words(outcome: str) -> str:
    return outcome.replace("_", " ")
