# SPDX-License-Identifier: MIT
"""The host's programs and files that the bench needs."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.architectures.registry import ARCHITECTURES
from bench.confinement import trial
from bench.errors import BenchError, explained
from bench.host.advice import install, packages
from bench.host.cache import VARIABLE, cache_root
from bench.host.distribution import TITLES, host_distribution, recognised
from bench.host.emulators import VARIABLE as QEMU
from bench.host.emulators import find
from bench.images.debian import lock
from bench.images.tools import command
from bench.project import Project, find_root
from bench.qemu.accelerator import probe


@dataclass(frozen=True)
class Finding:
    """One thing that the bench needs.

    Attributes:
        what: in a word or two.
        state: what there is of it.
        advice: what to do, where there is not enough; empty where all is well.
        lacking: programs and files to install, by names of `bench.host.advice.packages`.
    """

    what: str
    state: str
    advice: str = ""
    lacking: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether there is enough of it."""
        return not self.advice and not self.lacking


def remedy(findings: Sequence[Finding], release: Mapping[str, str]) -> str:
    """One line that installs all that is lacking; empty where nothing is."""
    lacking = [name for found in findings for name in found.lacking]
    if not lacking:
        return ""
    if recognised(release):
        return install(*lacking)
    return f"install what Debian has as {', '.join(packages(*lacking))}"


PROGRAMS = (
    *("gcc", "as", "make", "flex", "bison", "bc", "xz", "lz4", "zstd", "depmod"),
    *("mke2fs", "qemu-img", "grub-mkrescue", "xorriso", "mformat", "sfdisk", "kill"),
)
"""Programs of recipes and of avocado, beside the compilers of each architecture."""

FILES = (
    *("/usr/include/stdio.h", "/usr/include/gelf.h"),
    "/usr/share/seabios/vgabios-stdvga.bin",
)
"""Files that they read."""


def examine(release: Mapping[str, str]) -> Iterator[Finding]:
    """Look at everything, afresh; takes as long as the slowest probe, 2 s.

    Args:
        release: what the host says of its system, the fields of os-release(5).
    """
    yield system(release)
    with ThreadPoolExecutor() as pool:
        checks: list[Callable[[], Finding]] = [
            *(lambda name=name: _emulator(name) for name in ARCHITECTURES),
            *(lambda name=name: _accelerator(name) for name in ARCHITECTURES),
            *(lambda name=name: _compiler(name) for name in ARCHITECTURES),
            tools,
            _go,
            _project,
            _results,
            _cache,
        ]
        yield from pool.map(lambda check: check(), checks)
    # What the host does not give, no command of the bench's can install.
    yield from (Finding(what, state) for what, state in trial.examine())


def system(release: Mapping[str, str]) -> Finding:
    """Whether the bench is made for this system."""
    name = release.get("PRETTY_NAME") or release.get("NAME") or platform.system()
    if recognised(release):
        return Finding("system", name)
    return Finding(
        "system", name, f"use {TITLES}: the bench is tested there, and names packages as they do"
    )


def tools() -> Finding:
    """The programs and files that images and runs need."""
    lacking = [name for name in PROGRAMS if not _is_there(name)]
    lacking += [Path(file).name for file in FILES if not Path(file).exists()]
    if lacking:
        return Finding("other tools", f"no {', '.join(lacking)}", lacking=tuple(lacking))
    return Finding("other tools", f"all {len(PROGRAMS) + len(FILES)}")


def _is_there(program: str) -> bool:
    try:
        return command.find(program).exists()
    except BenchError:
        return False


def _emulator(architecture: str) -> Finding:
    what, program = f"QEMU for {architecture}", ARCHITECTURES[architecture].qemu
    path = find(program)
    if not path:
        return _no(what, program)
    chosen = f", {path}" if os.environ.get(QEMU) else ""
    return Finding(what, _version(path) + chosen)


def _accelerator(architecture: str) -> Finding:
    what = f"accelerator for {architecture}"
    program = ARCHITECTURES[architecture].qemu
    if not find(program):
        return _no(what, program)
    found = probe(architecture)
    return Finding(what, f"{found.name}: {found.why}")


def _compiler(architecture: str) -> Finding:
    program = f"{ARCHITECTURES[architecture].cross}gcc"
    what = f"C compiler for {architecture}"
    path = shutil.which(program)
    return Finding(what, _version(path)) if path else _no(what, program)


def _go() -> Finding:
    path = command.go()
    return (
        Finding("Go", _version(path, "version")) if path else Finding("Go", "no go", install("go"))
    )


def _no(what: str, program: str) -> Finding:
    return Finding(what, f"no {program}", lacking=(program,))


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
