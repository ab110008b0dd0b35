# SPDX-License-Identifier: MIT
"""What a binary format calls, on the kernels that the bench has: some of it comes, some goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.errors import BenchError
from bench.host.distribution import host_distribution
from bench.images.linux.module_build import build_modules
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop

CALLS = """#include <linux/binfmts.h>
#include <linux/mm.h>
#include <linux/module.h>
void *what = NAME;
MODULE_LICENSE("GPL");
"""
INCLUDES = """#include <linux/module.h>
#include <NAME>
MODULE_LICENSE("GPL");
"""


def build(series: str, name: str, root: Path) -> None:
    """Build a module that takes the address of a function, or includes a file."""
    (root / "avocado.cfg").write_text("[run]\n")
    folder = root / "payloads/modules/drift"
    folder.mkdir(parents=True)
    (folder / "Kbuild").write_text("obj-m := drift.o\n")
    source = INCLUDES if name.endswith(".h") else CALLS
    (folder / "drift.c").write_text(source.replace("NAME", name))
    workshop = Workshop(root, Store(), SILENT, series)
    build_modules(workshop, "drift", ARCHITECTURES["x86_64"])


HERE = host_distribution().packaged
"""The series that the host's distribution has."""


def of_this_host(*cases: tuple[str, str]) -> list[tuple[str, str]]:
    """Those of series that can be had."""
    return [case for case in cases if case[0] in HERE]


@pytest.mark.parametrize(
    ("series", "name"),
    of_this_host(
        ("6.1", "begin_new_exec"),
        ("6.12", "begin_new_exec"),
        ("6.1", "asm/unaligned.h"),
        ("6.12", "linux/unaligned.h"),
    ),
)
def test_what_a_kernel_has(series: str, name: str, tmp_path: Path) -> None:
    build(series, name, tmp_path)


@pytest.mark.parametrize(
    ("series", "name"),
    of_this_host(
        ("6.1", "flush_old_exec"),
        ("6.12", "flush_old_exec"),
        ("6.1", "install_exec_creds"),
        ("6.1", "linux/unaligned.h"),
        ("6.12", "asm/unaligned.h"),
    ),
)
def test_what_a_kernel_has_not(series: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=f"{name}.*(undeclared|No such file)"):
        build(series, name, tmp_path)
