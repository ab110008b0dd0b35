# SPDX-License-Identifier: MIT
"""The host that figures are of, in the line that each section of a page begins with."""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from bench.architectures.registry import ARCHITECTURES
from bench.qemu.accelerator import choose_accelerator

FILE = "host.json"


@dataclass(frozen=True)
class Host:
    """The host on which figures depend.

    Attributes:
        processor: its name.
        cpus: how many of them this process may use.
        kernel: the version of Linux.
        qemu: the version of QEMU.
        accelerators: those that guests get here.
        packages: versions of Python packages that were timed, by their names.
        others: the share of the CPUs' time that went to what was not measured, 0 to 1; None if
            nobody has looked.
    """

    processor: str
    cpus: int
    kernel: str
    qemu: str
    accelerators: tuple[str, ...]
    packages: Mapping[str, str] = field(default_factory=dict)
    others: float | None = None

    @classmethod
    def here(cls, packages: Mapping[str, str], others: float | None = None) -> Self:
        """The host that this runs on."""
        found = {choose_accelerator(architecture).name for architecture in ARCHITECTURES}
        cpus = len(os.sched_getaffinity(0))
        names = tuple(sorted(name.upper() for name in found))
        return cls(_processor(), cpus, _linux(), _qemu(), names, packages, others)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The host that a measurement left its evidence on; this one if it did not say."""
        file = folder / FILE
        return cls(**json.loads(file.read_text())) if file.exists() else cls.here({})

    def write(self, folder: Path) -> None:
        """Leave it beside the evidence."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1))

    @property
    def line(self) -> str:
        """One line for a page."""
        versions = "".join(f", {name} {version}" for name, version in self.packages.items())
        host = f"{self.cpus} CPUs ({self.processor}) with Linux {self.kernel}"
        line = f"{' and '.join(self.accelerators)}, QEMU {self.qemu}{versions}; {host}."
        if self.others is None:
            return line
        return f"{line} Other work took {self.others:.0%} of the CPUs' time meanwhile."


@contextmanager
def watched(folder: Path, packages: Mapping[str, str]) -> Iterator[None]:
    """Measure in the `with` block; the folder gets the host, and how busy it was otherwise."""
    busy, all_of_it, own = (*_ticks(), _own_seconds())
    yield
    busy, all_of_it, own = (
        after - before
        for after, before in zip((*_ticks(), _own_seconds()), (busy, all_of_it, own), strict=True)
    )
    others = busy - own * os.sysconf("SC_CLK_TCK")
    Host.here(packages, max(others, 0) / max(all_of_it, 1)).write(folder)


def _ticks() -> tuple[float, float]:
    """Clock ticks that all CPUs were busy for, and all their ticks (proc_stat(5))."""
    line = Path("/proc/stat").read_text().partition("\n")[0]
    ticks = list(map(int, line.split()[1:9]))  # what guests of this host take is in `user` too
    idle = ticks[3] + ticks[4]
    return sum(ticks) - idle, sum(ticks)


def _own_seconds() -> float:
    """CPU seconds of this process and of all below it that have ended and were waited for."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _processor() -> str:
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def _linux() -> str:
    return ".".join(platform.release().split(".")[:2])


def _qemu() -> str:
    command = ["qemu-system-x86_64", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return str(re.findall(r"version (\d[\d.]*\d)", said)[0])
