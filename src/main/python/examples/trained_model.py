"""Small conditional denoiser and classifier of noised points, in NumPy alone, for guidecheck audit.

    guidecheck draw --law F.json -n 50000 --out train.npy
    python3 trained_model.py train train.npy weights.npz
    guidecheck audit --law F.json --model-command "python3 trained_model.py serve weights.npz"

Training takes about two minutes on one core.
"""

import argparse

import numpy as np

LOG_SNRS = (-12.0, 6.0)


class Network:
    """Layers with SiLU between them, and Adam with averaged weights."""

    def __init__(self, weights):
        self.weights = [np.asarray(each, dtype=np.float32) for each in weights]
        self.average = [each.copy() for each in self.weights]
        self._moments = [(np.zeros_like(each), np.zeros_like(each)) for each in self.weights]
        self._steps = 0

    @classmethod
    def of_sizes(cls, sizes, rng):
        weights = []
        for one, two in zip(sizes, sizes[1:]):
            weights += [rng.standard_normal((one, two)) / np.sqrt(one), np.zeros(two)]
        return cls(weights)

    def __call__(self, x):
        return self._forward(x.astype(np.float32), self.average)[-1]

    @staticmethod
    def _forward(x, weights):
        layers = [x]
        for i in range(0, len(weights), 2):
            z = x @ weights[i] + weights[i + 1]
            x = z / (1 + np.exp(-np.clip(z, -60, 60))) if i + 2 < len(weights) else z
            layers += [z, x]
        return layers

    def learn(self, x, gradient_of, rate):
        layers = self._forward(x, self.weights)
        slope = gradient_of(layers[-1])
        self._steps += 1
        for i in range(len(self.weights) - 2, -1, -2):
            if i + 2 < len(self.weights):
                z = layers[i + 1]
                gate = 1 / (1 + np.exp(-np.clip(z, -60, 60)))
                slope = slope * gate * (1 + z * (1 - gate))
            gradients = layers[i].T @ slope, slope.sum(0)
            slope = slope @ self.weights[i].T
            for j, gradient in zip((i, i + 1), gradients):
                first, second = self._moments[j]
                first += 0.1 * (gradient - first)
                second += 0.001 * (gradient ** 2 - second)
                step = first / (1 - 0.9 ** self._steps) / (np.sqrt(second / (1 - 0.999 ** self._steps)) + 1e-8)
                self.weights[j] -= np.float32(rate) * step
                self.average[j] += np.float32(max(1 / self._steps, 1e-3)) * (self.weights[j] - self.average[j])


def features(y, log_snr, labels=None, classes=0):
    """Points, their noise level, and one of the classes as 1 among zeros; only zeros stand for no label."""
    level = np.broadcast_to(np.asarray(log_snr, dtype=np.float32).reshape(-1, 1), (len(y), 1))
    waves = [wave(level * k) for k in (0.25, 0.5, 1.0) for wave in (np.sin, np.cos)]
    # Near clean data scores are those of points of the size of 1 / sqrt(alpha_bar).
    parts = [y, level / 10, *waves]
    if classes:
        one = np.zeros((len(y), classes + 1))
        one[np.arange(len(y)), labels] = 1
        parts.append(one[:, :classes])
    return np.concatenate(parts, 1).astype(np.float32)


def train(x, labels, steps, seed, dropout=0.15, width=128, batch=512):
    """A denoiser that predicts the noise, and a classifier, as weights."""
    rng = np.random.default_rng(seed)
    classes, d = int(labels.max()) + 1, x.shape[1]
    inputs = features(x[:1], 0.0).shape[1]
    denoiser = Network.of_sizes([inputs + classes, width, width, width, d], rng)
    classifier = Network.of_sizes([inputs, width // 2, width // 2, classes], rng)
    for step in range(steps):
        at = rng.integers(len(x), size=batch)
        log_snr = rng.uniform(*LOG_SNRS, size=(batch, 1))
        a = 1 / (1 + np.exp(-log_snr))
        z = rng.standard_normal((batch, d))
        y = np.sqrt(a) * x[at] + np.sqrt(1 - a) * z
        kept = np.where(rng.random(batch) < dropout, classes, labels[at])
        rate = 2e-3 * min(1, step / 500) * 0.5 * (1 + np.cos(np.pi * step / steps))
        weight = 1 / np.sqrt(1 - a + 0.01)
        denoiser.learn(features(y, log_snr, kept, classes),
                       lambda said: (2 / batch * weight * (said - z)).astype(np.float32), rate)
        right = np.eye(classes)[labels[at]]

        def slope(logits):
            p = np.exp(logits - logits.max(1, keepdims=True))
            return ((p / p.sum(1, keepdims=True) - right) / batch).astype(np.float32)
        classifier.learn(features(y, log_snr), slope, rate)
    return denoiser, classifier


def save(file, denoiser, classifier):
    np.savez(file, **{f"denoiser{i}": each for i, each in enumerate(denoiser.average)},
             **{f"classifier{i}": each for i, each in enumerate(classifier.average)})


def load(file):
    """The functions that guidecheck.serve_model takes."""
    with np.load(file) as stored:
        denoiser, classifier = (Network([stored[f"{name}{i}"] for i in range(len([f for f in stored.files if f.startswith(name)]))])
                                for name in ("denoiser", "classifier"))
    classes = classifier.average[-1].size

    def predict(x, log_snr, class_index):
        index = classes if class_index is None else class_index
        return denoiser(features(x, log_snr, np.full(len(x), index), classes)).astype(float)

    def logits(x, log_snr):
        return classifier(features(x, log_snr)).astype(float)
    return predict, logits


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=["train", "serve"])
    parser.add_argument("files", nargs="+", help="draws and weights to write, or the weights")
    parser.add_argument("--steps", type=int, default=12000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.task == "train":
        draws = np.load(options.files[0])
        save(options.files[1], *train(draws["x"], draws["class"], options.steps, options.seed))
    else:
        import guidecheck
        predict, logits = load(options.files[0])
        guidecheck.serve_model(predict, "epsilon", classifier=logits, name="trained-model", precision="single")


if __name__ == "__main__":
    main()
