"""Plugin of pytest: the fixture guard, and the option --guidecheck-report."""

from __future__ import annotations

import functools
import re
import shlex
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest

from guidecheck._guard import clean_name
from guidecheck._guard import guard as _guard
from guidecheck._report import Report

_PROPERTY = "guidecheck"


def pytest_addoption(parser: Any) -> None:
    parser.getgroup("guidecheck").addoption(
        "--guidecheck-report", metavar="DIR", default=None,
        help="Write results.json, report.html and verdicts.txt of each guarded sampler to a folder below DIR.")


@pytest.fixture
def guard(request: Any) -> Callable[..., Report]:
    """guidecheck.guard, named after the test, at effort quick unless told otherwise."""
    reached: List[Report] = []
    node = request.node

    @functools.wraps(_guard)
    def guarded(sample: Callable[..., Any], *arguments: Any, **options: Any) -> Report:
        count = f"-{len(reached) + 1}" if reached else ""
        options.setdefault("name", clean_name(node.name)[:60] + count)
        if len(arguments) < 4:  # effort is the fifth parameter
            options.setdefault("effort", "quick")
        options.setdefault("replay", f"pytest {shlex.quote(node.nodeid)}")
        folder = request.config.getoption("guidecheck_report")
        if folder is not None:
            options.setdefault("out", Path(folder, re.sub(r"[^A-Za-z0-9._+-]+", "-", node.nodeid).strip("-") + count))
        report = _guard(sample, *arguments, **options)
        reached.append(report)
        # Properties of a test reach the summary also from the processes of pytest-xdist.
        node.user_properties.append((_PROPERTY, summary(report)))
        return report

    return guarded


def summary(report: Report) -> str:
    """The verdicts on a sampler in a line."""
    outcomes = [verdict.outcome for verdict in report.verdicts]
    counts = ", ".join(f"{outcomes.count(each)} {each.replace('_', ' ')}"
                       for each in ("REFUTED", "UNDECIDED", "NOT_REFUTED", "HOLDS") if each in outcomes)
    where = f"  {report.html}" if report.html is not None else ""
    return f"{report.name}: {counts}{where}"


def _lines(reports: Any) -> Iterator[str]:
    for report in reports:
        if getattr(report, "when", None) == "call":
            yield from (value for key, value in report.user_properties if key == _PROPERTY)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    lines = [line for reports in terminalreporter.stats.values() for line in _lines(reports)]
    if lines:
        terminalreporter.section("samplers guarded by guidecheck")
        for line in lines:
            terminalreporter.line(line)
