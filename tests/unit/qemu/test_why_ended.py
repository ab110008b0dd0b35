# SPDX-License-Identifier: MIT
"""Which line of QEMU's tells why it ended."""

from __future__ import annotations

import pytest

from bench.qemu.why_ended import telling_line

WARNED = """qemu-system-x86_64: warning: TCG doesn't support requested feature: CPUID.01H
qemu-system-x86_64: -device nosuch: 'nosuch' is not a valid device model name
qemu-system-x86_64: terminating on signal 15 from pid 7
"""
HINTED = """qemu-system-aarch64: Invalid gic-version value
Valid values are 3, 2, host, max.
"""
TWICE = """qemu-system-x86_64: -drive file=a: Could not open 'a'
qemu-system-x86_64: -drive file=b: Could not open 'b'
"""
KERNEL = "qemu: invalid kernel header\n"
MODULES = """qemu: module audio-audio-pa not found, do you want to install qemu-system-gui package?
qemu-system-aarch64: Kernel or Flash image must be specified
"""
UNMARKED = "Bail out! ERROR:../hw/core/cpu.c:1: assertion failed\n"


@pytest.mark.parametrize(
    ("said", "starting", "line"),
    [
        (WARNED, True, "-device nosuch: 'nosuch' is not a valid device model name"),
        (WARNED, False, "-device nosuch: 'nosuch' is not a valid device model name"),
        (HINTED, True, "Invalid gic-version value"),
        (TWICE, True, "-drive file=a: Could not open 'a'"),
        (TWICE, False, "-drive file=b: Could not open 'b'"),
        (KERNEL, True, "invalid kernel header"),
        (MODULES, True, "Kernel or Flash image must be specified"),
        (UNMARKED, False, UNMARKED.strip()),
        ("", True, ""),
        ("qemu-system-x86_64: warning: slow\n", False, ""),
    ],
)
def test_telling_line(said: str, starting: bool, line: str) -> None:
    assert telling_line(said, starting=starting) == line
