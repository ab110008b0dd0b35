"""A plan is a pure value: compared here without starting QEMU."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.definitions.boot import Boot
from bench.definitions.loader import load_machines
from bench.definitions.machine import Machine
from bench.definitions.needs import Go, Linux
from bench.errors import BenchError
from bench.qemu.plan import make_plan
from tests.unit.machine_code import ROOT

SANDBOX = "-sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"
BACKEND = "-object memory-backend-file,id=ram,size=268435456,share=on,mem-path=/proc/self/fd/103"
MONITOR = (
    "-chardev socket,id=monitor,fd=100 -mon chardev=monitor,mode=control"
    " -chardev socket,id=human,fd=101 -mon chardev=human,mode=readline"
)
BOOT = Boot(Path("kernel"), Path("initrd"), None, ("quiet",))


@pytest.fixture(scope="module")
def machines() -> dict[str, Machine]:
    return load_machines(ROOT / "machines")


def test_a_pc_that_boots_go(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["pc"], Go("hello"), Boot(Path("kernel")), accelerator="tcg")
    assert " ".join(plan.argv) == (
        "qemu-system-x86_64 -nodefaults -no-user-config -nic none -display none -S"
        f" {SANDBOX} -accel tcg -machine pc,memory-backend=ram -cpu max -smp 1 -m 262144K {BACKEND}"
        f" -no-reboot -action panic=exit-failure {MONITOR}"
        " -chardev socket,id=serial0,fd=104 -serial chardev:serial0"
        " -chardev socket,id=serial1,fd=105 -serial chardev:serial1"
        " -vga std -device isa-debug-exit,iobase=0xf4,iosize=4 -device pvpanic"
        " -kernel kernel -append screen=0xb8000,80x25"
    )


def test_an_arm64_machine_that_boots_linux(machines: dict[str, Machine]) -> None:
    plan = make_plan(machines["virt-a76"], Linux(), BOOT, accelerator="tcg")
    assert " ".join(plan.argv) == (
        "qemu-system-aarch64 -nodefaults -no-user-config -nic none -display none -S"
        f" {SANDBOX} -accel tcg -machine virt,memory-backend=ram,gic-version=3 -cpu cortex-a76"
        f" -smp 1 -m 262144K {BACKEND} -no-reboot -action panic=exit-failure {MONITOR}"
        " -chardev socket,id=serial0,fd=104 -serial chardev:serial0"
        " -chardev socket,id=serial1,fd=105 -device pci-serial,chardev=serial1"
        " -semihosting-config enable=on,target=native -kernel kernel -initrd initrd"
        " -append quiet console=ttyAMA0 bench.control=ttyS0"
    )


def test_equal_inputs_make_equal_plans(machines: dict[str, Machine]) -> None:
    for machine in machines.values():
        first, second = (make_plan(machine, Go("hello"), BOOT, accelerator="tcg") for _ in range(2))
        assert first == second
        assert first.to_json() == second.to_json()


def test_a_change_of_the_definition_changes_the_plan(machines: dict[str, Machine]) -> None:
    machine = machines["q35"]
    larger = machine.model_copy(update={"memory": machine.memory * 2})
    plans = [make_plan(m, Linux(), BOOT, accelerator="tcg") for m in (machine, larger)]
    assert plans[0] != plans[1]
    assert replace(plans[1], argv=plans[0].argv, ram=plans[0].ram) == plans[0]


def test_a_machine_does_not_boot_what_it_does_not_declare(machines: dict[str, Machine]) -> None:
    with pytest.raises(BenchError, match=r"machine pc-i386 boots go, not linux"):
        make_plan(machines["pc-i386"], Linux(), BOOT, accelerator="tcg")
