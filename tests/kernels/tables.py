# SPDX-License-Identifier: MIT
"""What firmware says of a PC, read by a kernel, by Linux, and from outside."""

from __future__ import annotations

import bench
from tests.kernels.models import acpi_model


class Tables(bench.Test):
    """The kernel `tables` finds every ACPI table where it is."""

    machines = ("pc", "q35", "pc-i386")
    guest = bench.Go("tables")

    @bench.claim("T-36")
    def test_tables(self) -> None:
        """Signatures, addresses and lengths are those that the host finds in memory."""
        count = self.guest.console.expect_record(bench.Value, "tables").value
        said = {value.name: value.value for value in self.guest.console.records(bench.Value)}
        expected = acpi_model.tables(self.guest.memory)
        self.assertLessEqual({"RSDT", "FACP", "DSDT", "APIC"}, {name for name, *_ in expected})
        self.assertEqual(count, len(expected))
        for name, address, length in expected:
            self.assertEqual(said[f"{name} at"], address)
            self.assertEqual(said[f"{name} bytes"], length)


class SameToLinux(bench.Test):
    """Linux sees the tables that are in memory, and no others."""

    machines = ("pc", "q35")
    guest = bench.Linux()

    @bench.claim("T-36")
    def test_names(self) -> None:
        """/sys/firmware/acpi/tables has one file each, FACS apart, which is not a table."""
        listed = self.guest.run("ls", "/sys/firmware/acpi/tables").stdout.decode().split()
        self.assertEqual(
            set(listed) - {"data", "dynamic", "FACS"},
            {name for name, *_ in acpi_model.tables(self.guest.memory)} - {"RSDT"},
        )
