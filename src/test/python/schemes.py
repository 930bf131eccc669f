#!/usr/bin/env python3
"""Right samplers from the literature, as programs behind guidecheck's pipe.

usage: schemes.py NAME [--levels GRID] [--spacing S] [--shift S] [--float32] [--own-rule RULE] [--ask PREDICTION]
       schemes.py --list            the names
       schemes.py --self-check      run every scheme on laws whose result is known in closed form

What this is for: tests of guidecheck run it on these programs, which must not be refuted where it says that they keep
the law. Each scheme is written from the paper that its first line names, in the paper's own variables, and takes its
denoiser as users of that scheme do: noise at alpha_bar for DDPM's family, a clean point or score at sigma for the
samplers of Karras et al., a velocity at a flow time for rectified flows. Half of them get the guided prediction from
guidecheck, the others combine the conditional and the unconditional one themselves.

Levels are those that guidecheck offers, or a grid that the schemes are used on (--levels). A grid may begin at a level
that still carries signal: the start is then N(0, 1), or sigma z in the scale x0 + sigma z, as in practice, and so does
not have quite the right law. All grids end in a step to clean data. Where guidecheck's last level is noisy they end
there instead.

--own-rule replaces the weight by a rule of the program's own:
    interval:LOW:HIGH   guidance only at LOW < sigma <= HIGH (Kynkaanniemi et al. 2024)
    rescale:PHI         guided clean point rescaled to the deviation of the conditional one over a point's coordinates,
                        by the share PHI (Lin et al. 2024, equations 15 and 16)
    limit:MOST          a weight of at most MOST
    apg:ETA:R:BETA      projected update of length at most R with momentum BETA (Sadat et al. 2024, Algorithm 1)
    cfg++:LAMBDA        clean point from the noise of weight LAMBDA, noised anew with the unconditional noise (Chung et al.
                        2024, Algorithm 2); for schemes that use both, such as ddim

Two schemes are here although they are not what their name says: lcm, which keeps no law with an exact denoiser, and
dpmpp-3m-half with its stochastic twin, the multistep solver of order 3 with half of its last term, as programs have it.
They converge, with order 2.

How much noise a scheme adds matters under guidance: those that add none follow the guided flow, and those that add as
much as DDPM the guided process. ddim-0.5 and edm-churn add other amounts and have, at w > 0, a law of their own for any
number of steps; without guidance all agree.

--self-check needs no guidecheck. All schemes are affine in their normals on a Gaussian law, so that the response to one
normal at a time gives the mean and variance of the output exactly. It compares them with those of a point mass at 1 and
of N(1, 0.5^2), on a grid to clean data and on one that ends at a noisy level, where the order shows.
"""

import argparse
import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "python"))
import guidecheck

LARGEST_FLOW_TIME = 1 - 1e-6
# First flow time of points that are kept as x0 + sigma z or by alpha_bar, in single precision. From sigma = 1e6 on,
# rounding alone multiplies the deviation of DPM-Solver-2's points by 1.33 and the weight of a call of PLMS by 1.026.
LARGEST_SINGLE_FLOW_TIME = 0.999


class Level:
    """A noise level in the variables of all papers. Plain floats, so that float32 points stay float32."""

    def __init__(self, sigma, alpha_bar=None):
        self.sigma = float(sigma)
        self.alpha_bar = 1 / (1 + self.sigma ** 2) if alpha_bar is None else float(alpha_bar)
        self.root = math.sqrt(self.alpha_bar)  # alpha_t of DPM-Solver
        self.noise = self.sigma * self.root  # sigma_t of DPM-Solver: sqrt(1 - alpha_bar)
        self.lam = -math.log(self.sigma) if self.sigma > 0 else math.inf  # half log signal-to-noise ratio
        self.u = self.sigma / (1 + self.sigma)  # flow time
        self.clean = self.sigma == 0


def at(lam):
    """The level of half log signal-to-noise ratio lam."""
    return Level(math.exp(-lam))


# ---------------------------------------------------------------------------------------------------------------------
# What the scheme knows of its denoiser


class Model:
    """Predictions for points in one scale, whatever the denoiser is asked for.

    Points are c x0 + d z: (c, d) is (sqrt(alpha_bar), sqrt(1 - alpha_bar)) in scale "vp", (1, sigma) in "ve" and
    (1 - u, u) in "flow".
    """

    def __init__(self, denoiser, scale, ask, both, rule=None):
        self.denoiser, self.scale, self.ask, self.both = denoiser, scale, ask, both
        self.rule = None if rule is None else rule()  # a rule remembers one run

    def parts(self, level):
        if self.scale == "vp":
            return level.root, level.noise
        return (1.0, level.sigma) if self.scale == "ve" else (1 - level.u, level.u)

    def predict(self, x, level):
        """(clean point, noise), guided."""
        if not self.both and self.rule is None:
            return self.clean_and_noise(x, level, self.asked(x, level, "guided"))
        conditional, unconditional = self.asked(x, level, "both")
        if self.rule is not None:
            clean = self.clean_and_noise(x, level, conditional)[0]
            other = self.clean_and_noise(x, level, unconditional)[0]
            clean = self.rule(clean, other, level, self.denoiser.weight)
            c, d = self.parts(level)
            # CFG++ noises the clean point anew with the unconditional noise.
            return clean, (x - c * (other if getattr(self.rule, "renoises", False) else clean)) / d
        return self.clean_and_noise(x, level, self.denoiser.guided(conditional, unconditional))

    def clean(self, x, level):
        return self.predict(x, level)[0]

    def eps(self, x, level):
        return self.predict(x, level)[1]

    def asked(self, x, level, of):
        named = {"vp": {"alpha_bar": level.alpha_bar}, "ve": {"sigma": level.sigma}, "flow": {"flow_time": level.u}}
        return getattr(self.denoiser, self.ask)(x, of=of, **named[self.scale])

    def clean_and_noise(self, x, level, answer):
        c, d = self.parts(level)
        if self.ask == "x0":
            return answer, (x - c * answer) / d
        if self.ask == "eps":
            return (x - d * answer) / c, answer
        if self.ask == "score":
            return (x + d * d * answer) / c, -d * answer
        if self.ask == "flow":  # z - x0
            clean = (x - d * answer) / (c + d)
            return clean, clean + answer
        scaled = x * (level.root / c)  # v
        return level.root * scaled - level.noise * answer, level.noise * scaled + level.root * answer


def own_rule(text):
    """From its name and numbers, a function that makes a guidance rule of clean points for one run."""
    name, *numbers = text.split(":")
    numbers = [float(number) for number in numbers]

    def interval(conditional, unconditional, level, weight):
        weight = weight if numbers[0] < level.sigma <= numbers[1] else 0.0
        return conditional + weight * (conditional - unconditional)

    def rescale(conditional, unconditional, level, weight):
        guided = conditional + weight * (conditional - unconditional)
        if guided.shape[1] < 2:
            return guided
        spread = guided.std(axis=1, keepdims=True)
        factor = np.where(spread > 0, conditional.std(axis=1, keepdims=True) / np.where(spread > 0, spread, 1), 1)
        return guided * (numbers[0] * factor + (1 - numbers[0])).astype(guided.dtype)

    def limit(conditional, unconditional, level, weight):
        return conditional + min(weight, numbers[0]) * (conditional - unconditional)

    def apg():
        past = 0

        def rule(conditional, unconditional, level, weight):
            nonlocal past
            eta, longest, momentum = numbers
            past = conditional - unconditional + momentum * past
            length = np.linalg.norm(past, axis=1, keepdims=True)
            update = past * np.minimum(1, longest / np.where(length > 0, length, 1))
            size = np.linalg.norm(conditional, axis=1, keepdims=True)
            direction = conditional / np.where(size > 0, size, 1)
            parallel = (update * direction).sum(axis=1, keepdims=True) * direction
            return conditional + weight * (update - parallel + eta * parallel)
        return rule

    def cfgpp():
        def rule(conditional, unconditional, level, weight):
            return unconditional + numbers[0] * (conditional - unconditional)
        rule.renoises = True
        return rule

    rules = {"interval": (lambda: interval, 2), "rescale": (lambda: rescale, 1), "limit": (lambda: limit, 1),
             "apg": (apg, 3), "cfg++": (cfgpp, 1)}
    if name not in rules or len(numbers) != rules[name][1]:
        raise argparse.ArgumentTypeError(f"{text}: must be interval:LOW:HIGH, rescale:PHI, limit:MOST, apg:ETA:R:BETA or "
                                         "cfg++:LAMBDA")
    return rules[name][0]


# ---------------------------------------------------------------------------------------------------------------------
# Samplers of the diffusion as a Markov chain, in the scale of DDPM


def ddpm(model, levels, x, draw):
    """Ho, Jain and Abbeel 2020, Algorithm 2 with the variance of equation 7, beta-tilde."""
    for a, b in zip(levels, levels[1:]):
        beta = 1 - a.alpha_bar / b.alpha_bar
        rest = a.noise ** 2
        mean = (b.root * beta / rest) * model.clean(x, a) + (a.root / b.root * b.noise ** 2 / rest) * x
        x = mean if b.clean else mean + math.sqrt(b.noise ** 2 / rest * beta) * draw()
    return x


def ddpm_large(model, levels, x, draw):
    """Ho, Jain and Abbeel 2020, Algorithm 2 with the mean of equation 11 and the variance beta."""
    for a, b in zip(levels, levels[1:]):
        alpha = a.alpha_bar / b.alpha_bar
        x = (x - ((1 - alpha) / a.noise) * model.eps(x, a)) / math.sqrt(alpha)
        if not b.clean:
            x = x + math.sqrt(1 - alpha) * draw()
    return x


def ddim(eta):
    def steps(model, levels, x, draw):
        """Song, Meng and Ermon 2021, equation 12 with the deviation of equation 16."""
        for a, b in zip(levels, levels[1:]):
            clean, eps = model.predict(x, a)
            deviation = eta * b.noise / a.noise * math.sqrt(1 - a.alpha_bar / b.alpha_bar)
            x = b.root * clean + math.sqrt(max(0.0, b.noise ** 2 - deviation ** 2)) * eps
            if deviation > 0:
                x = x + deviation * draw()
        return x
    return steps


def lcm(model, levels, x, draw):
    """Song et al. 2023 (consistency models), Algorithm 1: predict the clean point, then noise it anew."""
    for a, b in zip(levels, levels[1:]):
        x = b.root * model.clean(x, a)
        if not b.clean:
            x = x + b.noise * draw()
    return x


# ---------------------------------------------------------------------------------------------------------------------
# Samplers in the scale x0 + sigma z


def euler(model, levels, x, draw):
    """Karras et al. 2022, Algorithm 1 without lines 6 to 8: dx / d sigma = (x - D) / sigma."""
    for a, b in zip(levels, levels[1:]):
        x = x + ((b.sigma - a.sigma) / a.sigma) * (x - model.clean(x, a))
    return x


def ancestral(a, b):
    """Song et al. 2021 (SDE), equation 47: where the ancestral step goes without noise, and the noise it then adds."""
    down = b.sigma ** 2 / a.sigma
    return Level(down), math.sqrt(max(0.0, b.sigma ** 2 - down ** 2))


def euler_ancestral(model, levels, x, draw):
    """Song et al. 2021 (SDE), equation 47."""
    for a, b in zip(levels, levels[1:]):
        down, up = ancestral(a, b)
        x = x + ((down.sigma - a.sigma) / a.sigma) * (x - model.clean(x, a))
        if up > 0:
            x = x + up * draw()
    return x


def heun_step(model, a, b, x):
    slope = (x - model.clean(x, a)) / a.sigma
    ahead = x + (b.sigma - a.sigma) * slope
    if b.clean:
        return ahead
    return x + (0.5 * (b.sigma - a.sigma)) * (slope + (ahead - model.clean(ahead, b)) / b.sigma)


def heun(model, levels, x, draw):
    """Karras et al. 2022, Algorithm 1 with sigma(t) = t, s(t) = 1."""
    for a, b in zip(levels, levels[1:]):
        x = heun_step(model, a, b, x)
    return x


def edm_churn(model, levels, x, draw):
    """Karras et al. 2022, Algorithm 2 with S_churn 40, S_noise 1 and churn at all levels."""
    gamma = min(40 / (len(levels) - 1), math.sqrt(2) - 1)
    for a, b in zip(levels, levels[1:]):
        raised = Level(a.sigma * (1 + gamma))
        x = x + math.sqrt(raised.sigma ** 2 - a.sigma ** 2) * draw()
        x = heun_step(model, raised, b, x)
    return x


def midpoint_step(model, a, b, x):
    """Lu et al. 2022 (DPM-Solver), Algorithm 1 with r_1 = 1/2, in the scale x0 + sigma z; Euler to clean data."""
    eps = model.eps(x, a)
    if b.clean:
        return x - a.sigma * eps
    middle = at((a.lam + b.lam) / 2)
    return x + (b.sigma - a.sigma) * model.eps(x + (middle.sigma - a.sigma) * eps, middle)


def dpm2(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver), Algorithm 1, DPM-Solver-2."""
    for a, b in zip(levels, levels[1:]):
        x = midpoint_step(model, a, b, x)
    return x


def dpm2_ancestral(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver), Algorithm 1, down to the level of Song et al. 2021 (SDE), equation 47; noise."""
    for a, b in zip(levels, levels[1:]):
        down, up = ancestral(a, b)
        x = midpoint_step(model, a, down, x)
        if up > 0:
            x = x + up * draw()
    return x


def lms(model, levels, x, draw):
    """Zhang and Chen 2023 (DEIS), equations 14 and 15 with polynomials in rho = sigma: Adams-Bashforth of order 4."""
    nodes, weights = np.polynomial.legendre.leggauss(4)
    past = []  # (sigma, noise), latest first
    for a, b in zip(levels, levels[1:]):
        past = [(a.sigma, model.eps(x, a))] + past[:3]
        places = (a.sigma + b.sigma) / 2 + (b.sigma - a.sigma) / 2 * nodes
        for j, (sigma, eps) in enumerate(past):
            lagrange = np.ones_like(places)
            for k, (other, _) in enumerate(past):
                if k != j:
                    lagrange *= (places - other) / (sigma - other)
            x = x + float((b.sigma - a.sigma) / 2 * weights @ lagrange) * eps
    return x


# ---------------------------------------------------------------------------------------------------------------------
# DEIS and PNDM


def vp_time(sigma):
    """Song et al. 2021 (SDE), equation 32, time of beta from 0.1 to 20: log alpha_bar = -19.9 t^2 / 2 - 0.1 t."""
    return (np.sqrt(0.01 + 2 * 19.9 * np.log1p(sigma ** 2)) - 0.1) / 19.9


def deis(order):
    def steps(model, levels, x, draw):
        """Zhang and Chen 2023 (DEIS), equations 14 and 15, tAB-DEIS: polynomials in the time of the VP diffusion.

        The integral over rho = sigma of equation 15 is taken in asinh(rho), in which it is smooth.
        """
        nodes, weights = np.polynomial.legendre.leggauss(40)
        past = []
        for a, b in zip(levels, levels[1:]):
            past = [(vp_time(a.sigma), model.eps(x, a))] + past[:order - 1]
            low, high = math.asinh(a.sigma), math.asinh(b.sigma)
            places = (low + high) / 2 + (high - low) / 2 * nodes
            times = vp_time(np.sinh(places))
            change = 0
            for j, (t, eps) in enumerate(past):
                lagrange = np.ones_like(times)
                for k, (other, _) in enumerate(past):
                    if k != j:
                        lagrange *= (times - other) / (t - other)
                change = change + float((high - low) / 2 * weights @ (np.cosh(places) * lagrange)) * eps
            x = (b.root / a.root) * x + b.root * change
        return x
    return steps


def plms(model, levels, x, draw):
    """Liu et al. 2022 (PNDM), transfer of equation 11 and linear multistep of equation 12; started by lower orders.

    The first step is the pseudo improved Euler step, the next two Adams-Bashforth of orders 2 and 3. The coefficients
    are for levels evenly spaced in training time.
    """
    def transfer(x, eps, a, b):
        return b.root * ((x - a.noise * eps) / a.root) + b.noise * eps

    past = []
    for a, b in zip(levels, levels[1:]):
        eps = model.eps(x, a)
        past = [eps] + past[:3]
        if len(past) == 1 and not b.clean:
            eps = (eps + model.eps(transfer(x, eps, a, b), b)) / 2
        elif len(past) == 2:
            eps = (3 * past[0] - past[1]) / 2
        elif len(past) == 3:
            eps = (23 * past[0] - 16 * past[1] + 5 * past[2]) / 12
        elif len(past) == 4:
            eps = (55 * past[0] - 59 * past[1] + 37 * past[2] - 9 * past[3]) / 24
        x = transfer(x, eps, a, b)
    return x


# ---------------------------------------------------------------------------------------------------------------------
# DPM-Solver++ and its relatives. In lambda: x_t = (sigma_t / sigma_s) x + sigma_t * integral of e^lambda x0 d lambda


def moments(h, rate, count):
    """Integrals over [0, h] of rate exp(-rate (h - s)) (s / h)^p, p below count."""
    if rate * h < 1:
        nodes, weights = np.polynomial.legendre.leggauss(12)
        places = (nodes + 1) / 2
        mass = weights / 2 * rate * h * np.exp(-rate * h * (1 - places))
        return np.array([mass @ places ** p for p in range(count)])
    result = [-math.expm1(-rate * h)]
    for p in range(1, count):
        result.append(1 - p / (rate * h) * result[-1])
    return np.array(result)


def exponential_weights(places, h, rate):
    """Weights of predictions at places s / h that integrate their interpolating polynomial exactly."""
    powers = np.vander(places, increasing=True).T
    return [float(weight) for weight in np.linalg.solve(powers, moments(h, rate, len(places)))]


def first_order(a, b, x, clean):
    """Lu et al. 2022 (DPM-Solver++), equation 9 with k = 1."""
    if b.clean:
        return clean
    return (b.noise / a.noise) * x - (b.root * math.expm1(a.lam - b.lam)) * clean


def dpmpp_1s(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver++), equation 9 with k = 1, which is DDIM."""
    for a, b in zip(levels, levels[1:]):
        x = first_order(a, b, x, model.clean(x, a))
    return x


def dpmpp_2s_step(model, a, b, x, r=0.5):
    """Lu et al. 2022 (DPM-Solver++), one step of Algorithm 1."""
    clean = model.clean(x, a)
    if b.clean:
        return clean
    middle = at(a.lam + r * (b.lam - a.lam))
    there = model.clean(first_order(a, middle, x, clean), middle)
    return first_order(a, b, x, (1 - 1 / (2 * r)) * clean + (1 / (2 * r)) * there)


def dpmpp_2s(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver++), Algorithm 1, DPM-Solver++(2S)."""
    for a, b in zip(levels, levels[1:]):
        x = dpmpp_2s_step(model, a, b, x)
    return x


def dpmpp_2s_ancestral(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver++), Algorithm 1, in the scale x0 + sigma z, down to the level of Song et al. 2021
    (SDE), equation 47, plus noise."""
    for a, b in zip(levels, levels[1:]):
        down, up = ancestral(a, b)
        clean = model.clean(x, a)
        if b.clean:
            x = clean
            continue
        middle = at((a.lam + down.lam) / 2)
        there = (middle.sigma / a.sigma) * x - math.expm1(a.lam - middle.lam) * clean
        x = (down.sigma / a.sigma) * x - math.expm1(a.lam - down.lam) * model.clean(there, middle)
        x = x + up * draw()
    return x


def dpmpp_3s(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver), Algorithm 2 with r_1 = 1/3 and r_2 = 2/3, on the integral over clean points of
    Lu et al. 2022 (DPM-Solver++), equation 8."""
    for a, b in zip(levels, levels[1:]):
        clean = model.clean(x, a)
        if b.clean:
            x = clean
            continue
        h = b.lam - a.lam
        one, two = at(a.lam + h / 3), at(a.lam + 2 * h / 3)
        slope = model.clean(first_order(a, one, x, clean), one) - clean
        factor = math.expm1(-2 * h / 3) / (2 * h / 3) + 1
        there = first_order(a, two, x, clean) + (2 * two.root * factor) * slope
        slope = model.clean(there, two) - clean
        x = first_order(a, b, x, clean) + (1.5 * b.root * (math.expm1(-h) / h + 1)) * slope
    return x


def dpmpp_2m(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver++), Algorithm 2, DPM-Solver++(2M)."""
    before = None
    for i, (a, b) in enumerate(zip(levels, levels[1:])):
        clean = model.clean(x, a)
        mixed = clean
        if before is not None and not b.clean:
            r = (a.lam - levels[i - 1].lam) / (b.lam - a.lam)
            mixed = (1 + 1 / (2 * r)) * clean - (1 / (2 * r)) * before
        x = first_order(a, b, x, mixed)
        before = clean
    return x


def differences(past, a, b):
    """(number of points, first, second term) of Newton's polynomial: m0 + first s / h + second (s / h)^2."""
    h = b.lam - a.lam
    if len(past) == 1:
        return h, 0, 0
    r0 = (a.lam - past[1][0].lam) / h
    slope = (past[0][1] - past[1][1]) / r0
    if len(past) == 2:
        return h, slope, 0
    r1 = (past[1][0].lam - past[2][0].lam) / h
    bend = (slope - (past[1][1] - past[2][1]) / r1) / (r0 + r1)
    return h, slope + r0 * bend, bend


def dpmpp_3m(share):
    def steps(model, levels, x, draw):
        """Lu et al. 2022 (DPM-Solver++), equation 9 with k = 3; the derivatives are those of the polynomial through the
        last three predictions, D2 half its second derivative (times h^2), so that its coefficient is twice phi_3. The
        second step is that of Algorithm 2.

        share: 1, or 1/2 for programs that leave out that factor of two.
        """
        past = []
        for a, b in zip(levels, levels[1:]):
            past = [(a, model.clean(x, a))] + past[:2]
            x = first_order(a, b, x, past[0][1])
            if not b.clean:
                h, slope, bend = differences(past, a, b)
                phi2 = math.expm1(-h) / h + 1 if len(past) > 2 else -math.expm1(-h) / 2
                phi3 = phi2 / h - 0.5
                x = x + b.root * (phi2 * slope - (2 * share * phi3) * bend)
        return x
    return steps


def stochastic(a, b):
    """Lu et al. 2022 (DPM-Solver++), SDE-DPM-Solver++1: factors of x, clean point and noise, scale x0 + sigma z."""
    twice = 2 * (b.lam - a.lam)
    return math.exp(-twice), -math.expm1(-twice), b.sigma * math.sqrt(-math.expm1(-twice))


def dpmpp_sde(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver++), SDE-DPM-Solver++1 in two stages as in Algorithm 1 with r = 1/2, as K. Crowson
    combined them.

    The noise of the stage and that of the step are those of one Brownian motion over sigma.
    """
    for a, b in zip(levels, levels[1:]):
        clean = model.clean(x, a)
        if b.clean:
            x = clean
            continue
        middle = at((a.lam + b.lam) / 2)
        keep, toward, deviation = stochastic(a, middle)
        first, second = draw(), draw()
        there = model.clean(keep * x + toward * clean + deviation * first, middle)
        keep, toward, deviation = stochastic(a, b)
        share = (a.sigma - middle.sigma) / (a.sigma - b.sigma)
        x = keep * x + toward * there + deviation * (math.sqrt(share) * first + math.sqrt(1 - share) * second)
    return x


def dpmpp_2m_sde(model, levels, x, draw):
    """Lu et al. 2022 (DPM-Solver++), SDE-DPM-Solver++(2M): the midpoint form."""
    before = None
    for i, (a, b) in enumerate(zip(levels, levels[1:])):
        clean = model.clean(x, a)
        if b.clean:
            x = clean
            continue
        keep, toward, deviation = stochastic(a, b)
        x = keep * x + toward * clean
        if before is not None:
            r = (a.lam - levels[i - 1].lam) / (b.lam - a.lam)
            x = x + (toward / (2 * r)) * (clean - before)
        x = x + deviation * draw()
        before = clean
    return x


def dpmpp_3m_sde(share):
    def steps(model, levels, x, draw):
        """Lu et al. 2022 (DPM-Solver++), the exact solution of the diffusion SDE, integrated for the polynomial through
        the last three predictions; share as in dpmpp_3m."""
        past = []
        for a, b in zip(levels, levels[1:]):
            past = [(a, model.clean(x, a))] + past[:2]
            if b.clean:
                x = past[0][1]
                continue
            keep, toward, deviation = stochastic(a, b)
            h, slope, bend = differences(past, a, b)
            phi2 = math.expm1(-2 * h) / (2 * h) + 1
            phi3 = phi2 / (2 * h) - 0.5
            x = keep * x + toward * past[0][1] + phi2 * slope - (2 * share * phi3) * bend + deviation * draw()
        return x
    return steps


def unipc(order):
    def steps(model, levels, x, draw):
        """Zhao et al. 2023 (UniPC), Algorithms 1 and 2 in the form for clean points, with B_2(h) = e^h - 1.

        The corrector takes the prediction at the predicted point, which is kept for the steps to come.
        There is none after the last step.
        """
        past = []  # (level, clean point), latest first
        for i, (a, b) in enumerate(zip(levels, levels[1:])):
            if not past:
                past = [(a, model.clean(x, a))]
            level, clean = past[0]
            straight = first_order(a, b, x, clean)
            if b.clean:
                return straight
            h = b.lam - a.lam
            p = min(order, len(past))
            b_h = math.expm1(-h)
            ratios = [(other.lam - a.lam) / h for other, _ in past[1:p]]
            slopes = [(value - clean) / r for (_, value), r in zip(past[1:p], ratios)]
            targets = unipc_targets(h, b_h, p)
            # UniP-2 and UniC-1 have the coefficient 1/2, whatever h is.
            if p == 2:
                shares = [0.5]
            else:
                shares = np.linalg.solve(np.vander(ratios, increasing=True).T, targets[:-1]) if p > 1 else []
            ahead = straight
            for share, slope in zip(shares, slopes):
                ahead = ahead - (b.root * b_h * float(share)) * slope
            if i == len(levels) - 2:
                return ahead
            there = model.clean(ahead, b)
            shares = np.linalg.solve(np.vander(ratios + [1.0], increasing=True).T, targets) if p > 1 else [0.5]
            x = straight
            for share, slope in zip(shares, slopes + [there - clean]):
                x = x - (b.root * b_h * float(share)) * slope
            past = [(b, there)] + past[:order - 1]
        return x
    return steps


def unipc_targets(h, b_h, count):
    """Zhao et al. 2023 (UniPC), the vector g(h) / B(h), k! times the integrals of e^(-h(1 - s)) s^k over [0, 1]."""
    return np.array([-moments(h, 1, count + 1)[k] / b_h for k in range(1, count + 1)])


def sa_solver(model, levels, x, draw):
    """Xue et al. 2023 (SA-Solver), Algorithm 1 with tau = 1: predictor through the last two predictions,
    corrector through the new and the last one, both with the same noise."""
    past = []
    for i, (a, b) in enumerate(zip(levels, levels[1:])):
        if not past:
            past = [(a, model.clean(x, a))]
        if b.clean:
            return past[0][1]
        h = b.lam - a.lam
        kept = (b.noise / a.noise * math.exp(-h)) * x + (b.noise * math.sqrt(-math.expm1(-2 * h))) * draw()
        weights = exponential_weights([(level.lam - a.lam) / h for level, _ in past], h, 2)
        ahead = kept
        for weight, (_, clean) in zip(weights, past):
            ahead = ahead + (b.root * weight) * clean
        if i == len(levels) - 2:
            return ahead
        there = model.clean(ahead, b)
        now, new = exponential_weights([0.0, 1.0], h, 2)
        x = kept + (b.root * now) * past[0][1] + (b.root * new) * there
        past = [(b, there), past[0]]
    return x


# ---------------------------------------------------------------------------------------------------------------------
# Rectified flows


def velocity(model, x, level):
    """dx / du of points (1 - u) x0 + u z."""
    clean, eps = model.predict(x, level)
    return eps - clean


def flow_euler(model, levels, x, draw):
    """Liu, Gong and Liu 2023 (rectified flow), Euler's method on dZ = v dt, backwards."""
    for a, b in zip(levels, levels[1:]):
        x = x + (b.u - a.u) * velocity(model, x, a)
    return x


def flow_heun(model, levels, x, draw):
    """Liu, Gong and Liu 2023 (rectified flow), Heun's method on dZ = v dt, backwards; Euler's to clean data."""
    for a, b in zip(levels, levels[1:]):
        slope = velocity(model, x, a)
        ahead = x + (b.u - a.u) * slope
        x = ahead if b.clean else x + (0.5 * (b.u - a.u)) * (slope + velocity(model, ahead, b))
    return x


class Scheme:
    """A scheme, the scale of its points, what it asks its denoiser for, and who combines the two predictions."""

    def __init__(self, steps, scale, ask, both, order, keeps_law=True):
        self.steps, self.scale, self.ask, self.both, self.order, self.keeps_law = (
            steps, scale, ask, both, order, keeps_law)


# The order is that with which mean and deviation converge on a Gaussian law without guidance, on levels even in lambda.
# UniPC-p has order p + 1 (Zhao et al. 2023).
SCHEMES = {
    "ddpm": Scheme(ddpm, "vp", "eps", True, 1),
    "ddpm-large": Scheme(ddpm_large, "vp", "eps", False, 1),
    "ddim": Scheme(ddim(0), "vp", "eps", True, 1),
    "ddim-0.5": Scheme(ddim(0.5), "vp", "v", False, 1),
    "lcm": Scheme(lcm, "vp", "eps", False, 0, keeps_law=False),
    "euler": Scheme(euler, "ve", "x0", False, 1),
    "euler-ancestral": Scheme(euler_ancestral, "ve", "x0", True, 1),
    "heun": Scheme(heun, "ve", "score", False, 2),
    "edm-churn": Scheme(edm_churn, "ve", "x0", True, 2),
    "dpm2": Scheme(dpm2, "ve", "eps", False, 2),
    "dpm2-ancestral": Scheme(dpm2_ancestral, "ve", "eps", True, 2),
    "lms": Scheme(lms, "ve", "score", True, 4),
    "deis-2": Scheme(deis(2), "vp", "eps", False, 2),
    "deis-3": Scheme(deis(3), "vp", "eps", True, 3),
    "plms": Scheme(plms, "vp", "eps", False, 2),
    "dpmpp-1s": Scheme(dpmpp_1s, "vp", "x0", False, 1),
    "dpmpp-2s": Scheme(dpmpp_2s, "vp", "eps", True, 2),
    "dpmpp-2s-ancestral": Scheme(dpmpp_2s_ancestral, "ve", "x0", False, 2),
    "dpmpp-3s": Scheme(dpmpp_3s, "vp", "x0", True, 3),
    "dpmpp-2m": Scheme(dpmpp_2m, "vp", "v", True, 2),
    "dpmpp-3m": Scheme(dpmpp_3m(1), "vp", "x0", False, 3),
    "dpmpp-3m-half": Scheme(dpmpp_3m(0.5), "vp", "x0", False, 2),
    "dpmpp-sde": Scheme(dpmpp_sde, "ve", "x0", True, 2),
    "dpmpp-2m-sde": Scheme(dpmpp_2m_sde, "ve", "x0", False, 2),
    "dpmpp-3m-sde": Scheme(dpmpp_3m_sde(1), "ve", "eps", False, 2),
    "dpmpp-3m-sde-half": Scheme(dpmpp_3m_sde(0.5), "ve", "eps", False, 2),
    "unipc-2": Scheme(unipc(2), "vp", "eps", False, 3),
    "unipc-3": Scheme(unipc(3), "vp", "x0", True, 4),
    "sa-solver": Scheme(sa_solver, "vp", "x0", False, 2),
    "flow-euler": Scheme(flow_euler, "flow", "flow", False, 1),
    "flow-heun": Scheme(flow_heun, "flow", "flow", True, 2),
}


# ---------------------------------------------------------------------------------------------------------------------
# Levels

TRAINING = 1000


def trained_sigmas(grid):
    """sigma at the training steps of a network, cleanest first."""
    if grid == "linear-beta":  # Ho, Jain and Abbeel 2020, section 4
        betas = np.linspace(1e-4, 0.02, TRAINING)
    elif grid == "scaled-linear-beta":  # Rombach et al. 2022: even in sqrt(beta)
        betas = np.linspace(math.sqrt(0.00085), math.sqrt(0.012), TRAINING) ** 2
    else:  # Nichol and Dhariwal 2021, equation 17
        f = np.cos((np.arange(TRAINING + 1) / TRAINING + 0.008) / 1.008 * math.pi / 2) ** 2
        betas = np.minimum(1 - f[1:] / f[:-1], 0.999)
    alpha_bars = np.cumprod(1 - betas)
    return np.sqrt((1 - alpha_bars) / alpha_bars)


def timesteps(spacing, count):
    """Training steps to visit, noisiest first (Lin et al. 2024, table 2, counted from 0); at most all of them."""
    count = min(count, TRAINING)
    if spacing == "leading":
        return np.arange(count)[::-1] * (TRAINING // count)
    if spacing == "trailing":
        return np.round(np.linspace(TRAINING, 0, count, endpoint=False)).astype(int) - 1
    return np.round(np.linspace(0, TRAINING - 1, count))[::-1].astype(int)


def beta_quantiles(shares, parameter=0.6):
    """Quantiles of the law Beta(p, p). With y = sin(a)^2 its density is that of (sin a cos a)^(2p - 1)."""
    angles = np.linspace(0, math.pi / 2, 200_001)
    middle = (angles[1:] + angles[:-1]) / 2
    mass = np.append(0, np.cumsum((np.sin(middle) * np.cos(middle)) ** (2 * parameter - 1)))
    return np.sin(np.interp(shares, mass / mass[-1], angles)) ** 2


def karras(largest, smallest, count, rho=7):
    """Karras et al. 2022, equation 5."""
    return np.linspace(largest ** (1 / rho), smallest ** (1 / rho), count) ** rho


def noisy_sigmas(grid, spacing, shift, count, stop, largest_flow_time):
    """sigma at the levels that the denoiser is asked at, one for each step."""
    if grid in ("linear-beta", "scaled-linear-beta", "cosine"):
        return trained_sigmas(grid)[timesteps(spacing, count)]
    if grid == "beta":  # Lee et al. 2024, on the training steps of linear-beta
        trained = np.log(trained_sigmas("linear-beta"))
        times = beta_quantiles(1 - np.arange(count) / count) * (TRAINING - 1)
        return np.exp(np.interp(times, np.arange(TRAINING), trained))
    if grid == "flow":  # Esser et al. 2024, equation 23
        u = np.linspace(1, 0, count, endpoint=False)
        u = np.minimum(shift * u / (1 + (shift - 1) * u), LARGEST_FLOW_TIME)
        if largest_flow_time < LARGEST_FLOW_TIME:
            u = largest_flow_time * u
        return u / (1 - u)
    if grid == "karras":
        largest, smallest, ladder = 80.0, 0.002, karras
    elif grid == "exponential":
        largest, smallest, ladder = 80.0, 0.002, np.geomspace
    else:  # uniform-lambda: Lu et al. 2022 (DPM-Solver), between the ends of a network's training
        trained = trained_sigmas("linear-beta")
        largest, smallest, ladder = trained[-1], trained[0], np.geomspace
    if stop > 0:
        return ladder(largest, stop, count + 1)[:-1]
    return ladder(largest, smallest, count)


GRIDS = ["offered", "linear-beta", "scaled-linear-beta", "cosine", "karras", "exponential", "beta", "uniform-lambda",
         "flow"]


def levels_of(grid, spacing, shift, steps, alpha_bars, largest_flow_time=LARGEST_FLOW_TIME):
    """Levels from noisy to clean, or to the noise at which guidecheck's own levels end."""
    if grid == "offered":
        return [Level(math.sqrt((1 - a) / a), a) for a in map(float, alpha_bars)]
    last = float(alpha_bars[-1])
    stop = math.sqrt((1 - last) / last)
    sigmas = noisy_sigmas(grid, spacing, shift, steps, stop, largest_flow_time)
    sigmas = [float(sigma) for sigma in sigmas if sigma > stop * (1 + 1e-9)]
    if not sigmas:
        raise ValueError(f"--levels {grid}: no level is as noisy as the one to end at, sigma {stop:.3g}")
    return [Level(sigma) for sigma in sigmas] + [Level(stop, last)]


def sampler(name, grid="offered", spacing="leading", shift=1.0, single=False, rule=None, ask=None):
    """A function for guidecheck.serve."""
    scheme = SCHEMES[name]
    kind = np.float32 if single else np.float64

    def sample(denoiser, n, dimension, steps, alpha_bars, rng):
        def draw():
            return rng.standard_normal((n, dimension), dtype=kind)

        levels = levels_of(grid, spacing, shift, steps, alpha_bars,
                           LARGEST_SINGLE_FLOW_TIME if single and scheme.scale != "flow" else LARGEST_FLOW_TIME)
        if scheme.scale == "flow" and levels[0].u > LARGEST_FLOW_TIME:
            raise ValueError(f"flow time {levels[0].u}: the first must be at most {LARGEST_FLOW_TIME}")
        model = Model(denoiser, scheme.scale, ask or scheme.ask, scheme.both, rule)
        start = {"vp": 1.0, "ve": levels[0].sigma, "flow": levels[0].u}[scheme.scale]
        x = scheme.steps(model, levels, start * draw(), draw)
        return x / model.parts(levels[-1])[0]

    return sample


# ---------------------------------------------------------------------------------------------------------------------
# Self-check


class GaussianDenoiser:
    """Exact predictions for N(mean, deviation^2) in each coordinate, w = 0; the unconditional law is another one."""

    weight = 0.0

    def __init__(self, mean, deviation):
        self.laws = {"conditional": (mean, deviation), "guided": (mean, deviation), "unconditional": (-2.0, 0.8)}

    def guided(self, conditional, unconditional):
        return conditional + self.weight * (conditional - unconditional)

    def _answer(self, prediction, x, of, level):
        if of == "both":
            return (self._answer(prediction, x, "conditional", level),
                    self._answer(prediction, x, "unconditional", level))
        (field, value), = level.items()
        if field == "alpha_bar":
            c, d = math.sqrt(value), math.sqrt(1 - value)
        else:
            c, d = (1.0, value) if field == "sigma" else (1 - value, value)
        mean, deviation = self.laws[of]
        total = (c * deviation) ** 2 + d ** 2
        eps = d * (x - c * mean) / total
        clean = mean + c * deviation ** 2 * (x - c * mean) / total
        size = math.hypot(c, d)
        return {"eps": eps, "x0": clean, "score": -eps / d, "flow": eps - clean,
                "v": (c * eps - d * clean) / size}[prediction]


for _name in ("eps", "x0", "v", "score", "flow"):
    setattr(GaussianDenoiser, _name, lambda self, x, of="guided", _prediction=_name, **level:
            self._answer(_prediction, x, of, level))


class Impulses:
    """In place of a random generator: the k-th draw is 1 in row k and 0 elsewhere. Row 0 is free of noise."""

    def __init__(self):
        self.drawn = 0

    def standard_normal(self, shape, dtype=np.float64):
        self.drawn += 1
        result = np.zeros(shape, dtype)
        result[self.drawn] = 1
        return result


def moments_of(sample, mean, deviation, steps, alpha_bars):
    """Exact mean and standard deviation of what a sampler makes of a Gaussian law, and the number of its draws."""
    noise = Impulses()
    points = sample(GaussianDenoiser(mean, deviation), n=2 * steps + 3, dimension=1, steps=steps,
                    alpha_bars=np.asarray(alpha_bars), rng=noise)
    return float(points[0, 0]), float(np.sqrt(np.sum((points[1:] - points[0]) ** 2))), noise.drawn


def errors_of(name, options, steps, alpha_bars, mean=1.0, deviation=0.5):
    """Departures of mean and deviation from the right ones.

    Where only the start is random, the right ones are those of the exact flow from the start that the scheme takes,
    which lacks the trace of the data that the noisiest level has.
    """
    found_mean, found_deviation, drawn = moments_of(sampler(name, **options), mean, deviation, steps, alpha_bars)
    last = 1 / alpha_bars[-1] - 1
    right_mean, right_deviation = mean, math.sqrt(deviation ** 2 + last)
    if drawn == 1:
        first = levels_of(options.get("grid", "offered"), options.get("spacing", "leading"), options.get("shift", 1.0),
                          steps, alpha_bars)[0]
        start = {"vp": 1 / first.root, "ve": first.sigma, "flow": first.sigma}[SCHEMES[name].scale]
        shrink = right_deviation / math.hypot(deviation, first.sigma)
        right_mean, right_deviation = mean * (1 - shrink), start * shrink
    return found_mean - right_mean, found_deviation - right_deviation


def even_alpha_bars(steps):
    """Levels even in lambda, from sigma 1000 to 0.1, as guidecheck's own."""
    return 1 / (1 + np.geomspace(1000, 0.1, steps + 1) ** 2)


GRIDS_CHECKED = ([{"grid": grid, "spacing": spacing} for grid in ("linear-beta", "scaled-linear-beta", "cosine")
                  for spacing in ("leading", "trailing", "linspace")]
                 + [{"grid": grid} for grid in ("karras", "exponential", "beta", "uniform-lambda")]
                 + [{"grid": "flow", "shift": shift} for shift in (1.0, 3.0)])


def self_check():
    """Prints errors of mean and deviation and their order; False if one is not as it should be."""
    good = True
    print("Errors of mean and deviation on N(1, 0.5^2), their order from 100 to 1000 steps, error of 100 steps on a "
          "point mass at 1, and error of one step, which leads to the mean.\n")
    print(f"{'':18} {'Karras levels to clean data':^39} {'levels even in lambda to sigma 0.1':^57}")
    print(f"{'scheme':18}" + f" {'100 mean':>9} {'dev':>9} {'1000 mean':>9} {'dev':>9}" * 2
          + f" {'order':>6} {'meant':>5} {'point':>8} {'1 step':>8}")
    for name, scheme in SCHEMES.items():
        clean = [error for steps in (100, 1000) for error in errors_of(name, {"grid": "karras"}, steps, [0.5, 1.0])]
        noisy = [error for steps in (100, 1000) for error in errors_of(name, {}, steps, even_alpha_bars(steps))]
        coarse, fine = max(map(abs, noisy[:2])), max(map(abs, noisy[2:]))
        order = math.log10(coarse / fine) if fine > 0 else math.inf
        # A point mass is reached whatever the steps, but for the data's share in the start of a noisy end.
        mean, deviation, _ = moments_of(sampler(name, "linear-beta", "trailing"), 1, 0, 100, [0.5, 1.0])
        point = max(abs(mean - 1), deviation)
        # One step from noise leads to the mean of the data.
        mean, deviation, _ = moments_of(sampler(name), 1, 0.5, 1, [1e-6, 1.0])
        one = max(abs(mean - 1), deviation)
        right = point < 1e-9 and one < 2e-3 and (not scheme.keeps_law or (
            max(map(abs, clean[2:])) < 0.01 and fine < 0.01 and (order > scheme.order - 0.3 or fine < 1e-8)))
        good &= right
        print(f"{name:18}" + "".join(f" {error:9.1e}" for error in clean + noisy)
              + f" {order:6.2f} {scheme.order:5} {point:8.0e} {one:8.0e}"
              + ("" if scheme.keeps_law else "  keeps no law") + ("" if right else "  WRONG"), flush=True)
    print("\nlargest error of 50 and of 500 steps to clean data, and of 50 to sigma 0.1\n")
    for options in GRIDS_CHECKED:
        line = []
        for steps, end in ((50, 1.0), (500, 1.0), (50, 1 / 1.01)):
            errors = {name: max(map(abs, errors_of(name, options, steps, [0.5, end])))
                      for name, scheme in SCHEMES.items() if scheme.keeps_law}
            worst = max(errors, key=errors.get)
            line.append(f"{errors[worst]:9.1e} {worst:18}")
        # Few steps may be far off where the first of them is a long one in sigma, but must give numbers.
        failed = [name for name in SCHEMES if not gives_numbers(name, options)]
        good &= not failed
        print(f"{' '.join(map(str, options.values())):28}" + " ".join(line)
              + (f" WRONG: no numbers from {', '.join(failed)}" if failed else ""), flush=True)
    return good


def gives_numbers(name, options):
    """Whether few steps give finite points, and single precision stays single."""
    for single in (False, True):
        sample = sampler(name, single=single, **options)
        for steps in (1, 2, 3, 7):
            points = sample(GaussianDenoiser(1, 0.5), n=4, dimension=2, steps=steps, alpha_bars=np.array([0.5, 1.0]),
                            rng=np.random.default_rng(steps))
            if not np.all(np.isfinite(points)) or points.dtype != (np.float32 if single else np.float64):
                return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("name", nargs="?", choices=SCHEMES, metavar="NAME")
    parser.add_argument("--levels", choices=GRIDS, default="offered")
    parser.add_argument("--spacing", choices=["leading", "trailing", "linspace"], default="leading",
                        help="which training steps linear-beta, scaled-linear-beta and cosine visit")
    parser.add_argument("--shift", type=float, default=1.0, help="of the levels flow")
    parser.add_argument("--float32", action="store_true", help="points in single precision")
    parser.add_argument("--own-rule", type=own_rule, help="such as interval:LOW:HIGH; see above")
    parser.add_argument("--ask", choices=["eps", "x0", "v", "score", "flow"], help="another prediction than usual")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--self-check", action="store_true")
    options = parser.parse_args()
    if options.list:
        print("\n".join(SCHEMES))
    elif options.self_check:
        sys.exit(0 if self_check() else 1)
    elif options.name is None:
        parser.error("give a NAME: " + ", ".join(SCHEMES))
    else:
        name = options.name if options.levels == "offered" else f"{options.name}-{options.levels}"
        guidecheck.serve(sampler(options.name, options.levels, options.spacing, options.shift, options.float32,
                                 options.own_rule, options.ask), name="scheme-" + name)


if __name__ == "__main__":
    main()
