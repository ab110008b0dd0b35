# SPDX-License-Identifier: MIT
"""The kernel `hello` on every machine: a greeting from Go on bare metal."""

from __future__ import annotations

import re

from construct import Bytes, Int32ul, Int64ul, Struct

import bench

MARKER = Struct(
    "magic" / Int64ul,
    "version" / Int32ul,
    "length" / Int32ul,
    "text" / Bytes(32),
)
"""`main.Marker` of kernels/cmd/hello."""


PRIVILEGE = {"x86_64": "ring 0", "i386": "ring 0", "aarch64": "EL1"}


class Greeting(bench.Test):
    """Go runs at ring 0 and EL1 and is seen in every way that a guest can be."""

    guest = bench.Go("hello", arguments=("hold=1",))

    def test_serial(self) -> None:
        """A line of text that names the runtime and the privilege level."""
        greeting = re.compile(r"hello from Go go1\.\d+\.\d+ at (ring 0|EL1) \(linux/(\w+)\)")
        self.guest.console.expect(greeting)

    @bench.claim("T-17", "T-18", "T-38")
    def test_screen(self) -> None:
        """A screen with a title bar, a greeting and all sixteen colours."""
        screen = self.guest.screen.wait_until("hello from Go")
        self.assertEqual(screen.colours(0), ((bench.Colour.WHITE, bench.Colour.BLUE),) * 80)
        greeting = screen.find("hello from Go")
        assert greeting, "it has just been waited for"
        cell = screen.cell(*greeting)
        self.assertEqual(
            (cell.foreground, cell.background), (bench.Colour.BLACK, bench.Colour.GREEN)
        )

    @bench.claim("T-01", "T-38")
    def test_records(self) -> None:
        """Values, as numbers and not as prose."""
        self.assertEqual(
            self.guest.console.expect_record(bench.Value, "privilege").value,
            PRIVILEGE[self.machine.architecture],
        )

    def test_memory_by_symbol(self) -> None:
        """A Go variable, found by its name and parsed by a struct."""
        self.guest.console.expect_record(bench.Value)
        marker = self.guest.memory.parse(MARKER, "main.Marker")
        self.assertEqual(marker.version, 1)

    def test_exit_code(self) -> None:
        """The kernel goes on when told, and ends with the code that it was asked for."""
        self.guest.console.expect("hello from Go")
        self.guest.console.send_line("")
        self.assertEqual(self.guest.wait_exit().code, 42)
