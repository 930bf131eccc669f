#!/usr/bin/env python3
"""Guidance rules, right and wrong, as programs behind guidecheck's pipe.

usage: guiders.py NAME     a program for guidecheck guard --guider-command
       guiders.py --list   all names, with right or wrong, the built-in rule that each is or means to be, and the fault

The right ones are written from the papers, in the papers' own variables and predictions; nothing is shared with
guidecheck's own rules. Each wrong one has one fault. Predictions have shape (n, dimension), a point in each row.
"""

import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "python"))
import guidecheck

RULES = {}
PHI = 0.7
LOW, HIGH = 0.3, 5.0
LONGEST = 2.5
MOMENTUM = -0.75
PERCENTILE = 90.0
MOST = 3.0
ETA = 0.3


class Rule:
    """A guide with what it declares, and the built-in rule that it is, or means to be; None if there is none."""

    def __init__(self, guide, wrong, like, predictions, level, scales, begin):
        self.guide, self.wrong, self.like = guide, wrong, like
        self.declared = {"predictions": predictions, "level": level, "scales": scales, "begin": begin}

    def serve(self, name):
        guidecheck.serve_guider(self.guide, name=name, **self.declared)


def rule(name, like=None, predictions="epsilon", level="alpha_bar", scales=None, begin=None, wrong=False):
    """Lists a guide under a name."""
    def add(guide):
        RULES[name] = Rule(guide, wrong, like, predictions, level, scales, begin)
        return guide
    return add


def wrong(name, like="cfg", **declared):
    return rule(name, like, wrong=True, **declared)


def inner(a, b):
    """Inner products of the points, as a column."""
    return (a * b).sum(axis=1, keepdims=True)


def length(a):
    return np.sqrt(inner(a, a))


def ratio(a, b):
    """a / b, and 1 where b is 0."""
    return np.divide(a, b, out=np.ones_like(b), where=b > 0)


def remembers():
    """What a run remembers from step to step."""
    return {}


# ---------------------------------------------------------------------------------------------------------------------
# Right


@rule("cfg", "cfg", predictions="all")
def cfg(conditional, unconditional, scale):
    """Ho and Salimans 2022, equation 6: (1 + w) eps(z, c) - w eps(z), here with the scale 1 + w."""
    w = scale - 1
    return (1 + w) * conditional - w * unconditional


@rule("interval", f"interval:{LOW}:{HIGH}", predictions="x0", level="sigma")
def interval(conditional, unconditional, scale, sigma):
    """Kynkaanniemi et al. 2024, equation 5: D_w within (sigma_lo, sigma_hi], D(x | c) elsewhere."""
    w = scale if LOW < sigma <= HIGH else 1.0
    return w * conditional + (1 - w) * unconditional


@rule("rescale", f"rescale:{PHI}")
def rescale(conditional, unconditional, scale):
    """Lin et al. 2024, equations 14 to 16, with the deviations over the coordinates of each point."""
    x_cfg = unconditional + scale * (conditional - unconditional)
    x_rescaled = x_cfg * ratio(conditional.std(axis=1, keepdims=True), x_cfg.std(axis=1, keepdims=True))
    return PHI * x_rescaled + (1 - PHI) * x_cfg


@rule("rescale-x0", f"rescale-x0:{PHI}", predictions="x0")
def rescale_x0(conditional, unconditional, scale):
    """The same, of clean points, as samplers with x0-predictions apply it."""
    return rescale(conditional, unconditional, scale)


def optimised_scale(conditional, unconditional):
    """s* of Fan et al. 2025, equation 13."""
    return ratio(inner(conditional, unconditional), inner(unconditional, unconditional))


@rule("cfg-zero-star", predictions="flow", level="flow_time")
def cfg_zero_star(conditional, unconditional, scale, step):
    """Fan et al. 2025, algorithm 1, in the velocities of straight paths, with zero-init in the first step."""
    if step == 0:
        return np.zeros_like(conditional)
    fitted = optimised_scale(conditional, unconditional) * unconditional
    return (1 - scale) * fitted + scale * conditional


@rule("cfg-zero-star-v", "cfg-zero-star-steps:1", predictions="v")
def cfg_zero_star_v(conditional, unconditional, scale, step):
    """The same, in the velocities of variance-preserving paths."""
    return cfg_zero_star(conditional, unconditional, scale, step)


def shortened(difference):
    """Rescaling of Sadat et al. 2024, algorithm 1."""
    return difference * np.minimum(1, LONGEST / np.maximum(length(difference), 1e-300))


def project(v0, v1):
    """The parts of v0 along v1 and across it, as in Sadat et al. 2024, algorithm 1; all across a v1 of 0."""
    along = inner(v0, v1) / np.maximum(inner(v1, v1), 1e-300) * v1
    return along, v0 - along


@rule("apg", f"apg:0:{LONGEST}:{MOMENTUM}", predictions="x0", level="sigma", begin=remembers)
def apg(conditional, unconditional, scale, state):
    """Sadat et al. 2024, algorithm 1, with eta = 0."""
    state["average"] = conditional - unconditional + MOMENTUM * state.get("average", 0)
    _, across = project(shortened(state["average"]), conditional)
    return conditional + (scale - 1) * across


@rule("projected", f"projected:{ETA}:{LONGEST}", predictions="x0", level="sigma")
def projected(conditional, unconditional, scale):
    """The same without momentum, and with another eta."""
    along, across = project(shortened(conditional - unconditional), conditional)
    return conditional + (scale - 1) * (across + ETA * along)


@rule("cfg++", "cfg++", scales=[0.2, 0.6, 1.0])
def cfg_plus_plus(conditional, unconditional, scale, x, alpha_bar, next_alpha_bar):
    """Chung et al. 2024, algorithm 2, as the noise prediction with which a step of DDIM leads to the same point."""
    a, b = alpha_bar, next_alpha_bar
    mixed = unconditional + scale * (conditional - unconditional)
    clean = (x - np.sqrt(1 - a) * mixed) / np.sqrt(a)
    reached = np.sqrt(b) * clean + np.sqrt(1 - b) * unconditional
    return (reached - np.sqrt(b / a) * x) / (np.sqrt(1 - b) - np.sqrt(b / a) * np.sqrt(1 - a))


@rule("limit", f"limit:{MOST}")
def limit(conditional, unconditional, scale):
    """Classifier-free guidance with a weight of at most 3."""
    return conditional + min(scale - 1, MOST) * (conditional - unconditional)


@rule("threshold", f"threshold:{PERCENTILE}", predictions="x0")
def threshold(conditional, unconditional, scale):
    """Saharia et al. 2022, section 2.3: "if s > 1, then we threshold x0 to the range [-s, s] and then divide by s"."""
    guided = unconditional + scale * (conditional - unconditional)
    s = np.percentile(np.abs(guided), PERCENTILE, axis=1, keepdims=True)
    return np.where(s > 1, np.clip(guided, -s, s) / s, guided)


# ---------------------------------------------------------------------------------------------------------------------
# Wrong: the scale


@wrong("unconditional-base")
def unconditional_base(conditional, unconditional, scale):
    """Adds w times the difference to the unconditional prediction."""
    return unconditional + (scale - 1) * (conditional - unconditional)


@wrong("scale-for-weight")
def scale_for_weight(conditional, unconditional, scale):
    """Takes the scale for the weight."""
    return conditional + scale * (conditional - unconditional)


@wrong("scale-off-by-one")
def scale_off_by_one(conditional, unconditional, scale):
    """Guides with scale + 1."""
    return unconditional + (scale + 1) * (conditional - unconditional)


@wrong("scale-ignored")
def scale_ignored(conditional, unconditional):
    """Guides with scale 7.5 whatever the scale is."""
    return unconditional + 7.5 * (conditional - unconditional)


@wrong("gated")
def gated(conditional, unconditional, scale):
    """Returns the unconditional prediction at scales up to 1."""
    return cfg(conditional, unconditional, scale) if scale > 1 else unconditional


@wrong("sign")
def sign(conditional, unconditional, scale):
    """Guides away from the class."""
    return unconditional - scale * (conditional - unconditional)


@wrong("cap-turns")
def cap_turns(conditional, unconditional, scale):
    """Reflects a weight above 3 at 3, so that it falls and becomes negative."""
    w = scale - 1
    return conditional + (w if w < MOST else 2 * MOST - w) * (conditional - unconditional)


@wrong("swapped-below-0")
def swapped_below_0(conditional, unconditional, scale):
    """Swaps the two predictions at negative scales."""
    return cfg(unconditional, conditional, scale) if scale < 0 else cfg(conditional, unconditional, scale)


# ---------------------------------------------------------------------------------------------------------------------
# Wrong: the prediction


@wrong("other-parametrisation")
def other_parametrisation(conditional, unconditional, scale, x, alpha_bar):
    """Is given noises and returns clean points."""
    return (x - np.sqrt(1 - alpha_bar) * cfg(conditional, unconditional, scale)) / np.sqrt(alpha_bar)


@wrong("projection-of-noise", f"projected:{ETA}:{LONGEST}")
def projection_of_noise(conditional, unconditional, scale):
    """Projects noises, where clean points are meant."""
    return projected(conditional, unconditional, scale)


@wrong("projection-of-any", f"projected:{ETA}:{LONGEST}", predictions=["epsilon", "x0", "v"])
def projection_of_any(conditional, unconditional, scale):
    """Projects whatever prediction it is given."""
    return projected(conditional, unconditional, scale)


@wrong("eta-swapped", f"projected:{ETA}:{LONGEST}", predictions="x0", level="sigma")
def eta_swapped(conditional, unconditional, scale):
    """Scales the part along the conditional prediction by 1 - eta."""
    along, across = project(shortened(conditional - unconditional), conditional)
    return conditional + (scale - 1) * (across + (1 - ETA) * along)


@wrong("projected-onto-unconditional", f"projected:0:{LONGEST}", predictions="x0", level="sigma")
def projected_onto_unconditional(conditional, unconditional, scale):
    """Adds what lies across the conditional prediction to the unconditional one: nothing, in one dimension."""
    _, across = project(shortened(conditional - unconditional), conditional)
    return unconditional + scale * across


@wrong("rescale-by-unconditional", f"rescale:{PHI}")
def rescale_by_unconditional(conditional, unconditional, scale):
    """Rescales to the deviation of the unconditional prediction."""
    x_cfg = unconditional + scale * (conditional - unconditional)
    x_rescaled = x_cfg * ratio(unconditional.std(axis=1, keepdims=True), x_cfg.std(axis=1, keepdims=True))
    return PHI * x_rescaled + (1 - PHI) * x_cfg


@wrong("interval-open", f"interval:{LOW}:{HIGH}", predictions="x0", level="sigma")
def interval_open(conditional, unconditional, scale, sigma):
    """Leaves the largest noise level of the interval out."""
    return cfg(conditional, unconditional, scale) if LOW < sigma < HIGH else conditional


@wrong("threshold-below-1", f"threshold:{PERCENTILE}", predictions="x0")
def threshold_below_1(conditional, unconditional, scale):
    """Clips to [-1, 1] where the percentile is below 1, as much code does and the paper does not."""
    guided = unconditional + scale * (conditional - unconditional)
    s = np.maximum(np.percentile(np.abs(guided), PERCENTILE, axis=1, keepdims=True), 1)
    return np.clip(guided, -s, s) / s


@wrong("half-precision")
def half_precision(conditional, unconditional, scale):
    """Takes the difference of the predictions in half precision."""
    difference = conditional.astype(np.float16) - unconditional.astype(np.float16)
    return conditional + (scale - 1) * difference.astype(conditional.dtype)


@wrong("nan-for-equal", None)
def nan_for_equal(conditional, unconditional, scale):
    """Divides by the length of the difference, which is 0 for equal predictions."""
    difference = conditional - unconditional
    with np.errstate(invalid="ignore"):
        unit = difference / length(difference)
    return conditional + (scale - 1) * unit * np.minimum(length(difference), LONGEST)


# ---------------------------------------------------------------------------------------------------------------------
# Wrong: batches and runs


@wrong("batch-deviation", f"rescale:{PHI}")
def batch_deviation(conditional, unconditional, scale):
    """Takes the deviations over the batch."""
    x_cfg = unconditional + scale * (conditional - unconditional)
    return PHI * x_cfg * (conditional.std() / x_cfg.std() if x_cfg.std() > 0 else 1) + (1 - PHI) * x_cfg


@wrong("batch-length", f"projected:1:{LONGEST}", predictions="x0", level="sigma")
def batch_length(conditional, unconditional, scale):
    """Shortens the differences by the length of the whole batch."""
    difference = conditional - unconditional
    longest = LONGEST / max(np.sqrt((difference ** 2).sum()), 1e-300)
    return conditional + (scale - 1) * difference * min(1, longest)


@wrong("first-point-for-all")
def first_point_for_all(conditional, unconditional, scale):
    """Adds the difference of the first point to all points."""
    return conditional + (scale - 1) * (conditional - unconditional)[:1]


@wrong("first-half")
def first_half(conditional, unconditional, scale):
    """Guides the first half of the batch."""
    guided = conditional.copy()
    half = (len(guided) + 1) // 2
    guided[:half] = cfg(conditional, unconditional, scale)[:half]
    return guided


KEPT = {}


@wrong("momentum-kept", f"apg:0:{LONGEST}:{MOMENTUM}", predictions="x0", level="sigma")
def momentum_kept(conditional, unconditional, scale):
    """Keeps the momentum of the run before."""
    if "average" in KEPT and KEPT["average"].shape != conditional.shape:
        KEPT.clear()
    return apg(conditional, unconditional, scale, KEPT)


@wrong("counts-calls")
def counts_calls(conditional, unconditional, scale):
    """Stops to guide after 30 calls, whatever run and step they belong to."""
    KEPT["calls"] = KEPT.get("calls", 0) + 1
    return cfg(conditional, unconditional, scale) if KEPT["calls"] <= 30 else conditional


def main(arguments):
    if arguments == ["--list"]:
        for name, each in RULES.items():
            fault = each.guide.__doc__ if each.wrong else ""
            print(f"{name:30} {'wrong' if each.wrong else 'right':6} {each.like or '-':25} {fault}".rstrip())
    elif len(arguments) == 1 and arguments[0] in RULES:
        RULES[arguments[0]].serve(arguments[0])
    else:
        sys.exit(f"{' '.join(arguments)}: must be --list or one of " + ", ".join(RULES))


if __name__ == "__main__":
    main(sys.argv[1:])
