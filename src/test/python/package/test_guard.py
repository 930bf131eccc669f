"""guidecheck.guard: verdicts of Java on samplers that run in this process."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

import guidecheck
import shapes

QUICK = {"effort": "quick", "weights": (0, 1)}


def ddim(denoiser, n, dimension, alpha_bars, rng, factor=1.0):
    x = rng.standard_normal((n, dimension))
    for a, b in zip(alpha_bars, alpha_bars[1:]):
        eps = denoiser.eps(x, alpha_bar=a)
        x = np.sqrt(b) * (x - np.sqrt(1 - a) * eps) / np.sqrt(a) + factor * np.sqrt(1 - b) * eps
    return x / np.sqrt(alpha_bars[-1])


def with_twice_the_weight(denoiser, n, dimension, alpha_bars, rng):
    x = rng.standard_normal((n, dimension))
    for a, b in zip(alpha_bars, alpha_bars[1:]):
        given, without = denoiser.eps(x, "both", alpha_bar=a)
        eps = given + 2 * denoiser.weight * (given - without)
        x = np.sqrt(b) * (x - np.sqrt(1 - a) * eps) / np.sqrt(a) + np.sqrt(1 - b) * eps
    return x / np.sqrt(alpha_bars[-1])


def test_a_right_sampler_holds(tmp_path):
    report = guidecheck.guard(ddim, like="ddim", claims=["sampler.deterministic", "sampler.cost"], out=tmp_path,
                              **QUICK)
    report.assert_holds()
    assert report.outcome == "HOLDS"
    assert [v.claim for v in report.verdicts] == ["sampler.deterministic", "sampler.cost"]
    assert report.name == "ddim" and report.seed == 1
    assert "sampler.cost" in str(report) and "ddim, 50 steps" in str(report)
    # What was kept is what was returned.
    assert json.loads(report.to_json()) == json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert (tmp_path / "verdicts.txt").read_text(encoding="utf-8") == str(report)
    assert report.html == tmp_path / "report.html" and "sampler.cost" in report.html.read_text(encoding="utf-8")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["report.html", "results.json", "verdicts.txt"]
    evidence = report.verdicts[1].evidence[0]
    assert evidence.outcome == "HOLDS" and evidence.details["quantity"] == evidence.quantity
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.verdicts[0].outcome = "REFUTED"


def test_a_wrong_sampler_is_refuted_with_reason_and_replay():
    report = guidecheck.guard(with_twice_the_weight, claims=["sampler.cost", "sampler.weight-convention"],
                              seed=4, **QUICK)
    assert report.outcome == "REFUTED"
    with pytest.raises(AssertionError) as failed:
        report.assert_holds()
    lines = str(failed.value).splitlines()
    assert lines[0] == "sampler 'with_twice_the_weight': 1 of 2 claims fail"
    assert "sampler.weight-convention REFUTED: " in lines[1] and "asked for 1" in lines[1]
    assert lines[2] == ("replay: guidecheck.guard(sample, steps=50, weights=(0, 1), effort='quick', seed=4, "
                        "claims=['sampler.weight-convention'], alpha=5e-07)")
    again = guidecheck.guard(with_twice_the_weight, steps=50, weights=(0, 1), effort="quick", seed=4,
                             claims=["sampler.weight-convention"], alpha=5e-07)
    assert again.verdicts[0].found == report.verdicts[1].found


def test_an_exception_refutes_and_is_the_cause(capsys):
    def sample(denoiser, n, dimension):
        raise RuntimeError("out of\nmemory")
    report = guidecheck.guard(sample, claims=["sampler.cost", "sampler.finite-and-shaped"], **QUICK)
    assert [v.outcome for v in report.verdicts] == ["REFUTED", "REFUTED"]
    assert "sampler 'sample' failed: 'RuntimeError: out of memory'" in report.verdicts[0].found
    printed = capsys.readouterr().err
    # The traceback begins in the user's code.
    assert "_pipe.py" not in printed
    assert printed.count("Traceback") == 1 and 'raise RuntimeError("out of\\nmemory")' in printed
    with pytest.raises(AssertionError) as failed:
        report.assert_holds()
    assert isinstance(failed.value.__cause__, RuntimeError)


@pytest.mark.parametrize("call, message", [
    (lambda d, n, k: d.x0(np.zeros((n, k)), alpha_bar=1.5), "level alpha_bar=1.5: must be in [0, 1]"),
    (lambda d, n, k: d.x0(np.full((n, k), np.nan), sigma=1), "points with nan in row 0, column 0: must be finite"),
    (lambda d, n, k: np.zeros((n + 1, k)), "result has shape"),
    (lambda d, n, k: np.zeros((n, k), int), "result has dtype int64: must be float32 or float64"),
])
def test_a_fault_is_told_where_it_happens(call, message, capsys):
    def sample(denoiser, n, dimension):
        return call(denoiser, n, dimension)
    guidecheck.guard(sample, claims=["sampler.cost"], **QUICK)
    printed = capsys.readouterr().err
    assert message in printed
    if "alpha_bar" in message or "points with" in message:
        # The traceback ends in the user's code.
        assert "_pipe.py" not in printed and "in <lambda>" in printed


def test_a_parameter_of_another_name_is_named(capsys):
    def sample(denoiser, n, dim):
        return np.zeros((n, dim))

    report = guidecheck.guard(sample, steps=10, weights=1, effort="quick", claims=["sampler.finite-and-shaped"])
    assert "TypeError: dim: no such argument; by name come n, dimension, rng, seed" in report.verdicts[0].found


@pytest.mark.parametrize("settings, message", [
    ({"like": "ddmi"}, r"^like=ddmi: must be one of .* did you mean ddim\?$"),
    ({"steps": 1}, "^steps=1: must be at least 2"),
    ({"weights": -1}, "^weight=-1.0: must be finite and at least 0"),
    ({"steps": (20, 20)}, "^steps=20,20: must name each number once"),
    ({"steps": ()}, r"^steps=\(\): is empty; must be a whole number, or several, such as 50 or \(25, 50\)$"),
    ({"weights": ()}, r"^weights=\(\): is empty; must be a number, or several, such as 3 or \(0, 1, 3\)$"),
    ({"weights": (1, 1)}, "^weight=1.0,1.0: must name each number once"),
    ({"effort": "x"}, "^effort=x: must be quick, normal or thorough$"),
    ({"claims": ["sampler.costs"]}, r"^claim .sampler.costs.: .*did you mean sampler.cost\?"),
    ({"claims": []}, r"^claims=\[\]: is empty; name at least one claim, or None for all$"),
    ({"rule": "cgf"}, r"^rule: cgf is not a guidance rule; .* did you mean cfg\?$"),
    ({"no_single_step": "yes"}, '^no_single_step: must be true or false, but is "yes"$'),
])
def test_bad_arguments_are_value_errors(settings, message):
    with pytest.raises(ValueError, match=message) as told:
        guidecheck.guard(ddim, **settings)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("settings, message", [
    ({"weights": "1"}, "^weights='1': must be a number, or several"),
    ({"weights": (0, None)}, r"^weights=\(0, None\): must be a number, or several"),
    ({"steps": "50"}, "^steps='50': must be a whole number, or several"),
    ({"steps": 50.0}, "^steps=50.0: must be a whole number, or several"),
    ({"steps": True}, "^steps=True: must be a whole number, or several"),
    ({"seed": "1"}, "^seed='1': must be a whole number, or None for guidecheck's own$"),
    ({"seed": 1.5}, "^seed=1.5: must be a whole number"),
    ({"claims": "sampler.noise"}, r"^claims='sampler.noise': must be a list of ids, such as \['sampler.noise'\]"),
    ({"claims": [1]}, r"^claims=\[1\]: must be a list of ids"),
    ({"schedule": {1, 2}}, r"^schedule=\{1, 2\}: cannot be declared; must be made of texts, numbers, lists and dicts"),
])
def test_arguments_of_another_type_are_type_errors(settings, message):
    with pytest.raises(TypeError, match=message) as told:
        guidecheck.guard(ddim, **settings)
    assert "\n" not in str(told.value)


def test_a_folder_that_cannot_be_made_is_a_value_error(tmp_path):
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file", tmp_path / "file" / "folder", "/proc/none/such"):
        with pytest.raises(ValueError) as told:
            guidecheck.guard(ddim, out=out)
        assert str(told.value).startswith(f"out='{out}': no such folder can be made (")
        assert "\n" not in str(told.value) and told.value.__suppress_context__


def test_numbers_of_numpy_are_taken_and_negative_seeds():
    report = guidecheck.guard(ddim, steps=np.int64(4), weights=np.array([0.0, 1.0]), seed=-1, effort="quick",
                              schedule=np.geomspace(0.001, 0.99, 4), claims=["sampler.cost"])
    assert report.seed == -1 and "ddim, 4 steps, schedule=a list" in str(report)


def test_parts_of_a_batch_are_refused(capsys):
    def sample(denoiser, n, dimension):
        return denoiser.x0(np.zeros((1, dimension)), sigma=1.0)
    guidecheck.guard(sample, claims=["sampler.cost"], **QUICK)
    assert "the whole batch, as parts of it are not supported" in capsys.readouterr().err


def javas():
    """Processes of Java that this one has started."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if not children.exists():
        pytest.skip("needs Linux to list processes")
    return [pid for pid in children.read_text().split() if "java" in Path(f"/proc/{pid}/comm").read_text()]


@pytest.mark.parametrize("problem", [KeyboardInterrupt, SystemExit, pytest.fail.Exception])
def test_an_interrupt_is_passed_on_and_ends_java(problem):
    def sample(denoiser, n, dimension):
        assert javas()
        raise problem("stop")
    with pytest.raises(problem):
        guidecheck.guard(sample, **QUICK)
    assert not javas()


def test_quitting_a_debugger_ends_the_guard():
    import bdb

    def sample(denoiser, n, dimension):
        raise bdb.BdbQuit
    with pytest.raises(bdb.BdbQuit):
        guidecheck.guard(sample, **QUICK)


def test_the_death_of_java_is_one_line():
    def sample(denoiser, n, dimension, alpha_bars, rng):
        for pid in javas():
            os.kill(int(pid), signal.SIGKILL)
        return ddim(denoiser, n, dimension, alpha_bars, rng)
    with pytest.raises(guidecheck.GuidecheckError) as told:
        guidecheck.guard(sample, name="killer", **QUICK)
    assert str(told.value) == "no verdicts on sampler 'killer': Java ended with code -9"


def test_ctrl_c_ends_a_program_and_its_java(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent("""
        import time
        import guidecheck

        def sample(denoiser, n, dimension):
            print("sampling", flush=True)
            time.sleep(600)

        guidecheck.guard(sample, effort="quick")
        """))
    here = os.pathsep.join(each for each in sys.path if each)
    started = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, env={**os.environ, "PYTHONPATH": here}, start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    assert started.stdout.readline() == "sampling\n"
    children = Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()
    # As a terminal does, to the whole group.
    os.killpg(started.pid, signal.SIGINT)
    _, errors = started.communicate(timeout=30)
    assert errors.rstrip().endswith("KeyboardInterrupt") and errors.count("Traceback") == 1
    assert len(children) == 1 and not Path("/proc", children[0]).exists()


def test_java_ends_when_python_is_killed(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import os, guidecheck\n"
                       "guidecheck.guard(lambda denoiser: os.kill(os.getpid(), 9), effort='quick')\n")
    here = os.pathsep.join(each for each in sys.path if each)
    # The end of standard error is that of the last process that has it open.
    started = subprocess.run([sys.executable, str(program)], capture_output=True, timeout=60, check=False,
                             env={**os.environ, "PYTHONPATH": here})
    assert started.returncode == -signal.SIGKILL


def test_two_guards_one_after_the_other_and_one_within_a_thread():
    import threading
    reports = []
    threads = [threading.Thread(target=lambda: reports.append(
        guidecheck.guard(ddim, claims=["sampler.deterministic"], **QUICK))) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.outcome for each in reports] == ["HOLDS", "HOLDS"]


def test_tensors_are_taken_and_given_back():
    torch = pytest.importorskip("torch")
    kinds = set()

    def sample(denoiser, n, dimension, alpha_bars, seed):
        x = torch.randn(n, dimension, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
        half = denoiser.x0(x.half(), alpha_bar=0.5)
        kinds.add(half.dtype)
        for a, b in zip(alpha_bars.tolist(), alpha_bars[1:].tolist()):
            eps = denoiser.eps(x, alpha_bar=a)
            kinds.add(eps.dtype)
            x = b ** 0.5 * (x - (1 - a) ** 0.5 * eps) / a ** 0.5 + (1 - b) ** 0.5 * eps
        return x / alpha_bars[-1] ** 0.5
    guidecheck.guard(sample, claims=["sampler.deterministic", "sampler.finite-and-shaped"], **QUICK).assert_holds()
    assert kinds == {torch.float64, torch.float16}


MAIN = ["sampler.linear", "sampler.point-mass", "sampler.weight-convention"]
SAMPLERS = {
    "ddim": lambda: guidecheck.schedulers.sampler(shapes.Ddim()),
    "ddpm": lambda: guidecheck.schedulers.sampler(shapes.Ddpm()),
    "euler": lambda: guidecheck.schedulers.sampler(shapes.Euler()),
    "heun": lambda: guidecheck.schedulers.sampler(shapes.Heun()),
    "multistep": lambda: guidecheck.schedulers.sampler(shapes.Multistep()),
    "flow": lambda: guidecheck.schedulers.sampler(shapes.FlowEuler()),
    "k-euler": lambda: guidecheck.kdiffusion.sampler(shapes.sample_euler),
    "k-heun": lambda: guidecheck.kdiffusion.sampler(shapes.sample_heun),
    "k-ancestral": lambda: guidecheck.kdiffusion.sampler(shapes.sample_euler_ancestral),
    "flow-midpoint": lambda: guidecheck.flow.sampler(shapes.flow_midpoint),
}


@pytest.mark.parametrize("case", ["euler"])
def test_adapted_samplers_are_not_refuted(case):
    guidecheck.guard(SAMPLERS[case](), claims=MAIN, **QUICK).assert_holds()


@pytest.mark.thorough
@pytest.mark.parametrize("case", SAMPLERS)
def test_adapted_samplers_keep_every_claim(case):
    guidecheck.guard(SAMPLERS[case](), effort="quick").assert_holds()


@pytest.mark.thorough
@pytest.mark.parametrize("case", ["ddim", "ddpm", "euler", "heun", "multistep", "flow"])
def test_schedulers_with_tensors_keep_every_claim(case):
    pytest.importorskip("torch")
    made = {"ddim": shapes.Ddim, "ddpm": shapes.Ddpm, "euler": shapes.Euler, "heun": shapes.Heun,
            "multistep": shapes.Multistep, "flow": shapes.FlowEuler}[case](arrays=shapes.Torch)
    guidecheck.guard(guidecheck.schedulers.sampler(made), effort="quick").assert_holds()


class Faulty(shapes.Euler):
    """Scales the network's input as if sigma were a little larger."""

    def scale_model_input(self, sample, timestep):
        return super().scale_model_input(sample, timestep) * 0.9


def guided_by_the_weight(model, scheduler, x, weight):
    """Takes the weight for the guidance scale."""
    for t in scheduler.timesteps:
        without, given = np.split(model(np.concatenate([x, x]), t), 2)
        x = scheduler.step(without + weight * (given - without), t, x).prev_sample
    return x


@pytest.mark.parametrize("sample, claim", [
    (lambda: guidecheck.schedulers.sampler(Faulty()), "sampler.point-mass"),
    (lambda: guidecheck.schedulers.sampler(shapes.Ddim(), loop=guided_by_the_weight), "sampler.weight-convention"),
])
def test_faults_are_refuted(sample, claim):
    report = guidecheck.guard(sample(), claims=[claim], **QUICK)
    assert [v.outcome for v in report.verdicts] == ["REFUTED"]
