# SPDX-License-Identifier: MIT
"""The shim's ring: what the compiler makes of its order, and that order on this host."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests import ROOT

SHIM = ROOT / "kernels/shim"


BOTH_ENDS = r"""
#include <pthread.h>
#include "events/event_ring.h"

#define COUNT 2000000ull

static _Alignas(64) u8 memory[128 + 64 * sizeof(struct event)];
static struct event_ring ring;

static void *produce(void *unused)
{
	for (u64 n = 0; n < COUNT; )
		if (!event_ring_full(&ring))
			event_ring_put(&ring, ~n, n * 3), n++;
	return unused;
}

int main(void)
{
	pthread_t producer;
	struct event event;

	event_ring_init(&ring, (void *)memory, 64, 1);
	pthread_create(&producer, NULL, produce, NULL);
	for (u64 n = 0; n < COUNT; )
		if (event_ring_take(&ring, &event)) {
			if (event.sequence != n || event.stamp != ~n || event.value != n * 3)
				return 1;
			n++;
		}
	pthread_join(producer, NULL);
	return ring.memory->dropped || ring.memory->raised != COUNT ? 2 : 0;
}
"""


def function(name: str) -> str:
    """A function of the ring as arm64 code: the processor that would not keep the order."""
    flags = ("-O2", "-ffreestanding", "-mgeneral-regs-only", "-march=armv8-a", "-I", SHIM)
    compiled = subprocess.run(
        ["aarch64-linux-gnu-gcc", *flags, "-S", "-o", "-", SHIM / "events/event_ring.c"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.search(rf"^{name}:\n(.*?)\n\t\.size\t{name}", compiled, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_an_event_is_written_before_the_head_says_so() -> None:
    code = function("event_ring_put")
    release = code.index("\tstlr\t")
    written = [match.start() for match in re.finditer(r"\tst[rp]\tx", code)]
    assert len(re.findall("\tstlr\t", code)) == 1
    assert written
    assert max(written) < release


def test_an_event_is_read_after_the_head_and_before_the_tail() -> None:
    code = function("event_ring_take")
    acquire, release = code.index("\tldar\t"), code.index("\tstlr\t")
    # Instructions on 64 bits that read the event: what the ring itself needs is loaded before.
    read = [match.start() for match in re.finditer(r"\tld[rp]\tx", code[acquire:])]
    assert read
    assert acquire < release
    assert acquire + max(read) < release


@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_both_ends_at_once(tmp_path: Path, level: str) -> None:
    source, program = tmp_path / "both.c", tmp_path / "both"
    source.write_text(BOTH_ENDS)
    flags = (level, "-pthread", "-Wall", "-Werror", "-I", SHIM)
    subprocess.run(["gcc", *flags, "-o", program, source, SHIM / "events/event_ring.c"], check=True)
    assert subprocess.run([program], check=False).returncode == 0
