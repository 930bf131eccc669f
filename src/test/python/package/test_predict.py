"""guidecheck.serve_model: what models are told, and what is refused."""

import io
import subprocess
import sys
import textwrap

import numpy as np
import pytest

import guidecheck
from guidecheck._pipe import Messages
from guidecheck._predict import _Model

LEVEL = {"alpha_bar": 0.25, "sigma": 3 ** 0.5, "flow_time": 0.6, "log_snr": -np.log(3)}
X = np.array([[1.0, 2.0], [3.0, 4.0], [-1.0, 0.5]])


def model(predict, **settings):
    given = {"parametrisation": "epsilon", "level": None, "classifier": None, "levels": None, "conditional": True,
             "unconditional": True, "name": None, "precision": None, "example": None, **settings}
    return _Model(predict, **given)


def asked(served, label=None, x=X):
    return served.answer({"ask": "predict", "level": LEVEL, "class": label, "class_index": None if label is None else 1}, [x])


def test_a_model_is_told_what_it_names():
    def predict(x, label, class_index, alpha_bar, sigma, flow_time, log_snr, level_index):
        assert (label, class_index) in (("b", 1), (None, None))
        assert (alpha_bar, flow_time, level_index) == (0.25, 0.6, 2)
        np.testing.assert_allclose(np.exp(-log_snr), sigma ** 2)
        return 2 * x
    served = model(predict, level="alpha_bar", levels=[0.9, 0.5, 0.25, 0.1])
    for label in ("b", None):
        said, answer = asked(served, label)
        assert said == {"say": "predicted"}
        np.testing.assert_array_equal(answer, 2 * X)
    assert served.hello() == {
        "name": "predict", "offers": ["predict"], "precision": "double",
        "predicts": {"prediction": "epsilon", "level": "alpha_bar", "conditional": True, "unconditional": True,
                     "classifier": False, "levels": [0.9, 0.5, 0.25, 0.1]}}


def test_the_scale_of_points_is_that_of_the_parameter():
    assert model(lambda x, sigma: x, name="f").hello()["predicts"]["level"] == "sigma"
    assert model(lambda x, sigma, alpha_bar: x, name="f").hello()["predicts"]["level"] == "alpha_bar"
    assert model(lambda x: x, name="f", levels="linear-beta").hello()["predicts"]["levels"] == "linear-beta"


def test_a_classifier_gives_logits_of_all_classes():
    served = model(lambda x: x, classifier=lambda x, labels: np.zeros((len(x), len(labels))), name="f")
    said, answer = served.answer({"ask": "classify", "level": LEVEL, "classes": ["a", "b", "c"]}, [X])
    assert said == {"say": "classified"} and answer.shape == (3, 3)
    with pytest.raises(ValueError, match="not offered"):
        model(lambda x: x, name="f").answer({"ask": "classify", "level": LEVEL, "classes": ["a", "b"]}, [X])


@pytest.mark.parametrize("answer, message", [
    (lambda x: x[:2], "prediction has shape (2, 2): must be (3, 2)"),
    (lambda x: None, "prediction is None: must be an array of shape (3, 2)"),
    (lambda x: x.astype(int), "prediction has dtype int64: must be float32 or float64")])
def test_a_wrong_answer_is_refused(answer, message):
    with pytest.raises((TypeError, ValueError)) as refused:
        asked(model(answer, name="f"))
    assert message in str(refused.value)


@pytest.mark.parametrize("settings, message", [
    ({"parametrisation": "noise"}, "parametrisation='noise': must be one of epsilon, x0, v, score, flow"),
    ({"level": "t"}, "level='t': must be one of"),
    ({"precision": "half"}, "precision='half': must be one of single, double"),
    ({"conditional": False, "unconditional": False}, "are both False"),
    ({"example": 3}, "example=3: must be a tensor")])
def test_a_model_is_refused_before_it_serves(settings, message):
    with pytest.raises((TypeError, ValueError)) as refused:
        guidecheck.serve_model(lambda x: x, **{"name": "f", **settings})
    assert message in str(refused.value)


def test_unknown_parameters_are_refused():
    with pytest.raises(TypeError, match="has the parameter time"):
        model(lambda x, time: x, name="f")
    with pytest.raises(TypeError, match="must be a function"):
        model(3)


def test_a_program_answers_until_it_is_told_to_quit(tmp_path):
    program = tmp_path / "model.py"
    program.write_text(textwrap.dedent("""
        import guidecheck
        def predict(x, alpha_bar):
            print("hello")
            return x * alpha_bar
        guidecheck.serve_model(predict, "x0", precision="single")
        """))
    wire = io.BytesIO()
    sent = Messages(io.BytesIO(), wire)
    sent.send({"ask": "predict", "level": LEVEL, "class": None, "class_index": None}, X.astype(np.float32))
    sent.send({"ask": "quit"})
    ended = subprocess.run([sys.executable, program], input=wire.getvalue(), capture_output=True, check=True, timeout=60)
    read = Messages(io.BufferedReader(io.BytesIO(ended.stdout)), io.BytesIO())
    hello, _ = read.receive()
    assert hello["predicts"]["prediction"] == "x0" and hello["precision"] == "single"
    said, (answer,) = read.receive()
    assert said["say"] == "predicted" and answer.dtype == np.float32
    np.testing.assert_allclose(answer, X * 0.25)
    assert ended.stderr.strip() == b"hello"


@pytest.mark.torch
def test_a_module_of_pytorch():
    torch = pytest.importorskip("torch")
    layer = torch.nn.Linear(2, 2)

    def predict(x):
        assert x.dtype == torch.float32
        return layer(x)
    served = model(predict, example=torch.zeros(1))
    assert served.hello()["precision"] == "single"
    _, answer = asked(served, x=X.astype(np.float32))
    np.testing.assert_allclose(answer, layer(torch.tensor(X, dtype=torch.float32)).detach().numpy())
