# SPDX-License-Identifier: MIT
"""The tests of a Go package as a need: the flags of their binary, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bench.definitions.need import Need
from bench.errors import BenchError


@dataclass(frozen=True)
class GoTest(Need):
    """The tests of a Go package, built by the stock tool chain as a bare-metal kernel.

    Args:
        package: of Go's standard library (`strings`), or of `kernels/`
            (`emubench/kernels/lib/record`).
        skip: tests that are left out, each group with its reason:
            `"TestDial TestListen/tcp6: needs a network"`.
        files: folders and files of Go's tree that the tests read, where they lie there:
            `src/go/printer/nodes.go`.
        arguments: further flags for the test binary: `-test.run=^TestParse`.
    """

    boots: ClassVar[str] = "go"
    package: str
    skip: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for group in self.skip:
            tests, colon, reason = group.partition(": ")
            if not (tests.strip() and colon and reason.strip()):
                raise BenchError(
                    f"{group!r} does not say why a test is left out",
                    hint='write "TestDial TestListen: needs a network"',
                )

    @property
    def left_out(self) -> dict[str, str]:
        """The reason why a test is left out, by its name."""
        groups = (group.partition(": ") for group in self.skip)
        return {test: reason for tests, _, reason in groups for test in tests.split()}

    @property
    def words(self) -> tuple[str, ...]:
        """The kernel's arguments: flags of Go's test binaries, and its folder."""
        # A pattern for each level of subtests, each of them whole.
        tests = ("/".join(f"^{part}$" for part in test.split("/")) for test in self.left_out)
        skip = "|".join(tests)
        return (
            "-test.v=test2json",
            "-test.short",
            "-test.paniconexit0",
            *([f"-test.skip={skip}"] if skip else []),
            *self.arguments,
            f"folder=/src/{self.package}",
        )
