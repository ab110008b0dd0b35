# SPDX-License-Identifier: MIT
"""Which measurement makes which page: all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import (
    boots,
    clones,
    crowd,
    linux_cells,
    moments,
    overhead,
    screens,
    throughput,
)
from benchmarks.measure.methods import Measure, cells, timed
from benchmarks.measure.terminal import on_terminal
from benchmarks.pages import costs, interrupts, picture, sizes, smp, standard_library, unikernel
from benchmarks.pages.timed import times

Lines = Callable[[Path], Sequence[str]]
"""The lines of a page's section, of the evidence in a folder."""


@dataclass(frozen=True)
class Measurement:
    """Something that is measured, and what is made of it.

    Attributes:
        name: by which it is asked for.
        page: the file below docs/ that it is in: a document with a section of this name,
            or a picture.
        minutes: how long it takes on two CPUs that have little else to do.
        summary: what is measured.
        measure: leaves evidence.
        make: the section, or the picture's content.
        plots: what is drawn of it, by names of `benchmarks.pages.plots`.
        packages: whose versions the figures depend on.
    """

    name: str
    page: str
    minutes: int
    summary: str
    measure: Measure
    make: Lines
    plots: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


PEXPECT = ("avocado-framework", "pexpect")
NET_MACHINES = ("-t", "machine:q35-net", "-t", "machine:virt-net")
MATRIX = (
    "avocado run tests/com/first.py tests/kernels/hello.py tests/kernels/faults.py"
    " tests/dos tests/linux/boot.py"
)

MEASUREMENTS = (
    Measurement(
        "cells",
        "benchmarks.md",
        25,
        "Linux cells, by peers and by each way of the bench",
        timed(linux_cells.rows),
        times(linux_cells.PEER),
        plots=("phases",),
        packages=("avocado-framework", "pexpect", "labgrid", "pytest"),
    ),
    Measurement(
        "throughput",
        "benchmarks.md",
        2,
        "200 Linux cells in two workers",
        timed(throughput.rows),
        times(throughput.PEER),
        packages=PEXPECT,
    ),
    Measurement(
        "clones",
        "benchmarks.md",
        3,
        "clones of guests with little and much RAM",
        timed(clones.rows),
        times(clones.BOOT),
        plots=("ram",),
    ),
    Measurement(
        "crowd",
        "benchmarks.md",
        1,
        "many clones at once, and their memory",
        timed(crowd.rows),
        times(),
        plots=("crowd",),
    ),
    Measurement(
        "screens", "benchmarks.md", 1, "reading a text screen", timed(screens.rows), times()
    ),
    Measurement(
        "boots", "benchmarks.md", 6, "cold boots of every machine", timed(boots.rows), times()
    ),
    Measurement(
        "moments",
        "benchmarks.md",
        4,
        "a cell of firmware, booted and cloned",
        timed(moments.rows),
        times(moments.BOOTED),
    ),
    Measurement(
        "overhead",
        "benchmarks.md",
        3,
        "what a cell of a Go kernel costs beside QEMU",
        timed(overhead.rows),
        times(overhead.PEER),
        packages=PEXPECT,
    ),
    Measurement(
        "costs",
        "costs.md",
        2,
        "image, memory and boot of Go on bare metal",
        cells("tests/kernels/measured/costs.py", runs=9),
        costs.lines,
    ),
    Measurement(
        "interrupts",
        "interrupts.md",
        2,
        "from an interrupt to a goroutine",
        cells("tests/kernels/measured/latency.py"),
        interrupts.lines,
    ),
    Measurement(
        "smp",
        "smp.md",
        1,
        "the speed-up of several processors",
        cells("tests/kernels/parallel.py:Speed", runs=5),
        smp.lines,
    ),
    Measurement(
        "unikernel",
        "unikernel.md",
        5,
        "a program on bare metal and under Linux",
        cells("tests/kernels/measured/unikernel.py", *NET_MACHINES, runs=2),
        unikernel.lines,
    ),
    Measurement(
        "sizes",
        "sizes.md",
        1,
        "the smallest program of each format",
        cells("tests/com/sizes.py"),
        sizes.lines,
    ),
    Measurement(
        "standard-library",
        "standard-library.md",
        60,
        "Go's own tests on bare metal",
        cells("tests/library"),
        standard_library.lines,
    ),
    Measurement(
        "matrix",
        "matrix.svg",
        5,
        "the picture of a run's matrix",
        on_terminal(MATRIX, "avocado run tests/kernels/hello.py"),
        picture.lines,
    ),
)
