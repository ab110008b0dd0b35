"""Running the tools that recipes are made of."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.confinement import build
from bench.confinement.build import Reach
from bench.errors import BenchError, HostError
from bench.images import overlay
from bench.images.overlay import Layers
from bench.missing import missing

# file:line[:column]: [severity:] text, as compilers, assemblers and Go write it.
_COMPLAINT = re.compile(r"^(?P<file>[^\s:]+):(?P<line>\d+)(?::\d+)?: (?P<text>.+)$")
_MILD = re.compile("(warning|note): ", re.IGNORECASE)
_SEVERITY = re.compile("^(fatal )?error: ", re.IGNORECASE)

# Messages in English and ASCII; the kernel's build drops LC_ALL and heeds the others, of which
# Python sets LC_CTYPE to C.UTF-8 where there is no locale (PEP 538).
_PLAIN = {"LC_ALL": "C", "LC_CTYPE": "C", "LANG": "C"}

# Where Debian keeps depmod and mke2fs, which are on no ordinary user's path.
_ADMINISTRATORS = "/usr/sbin:/sbin"


def find(program: str) -> Path:
    """Where a program is.

    Raises:
        HostError: nowhere.
    """
    found = shutil.which(program) or shutil.which(program, path=_ADMINISTRATORS)
    if not found:
        raise missing(program)
    return Path(found)


def go() -> Path | None:
    """The go command, if there is one: in this Python's environment, or on the path."""
    beside = shutil.which("go", path=Path(sys.executable).parent)
    found = beside or shutil.which("go")
    return Path(found) if found else None


def run(
    argv: Sequence[str | Path],
    *,
    what: str,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run a tool to its end and return its standard output.

    Args:
        argv: the program and its arguments.
        what: what it is to do, for the error: "unpack busybox.deb".
        folder: where it runs.
        environment: variables on top of this process's own.

    Raises:
        HostError: the program is missing.
        BenchError: it failed; its last line of complaint says why.
    """
    try:
        done = subprocess.run(
            [find(os.fspath(argv[0])), *argv[1:]],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise HostError(f"{argv[0]} cannot be run: {error.strerror}") from error
    if done.returncode:
        raise BenchError(f"cannot {what}: {_last_line(done.stderr) or _status(done.returncode)}")
    return done.stdout


def watch(
    argv: Sequence[str | Path],
    *,
    what: str,
    folder: Path,
    environment: Mapping[str, str],
    told: Callable[[str], None],
) -> None:
    """Run a tool that takes long, and hear each line of its output as it comes.

    Args:
        argv: the program and its arguments.
        what: what it is to do, for the error: "build Linux".
        folder: where it runs.
        environment: variables on top of this process's own.
        told: hears a line, without its end.

    Raises:
        HostError: the program is missing.
        BenchError: it failed; its first complaint says why.
    """
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(
                [find(os.fspath(argv[0])), *argv[1:]],
                cwd=folder,
                env={**os.environ, **_PLAIN, **environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
                errors="replace",
            )
        except OSError as error:
            raise HostError(f"{argv[0]} cannot be run: {error.strerror}") from error
        with process:
            for line in process.stdout or ():
                told(line.rstrip())
        if process.returncode:
            complaints.seek(0)
            text = _telling_line(complaints.read().decode(errors="replace"))
            raise BenchError(f"cannot {what}: {text}")


def make(
    layers: Layers,
    argv: Sequence[str | Path],
    *,
    copy: Path,
    what: str,
    reach: Reach | None = None,
) -> None:
    """Run a `make` that builds a copy of the user's sources, confined.

    Args:
        layers: the user's folder; over those of the bench, where it is laid over them.
        argv: the program and its arguments.
        copy: where the folder is copied to, so that builds leave nothing there,
            and several can run at once. The build may write in the folder that it is in.
        what: what is built, for the error: "the module hello for aarch64".
        reach: what the build may read and write beside that folder.

    Raises:
        HostError: a program is missing.
        BenchError: the build failed; it names the file and line in the folder that it is from.
    """
    overlay.copy(layers, copy)
    # A compiler that is killed leaves its temporary files: here they go with the copy.
    environment = {**os.environ, **_PLAIN, "TMPDIR": os.fspath(copy)}
    reach = reach or Reach()
    try:
        done = build.run(
            [find(os.fspath(argv[0])), *argv[1:]],
            replace(reach, writes=(copy.parent, *reach.writes)),
            folder=copy,
            environment=environment,
        )
    except OSError as error:
        raise HostError(f"{argv[0]} cannot be run: {error.strerror}") from error
    except build.GivenUp as error:
        raise BenchError(f"cannot build {what}: {error.what}", where=str(layers[0])) from error
    if done.returncode:
        output = done.output.decode(errors="replace")
        where, text = _complaint(output, copy, layers)
        raise BenchError(f"cannot build {what}: {text}", where=where)


def _complaint(output: str, copy: Path, layers: Layers) -> tuple[str, str]:
    """The place in the user's sources and the text of a compiler's first error."""
    text = ""
    for line in output.splitlines():
        found = _COMPLAINT.match(line)
        if not found:
            continue
        if not text and not _MILD.match(found["text"]):
            text = _SEVERITY.sub("", found["text"])
        # An error inside a macro is a header's: a note on it names the user's line.
        place = (copy / found["file"]).resolve()
        if text and place.is_relative_to(copy.resolve()):
            inner = place.relative_to(copy.resolve())
            return f"{overlay.origin(layers, inner)}:{found['line']}", text
    return str(layers[0]), text or _telling_line(output)


def _telling_line(output: str) -> str:
    """What a linker or make says, which name no line."""
    for line in output.splitlines():
        if re.search("error|undefined", line, re.IGNORECASE):
            return line.strip()
    return _last_line(output.encode()) or "no error message"


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else ""


def _status(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def version(compiler: str) -> str:
    """What identifies a tool: the first line of what it says of itself."""
    return (
        run([compiler, "--version"], what=f"ask {compiler} for its version")
        .decode()
        .splitlines()[0]
    )


def remove(folder: Path) -> None:
    """Remove a folder that a recipe worked in."""
    shutil.rmtree(folder)
