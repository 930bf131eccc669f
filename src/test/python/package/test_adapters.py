"""Adapters on data at one point: a right sampler of any kind returns that point, whatever its steps."""

import numpy as np
import pytest

import shapes
from guidecheck import flow, kdiffusion, schedulers
from point_masses import CONDITIONAL, UNCONDITIONAL, run

ATOL = 1e-9

try:
    import torch
except ImportError:
    torch = None

needs_torch = pytest.mark.skipif(torch is None, reason="needs PyTorch")


def joined(x):
    return torch.cat([x, x]) if hasattr(x, "detach") else np.concatenate([x, x])


def split(x):
    return x[:len(x) // 2], x[len(x) // 2:]


def one_call(model, scheduler, x, guidance_scale):
    """Guidance as users write it: one call of the network for both halves of a batch."""
    for t in scheduler.timesteps:
        without, given = split(model(scheduler.scale_model_input(joined(x), t), t, class_labels=None))
        x = schedulers._previous(scheduler.step(without + guidance_scale * (given - without), t, x))
    return x


def two_calls(model, scheduler, x, guidance_scale):
    for t in scheduler.timesteps:
        points = scheduler.scale_model_input(x, t)
        given, without = model.conditional(points, t), model.unconditional(points, t)
        x = schedulers._previous(scheduler.step(without + guidance_scale * (given - without), t, x))
    return x


SCHEDULERS = {
    "ddim trailing": lambda a: schedulers.sampler(shapes.Ddim(arrays=a)),
    "ddim leading": lambda a: schedulers.sampler(shapes.Ddim("leading", arrays=a)),
    "ddim v": lambda a: schedulers.sampler(shapes.Ddim(prediction="v_prediction", arrays=a)),
    "ddim sample": lambda a: schedulers.sampler(shapes.Ddim(prediction="sample", arrays=a)),
    "ddim eta": lambda a: schedulers.sampler(shapes.Ddim(arrays=a), step_kwargs={"eta": 1.0}),
    "ddim tuple": lambda a: schedulers.sampler(shapes.Ddim(arrays=a), step_kwargs={"return_dict": False}),
    "ddpm learned": lambda a: schedulers.sampler(shapes.Ddpm(arrays=a)),
    "ddpm large": lambda a: schedulers.sampler(shapes.Ddpm(arrays=a), learned_variance=lambda t: 1.0),
    "euler": lambda a: schedulers.sampler(shapes.Euler(arrays=a)),
    "euler v": lambda a: schedulers.sampler(shapes.Euler(prediction="v_prediction", arrays=a)),
    "heun": lambda a: schedulers.sampler(shapes.Heun(arrays=a)),
    "flow": lambda a: schedulers.sampler(shapes.FlowEuler(arrays=a)),
    "multistep": lambda a: schedulers.sampler(shapes.Multistep(arrays=a)),
    "ddim, one call": lambda a: schedulers.sampler(shapes.Ddim(arrays=a), loop=one_call),
    "euler, one call": lambda a: schedulers.sampler(shapes.Euler(arrays=a), loop=one_call),
    "heun, one call": lambda a: schedulers.sampler(shapes.Heun(arrays=a), loop=one_call),
    "euler, two calls": lambda a: schedulers.sampler(shapes.Euler(arrays=a), loop=two_calls),
}
FUNCTIONS = {
    "euler": lambda e: kdiffusion.sampler(shapes.sample_euler, example=e),
    "heun": lambda e: kdiffusion.sampler(shapes.sample_heun, example=e),
    "euler ancestral": lambda e: kdiffusion.sampler(shapes.sample_euler_ancestral, example=e),
    "flow euler": lambda e: flow.sampler(shapes.flow_euler, example=e),
    "flow midpoint": lambda e: flow.sampler(shapes.flow_midpoint, example=e),
    "flow reversed": lambda e: flow.sampler(shapes.flow_euler, noise_at=0, example=e),
}


def guided(weight):
    return CONDITIONAL + weight * (CONDITIONAL - UNCONDITIONAL)


@pytest.mark.parametrize("weight", [0.0, 2.0])
@pytest.mark.parametrize("case", SCHEDULERS)
def test_schedulers_end_at_the_guided_point(case, weight):
    x, _ = run(SCHEDULERS[case](shapes.NumpyOnly), weight)
    np.testing.assert_allclose(x, np.tile(guided(weight), (5, 1)), atol=ATOL)


@needs_torch
@pytest.mark.parametrize("case", SCHEDULERS)
def test_schedulers_with_tensors_end_there_too(case):
    x, _ = run(SCHEDULERS[case](shapes.Torch), 2.0)
    np.testing.assert_allclose(x, np.tile(guided(2.0), (5, 1)), atol=ATOL)


@pytest.mark.parametrize("weight", [0.0, 2.0])
@pytest.mark.parametrize("case", FUNCTIONS)
def test_functions_end_at_the_guided_point(case, weight):
    x, _ = run(FUNCTIONS[case](None), weight)
    np.testing.assert_allclose(x, np.tile(guided(weight), (5, 1)), atol=ATOL)


@needs_torch
@pytest.mark.parametrize("case", FUNCTIONS)
def test_functions_with_tensors_end_there_too(case):
    example = torch.zeros(1, dtype=torch.float64)
    x, _ = run(FUNCTIONS[case](example), 2.0)
    np.testing.assert_allclose(x, np.tile(guided(2.0), (5, 1)), atol=ATOL)


class WithoutScaling(shapes.Euler):
    def scale_model_input(self, sample, timestep):
        return super().scale_model_input(sample, timestep) * 1.01


class LateLevel(shapes.Ddim):
    def levels(self, t):
        a, b = super().levels(t)
        return float(self.alphas_cumprod[min(shapes.TRAINED - 1, int(t) + 20)]), b


@pytest.mark.parametrize("wrong", [
    schedulers.sampler(WithoutScaling()),
    schedulers.sampler(LateLevel()),
    schedulers.sampler(shapes.Ddim(), prediction="v_prediction"),
    schedulers.sampler(shapes.Ddim(), levels=lambda t: {"alpha_bar": 0.5}),
    flow.sampler(shapes.flow_euler, times=np.linspace(0.9, 0.1, 9), noise_at=0),
], ids=["scaling of the input", "level", "prediction", "stated level", "direction of the flow"])
def test_wrong_ones_end_elsewhere(wrong):
    x, _ = run(wrong)
    assert np.abs(x - guided(1.0)).max() > 0.01


@pytest.mark.parametrize("case, first", [
    ("ddim trailing", ("alpha_bar", float(shapes.Scheduler().alphas_cumprod[999]))),
    ("euler", ("sigma", float((1 / shapes.Scheduler().alphas_cumprod[999] - 1) ** 0.5))),
    ("flow", ("flow_time", 1 - 1e-7)),
])
def test_levels_are_those_of_the_scheduler(case, first):
    _, denoiser = run(SCHEDULERS[case](shapes.NumpyOnly))
    assert len(denoiser.levels) == 20
    assert denoiser.levels[0][0] == first[0]
    assert denoiser.levels[0][1] == pytest.approx(first[1], rel=1e-12)


def test_no_more_steps_than_the_training_had():
    assert schedulers.sampler(shapes.Ddim()).declared == {"most_steps": shapes.TRAINED}


def test_fractional_times_lie_between_rows_of_the_table():
    scheduler = shapes.Ddim()
    scheduler.set_timesteps(3)
    a = schedulers._alpha_bar(scheduler.alphas_cumprod, 10.25)
    assert a == pytest.approx(0.75 * scheduler.alphas_cumprod[10] + 0.25 * scheduler.alphas_cumprod[11], rel=1e-12)


def test_one_sigma_for_each_point():
    def rows(model, x, sigmas):
        assert model(x, np.array([1.0, 2.0, 1.0, 2.0, 0.0])).shape == x.shape
        return model(x, np.full(5, 0.5))
    x, denoiser = run(kdiffusion.sampler(rows, sigmas=np.array([3.0, 0.0])))
    np.testing.assert_allclose(x, np.tile(guided(1.0), (5, 1)))
    assert denoiser.levels == [("sigma", 1.0), ("sigma", 2.0), ("sigma", 0.5)]


@pytest.mark.parametrize("sample", [
    schedulers.sampler(shapes.Ddim(), step_kwargs={"eta": 1.0}),
    kdiffusion.sampler(shapes.sample_euler_ancestral),
    flow.sampler(shapes.flow_euler),
])
def test_the_seed_decides_the_points_and_nothing_else_changes(sample):
    def draw(seed):
        # Half as many steps as take this law to its point, so that the noise shows.
        return run(sample, steps=5, seed=seed, last=0.9)[0]
    np.random.seed(5)
    before = np.random.get_state()[1].copy()
    one = draw(1)
    assert (np.random.get_state()[1] == before).all()
    np.testing.assert_array_equal(one, draw(1))
    assert np.abs(one - draw(2)).max() > 1e-3


@pytest.mark.parametrize("sample", [schedulers.sampler(shapes.Ddim()), kdiffusion.sampler(shapes.sample_euler),
                                    flow.sampler(shapes.flow_euler)])
def test_samples_keep_the_noise_at_which_the_grid_ends(sample):
    x, _ = run(sample, n=20_000, last=0.8)
    # x0 + sqrt(1/a - 1) z has standard deviation 0.5; the bounds are eight standard errors wide.
    assert np.abs(x.std(axis=0) - 0.5).max() < 0.02
    assert np.abs(x.mean(axis=0) - guided(1.0)).max() < 0.03


class Bare:
    """A scheduler that says nothing of itself."""

    timesteps = np.arange(3)

    def set_timesteps(self, steps):
        pass

    def step(self, output, t, x):
        return x


class OfSigmas(Bare):
    sigmas = np.array([14.0, 1.0, 0.1, 0.0])


class OfLevels(Bare):
    alphas_cumprod = np.linspace(0.9, 0.1, 3)


class Unknown(OfLevels):
    prediction_type = "velocity"


class Learned(OfLevels):
    prediction_type = "epsilon"
    variance_type = "learned"


@pytest.mark.parametrize("scheduler, settings, message", [
    (Bare(), {}, "Bare: give levels=, a function of the time step"),
    (OfSigmas(), {}, "OfSigmas: give levels="),
    (OfLevels(), {}, "OfLevels does not say what its steps expect of the network: give prediction="),
    (Unknown(), {}, "says prediction_type='velocity': give prediction=, one of epsilon"),
    (Learned(), {}, "expects a learnt variance: give learned_variance="),
    (OfLevels(), {"prediction": "epsilon", "levels": lambda t: 0.5}, r"levels= returned 0.5: must be \{'alpha_bar'"),
    (OfLevels(), {"prediction": "epsilon", "levels": "snr"}, "levels='snr': must be a function"),
])
def test_asks_in_one_line_for_what_it_cannot_find(scheduler, settings, message):
    with pytest.raises(ValueError, match=message) as told:
        run(schedulers.sampler(scheduler, **settings))
    assert "\n" not in str(told.value)


def test_refuses_what_is_no_scheduler():
    with pytest.raises(TypeError, match="list has no set_timesteps: a scheduler needs"):
        schedulers.sampler([])


def test_refuses_batches_of_another_size():
    def loop(model, x, scheduler):
        return model(x[:2], scheduler.timesteps[0])
    with pytest.raises(ValueError, match="called with 2 points: must be 5, or 10"):
        run(schedulers.sampler(shapes.Ddim(), loop=loop))


def test_stated_sigmas_of_a_scheduler_without_a_table_of_training():
    sample = schedulers.sampler(OfSigmas(), levels="sigma", prediction="sample")
    _, denoiser = run(sample)
    assert denoiser.levels[0] == ("sigma", 14.0)
