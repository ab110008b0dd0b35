# SPDX-License-Identifier: MIT
"""Which accelerator works here, found out by booting with it and remembered."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import select
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.architectures.registry import ARCHITECTURES, of_this_host
from bench.errors import HostError
from bench.host.cache import cache_root
from bench.host.emulators import emulator_at
from bench.host.whole import note
from bench.qemu.confinement import of_emulator
from bench.qemu.spawning.reactor import reactor
from bench.qemu.spawning.spawn import FIRST_DESCRIPTOR, spawn

_PROBE_LIMIT = 2.0
"""Wall seconds for a probe; a KVM that works needs a twentieth of one."""


@dataclass(frozen=True)
class Accelerator:
    """An accelerator and why it was chosen.

    Attributes:
        name: as QEMU's `-accel` has it, `tcg` or `kvm`.
        why: one line for `bench doctor`.
    """

    name: str
    why: str


def choose_accelerator(architecture: str, requested: str = "auto") -> Accelerator:
    """The accelerator for guests of an architecture.

    Args:
        architecture: a key of `ARCHITECTURES`.
        requested: `auto`, `tcg` or `kvm`, from the machine's definition.

    Raises:
        HostError: KVM was asked for and does not work, or QEMU is not installed.
    """
    if requested == "tcg":
        return Accelerator("tcg", "the machine's definition asks for it")
    found = _remembered(architecture)
    if requested == "kvm" and found.name != "kvm":
        raise HostError(
            f"KVM does not work here for {architecture}: {found.why}", hint="use accelerator: auto"
        )
    return found


def probe(architecture: str) -> Accelerator:
    """Find out afresh whether KVM runs kernels of an architecture; within 2 s."""
    host = of_this_host()
    if not host or architecture not in host.runs:
        return Accelerator("tcg", f"a {platform.machine()} host does not run {architecture} itself")
    try:
        os.close(os.open("/dev/kvm", os.O_RDWR | os.O_CLOEXEC))
    except OSError as error:
        return Accelerator("tcg", f"/dev/kvm does not open: {error.strerror}")
    failure = _boot(architecture, "kvm")
    if failure:
        return Accelerator("tcg", f"KVM opens, but {failure}")
    return Accelerator("kvm", "a probe that uses the vector unit at kernel privilege ran")


def emulator(architecture: str) -> Path:
    """Where the emulator of an architecture is.

    Raises:
        HostError: it is not installed.
    """
    return emulator_at(ARCHITECTURES[architecture].qemu)


def _remembered(architecture: str) -> Accelerator:
    """The probe's result, kept for this boot of the host and this QEMU."""
    program = emulator(architecture)
    qemu = program.stat()
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    kvm = os.access("/dev/kvm", os.W_OK)
    facts = (architecture, boot, str(program), qemu.st_size, qemu.st_mtime_ns, kvm)
    key = hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
    kept = cache_root() / "accelerators" / f"{architecture}-{key}.json"
    try:
        return Accelerator(**json.loads(kept.read_text()))
    except (OSError, ValueError, TypeError):
        found = probe(architecture)
    note(kept, json.dumps(asdict(found)))
    return found


def _boot(architecture: str, accelerator: str) -> str:
    """Run the probe's program; says in a few words what went wrong, or nothing."""
    program = ARCHITECTURES[architecture].probe
    kernel = os.memfd_create("bench-probe", os.MFD_CLOEXEC)
    os.write(kernel, program.code)
    said, log = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    argv = [
        *[str(emulator(architecture)), "-accel", accelerator, *program.options],
        *["-cpu", "host" if accelerator == "kvm" else "max"],
        *["-nodefaults", "-display", "none", "-no-reboot", "-m", "16M"],
        *["-kernel", f"/proc/self/fd/{FIRST_DESCRIPTOR}"],
    ]
    confined = of_emulator(argv[0], kvm=accelerator == "kvm")
    with os.fdopen(log, "wb") as output, os.fdopen(said, "rb") as words:
        child = reactor().call(lambda: spawn(argv, {FIRST_DESCRIPTOR: kernel}, output, confined))
        os.close(kernel)
        pidfd = os.pidfd_open(child.pid)
        ended = bool(select.select([pidfd], [], [], _PROBE_LIMIT)[0])
        os.close(pidfd)
        child.kill()
        status = child.wait()
        complaint = (words.read() or b"").decode(errors="replace").partition("\n")[0]
    if ended and status == program.status:
        return ""
    outcome = f"the probe ended QEMU with status {status}" if ended else "the probe hung"
    return f"{outcome}: {complaint}" if complaint else outcome
