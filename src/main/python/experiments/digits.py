"""The second experiment of Li and Jiao, arXiv 2505.01382, on a small scale and with sound statistics.

The paper trains a conditional diffusion model and a classifier, draws 20 samples a class at each guidance weight, and
compares plain averages of 1/p(c|x). Here both are trained on the bundled digits of 8 x 8 pixels, each on one half, and
samples of all weights are drawn from the same random numbers. The plain averages stand beside means of min(1/p, K) and
shares of bad samples with intervals that hold at every moment, from `guidecheck watch`.

    mvn -q package -DskipTests
    /usr/bin/python3 src/main/python/experiments/digits.py --out reports/digits-experiment.txt

Needs NumPy and scikit-learn (Debian's python3-sklearn); takes a few minutes on two cores.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

ROOT = pathlib.Path(__file__).resolve().parents[4]
DIGITS = ROOT / "src" / "main" / "resources" / "org" / "guidecheck" / "data" / "digits.csv"
CLASSES = 10
WEIGHTS = (0.0, 0.25, 1.0, 3.0)
STEPS = 40
LOG_SNRS = (-8.0, 5.0)
PAPER = 20
CAP = 100
LIMIT = 0.5
ALPHA = 0.001


def read_digits():
    """Pixels in [-1, 1] and labels."""
    table = np.genfromtxt(DIGITS, delimiter=",", skip_header=1)
    return table[:, :-1] / 8 - 1, table[:, -1].astype(int)


def inputs(y, log_snr, labels):
    """Points, their noise level, and the class as 1 among zeros; label 10 stands for none."""
    level = np.broadcast_to(np.asarray(log_snr, dtype=float).reshape(-1, 1), (len(y), 1))
    waves = [wave(level * k) for k in (0.25, 0.5, 1.0) for wave in (np.sin, np.cos)]
    return np.concatenate([y, level / 8, *waves, np.eye(CLASSES + 1)[labels][:, :CLASSES]], 1)


def noised(x, log_snr, z):
    a = 1 / (1 + np.exp(-log_snr))
    return np.sqrt(a) * x + np.sqrt(1 - a) * z


def train_denoiser(x, labels, rounds, rng):
    """Predicts the velocity sqrt(a) z - sqrt(1 - a) x, of size about 1 at every level."""
    network = MLPRegressor((384, 384), batch_size=256, learning_rate_init=1e-3, random_state=1)
    for k in range(rounds):
        at = rng.integers(len(x), size=8192)
        log_snr = rng.uniform(*LOG_SNRS, size=(len(at), 1))
        z = rng.standard_normal((len(at), x.shape[1]))
        kept = np.where(rng.random(len(at)) < 0.1, CLASSES, labels[at])
        a = 1 / (1 + np.exp(-log_snr))
        network.partial_fit(inputs(noised(x[at], log_snr, z), log_snr, kept), np.sqrt(a) * z - np.sqrt(1 - a) * x[at])
        network._optimizer.learning_rate_init = 1e-3 * 0.5 * (1 + np.cos(np.pi * k / rounds))
    return network


def sample(network, labels, weight, seed):
    """DDPM along a grid uniform in the log signal-to-noise ratio, the last step without noise."""
    rng = np.random.default_rng(seed)
    grid = np.linspace(*LOG_SNRS, STEPS + 1)
    a = np.append(1 / (1 + np.exp(-grid)), 1.0)
    y = rng.standard_normal((len(labels), 64))
    for k in range(STEPS + 1):
        own = network.predict(inputs(y, grid[k], labels))
        v = own
        if weight:
            v = own + weight * (own - network.predict(inputs(y, grid[k], np.full(len(y), CLASSES))))
        x0 = np.clip(np.sqrt(a[k]) * y - np.sqrt(1 - a[k]) * v, -1, 1)
        if a[k + 1] == 1:
            return x0
        ratio = a[k] / a[k + 1]
        mean = (np.sqrt(ratio) * (1 - a[k + 1]) * y + np.sqrt(a[k + 1]) * (1 - ratio) * x0) / (1 - a[k])
        y = mean + np.sqrt((1 - ratio) * (1 - a[k + 1]) / (1 - a[k])) * rng.standard_normal(y.shape)
    raise AssertionError("the grid ends at clean data")


def watched(program, scores, *options):
    """What guidecheck watch prints of the scores, and its exit code."""
    ended = subprocess.run([program, "watch", str(scores), "--column", "p", "--group", "weight", "--limit", str(LIMIT),
                            "--cap", str(CAP), "--alpha", str(ALPHA), "--once", *options],
                           capture_output=True, text=True, check=False)
    if ended.returncode not in (0, 1, 3):
        sys.exit(f"guidecheck watch failed: {ended.stderr.strip()}")
    return ended.stdout.rstrip(), ended.returncode


def write_scores(file, probabilities, count):
    """A line for each sample, weights in turn, so that samples of the same random numbers are pairs."""
    lines = ["weight,p"]
    for i in range(count):
        lines += [f"w{weight:g},{each[i]:.17g}" for weight, each in probabilities.items()]
    file.write_text("\n".join(lines) + "\n")


def draws_that_decide(program, folder, probabilities, one, two):
    """The number of samples of each weight from which two are told apart, to within a fifth; None if all do not."""
    count, most = 10 * PAPER, len(next(iter(probabilities.values())))
    while True:
        write_scores(folder / "part.csv", {w: probabilities[w] for w in (one, two)}, count)
        _, code = watched(program, folder / "part.csv", "--compare", f"w{one:g},w{two:g}")
        if code != 3:
            return count, code
        if count == most:
            return None, code
        count = min(most, count + count // 5)


def occurring(orders):
    return "One order of the weights occurs in all sets" if orders == 1 else f"{orders} orders of the weights occur"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, help="file of the table; default: print it only")
    parser.add_argument("--guidecheck", default=str(ROOT / "target" / "guidecheck"))
    parser.add_argument("--rounds", type=int, default=250, help="of 8192 training points each")
    parser.add_argument("--samples", type=int, default=1000, help="of each class and weight")
    options = parser.parse_args()
    begin = time.monotonic()
    x, labels = read_digits()
    rng = np.random.default_rng(1)
    order = rng.permutation(len(x))
    one, two = order[::2], order[1::2]
    classifier = MLPClassifier((64,), alpha=1e-2, max_iter=400, random_state=1).fit(x[one], labels[one])
    denoiser = train_denoiser(x[two], labels[two], options.rounds, rng)
    # Classes in turn, so that the first 20 a class are the first 200 samples.
    wanted = np.tile(np.arange(CLASSES), options.samples)
    probabilities = {}
    for weight in WEIGHTS:
        parts = [sample(denoiser, part, weight, 100 + k) for k, part in enumerate(np.array_split(wanted, 10))]
        p = classifier.predict_proba(np.concatenate(parts))
        probabilities[weight] = np.maximum(p[np.arange(len(wanted)), wanted], 1e-300)
    lines = table(options, classifier.score(x[two], labels[two]), probabilities)
    lines.append(f"{time.monotonic() - begin:.0f} seconds")
    print("\n".join(lines))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text("\n".join(lines) + "\n")


def table(options, accuracy, probabilities):
    few = CLASSES * PAPER
    sets = min(10, len(next(iter(probabilities.values()))) // few)
    lines = ["Digits of 8 x 8 pixels: classifier and conditional denoiser, each trained on half of 1797; samples of DDPM in "
             f"{STEPS + 1} steps.", f"The classifier is right on {100 * accuracy:.1f} % of the other half. Its p(c|x) of "
             "generated samples:", "",
             f"Plain averages of 1/p over {PAPER} samples a class, as in the paper, for {sets} sets of samples:"]
    averages_of = []
    for weight, p in probabilities.items():
        averages_of.append([np.mean(1 / p[k * few:(k + 1) * few]) for k in range(sets)])
        lines.append(f"  w = {weight:g}: " + ", ".join(f"{each:.4g}" for each in averages_of[-1]))
    spreads = [max(each) / min(each) for each in averages_of]
    orders = [tuple(np.argsort([each[k] for each in averages_of])) for k in range(sets)]
    lines.append(f"  {occurring(len(set(orders)))}; the averages of one weight differ by a factor of "
                 f"up to {max(spreads):.3g}.")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_scores(folder / "scores.csv", probabilities, len(next(iter(probabilities.values()))))
        text, _ = watched(options.guidecheck, folder / "scores.csv")
        lines += ["", f"All {options.samples} samples a class, by guidecheck watch: bad are samples with p below {LIMIT}; K = "
                  f"{CAP}; all intervals hold at every moment, except with probability {ALPHA}.", text, "",
                  "Draws of each weight, paired by their random numbers, until the shares of bad samples are told apart:"]
        for i, one in enumerate(WEIGHTS):
            for two in WEIGHTS[i + 1:]:
                count, code = draws_that_decide(options.guidecheck, folder, probabilities, one, two)
                said = (f"not by {len(probabilities[one])}" if count is None else
                        f"{count} ({count // CLASSES} a class), more bad samples at w = {(one, two)[code]:g}")
                lines.append(f"  w = {one:g} and w = {two:g}: {said}")
    return lines


if __name__ == "__main__":
    main()
