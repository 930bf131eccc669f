#!/usr/bin/env python3
"""Reference values of the mean reciprocal M_w = E[1/p(c|Y)] of guided output on the line.

usage: reference.py [--finer] [--processes N] CASES.json REFERENCES.json
                                                                solve the cases that REFERENCES.json lacks; with --finer
                                                                those too that are not settled, by shorter steps
       reference.py --check                                      compare with numbers known otherwise

Needs NumPy and SciPy (Debian: python3-scipy). A case is an object with name, law (as the program reads it), class,
weight ("3", or a schedule such as "0,-1:3,2:0") and stop. A case in more dimensions names its law on the line, "line",
of which it is an embedding. Each reference is an object with name, mean, error and settled; error is relative.

Method. In z = y/sqrt(t), with the variance v = (1 - t)/t of the noise in units of the data, let h = p_c^w p^(1-w), p_c
and p the noised densities of the class and of all data, and g = (log p_c/p)'. Then

    M_w = (1/prior) lim_{v to infinity} of the integral of U,   U_v = U''/2 - w(w+1)/2 g^2 U,   U = h at the stop:

a heat equation with killing, positive and bounded, in which neither a drift nor 1/p(c|z) occurs. It is invariant under
shifts of the data, which are moved to the origin first. Two solutions are compared:
 1. upwards in v: Galerkin's method on spectral elements, bisected and merged until the Legendre coefficients of U are
    small; five-stage SDIRK of order 4 with controlled error;
 2. downwards in v, the adjoint W, with W = 1 at infinity and M_w the integral of W h at the stop: elements of another
    degree; TR-BDF2 with two step sizes, extrapolated.
Schedules are solved by the bounded form, with its drift, upwards, and by its adjoint, the Fokker-Planck equation with
killing, downwards. The relative difference of the two, plus what extrapolation changed, is the error; above 1e-4 a case
is not settled.
"""

import hashlib
import json
import math
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from scipy import linalg, special

import lines

SETTLED = 1e-4
DEGREE_UP = 8
DEGREE_DOWN = 9
TIME_TOLERANCE = 1e-5
SPACE_TOLERANCE = 1e-7
LARGEST_SECONDS = 60


class Problem:
    """A law, a class and weights, in units in which the data is near the origin and of size 1."""

    def __init__(self, case):
        classes = case.get("line", case["law"])["classes"]
        index = next(i for i, each in enumerate(classes) if each["label"] == case["class"])
        features = [(place, scale) for each in classes for place, scale in lines.read(each["law"]).scales()]
        low = min(place for place, _ in features)
        high = max(place for place, _ in features)
        unit = max(high - low, max(scale for _, scale in features))
        middle = 0.5 * (low + high)
        total = sum(each["prior"] for each in classes)
        laws = [lines.read(lines.shifted(each["law"], middle, unit)) for each in classes]
        self.prior = classes[index]["prior"] / total
        self.log_odds = math.log(classes[index]["prior"]) - math.log(total - classes[index]["prior"])
        self.own = laws[index]
        others = [(each["prior"] / (total - classes[index]["prior"]), law)
                  for i, (each, law) in enumerate(zip(classes, laws)) if i != index]
        self.rest = others[0][1] if len(others) == 1 else lines.Mixed(*zip(*others))
        self.features = [((place - middle) / unit, scale / unit) for place, scale in features]
        positive = [scale for _, scale in self.features if scale > 0]
        stop = case.get("stop", 0) or 0
        self.end = stop / (1 - stop) / unit ** 2
        self.narrowest = math.sqrt(max(self.end, min(positive) ** 2 if self.end == 0 else self.end))
        # An end without noise: so little that the mean changes by less than 1e-6.
        self.end = max(self.end, 1e-9 * self.narrowest ** 2)
        parts = str(case["weight"]).split(",")
        breaks = [part.split(":") for part in parts[1:]]
        self.jumps = [(math.exp(-float(at)) / unit ** 2, float(weight)) for at, weight in breaks]
        self.noisy_weight = float(parts[0])
        largest = max([self.noisy_weight] + [weight for _, weight in self.jumps])
        degrees = min([getattr(law, "degrees", 9) for law in flat(laws)])
        self.last = {True: 1e4, False: 1e7}[degrees > 3] * (1e3 if degrees < 2 else 1) * (1 + largest) ** 2
        self.reach = 9 * math.sqrt(self.last) + 10
        self.power = case.get("power", 1)

    def weight(self, v):
        """The weight just below the variance v: schedules are read from noise to data."""
        found = self.noisy_weight
        for at, weight in self.jumps:
            if v <= at * (1 + 1e-12):
                found = weight
        return found

    def logs(self, z, v):
        own, own_score = self.own.log_and_score(z, v)
        rest, rest_score = self.rest.log_and_score(z, v)
        odds = self.log_odds + own - rest
        every = math.log(self.prior) + own + np.logaddexp(0, -odds)
        return own, every, special.expit(-odds) * (own_score - rest_score)

    def killing(self, z, v):
        w = self.weight(v)
        gradient = self.logs(z, v)[2]
        return 0.5 * w * (w + 1) * gradient * gradient

    def drift(self, z, v):
        """Drift and killing of the bounded form."""
        w = self.weight(v)
        own_score = self.own.log_and_score(z, v)[1]
        gradient = self.logs(z, v)[2]
        return own_score + (w - 1) * gradient, w * gradient * gradient

    def remaining(self, z):
        """What is left of 1 beyond the last variance, where g falls as 1/v."""
        return 1 - self.last * self.killing(z, self.last)

    def relevance(self, z, v):
        """Near 1 where there is data, and falling slowly away from it."""
        own, every, _ = self.logs(z, v)
        most = np.maximum(own, every)
        return np.exp(0.25 * (most - most.max()))

    def gauge(self, z, v, w, power=1):
        own, every, _ = self.logs(z, v)
        return np.exp((1 + w - power) * own + (power - w) * every)


def flat(laws):
    for law in laws:
        yield law
        yield from flat(getattr(law, "parts", []))


class Basis:
    """Gauss-Lobatto-Legendre elements of one degree."""

    def __init__(self, degree):
        self.degree = degree
        legendre = np.polynomial.legendre
        peak = legendre.Legendre.basis(degree)
        self.nodes = np.concatenate([[-1.0], np.sort(peak.deriv().roots().real), [1.0]])
        self.weights = 2 / (degree * (degree + 1) * peak(self.nodes) ** 2)
        vandermonde = legendre.legvander(self.nodes, degree)
        self.to_coefficients = np.linalg.inv(vandermonde)
        slopes = np.array([legendre.Legendre.basis(k).deriv()(self.nodes) if k else 0 * self.nodes
                           for k in range(degree + 1)]).T
        self.derivative = slopes @ self.to_coefficients
        self.stiffness = self.derivative.T @ np.diag(self.weights) @ self.derivative

    def values_at(self, x):
        return np.polynomial.legendre.legvander(x, self.degree) @ self.to_coefficients


class Elements:
    """A mesh; an element is (root, level, index) in the binary tree of its root interval."""

    def __init__(self, basis, roots, tree):
        self.basis, self.roots, self.tree = basis, roots, tree
        root = np.array([t[0] for t in tree])
        parts = 2.0 ** -np.array([t[1] for t in tree])
        index = np.array([t[2] for t in tree])
        low, size = roots[root], roots[root + 1] - roots[root]
        self.low = low + size * parts * index
        self.size = size * parts
        self.points = self.low[:, None] + 0.5 * self.size[:, None] * (1 + basis.nodes)
        p, n = basis.degree, len(tree) * basis.degree + 1
        self.number = np.arange(len(tree))[:, None] * p + np.arange(p + 1)
        self.nodes = np.empty(n)
        self.nodes[self.number] = self.points
        self.mass = np.zeros(n)
        np.add.at(self.mass, self.number, 0.5 * self.size[:, None] * basis.weights)
        self.stiffness = np.zeros((p + 1, n))
        for a in range(p + 1):
            for b in range(a + 1):
                self.stiffness[a - b, self.number[:, b]] += 2 / self.size * basis.stiffness[a, b]

    def tails(self, u):
        """Size of the last two Legendre coefficients of each element."""
        coefficients = np.abs(u[self.number] @ self.basis.to_coefficients.T)
        return coefficients[:, -2:].max(axis=1)

    def at(self, z, u):
        """The function at the rows of points z, each row within one element."""
        element = np.clip(np.searchsorted(self.low, z.mean(axis=1)) - 1, 0, len(self.tree) - 1)
        x = 2 * (z - self.low[element][:, None]) / self.size[element][:, None] - 1
        values = self.basis.values_at(x)
        return np.einsum("eij,ej->ei", values, u[self.number[element]])

    def onto(self, other, u):
        """The function on another mesh of the same roots."""
        result = np.empty(len(other.nodes))
        mine = {t: e for e, t in enumerate(self.tree)}
        same = np.array([mine.get(t, -1) for t in other.tree])
        values = np.empty(other.points.shape)
        if other.basis is self.basis:
            values[same >= 0] = u[self.number[same[same >= 0]]]
        else:
            same[:] = -1
        for e in np.flatnonzero(same < 0):
            z = other.points[e]
            element = np.clip(np.searchsorted(self.low, z, side="right") - 1, 0, len(self.tree) - 1)
            # An end of the element belongs to its own side.
            element[-1] = max(element[-2], np.searchsorted(self.low, z[-1], side="left") - 1)
            x = 2 * (z - self.low[element]) / self.size[element] - 1
            values[e] = np.einsum("ij,ij->i", self.basis.values_at(np.clip(x, -1, 1)), u[self.number[element]])
        result[other.number] = values
        return result


class Killing:
    """The operator u -> u''/2 - killing u on a mesh, symmetric."""

    def __init__(self, problem, mesh, v):
        self.mesh, self.killing = mesh, problem.killing(mesh.nodes, v)

    def solve(self, dt, right):
        """Solves mass (x - dt times the operator of x) = right."""
        mesh = self.mesh
        band = (0.5 * dt) * mesh.stiffness
        band[0] += mesh.mass * (1 + dt * self.killing)
        # The diagonal as unit: killing may differ by many orders of magnitude.
        scale = 1 / np.sqrt(band[0])
        n = len(scale)
        for k in range(len(band)):
            band[k, :n - k] *= scale[:n - k] * scale[k:]
        return scale * linalg.solveh_banded(band, scale * right, lower=True, overwrite_ab=True, check_finite=False)

    def rate(self, u):
        """mass times the operator of u."""
        mesh = self.mesh
        result = -mesh.mass * self.killing * u
        np.subtract.at(result, mesh.number, 0.5 * (u[mesh.number] @ mesh.basis.stiffness) * (2 / mesh.size[:, None]))
        return result


class Backward:
    """The operator u -> u''/2 + drift u' - killing u of the bounded form, E^(w-1)[exp(-int w g^2)]."""

    def __init__(self, problem, mesh, v):
        self.mesh = mesh
        basis = mesh.basis
        drift, self.killing = problem.drift(mesh.nodes, v)
        parts = (drift[mesh.number] * basis.weights)[:, :, None] * basis.derivative
        self.parts = parts - basis.stiffness * (1 / mesh.size[:, None, None])

    def solve(self, dt, right):
        """Solves mass (x - dt times the operator of x) = right."""
        mesh, p = self.mesh, self.mesh.basis.degree
        band = np.zeros((2 * p + 1, len(right)))
        for i in range(p + 1):
            for j in range(p + 1):
                band[p + i - j, mesh.number[:, j]] -= dt * self.parts[:, i, j]
        band[p] += mesh.mass * (1 + dt * self.killing)
        return linalg.solve_banded((p, p), band, right, overwrite_ab=True, check_finite=False)

    def rate(self, u):
        """mass times the operator of u."""
        mesh = self.mesh
        result = -mesh.mass * self.killing * u
        np.add.at(result, mesh.number, np.einsum("eij,ej->ei", self.parts, u[mesh.number]))
        return result


class Forward(Backward):
    """The adjoint of Backward, that of the Fokker-Planck equation with killing."""

    def __init__(self, problem, mesh, v):
        super().__init__(problem, mesh, v)
        self.parts = self.parts.transpose(0, 2, 1)


SDIRK = np.array([[1 / 4, 0, 0, 0, 0], [1 / 2, 1 / 4, 0, 0, 0], [17 / 50, -1 / 25, 1 / 4, 0, 0],
                  [371 / 1360, -137 / 2720, 15 / 544, 1 / 4, 0], [25 / 24, -49 / 48, 125 / 16, -85 / 12, 1 / 4]])
SDIRK_ERROR = np.array([25 / 24 - 59 / 48, -49 / 48 + 17 / 96, 125 / 16 - 225 / 32, 0, 1 / 4])
SDIRK_TIMES = np.array([1 / 4, 3 / 4, 11 / 20, 1 / 2, 1])


def sdirk_step(operator, mesh, v, dt, u):
    """The function after a step dt, which may be negative, and the error of each value."""
    size = abs(dt)
    rates = []
    for row, at in zip(SDIRK, SDIRK_TIMES):
        here = operator(mesh, v + at * dt)
        base = u + size * sum((a * k for a, k in zip(row, rates) if a), np.zeros_like(u))
        rates.append(here.solve(0.25 * size, here.rate(base)))
    following = u + size * sum(a * k for a, k in zip(SDIRK[-1], rates))
    error = size * sum(a * k for a, k in zip(SDIRK_ERROR, rates) if a)
    # What a stiff component, long gone, leaves in the estimate is filtered out.
    return following, here.solve(0.25 * size, mesh.mass * error)


def first_tree(problem, roots):
    """Elements no longer than the scale near each feature."""
    least = max(math.sqrt(problem.end), 1e-3 * problem.narrowest)
    scales = [(place, max(scale, least)) for place, scale in problem.features]
    result, stack = [], [(root, 0, 0) for root in reversed(range(len(roots) - 1))]
    while stack:
        root, level, index = stack.pop()
        size = (roots[root + 1] - roots[root]) * 2.0 ** -level
        low = roots[root] + size * index
        if any(size > 2 * max(scale, low - place, place - low - size) for place, scale in scales) and level < 60:
            stack += [(root, level + 1, 2 * index + 1), (root, level + 1, 2 * index)]
        else:
            result.append((root, level, index))
    return result


def refined(tree, bad):
    result = []
    for t, split in zip(tree, bad):
        root, level, index = t
        result += [(root, level + 1, 2 * index), (root, level + 1, 2 * index + 1)] if split else [t]
    return result


def merged(mesh, u, worth, limit):
    """The mesh with pairs merged where the function needs one element only; worth is that of each element."""
    candidates = []
    tree = mesh.tree
    for e in range(len(tree) - 1):
        root, level, index = tree[e]
        if level and index % 2 == 0 and tree[e + 1] == (root, level, index + 1):
            candidates.append(e)
    if not candidates:
        return mesh
    first = np.array(candidates)
    basis = mesh.basis
    left, right = basis.nodes <= 0, basis.nodes > 0
    whole = np.empty((len(first), basis.degree + 1))
    whole[:, left] = u[mesh.number[first]] @ basis.values_at(2 * basis.nodes[left] + 1).T
    whole[:, right] = u[mesh.number[first + 1]] @ basis.values_at(2 * basis.nodes[right] - 1).T
    # Interpolating back must give the halves, and the coefficients must be small.
    back = np.concatenate([whole @ basis.values_at((basis.nodes - 1) / 2).T - u[mesh.number[first]],
                           whole @ basis.values_at((basis.nodes + 1) / 2).T - u[mesh.number[first + 1]]], axis=1)
    coefficients = np.abs(whole @ basis.to_coefficients.T)[:, -2:].max(axis=1)
    fine = np.maximum(coefficients, np.abs(back).max(axis=1)) * (worth[first] + worth[first + 1]) < limit
    if not fine.any():
        return mesh
    drop = set(first[fine])
    result, e = [], 0
    while e < len(tree):
        root, level, index = tree[e]
        if e in drop:
            result.append((root, level - 1, index // 2))
            e += 2
        else:
            result.append((root, level, index))
            e += 1
    return Elements(mesh.basis, mesh.roots, result)


class Slow(Exception):
    """Too much work."""


class Evolution:
    """A function on an adaptive mesh, followed from one variance to others by controlled steps."""

    def __init__(self, problem, operator, worth, start, deadline):
        self.operator = lambda mesh, v: operator(problem, mesh, v)
        # worth(mesh, v): what an error of 1 at each node is worth, and what one all over an element is.
        self.problem, self.worth, self.deadline = problem, worth, deadline
        self.v = start
        self.steps = []
        self.mesh = self.u = None

    def begin(self, function, basis, roots, tree):
        """Interpolates the function on a mesh fine enough."""
        for _ in range(60):
            self.mesh = Elements(basis, roots, tree)
            self.u = function(self.mesh.nodes)
            nodes, elements = self.worth(self.mesh, self.v)
            bad = self.mesh.tails(self.u) * elements > SPACE_TOLERANCE * (nodes @ np.abs(self.u))
            if not bad.any():
                return
            tree = refined(tree, bad)
        raise Slow("start")

    def refine(self, bad):
        finer = Elements(self.mesh.basis, self.mesh.roots, refined(self.mesh.tree, bad))
        self.u = self.mesh.onto(finer, self.u)
        self.mesh = finer
        if len(finer.tree) > 1500:
            raise Slow("elements")

    def run(self, end, dt):
        """Follows the function to a variance, with a first step dt > 0; returns the step that would be next."""
        direction = 1 if end > self.v else -1
        while (end - self.v) * direction > 1e-12 * abs(self.v):
            dt = min(dt, abs(end - self.v))
            following, error = sdirk_step(self.operator, self.mesh, self.v, direction * dt, self.u)
            nodes, elements = self.worth(self.mesh, self.v)
            total = nodes @ np.abs(self.u)
            error = nodes @ np.abs(error)
            if time.process_time() > self.deadline:
                raise Slow("time")
            if not error <= TIME_TOLERANCE * total:
                dt *= max(0.2, 0.8 * (TIME_TOLERANCE * total / error) ** 0.25) if np.isfinite(error) else 0.1
                if dt < 1e-9 * self.v:
                    raise Slow("step size")
                continue
            bad = self.mesh.tails(following) * elements > SPACE_TOLERANCE * total
            if bad.any():
                self.refine(bad)
                continue
            self.steps.append((self.v, dt, self.mesh.tree))
            self.v, self.u = self.v + direction * dt, following
            dt *= min(2.0, 0.85 * (TIME_TOLERANCE * total / max(error, 1e-300)) ** 0.25)
            if len(self.steps) % 4 == 0:
                coarser = merged(self.mesh, self.u, elements, 0.02 * SPACE_TOLERANCE * total)
                if coarser is not self.mesh:
                    self.u = self.mesh.onto(coarser, self.u)
                    self.mesh = coarser
        self.v = end
        return dt


def roots_of(problem):
    places = sorted({place for place, _ in problem.features})
    kept = [places[0]] + [b for a, b in zip(places, places[1:]) if b - a > 1e-9]
    return np.array([-problem.reach, *kept, problem.reach])


def by_mass(mesh, v):
    return mesh.mass, mesh.size


def upwards(problem, basis, deadline):
    """The integral of U at the last variance, and the steps taken: (v, dt, tree)."""
    roots = roots_of(problem)
    up = Evolution(problem, Killing, by_mass, problem.end, deadline)
    w = problem.weight(problem.last)
    up.begin(lambda z: problem.gauge(z, problem.end, w, problem.power), basis, roots, first_tree(problem, roots))
    up.run(problem.last, 1e-3 * (problem.end + problem.narrowest ** 2))
    return up.mesh.mass @ (up.u * problem.remaining(up.mesh.nodes)), up.steps, roots


def by_schedule(problem, deadline):
    """The mean, times the prior, under a schedule: by the bounded form upwards, and by the Fokker-Planck equation."""
    roots = roots_of(problem)
    jumps = sorted(at for at, _ in problem.jumps if problem.end < at < problem.last)

    def by_relevance(mesh, v):
        relevance = problem.relevance(mesh.nodes, v)
        nodes = mesh.mass * relevance
        nodes = nodes / nodes.sum()
        return nodes, relevance[mesh.number].max(axis=1)

    def ends(mesh):
        w = problem.noisy_weight
        return mesh.mass * problem.gauge(mesh.nodes, problem.last, w) * problem.remaining(mesh.nodes)

    up = Evolution(problem, Backward, by_relevance, problem.end, deadline)
    up.begin(np.ones_like, Basis(DEGREE_UP), roots, first_tree(problem, roots))
    dt = 1e-3 * (problem.end + problem.narrowest ** 2)
    for end in [*jumps, problem.last]:
        dt = up.run(end, dt)
        dt = min(dt, 0.02 * end)
    down = Evolution(problem, Forward, by_mass, problem.last, deadline)
    down.begin(lambda z: problem.gauge(z, problem.last, problem.noisy_weight) * problem.remaining(z),
               Basis(DEGREE_DOWN), roots, first_tree(problem, roots))
    dt = 0.1 * problem.last
    for end in [*reversed(jumps), problem.end]:
        dt = down.run(end, dt)
        dt = min(dt, 0.02 * end)
    return ends(up.mesh) @ up.u, down.mesh.mass @ down.u, len(up.steps), len(up.mesh.tree)


def downwards(problem, basis, steps, roots, parts, deadline):
    """The integral of W h at the stop."""
    gamma = 2 - math.sqrt(2)
    mesh, previous, values = None, None, None
    for v, dt, tree in reversed(steps):
        if tree is not previous:
            finer = Elements(basis, roots, tree)
            values = problem.remaining(finer.nodes) if mesh is None else mesh.onto(finer, values)
            mesh, previous = finer, tree
        h = dt / parts
        for part in range(parts):
            top = v + dt - part * h
            right = mesh.mass * values + 0.5 * gamma * h * Killing(problem, mesh, top).rate(values)
            between = Killing(problem, mesh, top - gamma * h).solve(0.5 * gamma * h, right)
            right = mesh.mass * (between / gamma - values * (1 - gamma) ** 2 / gamma) / (2 - gamma)
            values = Killing(problem, mesh, max(top - h, v)).solve(h * (1 - gamma) / (2 - gamma), right)
        if time.process_time() > deadline:
            raise Slow("time")
    w = problem.weight(problem.end)
    return mesh.mass @ (values * problem.gauge(mesh.nodes, problem.end, w, problem.power))


def two_solutions(problem, deadline):
    """Both solutions, times the prior, and the relative change by extrapolation; steps and elements of the first."""
    if problem.jumps:
        up, down, steps, elements = by_schedule(problem, deadline)
        return up, down, 0.0, steps, elements
    up, steps, roots = upwards(problem, Basis(DEGREE_UP), deadline)
    basis = Basis(DEGREE_DOWN)
    coarse = downwards(problem, basis, steps, roots, 1, deadline)
    fine = downwards(problem, basis, steps, roots, 2, deadline)
    second = (4 * fine - coarse) / 3
    return up, second, 0.2 * abs(second - fine) / up, len(steps), max(len(tree) for _, _, tree in steps)


def solve(case):
    """The reference of a case."""
    np.seterr(all="ignore")
    begin = time.process_time()
    result = {"name": case["name"], "mean": None, "error": None, "settled": False}
    try:
        problem = Problem(case)
        first, second, change, steps, elements = two_solutions(problem, begin + LARGEST_SECONDS)
        unit = problem.prior ** -problem.power
        error = abs(first - second) / abs(first) + change
        if math.isfinite(error):
            result.update(mean=float(first * unit), second=float(second * unit), error=float(f"{error:.2g}"),
                          settled=bool(error <= SETTLED and first * unit >= 1 - SETTLED), steps=steps,
                          elements=elements)
    except (Slow, np.linalg.LinAlgError) as e:
        result.update(why=str(e))
    result["seconds"] = round(time.process_time() - begin, 1)
    return result


def gaussians(weights, means, deviations):
    parts = [{"type": "gaussian", "mean": [m], "covariance": s * s} for m, s in zip(means, deviations)]
    return parts[0] if len(parts) == 1 else {"type": "mixture", "weights": weights, "components": parts}


def two(prior, own, rest):
    return {"dimension": 1, "classes": [{"label": "c", "prior": prior, "law": own},
                                        {"label": "rest", "prior": 1 - prior, "law": rest}]}


CASE_A = two(0.3, gaussians([.5, .5], [-1, 1.5], [.3, .4]), gaussians([.6, .4], [.2, 3], [.5, .8]))
CASE_T = two(0.5, gaussians([.5, .5], [-1, 3], [.3, .3]), gaussians([.8, .2], [-6, 3], [.5, .3]))


def check():
    """Numbers of another solver, to the digits that it gave, and moments that are 1 exactly."""
    wanted = [(CASE_A, w, 1, m, 1e-4) for w, m in
              ((.25, 1.7136), (.5, 1.3865), (1, 1.2223), (2, 1.1352), (3, 1.0944), (8, 1.0350))]
    wanted += [(CASE_T, w, 1, m, 3e-5) for w, m in
               ((.25, 1.20916), (.5, 1.21589), (1, 1.22355), (2, 1.22489), (3, 1.21760), (8, 1.16077))]
    wanted += [(CASE_A, w, q, m * .3 ** -q, 1e-4) for w, q, m in
               ((.5, .5, .62844), (1, 2, .15052), (3, 2, .10903), (0, .5, .74392))]
    wanted += [(CASE_T, w, q, m * .5 ** -q, 1e-4) for w, q, m in
               ((.5, .5, .77703), (1, 2, .38413), (3, 2, .38056), (0, .5, .77188))]
    wanted += [(law, w, 0, 1, 1e-5) for law in (CASE_A, CASE_T) for w in (0.1, 1, 8)]
    worst = True
    for law, w, power, value, tolerance in wanted:
        found = solve({"name": "", "law": law, "class": "c", "weight": str(w), "power": power})
        good = found["settled"] and abs(found["mean"] - value) <= tolerance * value
        worst = worst and good
        print("A" if law is CASE_A else "T", w, power, value, found["mean"], found["error"], found.get("steps"),
              found.get("elements"), found["seconds"], "" if good else "DIFFERENT", found.get("why", ""), flush=True)
    return 0 if worst else 1


def digest(case):
    """Names what is solved: an embedded law has the mean of its law on the line."""
    asked = [case["class"], case["weight"], case.get("stop"), case.get("line", case["law"])]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]


def write(path, cases, known):
    """Writes the references of the cases that are known, in their order."""
    found = [{"name": case["name"], "of": digest(case), **{k: v for k, v in known[digest(case)].items()
                                                          if k not in ("name", "of")}}
             for case in cases if digest(case) in known]
    with open(path, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(each) for each in found) + "\n]\n")
    return found


def main(arguments):
    if arguments == ["--check"]:
        return check()
    global TIME_TOLERANCE
    finer = arguments[:1] == ["--finer"]
    if finer:
        TIME_TOLERANCE /= 10
        arguments = arguments[1:]
    processes = 1
    if arguments[:1] == ["--processes"]:
        processes = int(arguments[1])
        arguments = arguments[2:]
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        cases = json.load(file)
    known = {}
    if os.path.exists(arguments[1]):
        with open(arguments[1], encoding="utf-8") as file:
            known = {each["of"]: each for each in json.load(file) if each["settled"] or not finer}
    wanted = {digest(case): case for case in cases}
    # In the order of the digests, so that an unfinished file has some of each family.
    missing = sorted(key for key in wanted if key not in known)
    begin = time.monotonic()
    with ProcessPoolExecutor(processes) as pool:
        for i, found in enumerate(pool.map(solve, [wanted[key] for key in missing])):
            known[missing[i]] = found
            if i % 8 == 7 or i == len(missing) - 1:
                write(arguments[1], cases, known)
                print(f"{i + 1} of {len(missing)}, {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)
    found = write(arguments[1], cases, known)
    unsettled = [each["name"] for each in found if not each["settled"]]
    print(f"{len(found)} cases, {len(unsettled)} not settled: {', '.join(unsettled)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
