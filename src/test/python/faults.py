#!/usr/bin/env python3
"""DDPM with one fault, as programs behind guidecheck's pipe.

usage: faults.py NAME     without a name, the list of them

What this is for: tests of guidecheck run it on these programs and see which faults it finds, how soon, and which it
cannot see. Each is DDPM (Ho, Jain and Abbeel 2020, Algorithm 2 with the variance of equation 7) on guidecheck's own
levels with exactly one thing wrong. "none" is right, and so is "corrector", a predictor-corrector of order 2 from which
"corrector-row-lost" departs.

Some faults show only in some runs, which is their point: corr-* and rescaled-output need two coordinates, wrong-from-4d
four, repeated-1000 a batch of 1,000, wrong-beyond-200 more steps than that, wrong-above-w5 a larger weight, and
linearised a law that is not Gaussian.
"""

import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "python"))
import guidecheck
import schemes

FAULTS = {}


def fault(name, **settings):
    """Lists a sampler under a name; settings become its attributes."""
    def add(sampler):
        FAULTS[name] = type(sampler.__name__, (sampler,), {**settings, "__doc__": sampler.__doc__})
        return sampler
    return add


@fault("none")
class Ddpm:
    """DDPM without a fault. Every part that a fault replaces is a method."""

    def __init__(self, denoiser, n, dimension, steps, alpha_bars, seed, rng):
        self.denoiser, self.shape, self.steps, self.seed, self.rng = denoiser, (n, dimension), steps, seed, rng
        self.levels = self.known(alpha_bars)

    def known(self, alpha_bars):
        """The levels that the sampler believes to visit."""
        return alpha_bars

    def sent(self, a):
        """The level that the denoiser is told."""
        return a

    def normals(self):
        return self.rng.standard_normal(self.shape)

    def start(self):
        return self.normals()

    def noise(self, i):
        """The noise of step i, counted from 0."""
        return self.normals()

    def guided(self, x, a):
        """The predicted clean point."""
        return self.denoiser.x0(x, alpha_bar=self.sent(a))

    def clean(self, i, x, a):
        """The predicted clean point that step i takes."""
        return self.guided(x, a)

    def deviation(self, i, a, b):
        return np.sqrt((1 - b) / (1 - a) * (1 - a / b))

    def step(self, i, x, a, b):
        mean = (np.sqrt(a / b) * (1 - b) * x + np.sqrt(b) * (1 - a / b) * self.clean(i, x, a)) / (1 - a)
        return mean + self.deviation(i, a, b) * self.noise(i)

    def pairs(self):
        """Step numbers and the levels between which they lead."""
        return [(i, self.levels[i], self.levels[i + 1]) for i in range(self.steps)]

    def run(self):
        x = self.start()
        for i, a, b in self.pairs():
            x = self.step(i, x, a, b)
        return x / np.sqrt(self.levels[-1])

    def chosen_rows(self, share):
        """A share of the rows, the same in each step; drawn apart, so that the noise is that of "none"."""
        return np.random.default_rng([self.seed, 1]).random(self.shape[0]) < share


# ---------------------------------------------------------------------------------------------------------------------
# Noise


@fault("corr-0.2", correlation=0.2)
@fault("corr-0.05", correlation=0.05)
class CorrelatedCoordinates(Ddpm):
    """Noise of neighbouring coordinates is correlated; each coordinate is standard normal."""

    def normals(self):
        z = super().normals()
        for j in range(1, self.shape[1]):
            z[:, j] = self.correlation * z[:, j - 1] + np.sqrt(1 - self.correlation ** 2) * z[:, j]
        return z


@fault("heavy-tails")
class HeavyTails(Ddpm):
    """Noise of Student's law with 5 degrees of freedom, of variance 1."""

    def normals(self):
        return np.sqrt(3 / 5) * self.rng.standard_t(5, self.shape)


@fault("uniform-noise")
class UniformNoise(Ddpm):
    """Uniform noise of variance 1."""

    def normals(self):
        return self.rng.uniform(-np.sqrt(3), np.sqrt(3), self.shape)


@fault("antithetic")
class Antithetic(Ddpm):
    """The second half of the batch has the negated noise of the first, the start included."""

    def normals(self):
        z = super().normals()
        half = self.shape[0] // 2
        z[half:2 * half] = -z[:half]
        return z


@fault("repeated-1000")
class RepeatedPoints(Ddpm):
    """Every 1,000th point repeats the one before."""

    def run(self):
        x = super().run()
        x[999::1000] = x[998::1000][:len(x[999::1000])]
        return x


@fault("first-noise-is-start")
class FirstNoiseIsStart(Ddpm):
    """The noise of the first step is that of the start."""

    def start(self):
        self.first = super().start()
        return self.first

    def noise(self, i):
        return self.first if i == 0 else super().noise(i)


@fault("noise-stream-restarts")
class NoiseRestarts(Ddpm):
    """The noise of each step is that of five steps before."""

    def start(self):
        self.past = []
        return super().start()

    def noise(self, i):
        if i < 5:
            self.past.append(super().noise(i))
        return self.past[i % 5]


@fault("unseeded")
class Unseeded(Ddpm):
    """Noise from the operating system instead of the seed."""

    def start(self):
        self.rng = np.random.default_rng()
        return super().start()


@fault("variance-2-low", factor=np.sqrt(0.98))
@fault("churn-1.28", factor=1.28)
class ScaledNoise(Ddpm):
    """The deviation of each step's noise is off by a factor."""

    def deviation(self, i, a, b):
        return self.factor * super().deviation(i, a, b)


@fault("variance-2-low-last-3")
class LastNoisesLow(Ddpm):
    """2 % less variance in the last three steps that add noise."""

    def deviation(self, i, a, b):
        noisy = self.steps - (self.levels[-1] == 1)  # a step to clean data adds none
        return (np.sqrt(0.98) if i >= noisy - 3 else 1) * super().deviation(i, a, b)


@fault("wrong-beyond-200")
class ManySteps(Ddpm):
    """With more than 200 steps the noise is 5 % too large."""

    def deviation(self, i, a, b):
        return (1.05 if self.steps > 200 else 1) * super().deviation(i, a, b)


@fault("wrong-from-4d")
class ManyCoordinates(Ddpm):
    """Coordinates from the fourth on get 5 % less noise."""

    def deviation(self, i, a, b):
        return super().deviation(i, a, b) * np.where(np.arange(self.shape[1]) >= 3, 0.95, 1)


@fault("batch-not-power-of-two")
class OddBatches(Ddpm):
    """5 % more noise where the number of points is not a power of two."""

    def deviation(self, i, a, b):
        n = self.shape[0]
        return (1.05 if n & (n - 1) else 1) * super().deviation(i, a, b)


@fault("sqrt-beta-as-variance")
class VarianceForDeviation(Ddpm):
    """The variance of a step taken for the deviation of its noise."""

    def deviation(self, i, a, b):
        return super().deviation(i, a, b) ** 2


# ---------------------------------------------------------------------------------------------------------------------
# Guidance


class OwnWeight(Ddpm):
    """Combines both predictions with a weight of its own."""

    def guided(self, x, a):
        conditional, unconditional = self.denoiser.x0(x, of="both", alpha_bar=self.sent(a))
        return conditional + self.weight(self.denoiser.weight, a) * (conditional - unconditional)


@fault("weight-1-off")
class WeightOff(OwnWeight):
    """1 + w is 1 % too large."""

    def weight(self, w, a):
        return 1.01 * (1 + w) - 1


@fault("guidance-below")
class GuidanceBelow(OwnWeight):
    """Guides only at noise levels tau below 0.5."""

    def weight(self, w, a):
        return w if 1 - a < 0.5 else 0


@fault("wrong-above-w5")
class WeightCapped(OwnWeight):
    """A weight of at most 5."""

    def weight(self, w, a):
        return min(w, 5)


@fault("weight-is-scale")
class WeightIsScale(OwnWeight):
    """Takes w for the guidance_scale, which is 1 + w."""

    def weight(self, w, a):
        return w - 1


@fault("ignores-weight")
class IgnoresWeight(OwnWeight):
    """Does not guide."""

    def weight(self, w, a):
        return 0


@fault("wrong-class-1pct")
class WrongClass(Ddpm):
    """In 1 % of the rows the conditional and the unconditional prediction are swapped."""

    def guided(self, x, a):
        conditional, unconditional = self.denoiser.x0(x, of="both", alpha_bar=self.sent(a))
        swapped = self.chosen_rows(0.01)[:, None]
        return self.denoiser.guided(np.where(swapped, unconditional, conditional),
                                    np.where(swapped, conditional, unconditional))


@fault("condition-dropped-rows")
class ConditionDropped(Ddpm):
    """In 5 % of the rows the unconditional prediction alone."""

    def guided(self, x, a):
        conditional, unconditional = self.denoiser.x0(x, of="both", alpha_bar=self.sent(a))
        return np.where(self.chosen_rows(0.05)[:, None], unconditional,
                        self.denoiser.guided(conditional, unconditional))


@fault("rescaled-output")
class Rescaled(Ddpm):
    """The guided clean point has the conditional one's deviation over the coordinates of a point."""

    def guided(self, x, a):
        conditional, unconditional = self.denoiser.x0(x, of="both", alpha_bar=self.sent(a))
        guided = self.denoiser.guided(conditional, unconditional)
        spread = guided.std(axis=1, keepdims=True)
        there = spread > 0  # nowhere for points of one coordinate
        return guided * np.where(there, conditional.std(axis=1, keepdims=True) / np.where(there, spread, 1), 1)


# ---------------------------------------------------------------------------------------------------------------------
# Predictions


@fault("previous-prediction")
class PreviousPrediction(Ddpm):
    """Takes the prediction of the step before."""

    def clean(self, i, x, a):
        latest = super().clean(i, x, a)
        taken = latest if i == 0 else self.before
        self.before = latest
        return taken


@fault("far-mode-never-visited")
class ShortClean(Ddpm):
    """Clean points are drawn to within a distance of 2 from the origin."""

    def clean(self, i, x, a):
        clean = super().clean(i, x, a)
        return clean * np.minimum(1, 2 / np.maximum(np.linalg.norm(clean, axis=1, keepdims=True), 1e-300))


@fault("clip-at-3")
class ClippedClean(Ddpm):
    """Coordinates of clean points are clipped to [-3, 3]."""

    def clean(self, i, x, a):
        return np.clip(super().clean(i, x, a), -3, 3)


@fault("linearised")
class Linearised(Ddpm):
    """Predictions are replaced by their secant about the batch's mean, fitted by least squares: right on Gaussians."""

    def clean(self, i, x, a):
        clean = super().clean(i, x, a)
        away, mean = x - x.mean(axis=0), clean.mean(axis=0)
        return mean + away @ np.linalg.lstsq(away, clean - mean, rcond=None)[0]


@fault("sign-of-noise-step")
class NoiseSign(Ddpm):
    """The sign of the predicted noise is wrong in the last step."""

    def clean(self, i, x, a):
        clean = super().clean(i, x, a)
        if i < self.steps - 1:
            return clean
        eps = (x - np.sqrt(a) * clean) / np.sqrt(1 - a)
        return (x + np.sqrt(1 - a) * eps) / np.sqrt(a)


# ---------------------------------------------------------------------------------------------------------------------
# Levels and steps


def rounded_to_bfloat16(values):
    """Nearest numbers of 8 significant bits, ties to even."""
    bits = np.asarray(values, np.float32).view(np.uint32).astype(np.uint64)
    bits = (bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000
    return bits.astype(np.uint32).view(np.float32).astype(float)


def rounded_to_float16(values):
    return np.asarray(values, np.float16).astype(float)


@fault("levels-bfloat16", rounded=staticmethod(rounded_to_bfloat16), below_one=1 - 2.0 ** -8, least=1e-15)
@fault("levels-float16", rounded=staticmethod(rounded_to_float16), below_one=1 - 2.0 ** -11, least=2.0 ** -24)
class RoundedLevels(Ddpm):
    """alpha_bar in half precision, in the coefficients and for the denoiser; a noisy level stays one."""

    def known(self, alpha_bars):
        return np.where(alpha_bars == 1, 1, np.clip(self.rounded(alpha_bars), self.least, self.below_one))


@fault("level-half-percent")
class LevelOff(Ddpm):
    """The denoiser is told an alpha_bar half a percent below that of the coefficients."""

    def sent(self, a):
        return 0.995 * a


@fault("start-0.98")
class SmallStart(Ddpm):
    """The start has deviation 0.98."""

    def start(self):
        return 0.98 * super().start()


@fault("start-too-clean")
class StartTooClean(Ddpm):
    """Starts from N(0, I) in the middle of the levels."""

    def pairs(self):
        return super().pairs()[self.steps // 2:]


@fault("last-step-skipped")
class LastStepSkipped(Ddpm):
    """Returns the point before the last step."""

    def pairs(self):
        return super().pairs()[:-1]


@fault("returns-noise")
class ReturnsNoise(Ddpm):
    """Takes no step."""

    def pairs(self):
        return []


# ---------------------------------------------------------------------------------------------------------------------
# Another scheme


@fault("corrector", lost=False)
@fault("corrector-row-lost", lost=True)
class PredictorCorrector(Ddpm):
    """Predictor and corrector of Zhao et al. 2023 (UniPC) for clean points, exact for their interpolating polynomials.

    Predictions are m0, the one before, and the new one at the predicted point; lost leaves the corrector without the
    difference of the first two.
    """

    def run(self):
        levels = [schemes.Level(np.sqrt((1 - a) / a), a) for a in self.levels]
        x = self.start()
        now, before = self.guided(x, levels[0].alpha_bar), None
        for i, (a, b) in enumerate(zip(levels, levels[1:])):
            straight = schemes.first_order(a, b, x, now)
            if b.clean:
                x = straight
                break
            h = b.lam - a.lam
            ratio = None if i == 0 else (levels[i - 1].lam - a.lam) / h
            ahead = straight
            if before is not None:
                ahead = ahead + b.root * schemes.exponential_weights([0.0, ratio], h, 1)[1] * (before - now)
            if i == self.steps - 1:
                x = ahead
                break
            new = self.guided(ahead, b.alpha_bar)
            if before is None:
                x = straight + b.root * schemes.exponential_weights([0.0, 1.0], h, 1)[1] * (new - now)
            else:
                _, past, latest = schemes.exponential_weights([0.0, ratio, 1.0], h, 1)
                x = straight + b.root * latest * (new - now)
                if not self.lost:
                    x = x + b.root * past * (before - now)
            now, before = new, now
        return x / levels[-1].root


def sampler(name):
    """A function for guidecheck.serve."""
    def sample(denoiser, n, dimension, steps, alpha_bars, seed, rng):
        return FAULTS[name](denoiser, n, dimension, steps, alpha_bars, seed, rng).run()
    return sample


if __name__ == "__main__":
    if len(sys.argv) == 1:
        print("\n".join(FAULTS))
    elif len(sys.argv) == 2 and sys.argv[1] in FAULTS:
        guidecheck.serve(sampler(sys.argv[1]), name="fault-" + sys.argv[1])
    else:
        sys.exit(f"{' '.join(sys.argv[1:])}: must be one of " + ", ".join(FAULTS))
