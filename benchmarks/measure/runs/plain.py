# SPDX-License-Identifier: MIT
"""A guest of the bench as a peer would start it: the same board, kernel and initramfs."""

from __future__ import annotations

import re

from bench.qemu.planning.plan import Plan


def options(plan: Plan) -> dict[str, str]:
    """The value behind each option of a plan's command line."""
    return dict(zip(plan.argv, plan.argv[1:], strict=False))


def plain_command(plan: Plan) -> list[str]:
    """A command line of QEMU, with the first serial line on its terminal.

    It names files, where a plan has descriptors that QEMU inherits.
    """
    planned = options(plan)
    command = [plan.argv[0], "-nodefaults", "-display", "none", "-no-reboot", "-serial", "stdio"]
    for option in ("-accel", "-cpu", "-smp"):
        command += [option, planned[option]]
    command += ["-machine", re.sub(",memory-backend=[^,]*", "", planned["-machine"])]
    command += [
        "-m",
        f"{plan.memory.size >> 20}M",
        "-kernel",
        str(plan.files[plan.descriptors.kernel]),
    ]
    if initrd := plan.files.get(plan.descriptors.initrd):
        command += ["-initrd", str(initrd)]
    if "debug-exit" in plan.exits:
        command += ["-device", "isa-debug-exit,iobase=0xf4,iosize=4"]
    if "-vga" in planned:
        command += ["-vga", planned["-vga"]]
    return [*command, "-append", kernel_arguments(plan)]


def kernel_arguments(plan: Plan) -> str:
    """The kernel's words, without those that are for the bench's agent."""
    words = options(plan)["-append"].split()
    return " ".join(word for word in words if not word.startswith(("bench.", "mem=")))
