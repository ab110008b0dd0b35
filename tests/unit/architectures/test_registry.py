# SPDX-License-Identifier: MIT
"""Architectures are found by their files, and nothing else of the bench knows one by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bench
from bench.architectures.architecture import Architecture
from bench.architectures.registry import ARCHITECTURES, BOARDS, packages_of, system_call_number
from bench.host.advice import install

BENCH = Path(bench.__file__).parent
NAMES = re.compile(r"x86_64|amd64|i[3-6]86|aarch64|arm64|riscv64")

JUSTIFIED = {
    "cells/fit.py": "an example in a hint",
    "definitions/images/image.py": "examples of values",
    "definitions/machine_keys.py": "examples of values",
    "images/debian/debian.py": "the lock file pins the kernel's build tools for one host",
    "images/kernels/grub_cd.py": "GRUB's name of a PC with a BIOS",
    "images/kernels/multiboot_kernels.py": "kernels without a runtime are 32-bit x86 code",
    "guest/linux/linux_rest.py": "functions of Linux that have an architecture's name",
    "structs/boot_images/boot_image.py": "formats of files that one architecture has",
    "structs/boot_images/efi.py": "the numbers that EFI gives to processors",
    "structs/boot_images/elf_header.py": "the numbers that ELF gives to processors",
    "structs/boot_images/firmware_image.py": "the numbers that U-Boot gives to processors",
    "cli/commands/boot.py": "an example of a command",
    "cli/commands/list.py": "an example of a command",
}
"""Files with such a name outside of the architectures' room, and why."""


def test_each_file_of_facts_is_found() -> None:
    files = {file.stem for file in (BENCH / "architectures").glob("*.py")}
    assert set(ARCHITECTURES) == {"aarch64", "i386", "x86_64"} <= files
    assert [board.name for board in BOARDS] == ["virt", "pc", "q35", "microvm"]


@pytest.mark.parametrize("architecture", ARCHITECTURES.values(), ids=str)
def test_what_to_install_follows_from_the_facts(architecture: Architecture) -> None:
    assert packages_of(architecture.qemu) == architecture.qemu_package
    assert (
        install(f"{architecture.cross}ld")
        == f"run `apt-get install {architecture.compiler_packages}`"
    )
    assert packages_of("mke2fs") is None


def test_calls_of_this_host() -> None:
    assert system_call_number("exit_group") > 0
    assert system_call_number("no_such_call") == -1


def test_no_other_room_knows_an_architecture_by_name() -> None:
    found = {
        str(file.relative_to(BENCH))
        for file in BENCH.rglob("*.py")
        if "architectures" not in file.parts and any(map(NAMES.search, literals(file)))
    }
    assert found == set(JUSTIFIED)


def literals(file: Path) -> Iterator[str]:
    """The strings of a source, without those that stand alone: they are for people."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value
