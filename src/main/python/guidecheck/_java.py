"""Finds Java and the program's jar, and runs them."""

from __future__ import annotations

import collections
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Deque, List, Optional, Sequence

from guidecheck._errors import GuidecheckError
from guidecheck._pipe import Messages, widened

LEAST_JAVA = 17
# Messages of a faulty run are kept up to this many lines.
_KEPT = 200
_INSTALL = f"install Java {LEAST_JAVA} or newer (Debian: apt install openjdk-17-jre-headless) or set JAVA_HOME"


def java() -> str:
    """The path of Java: that of JAVA_HOME, or else the one on PATH."""
    program = "java.exe" if os.name == "nt" else "java"
    home = os.environ.get("JAVA_HOME")
    if home and os.access(Path(home, "bin", program), os.X_OK):
        return str(Path(home, "bin", program))
    found = shutil.which("java")
    if found is None:
        raise GuidecheckError(f"guidecheck needs Java: none is on PATH, and JAVA_HOME leads to none; {_INSTALL}")
    return found


def version_of(path: str) -> str:
    """The version of a Java, such as 17.0.15; empty if it does not say."""
    release = Path(path).resolve().parent.parent / "release"
    try:
        # A JDK's version without starting it.
        stated = re.search(r'^JAVA_VERSION="([^"]*)"', release.read_text(errors="replace"), re.MULTILINE)
    except OSError:
        stated = None
    if stated is None:
        printed = subprocess.run([path, "-version"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, check=False).stdout.decode(errors="replace")
        stated = re.search(r'version "([^"]*)"', printed)
    return stated.group(1) if stated else ""


def major(version: str) -> int:
    """The first number of a version, where 1.8 counts as 8; the least that works if there is none."""
    number = re.match(r"(?:1\.)?(\d+)", version)
    return int(number.group(1)) if number else LEAST_JAVA


def jar() -> Path:
    """The program's jar: GUIDECHECK_JAR, or the one in this package, or the one built in a checkout of the sources."""
    named = os.environ.get("GUIDECHECK_JAR")
    if named:
        if not Path(named).is_file():
            raise GuidecheckError(f"GUIDECHECK_JAR={named}: no such file; unset it, or name guidecheck-slim.jar")
        return Path(named)
    here = Path(__file__).resolve().parent
    target = here.joinpath(*[".."] * 4, "target").resolve()
    for each in (here / "guidecheck-slim.jar", target / "guidecheck-slim.jar", target / "guidecheck.jar"):
        if each.is_file():
            return each
    raise GuidecheckError(f"guidecheck-slim.jar is neither in {here} nor in {target}: install the wheel, or build it "
                          "with 'mvn package -DskipTests', or name it in GUIDECHECK_JAR")


def command(arguments: Sequence[str]) -> List[str]:
    """The command that runs the program."""
    path = java()
    version = version_of(path)
    if major(version) < LEAST_JAVA:
        raise GuidecheckError(f"guidecheck needs Java {LEAST_JAVA} or newer, but {path} is Java {version}: {_INSTALL}")
    # As in guidecheck.sh: Java's vector instructions, and no warning of native libraries.
    options = ["--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"]
    if major(version) >= 24:
        options.append("--enable-native-access=ALL-UNNAMED")
    return [path, *options, "-cp", str(jar()), "org.guidecheck.cli.Main", *arguments]


class Judge:
    """Running program of guidecheck, which speaks over its own standard input and output.

    Use it in a with statement: at its end the program is over, whatever has happened.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        # In a group of its own, so that Ctrl-C interrupts the sampler, or a debugger in it, and not the program.
        group: dict = ({"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP")} if sys.platform == "win32"
                       else {"start_new_session": True})
        line = command(arguments)
        try:
            self._process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                             stderr=subprocess.PIPE, **group)
        except OSError as problem:
            raise GuidecheckError(f"{line[0]} cannot be started: {problem.strerror}; {_INSTALL}") from None
        assert self._process.stdin and self._process.stdout
        self.messages = Messages(widened(self._process.stdout), widened(self._process.stdin))
        self._errors: Deque[str] = collections.deque(maxlen=_KEPT)
        self._reader = threading.Thread(target=self._read_errors, name="guidecheck's messages", daemon=True)
        self._reader.start()

    def _read_errors(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self._errors.append(line.decode(errors="replace").rstrip())

    def wait(self) -> int:
        """Waits for the end of the program and returns its exit code."""
        code = self._process.wait()
        self._reader.join()
        return code

    def last_error(self) -> Optional[str]:
        """What the program has said went wrong: the last of its lines that begins with its name."""
        lines = [line for line in self._errors if line.startswith("guidecheck: ")]
        return lines[-1][len("guidecheck: "):] if lines else (self._errors[-1] if self._errors else None)

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *problem: Any) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                stream.close()  # type: ignore[union-attr]
            except OSError:
                pass  # What was still to be sent has nobody to read it.
        self._reader.join()
        self._process.stderr.close()  # type: ignore[union-attr]
