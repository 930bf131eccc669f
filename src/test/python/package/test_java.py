"""Finding Java and the jar; samplers behind a pipe. No verdicts are reached."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import guidecheck
from guidecheck import _java


def fake(folder, version, release=None):
    """A Java that says its version and does nothing else."""
    path = folder / "bin" / "java"
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2020-01-01' >&2\nexit 3\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    if release:
        (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{release}"\n')
    return folder


@pytest.fixture
def no_java(monkeypatch, tmp_path):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


def test_java_home_comes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(fake(tmp_path / "jdk", "21")))
    assert _java.java() == str(tmp_path / "jdk/bin/java")


def test_then_the_path(monkeypatch, tmp_path):
    fake(tmp_path / "jdk", "21")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "gone"))
    monkeypatch.setenv("PATH", str(tmp_path / "jdk/bin"))
    assert _java.java() == str(tmp_path / "jdk/bin/java")


def test_no_java_is_one_clear_line(no_java):
    with pytest.raises(guidecheck.GuidecheckError, match="^guidecheck needs Java: none is on PATH, .* install Java "
                                                         "17 or newer .* or set JAVA_HOME$"):
        guidecheck.guard(lambda denoiser: None)


@pytest.mark.parametrize("printed, release, shown", [("1.8.0_292", None, "1.8.0_292"), ("99", "11.0.2", "11.0.2")])
def test_an_old_java_is_named(no_java, monkeypatch, tmp_path, printed, release, shown):
    home = fake(tmp_path / "jdk", printed, release)
    monkeypatch.setenv("JAVA_HOME", str(home))
    with pytest.raises(guidecheck.GuidecheckError, match=f"^guidecheck needs Java 17 or newer, but {home}/bin/java is "
                                                         f"Java {shown}: install"):
        guidecheck.guard(lambda denoiser: None)


@pytest.mark.parametrize("version, number", [("17.0.15", 17), ("1.8.0_292", 8), ("25-ea", 25), ("", 17)])
def test_versions(version, number):
    assert _java.major(version) == number


def test_a_jar_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("GUIDECHECK_JAR", "/no/such.jar")
    with pytest.raises(guidecheck.GuidecheckError, match="^GUIDECHECK_JAR=/no/such.jar: no such file"):
        guidecheck.guard(lambda denoiser: None)


def test_a_java_that_does_not_start_is_one_line(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(fake(tmp_path / "jdk", "17.0.1")))
    with pytest.raises(guidecheck.GuidecheckError) as told:
        guidecheck.guard(lambda denoiser: None, name="x")
    assert str(told.value) == "no verdicts on sampler 'x': openjdk version \"17.0.1\" 2020-01-01"


@pytest.mark.parametrize("name, clean", [("test_a[b-1]", "test_a-b-1"), ("<lambda>", "lambda"), ("é", "sampler"),
                                         ("x" * 80, "x" * 64)])
def test_names_are_made_fit_for_the_protocol(name, clean):
    from guidecheck._guard import clean_name
    assert clean_name(name) == clean


def test_what_users_import():
    assert guidecheck.PROTOCOL == 1 and callable(guidecheck.serve) and guidecheck.Denoiser.eps
    assert Path(guidecheck.__file__).with_name("py.typed").exists()
    assert set(guidecheck.__all__) <= set(dir(guidecheck))


@pytest.mark.parametrize("served", ["schedulers.serve(shapes.Ddim())", "kdiffusion.serve(shapes.sample_euler, 'k')",
                                    "flow.serve(shapes.flow_euler)", "serve(lambda denoiser: None, name='plain')"])
def test_served_programs_say_hello_and_quit(served):
    here = os.pathsep.join([str(Path(__file__).parent), *(each for each in sys.path if each)])
    ran = subprocess.run([sys.executable, "-c", f"import guidecheck, shapes\nprint('loud')\nguidecheck.{served}"],
                         input=b'{"ask": "quit"}\n', capture_output=True, timeout=60, check=True,
                         env={**os.environ, "PYTHONPATH": here, "PYTHONUNBUFFERED": ""})
    name = {"s": "Ddim", "k": "k", "f": "flow_euler"}[served[0]] if "plain" not in served else "plain"
    lines = ran.stdout.splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0]).items() >= {"say": "hello", "protocol": 1, "name": name, "offers": ["sample"]}.items()
    assert ran.stderr == b"loud\n"
