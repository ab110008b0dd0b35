# SPDX-License-Identifier: MIT
"""A few instructions that tell whether an accelerator runs kernels.

Each program computes 21 + 21 with the vector or floating-point unit at the privilege of a
kernel, and ends QEMU only if that came to 42. A KVM that lacks hardware virtualisation
opens and even boots, but stops at the first such instruction.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Probe:
    """A program for QEMU's `-kernel`.

    Attributes:
        source: GNU assembler source, from which `code` was assembled.
        code: what QEMU loads.
        options: the QEMU options that it needs.
        status: the exit status by which QEMU tells that it worked.
    """

    source: str
    code: bytes
    options: tuple[str, ...]
    status: int


# Multiboot 0.6.96, 3.1: the header with addresses, for a flat binary at 1 MiB.
# Intel SDM volume 3, 10.6 and 14.1: CR0.EM and MP, CR4.OSFXSR and OSXMMEXCPT enable SSE.
# isa-debug-exit ends QEMU with (42 << 1) | 1.
X86 = Probe(
    source="""
    .code32
    .long 0x1badb002, 0x00010000, -(0x1badb002 + 0x00010000)
    .long 0x100000, 0x100000, 0, 0, 0x100020
    mov %cr0, %eax
    and $~4, %eax
    or $2, %eax
    mov %eax, %cr0
    mov %cr4, %eax
    or $0x600, %eax
    mov %eax, %cr4
    mov $21, %eax
    movd %eax, %xmm0
    paddd %xmm0, %xmm0
    movd %xmm0, %eax
    mov $0xf4, %dx
    out %eax, %dx
    1: hlt
    jmp 1b
    """,
    code=bytes.fromhex(
        "02b0ad1b00000100fe4f51e4000010000000100000000000000000002000"
        "10000f20c083e0fb83c8020f22c00f20e00d000600000f22e0b815000000"
        "660f6ec0660ffec0660f7ec066baf400eff4ebfd"
    ),
    options=("-machine", "pc", "-device", "isa-debug-exit,iobase=0xf4,iosize=4"),
    status=85,
)

# Arm ARM D19.2.30: CPACR_EL1.FPEN lets EL1 use floating point.
# Arm PSCI (DEN 0022), 5.12: SYSTEM_OFF, by HVC on QEMU's virt machine.
ARM64 = Probe(
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

PROBES = {"x86_64": X86, "i386": X86, "aarch64": ARM64}
"""By architecture."""
