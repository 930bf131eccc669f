"""Schedulers and samplers in the shapes that libraries use, written here from the papers, in NumPy and in PyTorch."""

import types

import numpy as np

TRAINED = 1000


class NumpyOnly:
    """The functions that the schedulers need, of NumPy."""

    @staticmethod
    def table(values):
        return np.asarray(values)

    @staticmethod
    def normals(like, generator):
        return generator.standard_normal(like.shape) if generator is not None else np.random.standard_normal(like.shape)


class Torch:
    """The same functions of PyTorch."""

    @staticmethod
    def table(values):
        import torch
        return torch.from_numpy(np.asarray(values))

    @staticmethod
    def normals(like, generator):
        import torch
        return torch.randn(like.shape, generator=generator, dtype=like.dtype, device=like.device)


def betas():
    return np.linspace(0.00085 ** 0.5, 0.012 ** 0.5, TRAINED) ** 2


def visited(spacing, steps):
    if steps > TRAINED:
        raise ValueError(f"{steps} steps are more than the {TRAINED} of the training")
    if spacing == "leading":
        return np.arange(steps)[::-1] * (TRAINED // steps)
    return np.round(np.linspace(TRAINED, 0, steps, endpoint=False)).astype(int) - 1


class Scheduler:
    def __init__(self, spacing="trailing", prediction="epsilon", arrays=NumpyOnly):
        self.arrays = arrays
        self.spacing = spacing
        self.config = types.SimpleNamespace(prediction_type=prediction)
        self.alphas_cumprod = arrays.table(np.cumprod(1 - betas()))
        self.init_noise_sigma = 1.0

    def set_timesteps(self, steps):
        self.timesteps = self.arrays.table(visited(self.spacing, steps))
        self.next = {int(t): int(u) for t, u in zip(self.timesteps, [*self.timesteps[1:], -1])}

    def scale_model_input(self, sample, timestep=None):
        return sample

    def levels(self, t):
        """The levels that a step leads from and to."""
        then = self.next[int(t)]
        return float(self.alphas_cumprod[int(t)]), float(self.alphas_cumprod[then]) if then >= 0 else 1.0

    def clean_and_noise(self, output, a, x):
        kind = self.config.prediction_type
        if kind == "epsilon":
            return (x - (1 - a) ** 0.5 * output) / a ** 0.5, output
        if kind == "sample":
            return output, (x - a ** 0.5 * output) / (1 - a) ** 0.5
        return a ** 0.5 * x - (1 - a) ** 0.5 * output, (1 - a) ** 0.5 * x + a ** 0.5 * output


class Ddim(Scheduler):
    """DDIM (Song, Meng and Ermon 2021)."""

    def step(self, model_output, timestep, sample, eta=0.0, generator=None, return_dict=True):
        a, b = self.levels(timestep)
        clean, noise = self.clean_and_noise(model_output, a, sample)
        spread = eta * ((1 - b) / (1 - a) * (1 - a / b)) ** 0.5
        x = b ** 0.5 * clean + max(0.0, 1 - b - spread ** 2) ** 0.5 * noise
        if eta > 0:
            x = x + spread * self.arrays.normals(x, generator)
        return types.SimpleNamespace(prev_sample=x) if return_dict else (x,)


class Ddpm(Scheduler):
    """Ancestral sampling with a learnt variance in the range of Nichol and Dhariwal (2021)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.config.variance_type = "learned_range"

    def step(self, model_output, timestep, sample, generator=None):
        a, b = self.levels(timestep)
        d = sample.shape[1]
        output, raw = model_output[:, :d], model_output[:, d:]
        clean, _ = self.clean_and_noise(output, a, sample)
        beta = 1 - a / b
        smallest = (1 - b) / (1 - a) * beta
        mean = (b ** 0.5 * beta * clean + (a / b) ** 0.5 * (1 - b) * sample) / (1 - a)
        if smallest == 0:
            return {"prev_sample": mean}
        share = (raw + 1) / 2
        variance = smallest ** (1 - share) * beta ** share
        return {"prev_sample": mean + variance ** 0.5 * self.arrays.normals(sample, generator)}


class Euler(Scheduler):
    """Euler's method in sigma (Karras et al. 2022), whose network takes points of unit variance."""

    def set_timesteps(self, steps):
        self.timesteps = self.arrays.table(np.linspace(TRAINED - 1, 0, steps))
        a = np.asarray(self.alphas_cumprod)
        every = np.interp(np.asarray(self.timesteps), np.arange(TRAINED), ((1 - a) / a) ** 0.5)
        self.sigmas = self.arrays.table(np.append(every, 0.0))
        self.init_noise_sigma = (float(self.sigmas[0]) ** 2 + 1) ** 0.5
        self.step_index = None

    def scale_model_input(self, sample, timestep):
        if self.step_index is None:
            self.step_index = 0
        return sample / (float(self.sigmas[self.step_index]) ** 2 + 1) ** 0.5

    def step(self, model_output, timestep, sample):
        sigma, then = float(self.sigmas[self.step_index]), float(self.sigmas[self.step_index + 1])
        self.step_index += 1
        kind = self.config.prediction_type
        if kind == "epsilon":
            slope = model_output
        elif kind == "v_prediction":
            clean = sample / (sigma ** 2 + 1) - model_output * sigma / (sigma ** 2 + 1) ** 0.5
            slope = (sample - clean) / sigma
        else:
            slope = (sample - model_output) / sigma
        return (sample + slope * (then - sigma),)


class Heun(Euler):
    """Heun's method in sigma: each time but the first stands twice."""

    def set_timesteps(self, steps):
        super().set_timesteps(steps)
        times, sigmas = np.asarray(self.timesteps), np.asarray(self.sigmas)
        self.timesteps = self.arrays.table(np.concatenate([times[:1], np.repeat(times[1:], 2)]))
        self.sigmas = self.arrays.table(np.concatenate([sigmas[:1], np.repeat(sigmas[1:-1], 2), sigmas[-1:]]))
        self.first = None

    def step(self, model_output, timestep, sample):
        if self.first is None:
            sigma, then = float(self.sigmas[self.step_index]), float(self.sigmas[self.step_index + 1])
            self.step_index += 1
            if then > 0:
                self.first = (sample, model_output)
            return (sample + model_output * (then - sigma),)
        before, slope = self.first
        self.first = None
        sigma, then = float(self.sigmas[self.step_index - 1]), float(self.sigmas[self.step_index])
        self.step_index += 1
        return (before + (slope + model_output) / 2 * (then - sigma),)


class FlowEuler:
    """Euler's method in flow time with shifted times (Esser et al. 2024)."""

    def __init__(self, shift=3.0, arrays=NumpyOnly):
        self.shift = shift
        self.arrays = arrays

    def set_timesteps(self, steps):
        u = np.linspace(1, 1 / TRAINED, steps)
        u = self.shift * u / (1 + (self.shift - 1) * u)
        self.timesteps = self.arrays.table(u * TRAINED)
        self.sigmas = self.arrays.table(np.append(u, 0.0))
        self.index = 0

    def step(self, model_output, timestep, sample):
        by = float(self.sigmas[self.index + 1]) - float(self.sigmas[self.index])
        self.index += 1
        return types.SimpleNamespace(prev_sample=sample + by * model_output)


class Multistep(Scheduler):
    """DPM-Solver++ 2M (Lu et al. 2022) in data prediction."""

    def set_timesteps(self, steps):
        super().set_timesteps(steps)
        self.before = None

    def step(self, model_output, timestep, sample):
        a, b = self.levels(timestep)
        clean, _ = self.clean_and_noise(model_output, a, sample)
        if b == 1:
            return types.SimpleNamespace(prev_sample=clean)
        now, then = (np.log(level / (1 - level)) / 2 for level in (a, b))
        h = then - now
        mixed = clean
        if self.before is not None:
            last, was = self.before
            r = (now - was) / h
            mixed = (1 + 1 / (2 * r)) * clean - last / (2 * r)
        self.before = clean, now
        x = ((1 - b) / (1 - a)) ** 0.5 * sample - b ** 0.5 * np.expm1(-h) * mixed
        return types.SimpleNamespace(prev_sample=x)


def ones(x, value):
    return value * (x[:, 0] * 0 + 1)


def sample_euler(model, x, sigmas, extra_args=None, callback=None, disable=None):
    for now, then in zip(sigmas[:-1], sigmas[1:]):
        slope = (x - model(x, ones(x, now), **(extra_args or {}))) / now
        x = x + slope * (then - now)
    return x


def sample_heun(model, x, sigmas, extra_args=None, callback=None, disable=None):
    for now, then in zip(sigmas[:-1], sigmas[1:]):
        slope = (x - model(x, ones(x, now))) / now
        guess = x + slope * (then - now)
        if then > 0:
            slope = (slope + (guess - model(guess, ones(x, then))) / then) / 2
        x = x + slope * (then - now)
    return x


def sample_euler_ancestral(model, x, sigmas, extra_args=None, callback=None, disable=None, eta=1.0, noise_sampler=None):
    for now, then in zip(sigmas[:-1], sigmas[1:]):
        up = min(then, eta * (then ** 2 * (now ** 2 - then ** 2) / now ** 2) ** 0.5)
        down = (then ** 2 - up ** 2) ** 0.5
        slope = (x - model(x, ones(x, now))) / now
        x = x + slope * (down - now)
        if then > 0:
            x = x + up * noise_sampler(now, then)
    return x


def flow_euler(velocity, x, times):
    for now, then in zip(times[:-1], times[1:]):
        x = x + (then - now) * velocity(x, now)
    return x


def flow_midpoint(velocity, x, times):
    for now, then in zip(times[:-1], times[1:]):
        half = x + (then - now) / 2 * velocity(x, now)
        x = x + (then - now) * velocity(half, (now + then) / 2)
    return x
