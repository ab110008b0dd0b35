# SPDX-License-Identifier: MIT
"""Guests of a few instructions, assembled when a test asks for them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from bench.definitions.prepared import (
    FromKernel,
)
from bench.guest.guest import Guest
from bench.qemu.budget import DEFAULT, Budget
from bench.qemu.planning.plan import Plan, make_plan
from tests import ROOT

# Multiboot 0.6.96, 3.1: a flat binary at 1 MiB, entered in 32-bit protected mode.
_HEADER = """
.code32
.long 0x1badb002, 0x00010000, -(0x1badb002 + 0x00010000)
.long 0x100000, 0x100000, 0, 0, 0x100020
mov $0x3f8, %dx
"""

EXIT_42 = "mov $0xf4, %dx; mov $42, %al; out %al, %dx; 1: jmp 1b"
SPIN = "1: jmp 1b"
HALT = "cli; 1: hlt; jmp 1b"
FLOOD = "1: out %al, %dx; inc %al; jmp 1b"
TRIPLE_FAULT = "lidt empty; int3; empty: .word 0; .long 0"
POWER_OFF = "mov $0x604, %dx; mov $0x2000, %ax; out %ax, %dx; 1: jmp 1b"  # ACPI PM1a of q35, pc

KEYBOARD_RESET = "mov $0xfe, %al; out %al, $0x64; 1: jmp 1b"  # IBM AT: pulse the reset line
PORT_CF9_RESET = "mov $0xcf9, %dx; mov $6, %al; out %al, %dx; 1: jmp 1b"  # ICH9 RST_CNT


def say(text: bytes) -> str:
    """Instructions that send `text` on the first serial port."""
    return "".join(f"mov ${byte}, %al; out %al, %dx;" for byte in text)


def assemble(source: str, folder: Path) -> Path:
    """A kernel for PCs."""
    assembly, kernel = folder / "kernel.s", folder / "kernel.elf"
    assembly.write_text(f"{_HEADER}{source}\n")
    subprocess.run(["as", "--32", "-o", folder / "kernel.o", assembly], check=True)
    subprocess.run(
        ["objcopy", "-O", "binary", "-j", ".text", folder / "kernel.o", kernel], check=True
    )
    return kernel


def plan(source: str, folder: Path, machine: str = "microvm") -> Plan:
    """How a machine boots these instructions; a microvm starts in a twentieth of a second."""
    definition = load_machine(machine, ROOT / "machines")
    boot = FromKernel(kernel=assemble(source, folder))
    return make_plan(definition, Go("machine-code"), boot, accelerator="tcg")


@contextmanager
def run(
    source: str, folder: Path, machine: str = "microvm", budget: Budget = DEFAULT
) -> Iterator[Guest]:
    """A guest that runs these instructions, with its evidence in `folder`."""
    with Guest(plan(source, folder, machine), folder, budget=budget) as guest:
        yield guest
