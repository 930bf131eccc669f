"""The checker of proofs: interval arithmetic, and enclosures of residuals against plain evaluation at points and laws."""

import base64
import json
import math
import random
import subprocess
import sys
import zlib
from fractions import Fraction

import numpy as np
import pytest

from guidecheck import check_proof as cp


def contains(x, exact):
    return Fraction(float(x.lo)) <= exact <= Fraction(float(x.hi))


def test_sums_products_and_quotients_contain_exact_ones():
    draw = random.Random(1)
    for _ in range(2000):
        a, b = (draw.uniform(-1, 1) * 10.0 ** draw.randint(-20, 20) for _ in range(2))
        p, q = Fraction(a), Fraction(b)
        assert contains(cp.I(a) + b, p + q)
        assert contains(cp.I(a) - b, p - q)
        assert contains(cp.I(a) * b, p * q)
        assert contains(cp.I(a) / abs(b), p / abs(q))
        assert contains(cp.I(a).square(), p * p)


def exact_exp(x, terms=400):
    x, n = Fraction(x), 0
    while abs(x) > 1:
        x, n = x / 2, n + 1
    found = term = Fraction(1)
    for k in range(1, 30):
        term = term * x / k
        found += term
    for _ in range(n):
        found *= found
        found = Fraction(round(found * 2 ** 400), 2 ** 400)
    return found


def test_exponentials_contain_exact_ones():
    draw = random.Random(2)
    for _ in range(200):
        x = draw.uniform(-40, 40)
        assert contains(cp.exp(cp.I(x)), exact_exp(x))
        y = cp.log(cp.I(math.exp(x)))
        assert exact_exp(float(y.lo)) <= Fraction(math.exp(x)) <= exact_exp(float(y.hi))


def test_overflow_stays_enclosed():
    with np.errstate(all="ignore"):
        huge, none = cp.exp(cp.I(800.0)), cp.exp(cp.I(-800.0))
        assert huge.lo < 1e301 and huge.hi == np.inf
        assert none.lo == 0 < none.hi
        assert cp.reciprocal(huge).hi > 0
        with pytest.raises(cp.NotProved):
            cp.reciprocal(cp.I(-1.0, 1.0))


def pack(c):
    units = np.rint(c / cp.UNIT).astype("<i8")
    for axis in (0, 0, 1, 1):
        units = np.diff(units, axis=axis, prepend=0)
    planes = np.ascontiguousarray(np.ascontiguousarray(units).view(np.uint8).reshape(-1, 8).T)
    return base64.b64encode(zlib.compress(planes.tobytes())).decode()


def made_up(weight, spread, seed):
    """A proof of nothing, whose splines are waves."""
    draw = np.random.default_rng(seed)
    rows, columns = 12, 40
    c = np.sin(.7 * np.arange(rows + 3)[:, None] + .2 * np.arange(columns + 3)) + .01 * draw.random((rows + 3, columns + 3))

    def part(w, m, v):
        return {"weight": [w * (1 - spread), w * (1 + spread)], "mean": [m - spread, m + spread],
                "variance": [v * (1 - spread), v * (1 + spread)]}

    return cp.Proof({
        "format": cp.FORMAT, "weight": weight, "stop": .01, "claim": [1.0, 9.0],
        "law": {"prior": [.3 * (1 - spread), .3 * (1 + spread)], "class": [part(.5, -1., .09), part(.5, 1.5, .16)],
                "rest": [part(.6, .2, .25), part(.4, 3., .64)]},
        "grid": {"centre": .25, "variance": .5, "finest": .1, "columns": columns, "columnStep": .1, "rowStep": .2,
                 "parts": [{"rows": rows, "splitRows": 1, "splitColumns": 1}]},
        "upper": pack(c), "lower": pack(-c)}), c


def cubic(c, i, j, theta, phi):
    """Value of the spline, by the explicit cubics."""
    def basis(t):
        return np.array([(1 - t) ** 3, 3 * t ** 3 - 6 * t ** 2 + 4, -3 * t ** 3 + 3 * t ** 2 + 3 * t + 1, t ** 3]) / 6
    return basis(theta) @ c[i:i + 4, j:j + 4] @ basis(phi)


def plain_residual(c, i, j, theta, phi, law, weight, columns):
    """The residual by difference quotients of the spline and of log-densities in z."""
    h, k, e = .1, .2, 1e-4
    sigma, y = (i + theta) * k, (j + phi - columns / 2) * h
    value = cubic(c, i, j, theta, phi)
    change = (cubic(c, i, j, theta + e, phi) - cubic(c, i, j, theta - e, phi)) / (2 * e * k)
    slope = (cubic(c, i, j, theta, phi + e) - cubic(c, i, j, theta, phi - e)) / (2 * e * h)
    bend = (cubic(c, i, j, theta, phi + e) - 2 * value + cubic(c, i, j, theta, phi - e)) / (e * h) ** 2
    prior, sides = law
    fine = (.01 / .99 + .1) * math.exp(sigma)
    s = fine - .1
    v = s + .5
    z = .25 + y * math.sqrt(v)

    def score(side):
        terms = [(w * math.exp(-(z - m) ** 2 / (2 * (x + s))) / math.sqrt(x + s), -(z - m) / (x + s)) for w, m, x in side]
        density = sum(t for t, _ in terms)
        return density, sum(t * each for t, each in terms) / density
    (own, s_c), (rest, s_o) = map(score, sides)
    p = prior * own / (prior * own + (1 - prior) * rest)
    g = (1 - p) * (s_c - s_o)
    b = .5 * y + math.sqrt(v) * (s_c + (weight - 1) * g)
    return change - fine / v * (.5 * bend + b * slope - weight * v * g * g * value)


@pytest.mark.parametrize("spread", [0, 1e-2])
@pytest.mark.parametrize("weight", [.5, 1., 3.])
def test_residuals_are_enclosed(weight, spread):
    proof, c = made_up(weight, spread, 3)
    half = [(step * .5).hi for step in proof.step]
    middle = (cp.I(.5), cp.I(.5))
    row = cp.I(np.arange(proof.rows, dtype=float).reshape(-1, 1))
    field = cp.Field(proof, (row + .5) * proof.step[0], (proof.column + .5) * proof.step[1], half)
    found = cp.residual(field, cp.Spline(proof.solutions[0][0], proof.step), middle, half)
    draw = random.Random(4)
    farthest = 0
    for _ in range(4000):
        i, j = draw.randrange(proof.rows), draw.randrange(proof.columns)
        law = (.3 * (1 + draw.choice([-1, 0, 1]) * spread), [[
            (w, m + draw.choice([-1, 0, 1]) * spread,
             v * (1 + draw.choice([-1, 0, 1]) * spread)) for w, m, v in side] for side in (
                 [(.5, -1., .09), (.5, 1.5, .16)], [(.6, .2, .25), (.4, 3., .64)])])
        theta, phi = draw.choice([(.001, .001), (.999, .001), (.001, .999), (.999, .999), (.5, .5)])
        r = plain_residual(c, i, j, theta, phi, law, weight, proof.columns)
        allowance = 1e-5 * (1 + abs(r))
        assert found.lo[i, j] - allowance <= r <= found.hi[i, j] + allowance
        farthest = max(farthest, abs(2 * r - found.lo[i, j] - found.hi[i, j]) / (found.hi[i, j] - found.lo[i, j]))
    # The enclosures are not so wide that nothing could miss them.
    assert farthest > .3


@pytest.mark.parametrize("weight", [.5, 1., 3.])
def test_residuals_at_points_are_exact(weight):
    proof, c = made_up(weight, 0, 5)
    row = cp.I(np.arange(proof.rows, dtype=float).reshape(-1, 1))
    field = cp.Field(proof, (row + .5) * proof.step[0], (proof.column + .5) * proof.step[1], [0.0, 0.0])
    found = cp.residual(field, cp.Spline(proof.solutions[0][0], proof.step), (cp.I(.5), cp.I(.5)), [0.0, 0.0])
    law = .3, [[(.5, -1., .09), (.5, 1.5, .16)], [(.6, .2, .25), (.4, 3., .64)]]
    assert np.all(found.hi - found.lo < 1e-7)
    for i in range(proof.rows):
        for j in range(proof.columns):
            plain = plain_residual(c, i, j, .5, .5, law, weight, proof.columns)
            assert found.lo[i, j] == pytest.approx(plain, rel=1e-5, abs=1e-5)


def test_numbers_that_are_none_are_no_proof():
    for bad in (math.nan, math.inf, "1", True, None, 10 ** 400):
        with pytest.raises(cp.NotAProof):
            cp.number({"x": bad}, "x", 0, 1)


def description():
    c = np.zeros((15, 43))
    part = {"weight": [1, 1], "mean": [0, 0], "variance": [1, 1]}
    return {"format": cp.FORMAT, "weight": 1, "stop": 0, "claim": [1, 2],
            "law": {"prior": [.5, .5], "class": [part], "rest": [dict(part)]},
            "grid": {"centre": 0, "variance": 1, "finest": 1, "columns": 40, "columnStep": .1, "rowStep": .2,
                     "parts": [{"rows": 12, "splitRows": 1, "splitColumns": 1}]},
            "upper": pack(c), "lower": pack(c)}


WRONG = {
    "": (".json: cannot be read: No such file or directory", None),
    "[1": ("must be a file that guidecheck prove wrote, but is not JSON: Expecting ',' delimiter: line 1 column 3",
           None),
    "\x89PNG\xff": ("but is not JSON: 'utf-8' codec can't decode byte 0x89 in position 0", None),
    "3": ("format: must be guidecheck-proof-1", None),
    "law": ("law: must be an object", lambda root: root.pop("law")),
    "rest": ("rest: must be a list", lambda root: root["law"].update(rest=3)),
    "none": ("class: must be components whose weights can have sum 1", lambda root: root["law"].update({"class": []})),
    "part": ("weight: must be a list", lambda root: root["law"]["class"].append(1)),
    "null": ("mean: must be a number", lambda root: root["law"]["class"][0].update(mean=[None, 1])),
    "three": ("mean: must be two numbers in order, but is [1.0, 2.0, 3.0]",
              lambda root: root["law"]["class"][0].update(mean=[1, 2, 3])),
    "grid": ("columns: must be from 4 to 1e+06, but is 3", lambda root: root["grid"].update(columns=3)),
    "text": ("upper: must be a text", lambda root: root.update(upper=[1])),
    "cut": ("upper: must be compressed numbers in Base64, but is cut or changed",
            lambda root: root.update(upper=root["upper"][:8])),
    "short": ("lower: must have a number for each of 12 + 3 rows and 40 + 3 columns, but has 4",
              lambda root: root.update(lower=pack(np.zeros((2, 2))))),
}


@pytest.mark.parametrize("given", WRONG)
def test_what_is_wrong_with_a_file_is_one_plain_line(given, tmp_path):
    said, change = WRONG[given]
    file = tmp_path / "f.json"
    if change:
        root = description()
        change(root)
        file.write_text(json.dumps(root))
    elif given:
        file.write_bytes(given.encode("latin-1"))
    run = subprocess.run([sys.executable, cp.__file__, file], capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith(f"check_proof: {file}: ") and run.stderr.count("\n") == 1
    assert said in run.stderr
    assert "Error" not in run.stderr
