# SPDX-License-Identifier: MIT
"""The tests of Go packages as bare-metal kernels."""

from __future__ import annotations

from pathlib import Path

from bench.architectures.architecture import Architecture
from bench.definitions.needs.go_test import GoTest
from bench.errors import BenchError
from bench.images.kernels.go_build import Image, go_command, go_image
from bench.images.tools import command
from bench.images.workshop import Workshop

OWN = "emubench/kernels/"
"""How the paths of the packages in `kernels/` begin."""


def go_test(workshop: Workshop, need: GoTest, architecture: Architecture) -> Path:
    """Build the tests of a package; returns an ELF file.

    Raises:
        HostError: the go command or the tool chain is missing.
        BenchError: there is no such package, or it has no tests, or does not compile.
    """
    _check(need, workshop, go_command(workshop))
    image = Image(
        f"{need.package.replace('/', '-')}.test",
        (f"TEST={need.package}", f"FILES={' '.join(need.files)}"),
        f"the tests of {need.package}",
    )
    return go_image(workshop, image, architecture)


def _check(need: GoTest, workshop: Workshop, go: Path) -> None:
    """Say what is missing better than the tools would."""
    tree = Path(command.run([go, "env", "GOROOT"], what="ask go for its tree").decode().strip())
    package = need.package
    own = workshop.look(f"kernels/{package.removeprefix(OWN)}")
    folder = own if package.startswith(OWN) else tree / "src" / package
    if not any(folder.glob("*_test.go")):
        raise BenchError(f"there are no tests of {package}: {folder} has none")
    for file in need.files:
        if not (tree / file).exists():
            raise BenchError(f"there is no {file} for the tests of {package} in {tree}")
