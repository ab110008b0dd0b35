# SPDX-License-Identifier: MIT
"""A plan is a pure value: compared here without starting QEMU."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.definitions.loader import load_machines
from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.definitions.needs.boot import Boot as Brought
from bench.definitions.needs.dos import Dos
from bench.definitions.needs.go import Go
from bench.definitions.needs.linux import Linux
from bench.definitions.needs.multiboot import Multiboot
from bench.definitions.prepared import (
    Disk,
    FromCd,
    FromDisk,
    FromFirmware,
    FromKernel,
    LinuxSystem,
)
from bench.errors import BenchError
from bench.qemu.planning.memory_layout import memory_of
from bench.qemu.planning.plan import Plan, make_plan
from tests import ROOT

SANDBOX = "-sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"
BACKEND = "-object memory-backend-file,id=ram,size=268435456,share=on,mem-path=/proc/self/fd/103"
WINDOW = (
    "-object memory-backend-file,id=window,size=8388608,share=on,mem-path=/proc/self/fd/104"
    " -numa node,nodeid=0,cpus=0-0,memdev=ram -numa node,nodeid=1,memdev=window"
)
MONITOR = (
    "-chardev socket,id=monitor,fd=100 -mon chardev=monitor,mode=control"
    " -chardev socket,id=human,fd=101 -mon chardev=human,mode=readline"
)
KERNEL = FromKernel(kernel=Path("kernel"))
BOOT = LinuxSystem(kernel=Path("kernel"), initrd=Path("initrd"), arguments=("quiet",))
DISK = replace(BOOT, disk=Path("disk.img"), overlay=Path("overlay"))


@pytest.fixture(scope="module")
def machines() -> dict[str, Machine]:
    return load_machines(ROOT / "machines")


def test_a_pc_that_boots_go(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["pc"], Go("hello"), KERNEL, accelerator="tcg")
    assert " ".join(plan.argv) == (
        "qemu-system-x86_64 -nodefaults -no-user-config -nic none -display none -S"
        f" {SANDBOX} -accel tcg -machine pc,memory-backend=ram -cpu max,cx16=off -smp 1"
        " -no-reboot -action shutdown=pause -d cpu_reset -D /proc/self/fd/109"
        f" {MONITOR} -chardev socket,id=serial0,fd=107 -serial chardev:serial0"
        " -chardev socket,id=serial1,fd=108 -serial chardev:serial1"
        " -vga std -device isa-debug-exit,iobase=0xf4,iosize=4 -device pvpanic"
        f" -m 262144K {BACKEND} -kernel /proc/self/fd/110 -append screen=0xb8000,80x25"
    )


def test_a_pc_that_boots_a_program_of_ms_dos(machines: dict[str, Machine]) -> None:
    boot = FromDisk(image=Path("disk.img"))
    plan = make_plan(machines["pc-i386"], Dos("hello"), boot, accelerator="tcg")
    assert " ".join(plan.argv).partition(" -vga")[2] == (
        " std -device isa-debug-exit,iobase=0xf4,iosize=4 -device pvpanic"
        " -blockdev driver=file,node-name=boot,read-only=on,filename=/proc/self/fd/113"
        " -device virtio-blk-pci,drive=boot,bootindex=0"
        f" -m 262144K {BACKEND}"
    )


def test_a_pc_that_boots_a_kernel_from_a_cd(machines: dict[str, Machine]) -> None:
    boot = FromCd(symbols=Path("kernel"), image=Path("cd.iso"))
    plan = make_plan(machines["q35"], Multiboot("hello"), boot, accelerator="tcg")
    assert " ".join(plan.argv).partition(" -device pvpanic")[2] == (
        " -blockdev driver=file,node-name=boot,read-only=on,filename=/proc/self/fd/113"
        f" -device ide-cd,drive=boot,bootindex=0 -m 262144K {BACKEND}"
    )


def test_the_boot_disk_is_the_first_of_several(machines: dict[str, Machine]) -> None:
    boot = FromDisk(image=Path("disk.img"), disk=DISK.disk, overlay=DISK.overlay)
    plan = make_plan(machines["q35-devices"], Dos("hello"), boot, accelerator="tcg")
    disks = [word for word in plan.argv if word.startswith("virtio-blk-pci")]
    assert disks == ["virtio-blk-pci,drive=disk", "virtio-blk-pci,drive=boot,bootindex=0"]


def after(plan: Plan, option: str) -> str:
    """The command line behind an option, without RAM."""
    return " ".join(plan.argv).partition(f" {option} ")[2].replace(f"-m 262144K {BACKEND}", "RAM")


def test_somebodys_kernel_is_told_nothing_but_its_words(machines: dict[str, Machine]) -> None:
    boot = replace(KERNEL, initrd=Path("initrd"), arguments=("a  b",), device_tree=Path("tree"))
    plan = make_plan(machines["virt"], Brought("kernel"), boot, accelerator="tcg")
    assert after(plan, "pci-serial,chardev=serial1") == (
        "RAM -kernel /proc/self/fd/110 -initrd /proc/self/fd/111 -dtb /proc/self/fd/114"
        " -append a  b"
    )


def test_a_board_and_its_firmware_alone(machines: dict[str, Machine]) -> None:
    alone = make_plan(machines["pc"], Brought(), FromFirmware(), accelerator="tcg")
    assert after(alone, "-device pvpanic") == "RAM"
    boot = FromFirmware(firmware=Path("bios"))
    plan = make_plan(machines["pc"], Brought(firmware="bios"), boot, accelerator="tcg")
    assert after(plan, "-device pvpanic") == "-bios /proc/self/fd/115 RAM"


MEDIA = FromFirmware(
    cdrom=Path("/a,b/cd.iso"),
    floppy=Disk(Path("floppy"), "raw", Path("overlay")),
    disks=(Disk(Path("one"), "raw", Path("overlay")), Disk(Path("two"), "qcow2", Path("overlay"))),
)


def overlaid(name: str, form: str, file: int, written: int) -> str:
    return (
        f"-blockdev driver={form},node-name={name}-base,read-only=on,file.driver=file,"
        f"file.filename=/proc/self/fd/{file} "
        f"-blockdev driver=file,node-name={name}-written,locking=off,"
        f"filename=/proc/self/fd/{written} "
        f"-blockdev driver=qcow2,node-name={name},file={name}-written,backing={name}-base"
    )


CD = (
    "-blockdev driver=raw,node-name=cdrom,read-only=on,file.driver=file,"
    "file.filename=/proc/self/fd/116"
)


def test_media_are_tried_in_the_order_of_a_pc(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["q35"], Brought(cdrom="cd.iso"), MEDIA, accelerator="tcg")
    assert plan.files == {
        **{116: Path("/a,b/cd.iso"), 118: Path("floppy"), 119: Path("one"), 120: Path("two")}
    }
    assert after(plan, "-device pvpanic") == (
        f"{overlaid('floppy', 'raw', 118, 121)} -global isa-fdc.bootindexA=0"
        f" -device isa-fdc -device floppy,drive=floppy"
        f" {CD} -device ide-cd,drive=cdrom,bootindex=1"
        f" {overlaid('disk0', 'raw', 119, 122)} -device ide-hd,drive=disk0,bootindex=2"
        f" {overlaid('disk1', 'qcow2', 120, 123)} -device ide-hd,drive=disk1,bootindex=3 RAM"
    )


def test_beside_a_kernel_media_are_not_for_booting(machines: dict[str, Machine]) -> None:
    boot = replace(KERNEL, cdrom=MEDIA.cdrom, floppy=MEDIA.floppy, disks=MEDIA.disks)
    plan = make_plan(machines["pc"], Brought("kernel"), boot, accelerator="tcg")
    said = after(plan, "-device pvpanic")
    assert "bootindex" not in said
    assert "-device floppy,drive=floppy" in said
    arm64 = make_plan(
        machines["virt"],
        Brought("kernel"),
        replace(boot, floppy=None, cdrom=None),
        accelerator="tcg",
    )
    assert after(arm64, "virtio-blk-pci,drive=disk0").endswith(
        " -device virtio-blk-pci,drive=disk1 RAM -kernel /proc/self/fd/110"
    )


def test_linux_that_somebody_brought_says_itself_why_it_ends(machines: dict[str, Machine]) -> None:
    for linux in (True, False):
        boot = FromKernel(kernel=Path("kernel"), linux=linux)
        plan = make_plan(machines["pc"], Brought("kernel"), boot, accelerator="tcg")
        assert plan.waits_at_end is not linux
        assert ("shutdown=pause" in plan.argv) is not linux


def test_an_arm64_machine_that_boots_linux(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["virt-a76"], Linux(), BOOT, accelerator="tcg")
    assert " ".join(plan.argv) == (
        "qemu-system-aarch64 -nodefaults -no-user-config -nic none -display none -S"
        f" {SANDBOX} -accel tcg -machine virt,gic-version=3 -cpu cortex-a76"
        f" -smp 1 -no-reboot -action panic=exit-failure {MONITOR}"
        " -chardev socket,id=serial0,fd=107 -serial chardev:serial0"
        " -chardev socket,id=serial1,fd=108 -device pci-serial,chardev=serial1"
        f" -m 270336K {BACKEND} {WINDOW} -kernel /proc/self/fd/110 -initrd /proc/self/fd/111"
        " -append quiet console=ttyAMA0 bench.control=ttyS0 mem=262144K"
        " bench.window=0x50000000,0x800000"
    )


def test_qemu_inherits_the_files_that_it_reads(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["virt-devices"], Linux(), DISK, accelerator="tcg")
    assert plan.files == {110: Path("kernel"), 111: Path("initrd"), 112: Path("disk.img")}


@pytest.mark.parametrize("need", [Linux(), Go("hello"), Dos("hello")])
def test_a_guest_that_goes_on_after_a_reset_is_stopped_by_it_first(
    need: Need, machines: dict[str, Machine]
) -> None:
    ends, goes_on = (
        make_plan(machines["q35"], replace(need, reset=reset), BOOT, accelerator="tcg")
        for reset in ("end", "again")
    )
    assert "-no-reboot -action shutdown=pause" in " ".join(goes_on.argv)
    assert "-no-reboot" in ends.argv
    assert (ends.outlives_reset, goes_on.outlives_reset) == (False, True)


def test_a_clone_is_the_same_machine_with_memory_of_its_own(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["virt-a76"], Linux(), BOOT, accelerator="tcg")
    booting = " ".join(plan.argv).partition(" -kernel")[0]
    grown, cloned = " ".join(plan.grow_argv), " ".join(plan.clone_argv)
    assert grown == f"{booting} -incoming defer"
    assert cloned == grown.replace("268435456,share=on", "268435456,share=off")


@pytest.mark.parametrize(
    ("name", "need", "accelerator", "expected"),
    [
        ("q35-devices", Linux(), "tcg", "tcg,thread=single"),
        ("q35-devices", Linux(), "kvm", "kvm"),
        ("q35-devices", Go("hello"), "tcg", "tcg"),
        ("q35", Linux(), "tcg", "tcg"),
        ("virt-devices", Linux(), "tcg", "tcg"),
    ],
)
def test_one_thread_runs_a_pcs_cpus_under_linux(
    name: str, need: Need, accelerator: str, expected: str, machines: dict[str, Machine]
) -> None:
    machine = machines[name].model_copy(update={"boots": ("go", "linux")})
    plan = make_plan(machine, need, DISK, accelerator=accelerator)
    assert plan.argv[plan.argv.index("-accel") + 1] == expected


@pytest.mark.parametrize(
    ("name", "accelerator", "expected"),
    [
        ("q35", "tcg", "max,cx16=off"),
        ("microvm", "tcg", "max,cx16=off"),
        ("q35", "kvm", "max"),
        ("pc-i386", "tcg", "max"),
        ("virt", "tcg", "cortex-a57"),
    ],
)
def test_no_cpu_has_what_qemu_gets_wrong(
    name: str, accelerator: str, expected: str, machines: dict[str, Machine]
) -> None:
    plan = make_plan(machines[name], Go("hello"), BOOT, accelerator=accelerator)
    assert plan.argv[plan.argv.index("-cpu") + 1] == expected


@pytest.mark.parametrize(
    ("name", "memory", "window", "words"),
    [
        ("q35", 256 << 20, 0x1000_0000, "mem=262144K"),
        ("q35", 200 << 20, 0x1000_0000, "mem=204800K"),
        ("q35", 4 << 30, 0x1_8000_0000, "mem=6291456K"),
        ("pc", 4 << 30, 0x1_4000_0000, "mem=5242880K"),
        ("virt", 4 << 30, 0x1_4000_0000, "mem=4194304K"),
    ],
)
def test_the_window_lies_behind_ram(
    name: str, memory: int, window: int, words: str, machines: dict[str, Machine]
) -> None:
    machine = machines[name].model_copy(update={"memory": memory})
    layout = memory_of(machine, window=True)
    assert layout.window == window
    assert layout.words == (words, f"bench.window={window:#x},0x800000")


def test_equal_inputs_make_equal_plans(machines: dict[str, Machine]) -> None:
    for machine in machines.values():
        known = [need for need in (Go("hello"), Linux()) if need.boots in machine.boots]
        need = known[0] if known else Brought()
        first, second = (make_plan(machine, need, DISK, accelerator="tcg") for _ in range(2))
        assert first == second
        assert first.to_json() == second.to_json()


def test_a_change_of_the_definition_changes_the_plan(machines: dict[str, Machine]) -> None:
    machine = machines["q35"]
    larger = machine.model_copy(update={"memory": machine.memory * 2})
    plans = [make_plan(m, Linux(), BOOT, accelerator="tcg") for m in (machine, larger)]
    assert plans[0] != plans[1]
    lines = {name: getattr(plans[0], name) for name in ("argv", "grow_argv", "clone_argv")}
    assert replace(plans[1], memory=plans[0].memory, **lines) == plans[0]


def test_a_machine_does_not_boot_what_it_does_not_declare(machines: dict[str, Machine]) -> None:
    with pytest.raises(
        BenchError, match=r"machine pc-i386 boots go and dos and multiboot, not linux"
    ):
        make_plan(machines["pc-i386"], Linux(), BOOT, accelerator="tcg")


def test_a_machine_with_a_network_card(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["q35-net"], Linux(), BOOT, accelerator="tcg")
    card = " -netdev user,id=network,restrict=on -device virtio-net-pci,netdev=network,romfile= -m "
    for argv in (plan.argv, plan.grow_argv, plan.clone_argv):
        assert card in " ".join(argv)
        assert "hostfwd" not in " ".join(argv)
    assert plan.network
    assert not make_plan(machines["q35"], Linux(), BOOT, accelerator="tcg").network


def test_a_machine_with_devices(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["virt-devices"], Linux(), DISK, accelerator="tcg")
    devices = (
        "-device edu"
        " -blockdev driver=file,node-name=base,read-only=on,filename=/proc/self/fd/112"
        " -blockdev driver=file,node-name=written,locking=off,filename=/proc/self/fd/106"
        " -blockdev driver=qcow2,node-name=disk,file=written,backing=base"
        " -device virtio-blk-pci,drive=disk"
        " -netdev user,id=network,restrict=on -device virtio-net-pci,netdev=network,romfile="
        " -object rng-builtin,id=host-random -device virtio-rng-pci,rng=host-random"
    )
    for argv in (plan.argv, plan.grow_argv, plan.clone_argv):
        assert devices in " ".join(argv)
