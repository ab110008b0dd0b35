# SPDX-License-Identifier: MIT
"""What the host has of what the bench needs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.architectures.registry import ARCHITECTURES
from bench.confinement import trial
from bench.errors import BenchError, explained
from bench.host.advice import install
from bench.host.cache import VARIABLE, cache_root
from bench.host.distribution import host_distribution
from bench.images.debian import lock
from bench.images.tools import command
from bench.project import Project, find_root
from bench.qemu.accelerator import emulator, probe


@dataclass(frozen=True)
class Finding:
    """One thing that the bench needs.

    Attributes:
        what: in a word or two.
        state: what there is of it.
        advice: what to do, where there is not enough; empty where all is well.
    """

    what: str
    state: str
    advice: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, afresh; takes as long as the slowest probe, 2 s."""
    with ThreadPoolExecutor() as pool:
        checks: list[Callable[[], Finding]] = [
            *(lambda name=name: _emulator(name) for name in ARCHITECTURES),
            *(lambda name=name: _accelerator(name) for name in ARCHITECTURES),
            *(lambda name=name: _compiler(name) for name in ARCHITECTURES),
            _go,
            _project,
            _results,
            _cache,
        ]
        yield from pool.map(lambda check: check(), checks)
    # What the host does not give, no command of the bench's can install.
    yield from (Finding(what, state) for what, state in trial.examine())


def _emulator(architecture: str) -> Finding:
    what = f"QEMU for {architecture}"
    try:
        return Finding(what, _version(emulator(architecture)))
    except BenchError as error:
        return Finding(what, error.what, error.hint)


def _accelerator(architecture: str) -> Finding:
    what = f"accelerator for {architecture}"
    try:
        found = probe(architecture)
    except BenchError as error:
        return Finding(what, error.what, error.hint)
    return Finding(what, f"{found.name}: {found.why}")


def _compiler(architecture: str) -> Finding:
    program = f"{ARCHITECTURES[architecture].cross}gcc"
    what = f"C compiler for {architecture}"
    path = shutil.which(program)
    return Finding(what, _version(path)) if path else _no(what, program)


def _go() -> Finding:
    path = command.go()
    return Finding("Go", _version(path, "version")) if path else _no("Go", "go")


def _no(what: str, program: str) -> Finding:
    return Finding(what, f"no {program}", install(program))


def _project() -> Finding:
    try:
        root = find_root()
        found = lock.read(Project(root), host_distribution())
    except BenchError as error:
        return Finding("project", error.what, error.hint)
    kernels = ", ".join(found.kernels.values())
    return Finding("project", f"{root}, with {len(found.packages)} packages and Linux {kernels}")


def _results() -> Finding:
    try:
        return Finding("results", str(Project(find_root()).make_results()))
    except BenchError as error:
        return Finding("results", error.what, error.hint)


def _cache() -> Finding:
    try:
        root = cache_root()
        root.mkdir(parents=True, exist_ok=True)
    except BenchError as error:
        return Finding("cache", error.what, error.hint)
    except OSError as error:
        return Finding("cache", str(explained(error)), f"set {VARIABLE} to another folder")
    size = sum(_size(file) for file in root.rglob("*"))
    state = f"{size / 1e6:.0f} MB in {root}"
    if os.access(root, os.W_OK):
        return Finding("cache", state)
    return Finding(
        "cache", f"{state}, which cannot be written", f"set {VARIABLE} to another folder"
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:  # it has just gone
        return 0


def _version(program: Path | str, ask: str = "--version") -> str:
    """The first line of what a program says of itself."""
    said = subprocess.run([program, ask], capture_output=True, text=True, check=False).stdout
    return said.partition("\n")[0].removeprefix("QEMU emulator version ")
