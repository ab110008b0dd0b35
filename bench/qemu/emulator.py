# SPDX-License-Identifier: MIT
"""A QEMU that was started and that nobody talks to yet."""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from bench.errors import HostError
from bench.host.advice import missing
from bench.qemu.confinement import has_own_user, of_guest
from bench.qemu.monitor.monitor import CONTINUE
from bench.qemu.monitor.opening import Command, encode
from bench.qemu.monitor.text_memory import text_memory
from bench.qemu.planning.descriptors import path_of
from bench.qemu.planning.devices import EMPTY_DISK_BYTES
from bench.qemu.planning.memory_layout import WINDOW_SIZE
from bench.qemu.planning.plan import Plan
from bench.qemu.spawning.child import Child, OwnChild
from bench.qemu.spawning.exit_status import ExitListener, announce_exit
from bench.qemu.spawning.reactor import reactor
from bench.qemu.spawning.sparse import copy_sparse
from bench.qemu.spawning.spawn import copied, spawn

Scheme = Literal["file", "fd"]
"""Of the URI that names the file with a guest's state."""

_SO_SNDBUFFORCE = 32
"""Of socket(7), which Python has no name for; the same on x86 and arm64."""
_UNREAD = 16 << 20
"""Bytes of a socket's buffer, with all that the kernel keeps of each packet."""

_CAPABILITIES = [
    {"capability": "x-ignore-shared", "state": True},  # RAM is a file already
    {"capability": "events", "state": True},
]


@dataclass
class Emulator:
    """The bench's ends of a QEMU; who takes charge of it closes them.

    Attributes:
        child: the process.
        sockets: by their numbers in QEMU.
        snapshot: the file into which the monitor saves guest memory.
        window: the file that is the shared window; None for a guest without one.
        log: the open file with what QEMU says on its standard error.
        opening: what the monitor was told first; None if it was talked to since.
        boots: whether the guest waits for the monitor's word to begin.
        said: what the guest's consoles said before, by their names.
        ram: the file that is the guest's RAM; None unless it is of use when QEMU is gone.
        trace: the file in which QEMU notes triple faults; None where it does not.
    """

    child: Child
    sockets: dict[int, socket.socket]
    snapshot: int
    window: int | None
    log: int
    opening: Sequence[Command] | None
    boots: bool = False
    said: Mapping[str, bytes] = field(default_factory=dict)
    ram: int | None = None
    trace: int | None = None


def boot(plan: Plan, log: Path | None, files: Mapping[int, int] | None = None) -> Emulator:
    """Start QEMU with a guest that boots once the monitor listens.

    Args:
        plan: what to run.
        log: where QEMU's standard error goes; into memory if None.
        files: open files for the plan's descriptors, by number; RAM, window and overlays
            are made unless they are here.

    Raises:
        HostError: the emulator is not installed.
    """
    emulator = _start(plan, plan.argv, [], log, files or {})
    emulator.boots = True
    return emulator


def restore(
    plan: Plan, log: Path | None, files: Mapping[int, int], scheme: Scheme, *, grow: bool = False
) -> Emulator:
    """Start QEMU with a guest that goes on from a template.

    Args:
        plan: what to run.
        log: where QEMU's standard error goes; into memory if None.
        files: open files for the plan's descriptors, by number: RAM, state, window.
        scheme: by which the state was saved.
        grow: whether the guest writes into its RAM file, instead of a copy.

    Raises:
        HostError: the emulator is not installed.
    """
    state = plan.descriptors.state
    uri = f"file:{path_of(state)}" if scheme == "file" else f"fd:{state}"
    opening: list[Command] = [
        ("migrate-set-capabilities", {"capabilities": _CAPABILITIES}),
        ("migrate-incoming", {"uri": uri}),
        CONTINUE,  # as soon as the state is there
    ]
    return _start(plan, plan.grow_argv if grow else plan.clone_argv, opening, log, files)


def _start(
    plan: Plan,
    argv: Sequence[str],
    opening: Sequence[Command],
    log: Path | None,
    files: Mapping[int, int],
) -> Emulator:
    numbers = plan.descriptors
    with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
        said = _open_log(log, ours)
        passed = dict(files)
        snapshot = _memory("bench-snapshot", 0, ours)
        passed[numbers.snapshot] = snapshot
        for number, overlay in plan.overlays.items():
            if number not in passed:
                passed[number] = _memory("bench-overlay", 0, theirs)
                with overlay.open("rb") as empty:
                    copy_sparse(empty.fileno(), passed[number])
        for number in numbers.empty:
            passed[number] = _memory("bench-empty", EMPTY_DISK_BYTES, theirs)
        ram = trace = None
        if plan.waits_at_end:
            trace = passed[numbers.trace] = _memory("bench-trace", 0, ours, os.MFD_ALLOW_SEALING)
        if plan.memory.in_file and numbers.ram not in passed:
            closing = ours if plan.waits_at_end else theirs
            ram = passed[numbers.ram] = _memory("bench-ram", plan.memory.backing, closing)
        window = None
        if plan.memory.window is not None:
            # One of the caller's is the caller's to close: this one is ours.
            window = os.dup(files[numbers.window]) if numbers.window in files else None
            window = window or os.memfd_create("bench-window", os.MFD_CLOEXEC)
            ours.callback(os.close, window)
            os.ftruncate(window, WINDOW_SIZE)
            passed[numbers.window] = window
        sockets = {}
        for number in numbers.sockets:
            sockets[number], their_end = socket.socketpair()
            widen(their_end)
            passed[number] = theirs.enter_context(their_end).fileno()
            ours.enter_context(sockets[number])
        sockets[numbers.monitor].sendall(encode(opening))
        for number, file in plan.files.items():
            if any(path_of(number) in word for word in argv):
                passed[number] = _readable(file, plan, theirs)
        child = reactor().call(lambda: _spawn(plan, argv, passed, said))
        ours.pop_all()
    kept = ram if plan.waits_at_end else None
    return Emulator(child, sockets, snapshot, window, said, opening, ram=kept, trace=trace)


def widen(end: socket.socket) -> None:
    """Let a program write much that nobody has read yet.

    A byte that a UART sends takes some 700 of a socket's buffer, so that one of the usual size is
    full after 300. Then a slow host is seen by the guest as a serial line that is stuck: EDK2 gives
    it up after a second (its PciSioSerialDxe). Root may have any size, others twice the usual one.
    """
    try:
        end.setsockopt(socket.SOL_SOCKET, _SO_SNDBUFFORCE, _UNREAD)
    except PermissionError:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNREAD)


def _open_log(path: Path | None, closing: contextlib.ExitStack) -> int:
    with contextlib.suppress(OSError):  # a guest needs no log
        if path is not None:
            flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
            descriptor = os.open(path, flags, 0o666)
            closing.callback(os.close, descriptor)
            return descriptor
    return _memory("bench-log", 0, closing)


def _memory(name: str, size: int, closing: contextlib.ExitStack, flags: int = 0) -> int:
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC | flags)
    closing.callback(os.close, descriptor)
    os.ftruncate(descriptor, size)
    return descriptor


def _readable(file: Path, plan: Plan, closing: contextlib.ExitStack) -> int:
    """An open file that QEMU can open anew, also as a user who has no right to it: as a copy."""
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    closing.callback(os.close, descriptor)
    if os.fstat(descriptor).st_mode & stat.S_IROTH or not has_own_user(plan.argv[0]):
        return descriptor
    copy = _memory(file.name, 0, closing)
    copy_sparse(descriptor, copy)
    return copy


def _spawn(plan: Plan, argv: Sequence[str], passed: Mapping[int, int], log: int) -> OwnChild:
    reads = [passed[number] for number in plan.files if number in passed]
    writes = [descriptor for descriptor in passed.values() if descriptor not in reads]
    confined = of_guest(plan, reads, writes)
    ours, end = socket.socketpair()
    with end:
        theirs = socket.socket(fileno=copied(end.fileno(), max(passed) + 1))
    with ours, theirs:
        try:
            started = spawn(argv, passed, log, confined, lambda: announce_exit(theirs))
        except FileNotFoundError as error:
            raise missing(argv[0]) from error
        except subprocess.SubprocessError as error:
            raise HostError(
                "QEMU cannot be confined here", hint="run where seccomp(2) takes filters"
            ) from error
        started.returncode = 0  # or Popen would reap it, and warn
        has_text = plan.waits_at_end and plan.screen and plan.screen.kind == "vga"
        look = partial(text_memory, started.pid) if has_text else bytes
        return OwnChild(started.pid, ExitListener(ours, look))
