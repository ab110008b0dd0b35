# SPDX-License-Identifier: MIT
"""The shim's lock: what the compiler makes of its order, and that it keeps one of two out."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests import ROOT

SHIM = ROOT / "kernels/shim"

TWO_PROCESSORS = r"""
#include <pthread.h>
#include "core/biglock.h"
#include "core/cpu.h"
#include "core/ending.h"

#define COUNT 1000000

static _Thread_local struct cpu cpu;
static int count, together, inside;

struct cpu *this_cpu(void)
{
	return &cpu;
}

bool machine_ends(void)
{
	return false;
}

_Noreturn void processor_stop(void)
{
	for (;;)
		;
}

static void *run(void *unused)
{
	for (int i = 0; i < COUNT; i++) {
		shim_lock();
		together += inside++ || !shim_locked();
		count++;
		inside--;
		shim_unlock();
	}
	return unused;
}

int main(void)
{
	pthread_t other;

	pthread_create(&other, NULL, run, NULL);
	run(NULL);
	pthread_join(other, NULL);
	return count != 2 * COUNT || together;
}
"""


def code(name: str) -> str:
    """A function of the lock as arm64 code: the processor that would not keep the order."""
    flags = ("-O2", "-ffreestanding", "-mgeneral-regs-only", "-mno-outline-atomics")
    include = ("-march=armv8-a", "-I", SHIM, "-I", SHIM / "arch/arm64")
    compiled = subprocess.run(
        ["aarch64-linux-gnu-gcc", *flags, *include, "-S", "-o", "-", SHIM / "core/biglock.c"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.search(rf"^{name}:\n(.*?)\n\t\.size\t{name}", compiled, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_what_is_done_under_the_lock_is_not_done_before() -> None:
    assert re.search(r"\tldaxr\t", code("shim_lock"))


def test_what_is_done_under_the_lock_is_not_done_after() -> None:
    assert re.search(r"\tstlr\t", code("shim_unlock"))


@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_one_at_a_time(tmp_path: Path, level: str) -> None:
    source, program = tmp_path / "both.c", tmp_path / "both"
    source.write_text(TWO_PROCESSORS)
    folders = ("-I", SHIM, "-I", SHIM / "arch/amd64", "-I", SHIM / "arch/x86")
    flags = (level, "-pthread", "-Wall", "-Werror", *folders)
    subprocess.run(["gcc", *flags, "-o", program, source, SHIM / "core/biglock.c"], check=True)
    assert subprocess.run([program], check=False).returncode == 0
