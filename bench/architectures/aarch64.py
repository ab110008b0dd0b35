# SPDX-License-Identifier: MIT
"""aarch64: 64-bit Arm."""

from __future__ import annotations

from bench.architectures.architecture import Architecture, LinuxPort
from bench.architectures.board import Board, by_name
from bench.architectures.probe import Probe

# Arm ARM D19.2.30: CPACR_EL1.FPEN lets EL1 use floating point.
# Arm PSCI (DEN 0022), 5.12: SYSTEM_OFF, by HVC on QEMU's virt machine.
_PROBE = Probe(
    source="""
    mov x0, #0x300000
    msr cpacr_el1, x0
    isb
    fmov d0, #21.0
    fadd d0, d0, d0
    fcvtzs x1, d0
    cmp x1, #42
    1: b.ne 1b
    movz w0, #0x0008
    movk w0, #0x8400, lsl #16
    hvc #0
    b 1b
    """,
    code=bytes.fromhex(
        "0006a0d2401018d5df3f03d500b0661e0028601e0100789e3fa800f10100"
        "0054000180520080b072020000d4fcffff17"
    ),
    options=("-machine", "virt"),
    status=0,
)

_VIRT = Board(
    name="virt",
    uarts={("pl011", "board"): 1, ("16550", "pci"): 4},
    exits=("psci", "pvpanic"),
    interrupts={"gicv2": 8, "gicv3": 512},
    cd=("virtio-scsi-pci", "scsi-cd"),
    device_tree=True,
    versions="virt-",
)

_SYSTEM_CALLS = {
    **{"epoll_pwait": 22, "read": 63, "pselect6": 72, "ppoll": 73, "exit_group": 94, "waitid": 95},
    **{"futex": 98, "rt_sigsuspend": 133, "rt_sigtimedwait": 137, "wait4": 260, "seccomp": 277},
}

ARCHITECTURE = Architecture(
    name="aarch64",
    boards=by_name(_VIRT),
    qemu_package="qemu-system-arm",
    debian="arm64",
    gnu="aarch64-linux-gnu",
    compiler_packages="gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
    go="arm64",
    ram=0x4000_0000,
    loads=("linux", "elf", "flat"),
    emulates=("arm",),
    probe=_PROBE,
    linux=LinuxPort(arch="arm64", image="arch/arm64/boot/Image", system_calls=_SYSTEM_CALLS),
)
