"""Checker of a proof that the mean reciprocals of all laws in a box lie in an interval.

    python3 check_proof.py F.json      or      python3 -m guidecheck.check_proof F.json

The file, an upper and a lower solution of an equation, is written by "guidecheck prove". The checker shares no code
with it and needs NumPy alone. Exit codes: 0 proved, 1 not proved, 2 not a proof. theory.md, "A proof for a box of
laws", has the derivation and the names. Arithmetic: sums, products, quotients and roots of doubles are correctly
rounded (IEEE 754), so one step of nextafter encloses them. NumPy's exp and log are within a few units in the last place;
PAD covers 45 units.
"""

import base64
import json
import sys
import zlib

import numpy as np

FORMAT = "guidecheck-proof-1"
PAD, TINY, LARGE, UNIT, CHUNK = 1e-14, 1e-300, 1e300, 2.0 ** -38, 6000


class NotProved(Exception):
    pass


class NotAProof(Exception):
    pass


def require(holds, why, problem=NotProved):
    if not holds:
        raise problem(why)


class I:
    """Interval of reals, or array of intervals, rounded outwards. What is not a number stays so, and is refused."""

    def __init__(self, lo, hi=None):
        self.lo = np.asarray(lo, float)
        self.hi = self.lo if hi is None else np.asarray(hi, float)

    def __neg__(self):
        return I(-self.hi, -self.lo)

    def __add__(self, other):
        return out(self.lo + of(other).lo, self.hi + of(other).hi)

    def __sub__(self, other):
        return self + -of(other)

    def __mul__(self, other):
        other = of(other)
        a, b, c, d = self.lo * other.lo, self.lo * other.hi, self.hi * other.lo, self.hi * other.hi
        return out(np.minimum(np.minimum(a, b), np.minimum(c, d)), np.maximum(np.maximum(a, b), np.maximum(c, d)))

    def __truediv__(self, other):
        return self * reciprocal(of(other))

    def __getitem__(self, key):
        return I(self.lo[key], self.hi[key])

    def square(self):
        a, b = self.lo * self.lo, self.hi * self.hi
        least = np.where((self.lo < 0) & (self.hi > 0), 0, np.minimum(a, b))
        return clip(out(least, np.maximum(a, b)), 0, np.inf)

    def magnitude(self):
        return float(np.max(np.maximum(np.abs(self.lo), np.abs(self.hi))))


def of(x):
    return x if isinstance(x, I) else I(x)


def out(lo, hi):
    return I(np.nextafter(lo, -np.inf), np.nextafter(hi, np.inf))


def clip(x, least, most):
    """Part of x between two numbers that the true value is known to lie between."""
    return I(np.clip(x.lo, least, most), np.clip(x.hi, least, most))


def reciprocal(x):
    require(np.all(x.lo >= 0), "a divisor may not be positive")
    return clip(out(1 / x.hi, 1 / x.lo), 0, np.inf)


def exp(x):
    return I(np.clip(np.exp(x.lo) * (1 - PAD) - TINY, 0, LARGE), np.exp(x.hi) * (1 + PAD) + TINY)


def log(x):
    require(np.all(x.lo > 0), "a logarithm of what may not be positive")
    lo, hi = np.log(x.lo), np.log(x.hi)
    return I(lo - PAD * (1 + np.abs(lo)), hi + PAD * (1 + np.abs(hi)))


def total(terms):
    first, *others = terms
    for each in others:
        first = first + each
    return first


def around(half):
    return I(-half, half)


def hull(x, axis, size):
    """Hulls of all runs of so many neighbours."""
    lo, hi = (np.lib.stride_tricks.sliding_window_view(each, size, axis) for each in (x.lo, x.hi))
    return I(np.min(lo, axis=-1), np.max(hi, axis=-1))


def basis(degree, theta):
    """Uniform B-splines of a degree at a fraction of a cell, by the recursion of Cox and de Boor."""
    found = [I(1.0)]
    for n in range(1, degree + 1):
        left = [I(0.0)] + [(theta + (n - 1 - k)) / I(n) * found[k] for k in range(n)]
        found = [a + b for a, b in zip(left, [(I(k + 1) - theta) / I(n) * found[k] for k in range(n)] + [I(0.0)])]
    return found


class Spline:
    """Tensor product of uniform cubic B-splines in σ and y. A derivative has differences as coefficients."""

    def __init__(self, coefficients, step):
        self.found, self.step = {(0, 0): I(coefficients)}, step

    def differences(self, order):
        if order not in self.found:
            i, j = order
            c = self.differences((i, j - 1) if j else (i - 1, j))
            self.found[order] = (c[:, 1:] - c[:, :-1]) / self.step[1] if j else (c[1:] - c[:-1]) / self.step[0]
        return self.found[order]

    def at(self, order, theta):
        """Values of a derivative at one point of each cell, at fractions theta of it."""
        c = self.differences(order)
        for axis in (0, 1):
            parts = basis(3 - order[axis], theta[axis])
            n = c.lo.shape[axis] - len(parts) + 1
            c = total((c[k:k + n] if axis == 0 else c[:, k:k + n]) * each for k, each in enumerate(parts))
        return c

    def over(self, order):
        """Ranges of a derivative over cells: B-splines are not negative and sum to 1."""
        return hull(hull(self.differences(order), 0, 4 - order[0]), 1, 4 - order[1])


class Field:
    """Drift b, gradient G and κ at the middles of cells for all laws of the box; b, G and derivatives over them."""

    def __init__(self, proof, sigma, y, half):
        self.inside, self.outside, self.weight = proof.inside, proof.outside, proof.weight
        self.kappa, q, d = self.level(proof, sigma)
        terms = [s + (log(qi) - qi * (y - di).square()) * .5 for s, qi, di in zip(proof.share, q, d)]
        self.b, self.g = self.drift(*self.shares(lambda i, j: terms[i] - terms[j]), y,
                                    [qi * (y - di) for qi, di in zip(q, d)])[:2]
        y = y + around(half[1])
        self.cell_kappa, q, d = self.level(proof, sigma + around(half[0]))
        gap = [y - di for di in d]
        u, slow = [qi * each for qi, each in zip(q, gap)], [qi * (I(1.0) - qi) for qi in q]
        # Derivatives of u_i and of log terms l_i, in y and in log V.
        du = [q, [si * each + qi * di * .5 for si, each, qi, di in zip(slow, gap, q, d)]]
        dl = [[-each for each in u], [(I(1.0) - qi - si * each.square() - ui * di) * .5
                                      for qi, si, each, ui, di in zip(q, slow, gap, u, d)]]
        reach = [around(half[1]), self.cell_kappa * around(half[0])]
        part, p, not_p = self.shares(lambda i, j: terms[i] - terms[j] + total(
            (dl[k][i] - dl[k][j]) * reach[k] for k in (0, 1)))
        apart = self.drift(part, p, not_p, y, u)[2]
        self.cell_b, self.cell_g, self.db, self.dg = self.b, self.g, [], []
        for k, scale in enumerate((I(1.0), self.cell_kappa)):
            score, other = (self.slope(part, group, u, du[k], dl[k]) for group in (self.inside, self.outside))
            tilt = apart if k == 0 else total(part[i] * dl[1][i] for i in self.inside) - total(
                part[j] * dl[1][j] for j in self.outside)
            dg = not_p * (score - other - p * apart * tilt)
            self.dg.append(dg * scale)
            self.db.append((score + dg * (self.weight - 1) + (.5, 0.0)[k]) * scale)
            self.cell_b, self.cell_g = (x + dx[k] * around(half[1 - k]) for x, dx in (
                (self.cell_b, self.db), (self.cell_g, self.dg)))

    @staticmethod
    def level(proof, sigma):
        fine = proof.first * exp(sigma)
        v = fine + (proof.v0 - proof.v1)
        root = out(np.sqrt(v.lo), np.sqrt(v.hi))
        return (fine / v, [v / (fine + (each - proof.v1)) for each in proof.variance],
                [(each - proof.centre) / root for each in proof.mean])

    def shares(self, difference):
        """Share of each component in its side, of the class in all, and of the rest, from differences of log terms."""
        odds = {}
        for i in range(len(self.inside) + len(self.outside)):
            for j in range(i):
                found = difference(i, j)
                odds[i, j], odds[j, i] = exp(found), exp(-found)
        part = {i: clip(reciprocal(total([I(1.0)] + [odds[j, i] for j in group if j != i])), 0, 1)
                for group in (self.inside, self.outside) for i in group}
        sides = [(self.inside, self.outside), (self.outside, self.inside)]
        return (part, *(clip(reciprocal(total([I(1.0)] + [reciprocal(total(
            odds[i, j] for i in ours)) for j in theirs])), 0, 1) for ours, theirs in sides))

    def drift(self, part, p, not_p, y, u):
        score = -total(part[i] * u[i] for i in self.inside)
        apart = score + total(part[j] * u[j] for j in self.outside)
        return y * .5 + score + not_p * apart * (self.weight - 1), not_p * apart, apart

    @staticmethod
    def slope(part, group, u, du, dl):
        return -total([part[i] * du[i] for i in group] + [
            part[i] * part[j] * ((u[i] - u[j]) * (dl[i] - dl[j])) for i in group for j in group if j < i])


def residual(field, spline, theta, half):
    """Enclosure of H_σ − κ(½H_yy + bH_y − cH) over the cells, in mean-value form."""
    w, k, b, g, c = field.weight, field.cell_kappa, field.cell_b, field.cell_g, field.weight * field.cell_g.square()
    h, hy, hyy, hs = (spline.at(order, theta) for order in ((0, 0), (0, 1), (0, 2), (1, 0)))
    middle = hs - field.kappa * (hyy * .5 + field.b * hy - w * field.g.square() * h)
    h, hy, hyy, hyyy = (spline.over((0, n)) for n in range(4))
    hs, hsy, hsyy = (spline.over((1, n)) for n in range(3))
    changes = [field.db[n] * hy - w * g * field.dg[n] * h * 2.0 for n in (0, 1)]
    in_y = hsy - k * (hyyy * .5 + b * hyy - c * hy + changes[0])
    in_sigma = spline.over((2, 0)) - k * (hsyy * .5 + b * hsy - c * hs + changes[1] + (I(1.0) - k) * (
        hyy * .5 + b * hy - c * h))
    return middle + in_y * around(half[1]) + in_sigma * around(half[0])


KINDS = {dict: "an object", list: "a list", str: "a text", float: "a number"}


def value(place, name, *kinds):
    """Field of an object of the file, of one of the types that JSON has."""
    require(type(place) is dict and type(place.get(name)) in kinds, f"{name}: must be {KINDS[kinds[0]]}", NotAProof)
    return place[name]


def number(place, name, least, most):
    x = value(place, name, float, int)
    require(least <= x <= most and float(x) == x, f"{name}: must be from {least:g} to {most:g}, but is {x}", NotAProof)
    return float(x)


def pair(place, name, least=-1e100, most=1e100):
    """Two numbers, moved outwards so that they hold for the decimals of the file as well as for doubles."""
    found = [number({name: each}, name, least, most) for each in value(place, name, list)]
    require(len(found) == 2 and found[0] <= found[1],
            f"{name}: must be two numbers in order, but is {found}", NotAProof)
    return clip(out(*found), least, most)


class Proof:
    """What the file says, looked over."""

    def __init__(self, root):
        require(type(root) is dict and root.get("format") == FORMAT, f"format: must be {FORMAT}", NotAProof)
        law, grid = value(root, "law", dict), value(root, "grid", dict)
        self.prior = pair(law, "prior", 1e-6, 1 - 1e-6)
        self.share, self.mean, self.variance, self.parts = [], [], [], []
        for side, share in (("class", self.prior), ("rest", I(1.0) - self.prior)):
            terms = value(law, side, list)
            weights = [pair(each, "weight", 1e-9, 1) for each in terms]
            require(weights and total(weights).lo <= 1 <= total(weights).hi,
                    f"{side}: must be components whose weights can have sum 1", NotAProof)
            self.share += [log(each) + log(share) for each in weights]
            self.mean += [pair(each, "mean") for each in terms]
            self.variance += [pair(each, "variance", 0) for each in terms]
        self.inside, self.outside = range(len(law["class"])), range(len(law["class"]), len(self.share))
        self.weight, noise = I(number(root, "weight", 0, 1e3)), I(number(root, "stop", 0, .5))
        self.centre, self.v0, self.v1 = (I(number(grid, name, least, 1e100)) for name, least in (
            ("centre", -1e100), ("variance", TINY), ("finest", TINY)))
        require(self.v1.lo <= self.v0.lo, "finest: must be at most the variance", NotAProof)
        self.first = noise / (I(1.0) - noise) + self.v1
        self.columns, self.step = int(number(grid, "columns", 4, 1e6)), tuple(
            I(number(grid, name, 1e-9, 1)) for name in ("rowStep", "columnStep"))
        self.column = I(np.arange(self.columns) - .5 * self.columns)
        for part in value(grid, "parts", list):
            self.parts.append([int(number(part, name, 1, 1e6)) for name in ("rows", "splitRows", "splitColumns")])
        self.rows = sum(rows for rows, *_ in self.parts)
        # Upper solutions of h and of −h, with what they must exceed on the first row and at the edges.
        self.solutions = [(self.matrix(root, "upper"), 1.0, 1.0), (-self.matrix(root, "lower"), -1.0, 0.0)]
        pair(root, "claim")
        self.claim = root["claim"]

    def matrix(self, root, name):
        """Multiples of UNIT: 64-bit integers, as second differences in both directions, the bytes of each apart."""
        try:
            raw = np.frombuffer(zlib.decompress(base64.b64decode(value(root, name, str), validate=True)), np.uint8)
        except (ValueError, MemoryError, zlib.error) as problem:
            raise NotAProof(f"{name}: must be compressed numbers in Base64, but is cut or changed") from problem
        shape = (self.rows + 3, self.columns + 3)
        require(self.rows >= 4 and raw.size == 8 * shape[0] * shape[1], f"{name}: must have a number for each of "
                f"{self.rows} + 3 rows and {self.columns} + 3 columns, but has {raw.size / 8:g}", NotAProof)
        units = np.ascontiguousarray(raw.reshape(8, -1).T).view("<i8").reshape(shape)
        for axis in (0, 0, 1, 1):
            units = np.cumsum(units, axis)
        require(np.all(np.abs(units // 2) < 2 ** 52), f"{name}: a number is too large", NotAProof)
        return units * UNIT


def growth(proof):
    """How much each solution must be moved outwards from the first row to the last: the integral of what r lacks."""
    grown, first = [I(0.0), I(0.0)], 0
    for rows, *split in proof.parts:
        half = [(step * .5 / I(n)).hi for step, n in zip(proof.step, split)]
        for start in range(first, first + rows, max(1, CHUNK // proof.columns)):
            end = min(first + rows, start + max(1, CHUNK // proof.columns))
            row = I(np.arange(start, end).reshape(-1, 1))
            splines = [Spline(c[start:end + 3], proof.step) for c, *_ in proof.solutions]
            for theta in (I(2 * k + 1) / I(2 * split[0]) for k in range(split[0])):
                worst = np.zeros((2, end - start))
                for phi in (I(2 * k + 1) / I(2 * split[1]) for k in range(split[1])):
                    field = Field(proof, (row + theta) * proof.step[0], (proof.column + phi) * proof.step[1], half)
                    for k, spline in enumerate(splines):
                        r = residual(field, spline, (theta, phi), half)
                        require(not np.any(np.isnan(r.lo)), "a residual is not a number")
                        worst[k] = np.maximum(worst[k], -np.min(r.lo, axis=1))
                for k in (0, 1):
                    grown[k] = total([grown[k]] + [proof.step[0] / I(split[0]) * x for x in worst[k] if x > 0])
        first += rows
    return grown


def ends(c, row):
    """Ranges over the cells of y on the first row, 0, or the last one, -1."""
    first, parts = (0, basis(3, I(0.0))) if row == 0 else (len(c) - 4, basis(3, I(1.0)))
    return hull(total(I(c[first + k:first + k + 1]) * each for k, each in enumerate(parts)), 1, 4)


def start(proof):
    """For a start in pure noise: D with P(|Y| > k) <= D exp(−θk²/2) on the last row, θ, and the killing before it."""
    theta, w = I(.8), proof.weight
    fine = proof.first * exp(proof.step[0] * float(proof.rows))
    v = fine + (proof.v0 - proof.v1)
    ratio = max([1.0] + [(v / (fine + (each - proof.v1))).magnitude() for each in proof.variance])
    e1 = I(ratio) * max((each - proof.centre).magnitude() for each in proof.mean) / I(np.sqrt(v.lo) * (1 - PAD))
    e2 = I(ratio) * max((each - proof.v0).magnitude() for each in proof.variance) / v
    k = I((w - 1).magnitude()) * 2.0 + 1
    a0, a2 = theta * (k * e1 + 1) * .5, theta * (I(1.0) - theta - k * (e1 + e2 * 2.0)) * .5
    require(a2.lo > 0, "the last row is not near enough to pure noise")
    mean = exp(theta * a0 / a2 * .5)
    return mean, theta, w * (e1.square() + e2.square() * (mean - 1) / theta) * 8.0


def enclosure(proof):
    mean, theta, killed = start(proof)
    outer = np.max(np.abs([proof.column.lo, proof.column.lo + 1]), axis=0)
    order = np.argsort(outer, kind="stable")
    tail = mean * exp(-(theta * (I(outer[order]) * proof.step[1]).square() * .5))
    found = []
    for (c, least_first, least_edge), grown in zip(proof.solutions, growth(proof)):
        edges = min(np.min(ends(c.T, 0).lo), np.min(ends(c.T, -1).lo))
        short = max(0.0, (I(least_first) - ends(c, 0)).hi.max(), (I(least_edge) - I(edges)).hi.max())
        top = np.maximum.accumulate(ends(c, -1).hi[0][order])
        found.append(np.min((I(top) + short + grown + tail).hi))
    lower, upper = np.maximum(0, (I(-found[1]) - killed).lo), np.minimum(1, found[0])
    return float(np.maximum(1, (I(lower) / I(proof.prior.hi)).lo)), float((I(upper) / I(proof.prior.lo)).hi)


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as problem:
        raise NotAProof(f"cannot be read: {problem.strerror}") from problem
    except (ValueError, RecursionError, MemoryError) as problem:
        raise NotAProof(f"must be a file that guidecheck prove wrote, but is not JSON: {problem}") from problem


def main(arguments):
    require(len(arguments) == 1, "usage: check_proof.py F.json", NotAProof)
    try:
        proof = Proof(read(arguments[0]))
    except NotAProof as problem:
        raise NotAProof(f"{arguments[0]}: {problem}") from problem
    lower, upper = enclosure(proof)
    print(f"the mean reciprocals of all laws of the box are between {lower!r} and {upper!r}")
    require(proof.claim[0] <= lower and upper <= proof.claim[1], f"the claim {proof.claim} is narrower")
    print("proved")


if __name__ == "__main__":
    try:
        with np.errstate(all="ignore"):
            main(sys.argv[1:])
    except (NotProved, NotAProof) as failure:
        print(f"check_proof: {'not proved: ' if isinstance(failure, NotProved) else ''}{failure}", file=sys.stderr)
        sys.exit(1 if isinstance(failure, NotProved) else 2)
