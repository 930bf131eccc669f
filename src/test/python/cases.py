#!/usr/bin/env python3
"""Hostile cases of the mean reciprocal, made from a fixed seed.

usage: cases.py CASES.json      write the cases; reference.py then solves them

A case has a name, FAMILY-WHAT-wWEIGHT, and the fields that reference.py reads. Laws in 8 and 32 dimensions are made of
a law on the line, kept as "line", and further coordinates that are the same in both classes and independent of the
first, then reflected: they have the mean reciprocal of the line.
"""

import json
import random
import sys

WEIGHTS = (0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 12, 20)


def gaussian(mean, deviation):
    return {"type": "gaussian", "mean": [mean], "covariance": deviation * deviation}


def mixture(*parts):
    """A mixture of (share, law)."""
    return {"type": "mixture", "weights": [share for share, _ in parts], "components": [law for _, law in parts]}


def box(low, high):
    return {"type": "box", "low": [low], "high": [high]}


def laplace(center, scale):
    return {"type": "laplace", "center": [center], "scale": scale}


def exponential(origin, rate):
    return {"type": "exponential", "origin": [origin], "rate": rate}


def student(center, scale, degrees):
    return {"type": "student", "center": [center], "scale": scale, "degrees": degrees}


def atom(at):
    return {"type": "atom", "at": [at]}


def atoms(*places):
    return {"type": "empirical", "points": [[place] for place in places]}


def labelled(prior, own, *others):
    rest = [(1 - prior) / len(others)] * len(others)
    return {"dimension": 1, "classes": [{"label": "c", "prior": prior, "law": own}]
            + [{"label": f"other{i + 1}", "prior": rest[i], "law": law} for i, law in enumerate(others)]}


def law_a(scale=1.0, shift=0.0, prior=0.3):
    def at(mean, deviation):
        return gaussian(shift + scale * mean, scale * deviation)
    return labelled(prior, mixture((0.5, at(-1, 0.3)), (0.5, at(1.5, 0.4))),
                    mixture((0.6, at(0.2, 0.5)), (0.4, at(3, 0.8))))


def law_t(scale=1.0, shift=0.0, prior=0.5):
    def at(mean, deviation):
        return gaussian(shift + scale * mean, scale * deviation)
    return labelled(prior, mixture((0.5, at(-1, 0.3)), (0.5, at(3, 0.3))),
                    mixture((0.8, at(-6, 0.5)), (0.2, at(3, 0.3))))


class Cases:
    """The list of cases under construction."""

    def __init__(self):
        self.all = []
        self.turn = 0

    def add(self, family, what, law, weight, stop=None, line=None):
        case = {"name": f"{family}-{what}-w{weight}", "family": family, "class": "c", "weight": str(weight)}
        if stop is not None:
            case["stop"] = stop
        case["law"] = law
        if line is not None:
            case["line"] = line
        self.all.append(case)

    def each(self, family, what, law, count, stop=None):
        """The law with some of the weights, in turn."""
        for _ in range(count):
            self.add(family, what, law, WEIGHTS[(self.turn * 7) % len(WEIGHTS)], stop)
            self.turn += 1


def rounded(x):
    return float(f"{x:.4g}")


def random_mixture(draw, parts, spread, narrow, wide):
    return mixture(*[(1 / parts, gaussian(rounded(draw.gauss(0, spread)),
                                          rounded(narrow * (wide / narrow) ** draw.random())))
                     for _ in range(parts)])


def reflected(line, dimension, draw):
    """The law on the line in the first of so many coordinates, reflected in a vector of signs; entries are exact."""
    sign = [draw.choice((-1, 1)) for _ in range(dimension)]
    matrix = [[(i == j) - 2 * sign[i] * sign[j] / dimension for j in range(dimension)] for i in range(dimension)]
    further = {"type": "gaussian", "mean": [0.5] * (dimension - 1), "covariance": 0.64}
    return {"dimension": dimension, "classes": [
        {**each, "law": {"type": "affine", "matrix": matrix, "shift": [0.0] * dimension,
                         "of": {"type": "product", "factors": [each["law"], further]}}} for each in line["classes"]]}


def line_cases(cases, draw):
    for name, law in (("a", law_a()), ("t", law_t())):
        for weight in WEIGHTS:
            cases.add("plain", name, law, weight)
    for i in range(14):
        law = labelled(rounded(0.1 + 0.8 * draw.random()), random_mixture(draw, 1 + i % 3, 2, 0.2, 1),
                       random_mixture(draw, 1 + (i + 1) % 3, 2, 0.2, 1))
        cases.each("plain", f"random{i + 1}", law, 2)
    for scale in (1e-3, 1e-2, 0.1, 10.0, 100.0, 1000.0):
        cases.each("scale", f"a-{scale:g}", law_a(scale), 3)
        cases.each("scale", f"t-{scale:g}", law_t(scale), 3)
    for shift in (10.0, 100.0, 1000.0, 10000.0):
        cases.each("far", f"a-{shift:g}", law_a(shift=shift), 3)
        cases.each("far", f"t-{shift:g}", law_t(shift=-shift), 2)
        cases.each("far", f"small-{shift:g}", law_t(0.1, 0.1 * shift), 2)
    for prior in (1e-4, 1e-3, 1e-2, 0.9, 0.99, 0.999, 0.9999):
        cases.each("prior", f"a-{prior:g}", law_a(prior=prior), 3)
        cases.each("prior", f"t-{prior:g}", law_t(prior=prior), 2)
    for gap in (3.0, 6.0, 10.0, 20.0, 50.0, 100.0):
        cases.each("apart", f"{gap:g}-sigma", labelled(0.4, gaussian(0.0, 1.0), gaussian(gap, 1.0)), 3)
        cases.each("apart", f"{gap:g}-sigma-small",
                   labelled(0.2, gaussian(0.0, 0.1), gaussian(0.1 * gap, 0.05)), 2)
    for ratio in (10.0, 100.0, 1000.0):
        cases.each("nested", f"narrow-in-{ratio:g}", labelled(0.3, gaussian(0.3, 1 / ratio), gaussian(0.0, 1.0)), 4)
        cases.each("nested", f"wide-{ratio:g}", labelled(0.3, gaussian(0.0, 1.0), gaussian(0.3, 1 / ratio)), 4)
        cases.each("nested", f"comb-{ratio:g}", labelled(
            0.5, mixture((0.3, gaussian(-1.0, 1 / ratio)), (0.7, gaussian(1.0, 1.0))),
            mixture((0.5, gaussian(-1.0, 2 / ratio)), (0.5, gaussian(2.0, 1.0)))), 2)


def tail_cases(cases):
    for degrees in (1.5, 2.0, 3.0, 5.0, 20.0):
        cases.each("student", f"{degrees:g}-own", labelled(0.4, student(0.0, 0.5, degrees), gaussian(2.0, 0.7)), 2)
        cases.each("student", f"{degrees:g}-other", labelled(0.4, gaussian(0.0, 0.7), student(1.0, 0.5, degrees)), 2)
        cases.each("student", f"{degrees:g}-both",
                   labelled(0.4, student(0.0, 0.5, degrees), student(3.0, 1.0, degrees + 1)), 2)
    for gap in (0.5, 2.0, 8.0, 30.0):
        cases.each("laplace", f"both-{gap:g}", labelled(0.3, laplace(0.0, 0.5), laplace(gap, 0.5)), 2)
        cases.each("laplace", f"gaussian-{gap:g}", labelled(0.6, laplace(0.0, 0.3), gaussian(gap, 0.6)), 2)


def stopped_cases(cases):
    for stop in (0.1, 0.01, 0.001):
        cases.each("box", f"touching-stop{stop:g}", labelled(0.5, box(0.0, 1.0), box(1.0, 2.0)), 3, stop)
        cases.each("box", f"overlapping-stop{stop:g}", labelled(0.3, box(-1.0, 1.0), box(0.5, 3.0)), 2, stop)
        cases.each("box", f"inside-stop{stop:g}", labelled(0.4, box(-2.0, 2.0), box(0.0, 0.5)), 2, stop)
        cases.each("box", f"gap-stop{stop:g}", labelled(0.7, box(-1.0, 0.0), box(1.0, 1.5)), 2, stop)
        cases.each("exponential", f"same-origin-stop{stop:g}",
                   labelled(0.4, exponential(0.0, 1.0), exponential(0.0, 3.0)), 2, stop)
        cases.each("exponential", f"shifted-stop{stop:g}",
                   labelled(0.5, exponential(0.0, 2.0), exponential(1.0, 1.0)), 2, stop)
        cases.each("atoms", f"two-stop{stop:g}", labelled(0.5, atom(-1.0), atom(1.0)), 2, stop)
        cases.each("atoms", f"between-stop{stop:g}", labelled(0.3, atoms(-1.0, 1.0), atoms(0.0, 3.0)), 2, stop)
        cases.each("atoms", f"in-gaussian-stop{stop:g}", labelled(0.2, atom(0.5), gaussian(0.0, 1.0)), 2, stop)


def schedule_cases(cases):
    for schedule in ("0,-1:3,2:0", "3,0:0", "0,0:3", "1,-2:5,1:2", "0.5,-3:1,0:2,3:4", "8,0:1", "1,1:8"):
        cases.add("schedule", "a", law_a(), schedule)
        cases.add("schedule", "t", law_t(), schedule)
        cases.add("schedule", "near", labelled(0.4, gaussian(0.0, 1.0), gaussian(2.0, 0.5)), schedule)


def class_cases(cases, draw):
    for count in (3, 5, 9):
        for i in range(2):
            laws = [random_mixture(draw, 1 + (k + i) % 2, 2.5, 0.15, 1) for k in range(count)]
            cases.each("classes", f"{count}-of-{i + 1}", labelled(rounded(1 / count), *laws), 3)


def embedded_cases(cases, draw):
    for dimension in (8, 32):
        lines = (("a", law_a(), None, (0.5, 1, 3, 8)), ("t", law_t(), None, (0.25, 2, 20)),
                 ("laplace", labelled(0.3, laplace(0.0, 0.5), laplace(2.0, 0.5)), None, (1, 5)),
                 ("touching", labelled(0.5, box(0.0, 1.0), box(1.0, 2.0)), 0.01, (1, 3)),
                 ("apart", labelled(0.4, gaussian(0.0, 1.0), gaussian(10.0, 1.0)), None, (1, 5)),
                 ("far", law_a(shift=100.0), None, (2,)), ("prior", law_a(prior=0.01), None, (2,)))
        for name, line, stop, weights in lines:
            law = reflected(line, dimension, draw)
            for weight in weights:
                cases.add(f"embedded{dimension}", name, law, weight, stop, line)


def every_case():
    draw = random.Random(2505)
    cases = Cases()
    line_cases(cases, draw)
    tail_cases(cases)
    stopped_cases(cases)
    schedule_cases(cases)
    class_cases(cases, draw)
    embedded_cases(cases, draw)
    return cases.all


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case) for case in every_case()) + "\n]\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
