# SPDX-License-Identifier: MIT
"""bench boot, with guests of a few instructions; each ends within a minute or is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event
from types import SimpleNamespace
from typing import Any

import pexpect
import pytest

from bench.cli.attach.keyboard import Keyboard
from bench.guest.linux.linux import LinuxGuest
from bench.qemu.activity import Activity
from tests import ROOT
from tests.integration.cli.processes import all_gone, command, emulators, piped
from tests.integration.machine_code import EXIT_42, HALT, SPIN, assemble, say

LEAVE = "\x1d"

# 16550: bit 0 of the line status register tells that a byte has come.
RECEIVE = "0: mov $0x3fd, %dx; in %dx, %al; test $1, %al; jz 0b; mov $0x3f8, %dx; in %dx, %al;"
ECHO = f"{RECEIVE} out %al, %dx; jmp 0b"
ECHO_A_LINE = f"{RECEIVE} out %al, %dx; cmp $10, %al; jne 0b; {EXIT_42}"

WHITE_ON_BLUE_HI = "movl $0x1f691f48, 0xb8000"


@pytest.fixture
def kernel(project: Path) -> Path:
    """Where a test puts its kernel: into the project."""
    return project / "kernel.elf"


@pytest.fixture
def terminal(kernel: Path) -> Iterator[Any]:
    """Starts the command on a terminal of its own; at the end nothing of it is left."""
    children = []

    def start(source: str, *options: str) -> Any:
        assemble(source, kernel.parent)
        program, *arguments = command("boot", "microvm", kernel, *options)
        child = pexpect.spawn(
            program,
            arguments,
            timeout=600,
            encoding="utf-8",
            dimensions=(40, 120),
            env={**os.environ, "TERM": "xterm", "COLORTERM": "truecolor"},
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)
    assert emulators(kernel) == []


def finish(child: Any) -> int:
    child.expect(pexpect.EOF)
    child.wait()
    return int(child.exitstatus)


def test_every_key_reaches_the_guest_and_ctrl_bracket_leaves(terminal: Any) -> None:
    child = terminal(ECHO)
    child.expect_exact("microvm boots kernel.elf; Ctrl-] leaves")
    child.send("a\x03\x04b")
    child.expect_exact("a\x03\x04b")
    child.send(LEAVE)
    child.expect(r"microvm ended: you left, after \d+\.\d s of CPU time; logs in results/boot-")
    assert finish(child) == 0


def test_it_ends_with_how_the_guest_ended(terminal: Any) -> None:
    child = terminal(say(b"bye\n") + EXIT_42)
    child.expect_exact("\r\nbye\r\n")
    child.expect_exact("microvm ended: debug-exit with code 42, after")
    assert finish(child) == 0


@pytest.mark.parametrize("options", [(), ("--screen",)])
@pytest.mark.parametrize("ending", ["leave", signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_itself_again(terminal: Any, ending: Any, options: tuple[str]) -> None:
    child = terminal(say(b"up") + WHITE_ON_BLUE_HI + ";" + SPIN, *options)
    before = termios.tcgetattr(child.child_fd)
    child.expect("Hi" if options else "up")
    during = termios.tcgetattr(child.child_fd)
    if ending == "leave":
        child.send(LEAVE)
    else:
        child.kill(ending)
    assert finish(child) == (0 if ending == "leave" else 128 + ending)
    assert during[3] & (termios.ICANON | termios.ECHO | termios.ISIG) == 0
    assert termios.tcgetattr(child.child_fd) == before


def test_the_screen_is_shown_in_its_colours_whenever_it_changes(terminal: Any) -> None:
    child = terminal(f"{say(b'up')} {RECEIVE} {WHITE_ON_BLUE_HI}; {SPIN}", "--screen")
    child.expect("microvm boots kernel.elf; Ctrl-] leaves")
    with pytest.raises(pexpect.TIMEOUT):
        child.expect("Hi", timeout=1)
    child.send("x")
    child.expect_exact("\x1b[38;2;255;255;255;48;2;0;0;170mHi\x1b[0m")
    child.send(LEAVE)
    assert finish(child) == 0


def test_a_qemu_that_dies_is_a_mistake_in_a_line(terminal: Any, kernel: Path) -> None:
    child = terminal(say(b"up") + SPIN)
    child.expect("up")
    os.kill(emulators(kernel)[0], signal.SIGKILL)
    child.expect(r"killer \(SIGKILL\); see results/boot-\S+\x1b")
    assert finish(child) == 2


def test_lines_are_piped_in_and_words_out(kernel: Path) -> None:
    assemble(ECHO_A_LINE, kernel.parent)
    result = piped("boot", "microvm", kernel, stdin="to the guest\n")
    assert (result.returncode, result.stdout) == (0, "to the guest\n")
    about = result.stderr.splitlines()
    assert about[0] == "microvm boots kernel.elf"
    assert about[1].startswith("microvm ended: debug-exit with code 42, after")


def test_what_a_guest_said_is_kept_with_the_results(kernel: Path, project: Path) -> None:
    assemble(say(b"bye\n") + EXIT_42, kernel.parent)
    logs = piped("boot", "microvm", kernel).stderr.split("logs in ")[1].strip()
    assert (project / logs / "serial0.log").read_text() == "bye\n"


def test_a_guest_that_idles_after_the_last_input_is_ended(kernel: Path) -> None:
    assemble(say(b"up") + HALT, kernel.parent)
    result = piped("boot", "microvm", kernel)
    assert (result.returncode, result.stdout) == (0, "up")
    assert "microvm ended: it had nothing more to say" in result.stderr


BUDGETS = """\
import bench.cells.running.boot
from bench.cli.main import main
from bench.errors import BenchError

def boot(plan, need, evidence, budget):
    raise BenchError(f"unbounded: {budget.cpu > 1e9}")

bench.cells.running.boot.boot = boot
main()
"""


def test_only_a_person_gets_all_the_time_of_the_world(kernel: Path) -> None:
    words = ["-c", BUDGETS, "boot", "microvm", str(assemble(HALT, kernel.parent))]
    child = pexpect.spawn(sys.executable, words, timeout=600, encoding="utf-8")
    child.expect("unbounded: True")
    assert finish(child) == 2
    between_pipes = subprocess.run(
        [sys.executable, *words], input="", capture_output=True, text=True, check=False
    )
    assert between_pipes.stderr.endswith("unbounded: False\n")


class Starting(LinuxGuest):
    """A Linux guest whose agent comes up when it is told to."""

    def __init__(self) -> None:
        self.up, self.typed = Event(), SimpleQueue[bytes]()

    @property
    def release(self) -> str:
        assert self.up.wait(600)
        return "6.1"

    @property
    def console(self) -> Any:
        process = SimpleNamespace(activity=Activity())
        return SimpleNamespace(process=process, send=self.typed.put)


def test_a_pipe_waits_for_linux_to_listen() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"early")
    guest = Starting()
    with Keyboard(reading, guest):
        with pytest.raises(Empty):
            guest.typed.get(timeout=0.2)
        guest.up.set()
        assert guest.typed.get(timeout=600) == b"early"
    os.close(writing)


def test_a_person_sees_what_they_type_at_linux() -> None:
    words = ["-m", "bench.cli.main", "boot", "q35", "linux"]
    child = pexpect.spawn(sys.executable, words, timeout=600, encoding="utf-8", cwd=ROOT)
    child.expect("boots linux")  # from here on the host's own terminal does not echo
    child.send("echo $((6 * 7))\r")
    child.expect_exact("echo $((6 * 7))\r")
    child.expect("42")
    child.send("\x1d")
    child.expect("you left")
    assert finish(child) == 0


def test_a_kernel_waits_for_gdb(terminal: Any, kernel: Path) -> None:
    child = terminal(say(b"up") + EXIT_42, "--gdb")
    child.expect(r"waits for: gdb \S+/kernel\.elf -ex 'target remote (\S+)'")
    with socket.socket(socket.AF_UNIX) as gdb:
        gdb.settimeout(600)
        gdb.connect(child.match[1])
        gdb.sendall(b"$m100000,4#ee")  # GDB Remote Serial Protocol: read memory
        reply = b""
        while b"#" not in reply:
            reply += gdb.recv(100)
        assert reply == b"+$00000000#80", "the firmware has not loaded the kernel yet"
        gdb.sendall(b"+$c#63")
        child.expect("up")
        child.expect("microvm ended: debug-exit with code 42")
        assert finish(child) == 0


def test_linux_does_not(project: Path) -> None:
    result = piped("boot", "virt", "linux", "--gdb")
    assert result.returncode == 2
    assert "gdb is for kernels, not for Linux; leave --gdb out" in result.stderr


def test_ctrl_c_between_pipes_leaves_no_guest(kernel: Path) -> None:
    assemble(say(b"up") + SPIN, kernel.parent)
    with subprocess.Popen(
        command("boot", "microvm", kernel), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stdout.read(2) == b"up"
        assert len(emulators(kernel)) == 1
        child.send_signal(signal.SIGINT)
        _, about = child.communicate()
    assert child.returncode == 130
    assert about.decode().splitlines() == ["microvm boots kernel.elf", "interrupted"]
    assert all_gone(kernel)


def test_a_killed_bench_leaves_no_guest(kernel: Path) -> None:
    assemble(say(b"up") + SPIN, kernel.parent)
    with subprocess.Popen(command("boot", "microvm", kernel), stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.read(2)
        child.kill()
    assert child.wait() == -signal.SIGKILL
    assert all_gone(kernel)
