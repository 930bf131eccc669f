"""Checker of a proof that the mean reciprocals of all laws in a box lie in an interval.

    python3 check_proof.py F.json      or      python3 -m guidecheck.check_proof F.json

A proof is an upper and a lower solution of the backward equation of the guided process, as written by the command
"guidecheck prove". The checker shares no code with it and needs NumPy alone. Exit codes: 0 proved, 1 not proved, 2 no
such file or not a proof. The derivation is in theory.md, "A proof for a box of laws"; names follow it.

Arithmetic: the sum, difference, product, quotient and root of two doubles are correctly rounded (IEEE 754), so one step
of nextafter outwards encloses them. NumPy states at most 4 units in the last place for exp and log; PAD allows 40 and more.
"""

import base64
import json
import sys
import zlib

import numpy as np

PAD = 1e-14
TINY = 1e-300
UNIT = 2.0 ** -38
CHUNK = 6000
FORMAT = "guidecheck-proof-1"


class I:
    """Interval of reals, or array of intervals, with outward rounding."""

    def __init__(self, lo, hi=None):
        self.lo = np.asarray(lo, float)
        self.hi = self.lo if hi is None else np.asarray(hi, float)

    def __neg__(self):
        return I(-self.hi, -self.lo)

    def __add__(self, other):
        other = of(other)
        return out(self.lo + other.lo, self.hi + other.hi)

    def __sub__(self, other):
        other = of(other)
        return out(self.lo - other.hi, self.hi - other.lo)

    def __mul__(self, other):
        other = of(other)
        a, b, c, d = self.lo * other.lo, self.lo * other.hi, self.hi * other.lo, self.hi * other.hi
        return out(np.minimum(np.minimum(a, b), np.minimum(c, d)), np.maximum(np.maximum(a, b), np.maximum(c, d)))

    def __truediv__(self, other):
        return self * reciprocal(of(other))

    __radd__ = __add__
    __rmul__ = __mul__

    def square(self):
        a, b = self.lo * self.lo, self.hi * self.hi
        straddles = (self.lo < 0) & (self.hi > 0)
        return clip(out(np.where(straddles, 0, np.minimum(a, b)), np.maximum(a, b)), 0, np.inf)

    def magnitude(self):
        return np.maximum(np.abs(self.lo), np.abs(self.hi))

    @staticmethod
    def stack(parts):
        return I(np.stack([each.lo for each in parts]), np.stack([each.hi for each in parts]))

    def __getitem__(self, key):
        return I(self.lo[key], self.hi[key])


TAIL = I(.8)


def of(x):
    return x if isinstance(x, I) else I(x)


def out(lo, hi):
    return I(np.nextafter(lo, -np.inf), np.nextafter(hi, np.inf))


def clip(x, least, most):
    """Intersection with an interval that is known to contain the true value."""
    return I(np.clip(x.lo, least, most), np.clip(x.hi, least, most))


def reciprocal(x):
    """1/x of positive x; the lower end may be 0."""
    require(np.all(x.lo >= 0), "a divisor is not positive")
    return out(1 / x.hi, 1 / x.lo)


def exp(x):
    return I(np.exp(x.lo) * (1 - PAD), np.exp(x.hi) * (1 + PAD) + TINY)


def log(x):
    require(np.all(x.lo > 0), "a logarithm of a number that is not positive")
    lo, hi = np.log(x.lo), np.log(x.hi)
    return I(lo - PAD * (1 + np.abs(lo)), hi + PAD * (1 + np.abs(hi)))


def sqrt(x):
    return out(np.sqrt(x.lo), np.sqrt(x.hi))


def total(terms):
    terms = list(terms)
    result = terms[0]
    for each in terms[1:]:
        result = result + each
    return result


def around(half):
    return I(-half, half)


class NotProved(Exception):
    pass


class NotAProof(Exception):
    pass


def require(holds, why):
    if not holds:
        raise NotProved(why)


def wanted(holds, why):
    if not holds:
        raise NotAProof(why)


def interval(numbers, name):
    wanted(isinstance(numbers, list) and len(numbers) == 2 and all(type(x) in (int, float) for x in numbers)
           and -np.inf < numbers[0] <= numbers[1] < np.inf, f"{name}: must be two numbers, the smaller one first")
    return I(float(numbers[0]), float(numbers[1]))


class Box:
    """The laws: for each component of the class, then of the rest, log share in all data, mean and variance."""

    def __init__(self, json_law):
        self.prior = interval(json_law["prior"], "prior")
        wanted(0 < self.prior.lo and self.prior.hi < 1, "prior: must be between 0 and 1")
        self.share, self.mean, self.variance = [], [], []
        groups = [json_law["class"], json_law["rest"]]
        for group, share in zip(groups, (self.prior, I(1.0) - self.prior)):
            weights = [interval(each["weight"], "weight") for each in group]
            wanted(all(each.lo > 0 for each in weights), "weight: must be positive")
            wanted(sum(each.lo for each in weights) <= 1 + PAD and sum(each.hi for each in weights) >= 1 - PAD,
                   "weight: the intervals of a class must contain weights of sum 1")
            self.share += [log(weight) + log(share) for weight in weights]
            self.mean += [interval(each["mean"], "mean") for each in group]
            self.variance += [interval(each["variance"], "variance") for each in group]
        wanted(all(each.lo >= 0 for each in self.variance), "variance: must not be negative")
        self.inside = range(len(groups[0]))
        self.outside = range(len(groups[0]), len(self.share))


class Field:
    """Drift b and killing c at the centres of cells, for all laws of the box, and their derivatives over the cells."""

    def __init__(self, proof, sigma, half_sigma, y, half_y):
        cell_y, cell_sigma = y + around(half_y), sigma + around(half_sigma)
        v, q, d, kappa = self.scaled(proof, sigma)
        log_terms = [s + I(.5) * log(qi) - I(.5) * qi * (y - di).square()
                     for s, qi, di in zip(proof.box.share, q, d)]
        b, g = self.drift(proof, self.odds(log_terms), y, [qi * (y - di) for qi, di in zip(q, d)])[:2]
        self.b, self.g, self.kappa = b, g, kappa

        v, q, d, kappa = self.scaled(proof, cell_sigma)
        gap = [cell_y - di for di in d]
        u = [qi * gi for qi, gi in zip(q, gap)]
        slow = [qi * (I(1.0) - qi) for qi in q]
        # Derivatives of u_i and of log terms, in y and in log V.
        du = [q, [si * gi + I(.5) * qi * di for si, gi, qi, di in zip(slow, gap, q, d)]]
        dl = [[-each for each in u], [I(.5) * (I(1.0) - qi) - I(.5) * si * gi.square() - I(.5) * ui * di
                                      for qi, si, gi, ui, di in zip(q, slow, gap, u, d)]]
        reach = [around(half_y), around(half_sigma) * kappa]
        odds = self.odds(log_terms, lambda i, j: total((dl[k][i] - dl[k][j]) * reach[k] for k in (0, 1)))
        _, _, part, rest, p, not_p, difference = self.drift(proof, odds, cell_y, u)
        cell_b, cell_g = b, g
        self.db, self.dg = [], []
        for k in (0, 1):
            inside = self.derivative(part, proof.box.inside, u, du[k], dl[k])
            outside = self.derivative(rest, proof.box.outside, u, du[k], dl[k])
            tilt = total(part[i] * dl[k][i] for i in part) - total(rest[j] * dl[k][j] for j in rest)
            dg = not_p * (inside - outside - p * difference * (tilt if k else difference))
            db = inside + (proof.weight - 1) * dg + (I(.5) if k == 0 else I(0.0))
            scale = kappa if k else I(1.0)
            self.db.append(db * scale)
            self.dg.append(dg * scale)
            cell_b, cell_g = cell_b + self.db[k] * (reach[0] if k == 0 else around(half_sigma)), \
                cell_g + self.dg[k] * (reach[0] if k == 0 else around(half_sigma))
        self.cell_b, self.cell_g, self.cell_kappa = cell_b, cell_g, kappa
        self.dkappa = kappa * (I(1.0) - kappa)

    @staticmethod
    def scaled(proof, sigma):
        v1 = proof.first * exp(sigma)
        v = v1 + (proof.v0 - proof.v1)
        root = sqrt(v)
        q = [v / (v1 + (each - proof.v1)) for each in proof.box.variance]
        d = [(each - proof.centre) / root for each in proof.box.mean]
        return v, q, d, v1 / v

    @staticmethod
    def odds(log_terms, slope=None):
        """exp of each difference of two log terms."""
        found = {}
        for i in range(len(log_terms)):
            for j in range(i):
                difference = log_terms[i] - log_terms[j]
                if slope is not None:
                    difference = difference + slope(i, j)
                found[i, j], found[j, i] = exp(difference), exp(-difference)
        return found

    @staticmethod
    def drift(proof, odds, y, u):
        inside, outside = proof.box.inside, proof.box.outside
        shares = []
        for group in (inside, outside):
            shares.append({i: clip(reciprocal(total([I(1.0)] + [odds[j, i] for j in group if j != i])), 0, 1)
                           for i in group})
        part, rest = shares
        p = clip(reciprocal(I(1.0) + total(reciprocal(total(odds[i, j] for i in inside)) for j in outside)), 0, 1)
        not_p = clip(reciprocal(I(1.0) + total(reciprocal(total(odds[j, i] for j in outside)) for i in inside)), 0, 1)
        score = -total(part[i] * u[i] for i in inside)
        difference = score + total(rest[j] * u[j] for j in outside)
        g = not_p * difference
        return I(.5) * y + score + (proof.weight - 1) * g, g, part, rest, p, not_p, difference

    @staticmethod
    def derivative(share, group, u, du, dl):
        """Derivative of the scaled score −Σ r_i u_i: −Σ r_i u_i' − Σ_{i<j} r_i r_j (u_i − u_j)(l_i' − l_j')."""
        members = list(group)
        terms = [-(share[i] * du[i]) for i in members]
        for a, i in enumerate(members):
            for j in members[:a]:
                terms.append(-(share[i] * share[j] * ((u[i] - u[j]) * (dl[i] - dl[j]))))
        return total(terms)


class Spline:
    """Rows of a tensor product of cubic B-splines, uniform in both directions: values at points, ranges over cells."""

    def __init__(self, coefficients, step_sigma, step_y):
        self.step = (step_sigma, step_y)
        self.c = I(coefficients)
        self.memory = {}

    def differences(self, order):
        """Coefficients of a derivative: differences over the steps, as B-splines of lower degree."""
        if order not in self.memory:
            c = self.c
            for axis in (0, 1):
                for _ in range(order[axis]):
                    c = (c[1:] - c[:-1] if axis == 0 else c[:, 1:] - c[:, :-1]) / self.step[axis]
            self.memory[order] = c
        return self.memory[order]

    def at(self, order, theta):
        """Values at the point theta (fractions of a cell) of each cell, from B-splines of degree 3 less order."""
        c = self.differences(order)
        for axis in (0, 1):
            basis = weights(3 - order[axis], theta[axis])
            count = c.lo.shape[axis] - len(basis) + 1
            window = (lambda k: c[k:k + count]) if axis == 0 else (lambda k: c[:, k:k + count])
            c = total(basis[k] * window(k) for k in range(len(basis)))
        return c

    def over(self, order):
        """Ranges over cells: B-splines are not negative and sum to 1, so values lie between the coefficients."""
        return hull(hull(self.differences(order), 0, 4 - order[0]), 1, 4 - order[1])


def hull(x, axis, size):
    """Hulls of all runs of so many neighbours."""
    windows = [np.lib.stride_tricks.sliding_window_view(each, size, axis) for each in (x.lo, x.hi)]
    return I(np.min(windows[0], axis=-1), np.max(windows[1], axis=-1))


def weights(degree, theta):
    """B-splines of a degree at a fraction of a cell, by the recursion of Cox and de Boor."""
    basis = [I(1.0)]
    for n in range(1, degree + 1):
        left = [I(0.0)] + [(theta + I(float(n - 1 - k))) / I(float(n)) * basis[k] for k in range(n)]
        right = [(I(float(k + 1)) - theta) / I(float(n)) * basis[k] for k in range(n)] + [I(0.0)]
        basis = [a + b for a, b in zip(left, right)]
    return basis


def residual(field, spline, theta, half_sigma, half_y, weight):
    """Enclosure of H_σ − κ(½H_yy + bH_y − cH) over the cells, in mean-value form."""
    h, hy, hyy, hs = (spline.at(order, theta) for order in ((0, 0), (0, 1), (0, 2), (1, 0)))
    centre = hs - field.kappa * (I(.5) * hyy + field.b * hy - weight * field.g.square() * h)
    h, hy, hyy, hyyy = (spline.over((0, k)) for k in range(4))
    hs, hsy, hsyy = (spline.over((1, k)) for k in range(3))
    b, g, c = field.cell_b, field.cell_g, weight * field.cell_g.square()
    inner = [I(.5) * hyyy + field.db[0] * hy + b * hyy - (I(2.0) * weight * g * field.dg[0]) * h - c * hy,
             I(.5) * hsyy + field.db[1] * hy + b * hsy - (I(2.0) * weight * g * field.dg[1]) * h - c * hs]
    generator = I(.5) * hyy + b * hy - c * h
    in_y = hsy - field.cell_kappa * inner[0]
    in_sigma = spline.over((2, 0)) - field.cell_kappa * inner[1] - field.dkappa * generator
    return centre + in_y * around(half_y) + in_sigma * around(half_sigma)


class Proof:
    """What the file says, converted and looked over."""

    def __init__(self, root):
        wanted(isinstance(root, dict) and root.get("format") == FORMAT, f"format: must be {FORMAT}")
        self.box = Box(root["law"])
        self.weight = I(number(root, "weight", 1, 1e6))
        noise = I(number(root, "stop", 0, .5))
        grid = root["grid"]
        self.centre = I(number(grid, "centre", -1e100, 1e100))
        self.v0, self.v1 = (I(number(grid, name, TINY, 1e100)) for name in ("variance", "finest"))
        wanted(self.v1.hi <= self.v0.lo, "finest: must be at most the variance")
        self.first = noise / (I(1.0) - noise) + self.v1
        self.columns = int(number(grid, "columns", 4, 1e6))
        wanted(isinstance(grid["parts"], list) and grid["parts"], "parts: must be a list of parts of the rows")
        self.parts = [tuple(int(number(part, name, 1, 1e6)) for name in ("rows", "splitRows", "splitColumns"))
                      for part in grid["parts"]]
        self.rows = sum(part[0] for part in self.parts)
        self.step_sigma, self.step_y = number(grid, "rowStep", 1e-9, 1), number(grid, "columnStep", 1e-9, 1)
        self.upper, self.lower = (self.matrix(root[name]) for name in ("upper", "lower"))
        self.claim = interval(root["claim"], "claim")

    def matrix(self, text):
        """Multiples of UNIT: 64-bit integers, as second differences in both directions, the bytes of each apart."""
        raw = np.frombuffer(zlib.decompress(base64.b64decode(text, validate=True)), np.uint8)
        shape = (self.rows + 3, self.columns + 3)
        wanted(raw.size == 8 * shape[0] * shape[1], "upper or lower: has another size than the grid")
        units = np.ascontiguousarray(raw.reshape(8, -1).T).view("<i8").reshape(shape)
        for axis in (0, 0, 1, 1):
            units = np.cumsum(units, axis)
        # So a product with UNIT is exact.
        wanted(np.all((units > -2 ** 53) & (units < 2 ** 53)), "upper or lower: has a number that is too large")
        return units * UNIT


def number(place, name, least, most):
    wanted(type(place[name]) in (int, float) and least <= place[name] <= most,
           f"{name}: must be a number from {least:g} to {most:g}")
    return float(place[name])


def slack(proof):
    """How much ε must grow from σ = 0 to the last row, for the upper solution and for the negative lower one."""
    grown, first = [I(0.0), I(0.0)], 0
    for rows, *split in proof.parts:
        chunk = max(1, CHUNK // proof.columns)
        for start in range(first, first + rows, chunk):
            for k, each in enumerate(slack_of_rows(proof, start, min(first + rows, start + chunk), split)):
                grown[k] = grown[k] + each
        first += rows
    return grown[0].hi, grown[1].hi


def slack_of_rows(proof, first, last, split):
    step = (I(proof.step_sigma), I(proof.step_y))
    half = [(I(.5) * step[k] / I(float(split[k]))).hi for k in (0, 1)]
    thetas = [[I(2.0 * k + 1) / I(2.0 * n) for k in range(n)] for n in split]
    row = I(np.arange(first, last, dtype=float).reshape(-1, 1))
    column = I(np.arange(proof.columns) - .5 * proof.columns)
    splines = [Spline(c[first:last + 3], *step) for c in (proof.upper, -proof.lower)]
    grown = [I(0.0), I(0.0)]
    for theta_sigma in thetas[0]:
        worst = [np.zeros(last - first), np.zeros(last - first)]
        for theta_y in thetas[1]:
            field = Field(proof, (row + theta_sigma) * step[0], half[0], (column + theta_y) * step[1], half[1])
            for k, spline in enumerate(splines):
                r = residual(field, spline, (theta_sigma, theta_y), *half, proof.weight)
                require(not np.any(np.isnan(r.lo)), "a residual is not a number")
                worst[k] = np.maximum(worst[k], -np.min(r.lo, axis=1))
        for k in (0, 1):
            grown[k] = total([grown[k]] + [I(float(each)) * (step[0] / I(float(split[0]))) for each in worst[k] if each])
    return grown


def row_range(c, row):
    """Ranges over the cells of y on the first row, 0, or the last one, -1."""
    basis, first = (weights(3, I(0.0)), 0) if row == 0 else (weights(3, I(1.0)), len(c) - 4)
    return hull(total(basis[k] * I(c[first + k:first + k + 1]) for k in range(4)), 1, 4)


def edge_range(c):
    """Ranges over the cells of σ at both ends of y."""
    return I.stack([row_range(c.T, 0), row_range(c.T, -1)])


def start(proof):
    """For a start in pure noise: a bound D with P(|Y| > y) <= D exp(-TAIL y²/2) on the last row, and the killing before."""
    v1 = proof.first * exp(I(float(proof.rows)) * I(proof.step_sigma))
    v = v1 + (proof.v0 - proof.v1)
    ratio = I(max(1.0, max((v / (v1 + (each - proof.v1))).hi for each in proof.box.variance)))
    e1 = ratio * I(max((each - proof.centre).magnitude() for each in proof.box.mean)) / sqrt(v)
    e2 = ratio * I(max((each - proof.v0).magnitude() for each in proof.box.variance)) / v
    several = I(1.0) + I(2.0) * (proof.weight - 1)
    a0 = I(.5) * TAIL * (I(1.0) + several * e1)
    a2 = I(.5) * TAIL * (I(1.0) - TAIL - several * (I(2.0) * e2 + e1))
    require(a2.lo > 0, "the last row is not near enough to pure noise")
    mean = exp(I(.5) * TAIL * a0 / a2)
    killed = proof.weight * (I(8.0) * e1.square() + I(8.0) * e2.square() / TAIL * (mean - 1))
    return mean, killed.hi


def enclosure(proof):
    """Enclosure of the mean reciprocal over the box."""
    grown = slack(proof)
    mean, killed = start(proof)
    column = np.arange(proof.columns) - .5 * proof.columns
    outer = np.maximum(np.abs(column), np.abs(column + 1))
    order = np.argsort(outer, kind="stable")
    tail = mean * exp(-(I(.5) * TAIL * (I(outer[order]) * I(proof.step_y)).square()))
    found = []
    # Upper solutions of h and of -h, with what they must exceed on the first row and at the edges.
    for c, least_first, least_edge, growth in ((proof.upper, 1.0, 1.0, grown[0]), (-proof.lower, -1.0, 0.0, grown[1])):
        short = max(0.0, (I(least_first) - row_range(c, 0)).hi.max(), (I(least_edge) - edge_range(c)).hi.max())
        top = np.maximum.accumulate(row_range(c, -1).hi[0][order])
        found.append(float(np.min((I(top) + I(short) + I(growth) + tail).hi)))
    upper, lower = I(min(1.0, found[0])), I(max(0.0, (I(-found[1]) - I(killed)).lo))
    return max(1.0, (lower / I(proof.box.prior.hi)).lo), (upper / I(proof.box.prior.lo)).hi


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return Proof(json.load(file))
    except (OSError, ValueError, KeyError, TypeError, IndexError, OverflowError, MemoryError, zlib.error) as problem:
        raise NotAProof(f"{type(problem).__name__}: {problem}") from problem


def main(arguments):
    if len(arguments) != 1:
        print("usage: check_proof.py F.json", file=sys.stderr)
        return 2
    try:
        with np.errstate(all="ignore"):
            proof = read(arguments[0])
            lower, upper = enclosure(proof)
            print(f"the mean reciprocals of all laws of the box are between {lower!r} and {upper!r}")
            require(proof.claim.lo <= lower and upper <= proof.claim.hi,
                    f"the claim, from {float(proof.claim.lo)!r} to {float(proof.claim.hi)!r}, is narrower than that")
    except NotAProof as problem:
        print(f"check_proof: {arguments[0]}: {problem}", file=sys.stderr)
        return 2
    except NotProved as problem:
        print(f"check_proof: {arguments[0]}: not proved: {problem}", file=sys.stderr)
        return 1
    print("proved")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
