# SPDX-License-Identifier: MIT
"""Running the tools that recipes are made of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.confinement import build
from bench.confinement.build import Reach
from bench.errors import BenchError, HostError, explained, is_short_of_something
from bench.host.advice import install, missing
from bench.images.tools.complaint import Complaint, Place, plain, understand
from bench.images.tools.environment import UMASK, environment, search_path

# Where Debian keeps depmod and mke2fs, which are on no ordinary user's path.
_ADMINISTRATORS = "/usr/sbin:/sbin"


def _not_run(program: str | Path, error: OSError) -> HostError:
    """The host's kernel refused to start a program, or lacks something that this takes."""
    if is_short_of_something(error):
        return explained(error)
    return HostError(f"{program} cannot be run: {error.strerror}")


def find(program: str) -> Path:
    """Where a program is.

    Raises:
        HostError: nowhere.
    """
    found = shutil.which(program, path=search_path()) or shutil.which(program, path=_ADMINISTRATORS)
    if not found:
        raise missing(program)
    return Path(found)


def go() -> Path | None:
    """The go command, if there is one: in this Python's environment, or on the path."""
    beside = shutil.which("go", path=Path(sys.executable).parent)
    found = beside or shutil.which("go", path=search_path())
    return Path(found) if found else None


def run(
    argv: Sequence[str | Path],
    *,
    what: str,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> bytes:
    """Run a tool to its end and return its standard output.

    Args:
        argv: the program and its arguments.
        what: what it is to do, for the error: "unpack busybox.deb".
        folder: where it runs, and puts its temporary files.
        variables: of its environment, beside those that every tool has.
        given: its standard input.

    Raises:
        HostError: the program is missing.
        BenchError: it failed; its last line of complaint says why.
    """
    try:
        done = subprocess.run(
            [find(os.fspath(argv[0])), *argv[1:]],
            cwd=folder,
            env={**environment(folder), **(variables or {})},
            input=given,
            capture_output=True,
            umask=UMASK,
            check=False,
        )
    except OSError as error:
        raise _not_run(argv[0], error) from error
    if done.returncode:
        said = plain(done.stderr).strip()
        last = said.splitlines()[-1].strip() if said else _status(done.returncode)
        raise BenchError(f"cannot {what}: {last}", log=said)
    return done.stdout


def watch(
    argv: Sequence[str | Path],
    *,
    what: str,
    place: Place,
    variables: Mapping[str, str],
    told: Callable[[str], None],
) -> None:
    """Run a build of sources of the bench's own, and hear each line of its output.

    Args:
        argv: the program and its arguments.
        what: what it is to do, for the error: "build Linux".
        place: where it runs.
        variables: of its environment, beside those that every tool has.
        told: hears a line, without its end.

    Raises:
        HostError: a program is missing, or the host has not enough room or memory.
        BenchError: the build failed.
    """
    said = b""
    with _temporary(place) as temporary:
        try:
            process = subprocess.Popen(
                [find(os.fspath(argv[0])), *argv[1:]],
                cwd=place.copy / place.folder,
                env={**environment(temporary), **variables},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                umask=UMASK,
            )
        except OSError as error:
            raise _not_run(argv[0], error) from error
        with process:
            for line in process.stdout or ():
                said += line
                told(plain(line).rstrip())
    if process.returncode:
        raise _failure(what, plain(said), place, process.returncode)


def make(
    argv: Sequence[str | Path],
    *,
    what: str,
    place: Place,
    variables: Mapping[str, str] | None = None,
    reach: Reach | None = None,
) -> str:
    """Run a build of the user's sources, confined; returns what it said, errors in their place.

    Args:
        argv: the program and its arguments.
        what: what it is to do, for the error: "build the module hello for aarch64".
        place: where it runs, on a copy of sources, in which it may write. Nothing but the build
            may write there or in `reach.writes` afterwards: it leaves links where it likes.
        variables: of its environment, beside those that every tool has.
        reach: what it may read and write beside that copy.

    Raises:
        HostError: a program is missing, or the host has not enough room or memory.
        BenchError: the build failed; it names the file and line in the project.
    """
    reach = reach or Reach()
    with _temporary(place) as temporary:
        try:
            done = build.run(
                [find(os.fspath(argv[0])), *argv[1:]],
                replace(reach, writes=(place.copy, temporary, *reach.writes)),
                folder=place.copy / place.folder,
                environment={**environment(temporary), **(variables or {})},
            )
        except OSError as error:
            raise _not_run(argv[0], error) from error
        except build.GivenUp as error:
            where = str(place.folder)
            raise BenchError(f"cannot {what}: {error.what}", where=where) from error
    said = plain(done.output)
    if done.returncode:
        raise _failure(what, said, place, done.returncode)
    return said


@contextmanager
def _temporary(place: Place) -> Iterator[Path]:
    """A folder for what a compiler leaves that is killed: it goes with the build's folder."""
    folder = place.copy.with_name("temporary")
    folder.mkdir(exist_ok=True)
    yield folder
    remove(folder)


def is_made(file: Path) -> bool:
    """Whether a build made a file, and not a link: that leads to what the build may not read."""
    return file.is_file() and not file.is_symlink()


def _failure(what: str, said: str, place: Place, status: int) -> BenchError:
    found = understand(said, place) if said.strip() else Complaint(_status(status))
    kind = HostError if found.of_host else BenchError
    return kind(
        f"cannot {what}: {found.text}",
        hint=install(found.program) if found.program else found.hint,
        where="" if found.of_host else found.where,
        detail=found.detail,
        log=said,
    )


def _status(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def version(program: str | Path) -> str:
    """The identity of a tool: the first line of its version."""
    said = run([program, "--version"], what=f"ask {program} for its version")
    return said.decode(errors="replace").partition("\n")[0]


def tool_chain(architecture: Architecture) -> str:
    """The identity of the compiler and the binary utilities of an architecture, and of make."""
    names = (f"{architecture.cross}gcc", f"{architecture.cross}ld", "make")
    return "\n".join(map(version, names))


def remove(folder: Path) -> None:
    """Remove a folder that a recipe worked in."""
    shutil.rmtree(folder)
