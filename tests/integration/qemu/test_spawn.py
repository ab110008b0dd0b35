# SPDX-License-Identifier: MIT
"""What a child inherits, and that it cannot outlive who started it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.confinement.confinement import SYSTEM, Confinement
from bench.qemu.spawning.spawn import FIRST_DESCRIPTOR, spawn
from tests.integration.machine_code import EXIT_42, run

FREE = Confinement(read=(*SYSTEM, Path("/proc")))


def test_descriptors_have_the_numbers_asked_for_and_nothing_else_is_open(tmp_path: Path) -> None:
    first = os.memfd_create("first")
    second = os.memfd_create("second")
    os.set_inheritable(second, True)
    log = tmp_path / "log"
    with log.open("wb") as output:
        child = spawn(
            ["sh", "-c", "ls /proc/self/fd; readlink /proc/self/fd/100 /proc/self/fd/101"],
            {FIRST_DESCRIPTOR: second, FIRST_DESCRIPTOR + 1: first},
            output,
            FREE,
        )
    assert child.wait() == 0
    *listed, at_100, at_101 = log.read_text().split("\n")[:-1]
    assert {int(number) for number in listed} == {0, 1, 2, 3, 100, 101}  # 3 is ls's folder
    assert "second" in at_100
    assert "first" in at_101


def test_numbers_may_be_each_others_sources(tmp_path: Path) -> None:
    a, b = os.memfd_create("a"), os.memfd_create("b")
    os.dup2(a, FIRST_DESCRIPTOR)
    os.dup2(b, FIRST_DESCRIPTOR + 1)
    swapped = {FIRST_DESCRIPTOR: FIRST_DESCRIPTOR + 1, FIRST_DESCRIPTOR + 1: FIRST_DESCRIPTOR}
    with (tmp_path / "log").open("wb") as output:
        child = spawn(["readlink", "/proc/self/fd/100", "/proc/self/fd/101"], swapped, output, FREE)
    assert child.wait() == 0
    for number in (a, b, *swapped):
        os.close(number)
    assert [line[7] for line in (tmp_path / "log").read_text().split("\n")[:-1]] == ["b", "a"]


def test_a_missing_program_is_said_by_its_name(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as output, pytest.raises(FileNotFoundError, match="qemu-no"):
        spawn(["qemu-no-such"], {FIRST_DESCRIPTOR: 0}, output, FREE)


@pytest.fixture(params=[2, 10, 20])
def crowded(request: pytest.FixtureRequest) -> Iterator[None]:
    """What this process opens soon has the numbers that a child's files are to have."""
    held = [os.open(os.devnull, os.O_RDONLY)]
    while held[-1] < FIRST_DESCRIPTOR - request.param:
        held.append(os.open(os.devnull, os.O_RDONLY))
    yield
    for descriptor in held:
        os.close(descriptor)


@pytest.mark.usefixtures("crowded")
def test_a_process_with_many_files_hears_of_a_failure(tmp_path: Path) -> None:
    descriptors = dict.fromkeys(range(FIRST_DESCRIPTOR, FIRST_DESCRIPTOR + 20), 0)
    with (tmp_path / "log").open("wb") as output, pytest.raises(FileNotFoundError, match="qemu-no"):
        spawn(["qemu-no-such"], descriptors, output, FREE)


@pytest.mark.usefixtures("crowded")
def test_a_process_with_many_files_starts_guests(tmp_path: Path) -> None:
    with run(EXIT_42, tmp_path) as guest:
        assert guest.wait_exit().code == 42


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_child_dies_with_its_parent(number: int, tmp_path: Path) -> None:
    source = f"""
import os, signal
from bench.qemu.spawning.reactor import reactor
from bench.confinement.confinement import SYSTEM, Confinement
from bench.qemu.spawning.spawn import spawn
log = open({str(tmp_path / "log")!r}, "wb")
confined = Confinement(SYSTEM, own_user=True)
child = reactor().call(lambda: spawn(["sleep", "1000"], {{}}, log, confined))
print(child.pid, flush=True)
signal.pause()
"""
    parent = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    with os.fdopen(os.pidfd_open(child)) as ended:
        parent.send_signal(number)
        parent.wait()
        assert select.select([ended], [], [], 30)[0], "the child outlived its parent"
