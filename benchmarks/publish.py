# SPDX-License-Identifier: MIT
"""From a measurement to its evidence, and from that to what stands in docs/."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path

from bench.errors import BenchError
from benchmarks import document
from benchmarks.catalogue import Measurement
from benchmarks.host import Host, watched
from benchmarks.measure.row import FILE
from benchmarks.places import DOCS, PEERS_ENVIRONMENT, RESULTS, ROOT


def measure(measurement: Measurement, *, hurried: bool) -> Path:
    """Measure afresh.

    Args:
        measurement: what to measure.
        hurried: with as few repetitions as show that it works.

    Returns:
        The folder of the evidence, in which there is nothing else.

    Raises:
        BenchError: it needs what is not installed, or a cell was not green.
    """
    if measurement.plots and not PEERS_ENVIRONMENT.exists():
        what = f"{measurement.name} needs {PEERS_ENVIRONMENT.name}, which is not there"
        raise BenchError(what, hint="python3 setup/benchmark.py makes it")
    folder = RESULTS / measurement.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with watched(folder, _versions(measurement.packages)):
        measurement.measure(folder, hurried)
    return folder


def made(measurement: Measurement, folder: Path) -> list[str]:
    """The lines of a picture, or of a section of a document, which begins with the host."""
    lines = measurement.make(folder)
    return [*lines] if _is_picture(measurement) else [Host.read(folder).line, "", *lines]


def publish(measurement: Measurement, folder: Path, docs: Path = DOCS) -> None:
    """Write a measurement's section, picture and plots, of the evidence in a folder.

    Args:
        measurement: whose.
        folder: of the evidence.
        docs: the folder of the documents.
    """
    lines = made(measurement, folder)
    page = docs / measurement.page
    if _is_picture(measurement):
        page.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    else:
        document.write(page, measurement.name, lines)
    if measurement.plots:
        _draw(measurement.plots, folder, docs)


def _draw(plots: Sequence[str], folder: Path, docs: Path) -> None:
    python = PEERS_ENVIRONMENT / "bin/python"
    command = [str(each) for each in (python, "-m", "benchmarks.pages.plots", folder / FILE, docs)]
    subprocess.run([*command, *plots], cwd=ROOT, check=True)


def _is_picture(measurement: Measurement) -> bool:
    return measurement.page.endswith(".svg")


def _versions(packages: Sequence[str]) -> dict[str, str]:
    """Of Python packages: in the peers' environment, or else in this one."""
    peers = [str(path) for path in PEERS_ENVIRONMENT.glob("lib/*/site-packages")]
    found = {each.name: each.version for each in distributions(path=peers)}
    return {name: found.get(name) or Distribution.from_name(name).version for name in packages}
