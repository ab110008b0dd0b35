# SPDX-License-Identifier: MIT
"""Keys of templates: all that shaped one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import bench
from bench.qemu.confinement import package_files
from bench.qemu.planning.plan import Plan
from bench.templates.milestone import Milestone

_ROOMS = ("architectures", "definitions", "guest", "qemu", "screen", "structs", "templates")
"""Rooms of the bench whose code has a hand in what a template is."""


def keys(plan: Plan, steps: Sequence[Milestone]) -> tuple[str, ...]:
    """The key of the template behind the boot, and of those behind each milestone.

    A key is a SHA-256 over QEMU and its firmware, both command lines (and so the machine and
    the accelerator), the files that are booted or named there, the bench's own code and this
    boot of the host; the next one's is one over it and the milestone.
    """
    chain = [_digest(*_base(plan))]
    for step in steps:
        files = (f"{path} {_identity(file)}" for path, file in step.files)
        chain.append(_digest(chain[-1], step.title, repr(step.commands), step.until, *files))
    return tuple(chain)


def _base(plan: Plan) -> Iterator[str]:
    yield _bench()
    yield _emulator(plan.argv[0])
    yield from (*plan.argv, *plan.clone_argv)
    for number, file in sorted(plan.files.items()):
        yield f"{number} {_identity(file)}"
    yield _identity(plan.boot.overlay) if plan.boot.overlay else "-"
    yield from map(_identity, plan.named_files)


@cache
def _bench() -> str:
    folder = Path(bench.__file__).parent
    files = (file for room in _ROOMS for file in sorted((folder / room).rglob("*.py")))
    boot = Path("/proc/sys/kernel/random/boot_id").read_text()
    return _digest(boot, *(_identity(file) for file in files))


@cache
def _emulator(program: str) -> str:
    """QEMU, and the folders of its firmware, which a package's update changes."""
    return _digest(program, *(_identity(path) for path in package_files(program) if path.exists()))


def _identity(file: Path) -> str:
    """The identity of a file, which a change of it changes."""
    status = file.stat()
    return f"{file} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
