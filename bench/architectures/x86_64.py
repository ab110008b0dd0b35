# SPDX-License-Identifier: MIT
"""x86_64: PCs with processors of 64 bits."""

from __future__ import annotations

from bench.architectures import pc
from bench.architectures.architecture import Architecture, LinuxPort

_SYSTEM_CALLS = {
    **{"read": 0, "poll": 7, "select": 23, "pause": 34, "wait4": 61, "rt_sigtimedwait": 128},
    **{"rt_sigsuspend": 130, "futex": 202, "exit_group": 231, "epoll_wait": 232, "waitid": 247},
    **{"pselect6": 270, "ppoll": 271, "epoll_pwait": 281, "seccomp": 317},
}

ARCHITECTURE = Architecture(
    name="x86_64",
    boards=pc.BOARDS,
    qemu_package="qemu-system-x86",
    debian="amd64",
    gnu="x86_64-linux-gnu",
    compiler_packages="gcc libc6-dev binutils",
    go="amd64",
    ram=0,
    loads=pc.LOADS,
    probe=pc.PROBE,
    also_runs=("i386",),
    # cmpxchg16b leaves the operands of an earlier addition in the flags. An interrupt
    # that comes then brings them back as the direction of strings, single steps, …;
    # the allocator of Linux 6.12 uses it all the time. QEMU 8.0 has it right.
    broken=("cx16",),
    linux=LinuxPort(
        arch="x86",
        image="arch/x86/boot/bzImage",
        bzimage=True,
        # A microvm has no port that would tell why an interrupt came that cannot be masked.
        # A kernel that is decompressed would choose its own place.
        words=("unknown_nmi_panic", "sysctl.kernel.panic_on_unrecovered_nmi=1", "nokaslr"),
        # With a thread for each CPU, QEMU 7.2 now and then lost a wake-up of the second one while
        # Linux booted on a busy host: the guest then waited for a timer that never came. One
        # thread boots them with a seventh less CPU time.
        one_thread=True,
        system_calls=_SYSTEM_CALLS,
    ),
)
