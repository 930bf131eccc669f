"""guidecheck.guard_guider and serve_guider: verdicts of Java on guidance rules, and what the rules are told."""

import io
import json
import subprocess
import sys
import textwrap

import numpy as np
import pytest

import guidecheck
from guidecheck._guide import Guider
from guidecheck._pipe import Messages

QUICK = {"claims": ["guider.scale-convention", "guider.batch-independent"]}


def cfg(conditional, unconditional, scale):
    return unconditional + scale * (conditional - unconditional)


def scale_for_weight(conditional, unconditional, scale):
    return conditional + scale * (conditional - unconditional)


def test_a_right_rule_holds(tmp_path):
    report = guidecheck.guard_guider(cfg, out=tmp_path, **QUICK)
    report.assert_holds()
    assert report.name == "cfg" and report.kind == "guider" and report.seed == 1
    assert [v.claim for v in report.verdicts] == QUICK["claims"]
    assert "cfg" in str(report)
    assert json.loads(report.to_json()) == json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["report.html", "results.json", "verdicts.txt"]


def test_a_wrong_rule_is_refuted_with_reason_and_replay():
    report = guidecheck.guard_guider(scale_for_weight, scales=[2, 4], steps=10, seed=4, **QUICK)
    with pytest.raises(AssertionError) as failed:
        report.assert_holds()
    lines = str(failed.value).splitlines()
    assert lines[0] == "guider 'scale_for_weight': 1 of 2 claims fail"
    assert lines[1].startswith("  guider.scale-convention REFUTED: ")
    assert lines[-1] == ("replay: guidecheck.guard_guider(guide, scales=[2, 4], steps=10, convention='scale', "
                         "effort='normal', seed=4, claims=['guider.scale-convention'], alpha=5e-07)")


def test_a_weight_is_a_convention():
    guidecheck.guard_guider(scale_for_weight, convention="weight", scales=[-0.5, 3], steps=10, **QUICK).assert_holds()


def test_an_exception_refutes_and_is_the_cause(capsys):
    def guide(conditional):
        raise RuntimeError("out of memory")
    # Where nothing could be asked there are no verdicts to speak of, but those of the failure.
    report = guidecheck.guard_guider(guide, **QUICK)
    assert report.outcome == "REFUTED"
    assert "guider 'guide' failed: 'RuntimeError: out of memory'" in report.verdicts[0].found
    printed = capsys.readouterr().err
    assert printed.count("Traceback") == 1 and "guidecheck/_guide.py" not in printed
    with pytest.raises(AssertionError) as failed:
        report.assert_holds()
    assert isinstance(failed.value.__cause__, RuntimeError)


@pytest.mark.parametrize("settings, message", [
    ({"like": "cgf"}, "^like: cgf is not a guidance rule; must be one of .* did you mean cfg"),
    ({"steps": 1}, "^steps=1: must be from 2 to 10000"),
    ({"scales": 5000}, "^scale=5000.0: must be finite and from"),
    ({"claims": ["guider.finit"]}, "^claim .guider.finit.: .*did you mean guider.finite"),
    ({"convention": "w"}, "^convention='w': must be scale or weight$"),
    ({"predictions": "noise"},
     "^predictions='noise': must be 'all', or some of epsilon, x0, v, score, flow, each once$"),
    ({"scales": []}, r"^scales=\[\]: is empty; must be a number, or several, such as 3 or"),
    ({"predictions": ["x0", "x0"]}, "^predictions=.*each once$"),
    ({"predictions": []}, "^predictions=.*each once$"),
    ({"level": "time"}, "^level='time': must be one of alpha_bar, sigma, flow_time, log_snr$"),
    ({"precision": "half"}, "^precision='half': must be one of single, double$"),
])
def test_bad_arguments_are_value_errors(settings, message):
    with pytest.raises(ValueError, match=message) as told:
        guidecheck.guard_guider(cfg, **settings)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("settings, message", [
    ({"scales": []}, r"^scales=\[\]: is empty; must be a number, or several"),
    ({"scales": "3"}, "^scales='3': must be a number, or several"),
    ({"example": 3}, "^example=3: must be a tensor of PyTorch or an array of NumPy"),
    ({"end": lambda c: c}, "^end has the parameter c: what it is given comes by name, and must be some of steps, dimension"),
])
def test_a_guider_is_refused_before_it_serves(settings, message):
    with pytest.raises((TypeError, ValueError), match=message) as told:
        guidecheck.serve_guider(cfg, **settings)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("guide, message", [
    (lambda c, u, s: u + s * (c - u), "^guide has the parameters c, u, s: what it is given comes by name, and must be some "
                                      "of conditional, unconditional, negative, scale"),
    (lambda conditional, /, scale: conditional, "^guide has the parameter conditional: what it is given comes by name"),
])
def test_parameters_are_known_by_name(guide, message):
    with pytest.raises(TypeError, match=message) as told:
        guidecheck.guard_guider(guide)
    assert "\n" not in str(told.value)


def test_half_precision_is_refused_with_what_to_do():
    def guide(conditional, unconditional, scale):
        c, u = conditional.astype(np.float16), unconditional.astype(np.float16)
        return u + np.float16(scale) * (c - u)
    report = guidecheck.guard_guider(guide, **QUICK)
    assert "result has dtype float16: must be float64" in report.verdicts[0].found
    # What answers nothing says so once.
    assert [v.outcome for v in report.verdicts] == ["REFUTED", "UNDECIDED"]
    assert report.verdicts[1].found == "undecided: not tried: the guider answers nothing" or \
        "not tried: the guider answers nothing" in report.verdicts[1].found


@pytest.mark.parametrize("guide", [3, None, dict, object()])
def test_what_cannot_be_called_is_no_rule(guide):
    with pytest.raises(TypeError, match="must be a function of predictions, or an object with a method guide"):
        guidecheck.guard_guider(guide)


def asked(guider, *messages):
    """What a guider answers to messages, each a header and arrays: its hello and its answers, each likewise."""
    source, sink = io.BytesIO(), io.BytesIO()
    pipe = Messages(io.BytesIO(), source)
    for header, *arrays in messages:
        pipe.send(header, *arrays)
    source.seek(0)
    problems = []
    guider.converse(Messages(source, sink), problems.append)
    sink.seek(0)
    answers = Messages(sink, io.BytesIO())
    received = []
    while sink.tell() < len(sink.getvalue()):
        received.append(answers.receive())
    return received, problems


def guider(guide, **settings):
    given = {"name": None, "predictions": "epsilon", "level": None, "scales": None, "precision": None, "begin": None,
             "end": None, "example": None, **settings}
    return Guider(guide, *(given[each] for each in ("name", "predictions", "level", "scales", "precision", "begin",
                                                    "end", "example")))


LEVELS = {"alpha_bars": [0.2, 1], "sigmas": [2, 0], "flow_times": [2 / 3, 0], "log_snrs": [-1.386294361119891, "inf"]}
BEGIN = {"ask": "begin", "steps": 1, "dimension": 2, "scale": 3, "prediction": "epsilon", **LEVELS}
GUIDE = {"ask": "guide", "step": 0, "steps": 1, "scale": 3, "prediction": "epsilon",
         "level": {key[:-1]: values[0] for key, values in LEVELS.items()},
         "next_level": {key[:-1]: values[1] for key, values in LEVELS.items()}}
X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def test_a_rule_is_told_what_it_names():
    seen = {}

    def guide(conditional, unconditional, negative, scale, x, alpha_bar, sigma, flow_time, log_snr, next_alpha_bar,
              next_sigma, next_flow_time, next_log_snr, step, steps, prediction, state, own=5):
        seen.update(locals())
        return conditional

    def begin(steps, dimension, scale, prediction, alpha_bars, sigmas, flow_times, log_snrs):
        assert log_snrs[1] == np.inf and sigmas.tolist() == [2, 0]
        return [steps, dimension, scale, prediction]
    (hello, begun, guided, again, ended), problems = asked(
        guider(guide, name="my rule!", predictions="all", scales=2, begin=begin, end=lambda state: state.append("end")),
        (BEGIN,), (GUIDE, X, X + 1, X + 2), (GUIDE, X, X + 1, X + 2, X + 3), ({"ask": "end"},))
    assert not problems
    assert hello[0] == {"say": "hello", "protocol": 1, "name": "my-rule", "offers": ["guide"], "precision": "double",
                        "guides": {"predictions": ["epsilon", "x0", "v", "score", "flow"], "level": "alpha_bar",
                                   "scales": [2.0]}, "arrays": 0}
    assert [each[0]["say"] for each in (begun, guided, again, ended)] == ["begun", "guided", "guided", "ended"]
    np.testing.assert_array_equal(guided[1][0], X + 1)
    np.testing.assert_array_equal(seen["negative"], X + 3)
    assert [seen[key] for key in ("alpha_bar", "sigma", "next_alpha_bar", "next_sigma", "next_flow_time",
                                  "next_log_snr", "step", "steps", "scale", "prediction", "own")] == [
        0.2, 2, 1, 0, 0, np.inf, 0, 1, 3, "epsilon", 5]
    assert seen["state"] == [1, 2, 3, "epsilon", "end"]


class Counting:
    """A rule that is an object with hooks."""

    def __init__(self):
        self.log = []

    def begin(self, scale):
        self.log.append(f"begin {scale}")

    def end(self):
        self.log.append("end")

    def __call__(self, conditional, sigma):
        self.log.append(f"sigma {sigma}")
        return conditional


def test_an_object_has_hooks_and_names_its_level():
    counting = Counting()
    (hello, *_), problems = asked(guider(counting), (BEGIN,), (GUIDE, X, X, X), ({"ask": "end"},))
    assert not problems
    assert counting.log == ["begin 3", "sigma 2.0", "end"]
    assert hello[0]["name"] == "Counting" and hello[0]["guides"]["level"] == "sigma"


@pytest.mark.parametrize("guide, message", [
    (lambda conditional: conditional[0], "ValueError: result has shape (2,): must be (3, 2)"),
    (lambda conditional: conditional.astype("f4"), "TypeError: result has dtype float32: must be float64, as the "
                                                   "predictions are; or declare precision='single'"),
    (lambda conditional: conditional.astype(int), "TypeError: result has dtype int64: must be float32 or float64"),
    (lambda conditional: None, "TypeError: result is None: must be an array of shape (3, 2); is a return missing?"),
])
def test_a_wrong_answer_fails_the_call_only(guide, message):
    (_, _, failed, begun), problems = asked(guider(guide), (BEGIN,), (GUIDE, X, X, X), (BEGIN,))
    assert failed[0] == {"say": "failed", "message": message, "arrays": 0} and begun[0]["say"] == "begun"
    assert len(problems) == 1


def test_what_is_not_a_number_is_an_answer():
    (_, _, guided), problems = asked(guider(lambda conditional: conditional * np.nan), (BEGIN,), (GUIDE, X, X, X))
    assert not problems and np.isnan(guided[1][0]).all()


def test_a_program_answers_until_it_is_told_to_quit(tmp_path):
    program = tmp_path / "rule.py"
    program.write_text(textwrap.dedent("""
        import guidecheck
        def guide(conditional, unconditional, scale):
            print("this does no harm")
            return unconditional + scale * (conditional - unconditional)
        guidecheck.serve_guider(guide, name="cfg")
    """))
    source = io.BytesIO()
    pipe = Messages(io.BytesIO(), source)
    for message in [(BEGIN,), (GUIDE, X, X + 1, X), ({"ask": "quit"},)]:
        pipe.send(*message)
    run = subprocess.run([sys.executable, str(program)], input=source.getvalue(), capture_output=True, check=True)
    answers = Messages(io.BytesIO(run.stdout), io.BytesIO())
    assert answers.receive()[0]["offers"] == ["guide"] and answers.receive()[0]["say"] == "begun"
    np.testing.assert_array_equal(answers.receive()[1][0], X + 3)
    assert run.stderr == b"this does no harm\n"


@pytest.mark.torch
def test_tensors_of_pytorch():
    torch = pytest.importorskip("torch")

    def guide(conditional, unconditional, scale):
        assert torch.is_tensor(conditional) and conditional.dtype == torch.float32
        return unconditional + scale * (conditional - unconditional)
    (hello, _, guided), problems = asked(guider(guide, example=torch.zeros(1)), (BEGIN,),
                                         (GUIDE, *(each.astype("f4") for each in (X, X + 1, X))))
    assert not problems and hello[0]["precision"] == "single"
    assert guided[1][0].dtype == np.float32
    np.testing.assert_array_equal(guided[1][0], X + 3)
