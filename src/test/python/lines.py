"""Densities and scores of noised laws on the line, from the law's JSON.

A noised law is that of X + sqrt(v) Z, Z ~ N(0, 1). Nothing here is taken from the Java program.
"""

import math

import numpy as np
from scipy import special

LOG_ROOT = 0.5 * math.log(2 * math.pi)


class Gaussians:
    """Mixture of Gaussians."""

    def __init__(self, weights, means, variances):
        self.weights = np.asarray(weights, float)
        self.means = np.asarray(means, float)
        self.variances = np.asarray(variances, float)

    def log_and_score(self, z, v):
        noised = self.variances + v
        gap = z[:, None] - self.means
        terms = np.log(self.weights) - LOG_ROOT - 0.5 * np.log(noised) - 0.5 * gap * gap / noised
        top = terms.max(axis=1)
        shares = np.exp(terms - top[:, None])
        total = shares.sum(axis=1)
        return top + np.log(total), -(shares * gap / noised).sum(axis=1) / total

    def scales(self):
        """(place, scale) of each feature."""
        return list(zip(self.means, np.sqrt(self.variances)))


class Uniform:
    """Uniform law on an interval."""

    def __init__(self, low, high):
        self.low, self.high = low, high

    def log_and_score(self, z, v):
        root = math.sqrt(v)
        # Mirror the points above the middle, so that both ends lie in the accurate tail of log_ndtr.
        middle = 0.5 * (self.low + self.high)
        side = np.where(z > middle, -1.0, 1.0)
        x = side * (z - middle)
        half = 0.5 * (self.high - self.low)
        upper, lower = (x + half) / root, (x - half) / root
        log_upper, log_lower = special.log_ndtr(upper), special.log_ndtr(lower)
        log_mass = log_upper + np.log1p(-np.exp(np.minimum(log_lower - log_upper, -1e-300)))
        slope = (np.exp(-0.5 * upper * upper - LOG_ROOT - log_mass)
                 - np.exp(-0.5 * lower * lower - LOG_ROOT - log_mass)) / root
        return log_mass - math.log(2 * half), side * slope

    def scales(self):
        return [(self.low, 0.0), (self.high, 0.0)]


class OneSided:
    """Law with density rate e^(-rate (x - origin) side) on one side of the origin."""

    def __init__(self, origin, rate, side):
        self.origin, self.rate, self.side = origin, rate, side

    def log_and_score(self, z, v):
        root = math.sqrt(v)
        x = self.side * (z - self.origin)
        at = x / root - self.rate * root
        log_normal = special.log_ndtr(at)
        log = math.log(self.rate) + 0.5 * self.rate ** 2 * v - self.rate * x + log_normal
        return log, self.side * (-self.rate + np.exp(np.minimum(-0.5 * at * at - LOG_ROOT - log_normal, 600)) / root)

    def scales(self):
        return [(self.origin, 0.0), (self.origin + 2 * self.side / self.rate, 1 / self.rate)]


class Mixed:
    """Mixture of any laws."""

    def __init__(self, weights, parts):
        self.log_weights, self.parts = np.log(np.asarray(weights, float)), parts

    def log_and_score(self, z, v):
        both = [part.log_and_score(z, v) for part in self.parts]
        terms = np.array([w + log for w, (log, _) in zip(self.log_weights, both)])
        log = special.logsumexp(terms, axis=0)
        shares = np.exp(terms - log)
        return log, np.where(shares > 0, shares * np.array([score for _, score in both]), 0).sum(axis=0)

    def scales(self):
        return [scale for part in self.parts for scale in part.scales()]


def student(center, scale, degrees):
    """A scale mixture of Gaussians, by Gauss-Legendre panels in the logarithm of the mixing variable."""
    half = 0.5 * degrees
    nodes, weights = np.polynomial.legendre.leggauss(12)
    first, last = -74 / degrees, math.log(80 / degrees + 4)
    edges = np.linspace(first, last, 2 + int((last - first) / (2.5 if degrees < 10 else 0.8)))
    log_g = (edges[:-1, None] + 0.5 * (edges[1] - edges[0]) * (1 + nodes)).ravel()
    share = np.exp(half * math.log(half) - math.lgamma(half) + half * log_g - half * np.exp(log_g))
    share = share * np.tile(0.5 * (edges[1] - edges[0]) * weights, len(edges) - 1)
    keep = share > 1e-16
    variances = scale ** 2 * np.exp(-log_g[keep])
    law = Gaussians(share[keep] / share[keep].sum(), np.full(keep.sum(), center), variances)
    law.scales = lambda: [(center, scale)]
    law.degrees = degrees
    return law


def read(json):
    """A law on the line."""
    kind = json["type"]
    if kind == "gaussian":
        variance = np.ravel(json["covariance"])[0]
        return Gaussians([1.0], [json["mean"][0]], [variance])
    if kind == "atom":
        return Gaussians([1.0], [json["at"][0]], [0.0])
    if kind == "box":
        return Uniform(json["low"][0], json["high"][0])
    if kind == "exponential":
        return OneSided(json["origin"][0], np.ravel(json["rate"])[0], 1)
    if kind == "laplace":
        rate = 1 / np.ravel(json["scale"])[0]
        return Mixed([0.5, 0.5], [OneSided(json["center"][0], rate, 1), OneSided(json["center"][0], rate, -1)])
    if kind == "student":
        return student(json["center"][0], json["scale"], json["degrees"])
    if kind == "empirical":
        points = [point[0] for point in json["points"]]
        return Gaussians(np.full(len(points), 1 / len(points)), points, np.zeros(len(points)))
    if kind == "mixture":
        parts = [read(part) for part in json["components"]]
        total = sum(json["weights"])
        weights = [weight / total for weight in json["weights"]]
        if all(type(part) is Gaussians and not hasattr(part, "degrees") for part in parts):
            return Gaussians(np.concatenate([w * part.weights for w, part in zip(weights, parts)]),
                             np.concatenate([part.means for part in parts]),
                             np.concatenate([part.variances for part in parts]))
        return Mixed(weights, parts)
    raise ValueError(f"law of type {kind}: must be a law on the line")


def shifted(json, by, factor):
    """The JSON of (X - by)/factor."""
    def point(x):
        return [(x[0] - by) / factor]
    kind = json["type"]
    moved = dict(json)
    for name in ("mean", "at", "low", "high", "center", "origin"):
        if name in json:
            moved[name] = point(json[name])
    if kind == "gaussian":
        moved["covariance"] = float(np.ravel(json["covariance"])[0]) / factor ** 2
    elif kind == "exponential":
        moved["rate"] = [float(np.ravel(json["rate"])[0]) * factor]
    elif kind == "laplace":
        moved["scale"] = [float(np.ravel(json["scale"])[0]) / factor]
    elif kind == "student":
        moved["scale"] = json["scale"] / factor
    elif kind == "empirical":
        moved["points"] = [point(x) for x in json["points"]]
    elif kind == "mixture":
        moved["components"] = [shifted(part, by, factor) for part in json["components"]]
    return moved
