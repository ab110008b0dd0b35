# SPDX-License-Identifier: MIT
"""What the shim reads of a device tree: QEMU's own, of a machine with eight processors."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests import ROOT

SHIM = ROOT / "kernels/shim"

PROGRAM = r"""
#include <stdio.h>
#include "core/fdt.h"

static _Alignas(8) char tree[1 << 21];

int main(int count, char **words)
{
	struct fdt_property found;

	fread(tree, 1, sizeof(tree), fopen(words[1], "rb"));
	found = fdt_find(tree, "psci", "method");
	printf("%s\n", found.value ? (const char *)found.value : "none");
	found = fdt_find(tree, "cpus", "reg");
	printf("%s\n", found.value ? "cpus has a reg" : "none");
	for (u32 nth = 0; ; nth++) {
		found = fdt_find_below(tree, "cpus", "cpu@", nth, "reg");
		if (!found.value)
			break;
		printf("%x\n", fdt_cell(&found, found.length / sizeof(u32) - 1));
	}
	return count != 2;
}
"""


@pytest.fixture
def told(tmp_path: Path) -> list[str]:
    tree, source, program = tmp_path / "tree", tmp_path / "fdt.c", tmp_path / "fdt"
    board = f"virt,gic-version=2,secure=off,dumpdtb={tree}"
    options = ("-cpu", "cortex-a57", "-smp", "8", "-display", "none")
    subprocess.run(["qemu-system-aarch64", "-M", board, *options], check=True, capture_output=True)
    source.write_text(PROGRAM)
    files = (source, SHIM / "arch/arm64/core/fdt.c")
    subprocess.run(
        ["gcc", "-w", "-I", SHIM, "-I", SHIM / "arch/arm64", "-o", program, *files], check=True
    )
    run = subprocess.run([program, tree], check=True, capture_output=True, text=True)
    return run.stdout.split("\n")


def test_how_to_start_processors(told: list[str]) -> None:
    assert told[0] == "hvc"


def test_a_property_of_a_child_is_not_its_parents(told: list[str]) -> None:
    assert told[1] == "none"


def test_each_processor_once(told: list[str]) -> None:
    assert sorted(told[2:-1]) == [f"{number:x}" for number in range(8)]
