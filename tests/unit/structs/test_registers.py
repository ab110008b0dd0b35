# SPDX-License-Identifier: MIT
"""Registers as QEMU 7.2 printed them, on each architecture."""

from __future__ import annotations

from bench.structs.registers import parse_registers

I386 = """
CPU#0
EAX=00000004 EBX=00000002 ECX=001869c9 EDX=00000033
ESI=00183003 EDI=00001000 EBP=00000000 ESP=00215f14
EIP=0017e921 EFL=00000046 [---Z-P-] CPL=0 II=0 A20=1 SMM=0 HLT=0
ES =0010 00000000 ffffffff 00cf9300 DPL=0 DS   [-WA]
GS =0018 00215030 00000003 00409300 DPL=0 DS   [-WA]
GDT=     00215000 0000001f
CR0=00000013 CR2=00000abc CR3=00000000 CR4=00000600
"""

X86_64 = """CPU#0
RAX=0000000000000000 RBX=0000000000000000 RCX=0000000000000000 RDX=0000000000000000
RSI=0000000000000000 RDI=0000000000000000 RBP=0000000000000000 RSP=00003ff1a9304dd8
R8 =0000000000000001 R9 =0000000000000002 R10=0000000000000003 R11=0000000000000000
RIP=00000000001afec0 RFL=00000002 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=0
CR0=80010033 CR2=00003ff1a930a000 CR3=0000000000001000 CR4=00000620

CPU#1
EAX=00000000 EBX=00000000 ECX=00000000 EDX=00060fb1
EIP=000fd09a EFL=00000002 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=1
"""

AARCH64 = """
CPU#0
 PC=0000000040407080 X00=0000000000000000 X01=0000000000000001
X02=0000000000000002 X03=0000000000000003 SP=00000000405cf330
PSTATE=600003c5 -ZC- EL1h
"""


def test_a_pc_of_32_bits() -> None:
    [cpu] = parse_registers(I386)
    assert cpu.place == 0x17E921
    assert cpu.values["EAX"] == 4
    assert cpu.values["GS"] == 0x18
    assert str(cpu) == "EIP=0x17e921 ESP=0x215f14 CR2=0xabc"


def test_two_cpus_each_in_its_mode() -> None:
    first, second = parse_registers(X86_64)
    assert (first.cpu, second.cpu) == (0, 1)
    assert str(first) == "RIP=0x1afec0 RSP=0x3ff1a9304dd8 CR2=0x3ff1a930a000"
    assert first.values["R8"] == 1
    assert second.place == 0xFD09A


def test_an_arm64() -> None:
    [cpu] = parse_registers(AARCH64)
    assert str(cpu) == "PC=0x40407080 SP=0x405cf330"


def test_nothing_of_a_guest_that_said_nothing() -> None:
    assert parse_registers("") == ()
