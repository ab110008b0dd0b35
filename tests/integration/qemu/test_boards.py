# SPDX-License-Identifier: MIT
"""Every board of the QEMU that is installed can be named, and starts or says why it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.definitions.loader import load_machine
from bench.definitions.needs.boot import Boot
from bench.definitions.prepared import FromFirmware
from bench.errors import BenchError
from bench.guest.guest import Guest
from bench.qemu.boards import boards, check_board
from bench.qemu.emulator import boot
from bench.qemu.planning.plan import make_plan

NO_BOARD = re.compile(r"none|xenpv|xenfv|xenfv-.*|x-remote|nitro-enclave")
"""Machine types without hardware of their own."""

LEGACY = re.compile(r"(pc-i440fx|pc-q35|virt)-\d.*|pc|q35|microvm|virt|isapc")
"""Those whose newest is tried by all other tests."""

CPUS = re.compile(r"min CPUs supported by machine '.*' is (\d+)")
MEMORY = re.compile(r"(\d+) ?(MiB|GiB|MB|GB)")
IMAGE = re.compile(r"(?i)(flash|kernel).* must be (given|specified)|find rom image")
"""What a board wants that only a test can give it: something to boot."""

EVERY = sorted({(name, board) for name in ARCHITECTURES for board in boards(name)})


def define(
    folder: Path, architecture: str, board: str, memory: str = "256M", cpus: str = "1"
) -> Path:
    (folder / "mine.yaml").write_text(
        f"summary: mine\narchitecture: {architecture}\nboard: {board}\ncpu: default\n"
        f"memory: {memory}\ncpus: {cpus}\nconsoles: [{{name: serial0, uart: board}}]\n"
    )
    return folder


def start(folder: Path) -> None:
    """Start the board with nothing to boot, held, and ask its monitor."""
    machine = load_machine("mine", folder)
    plan = make_plan(machine, Boot(), FromFirmware(), accelerator="tcg")
    emulator = boot(plan, None)
    emulator.boots = False  # a processor without a program ends QEMU of some boards
    with Guest(plan, None, emulator) as guest:
        assert guest.monitor.execute("query-status")["status"]


@pytest.mark.parametrize(
    ("architecture", "board"),
    [pair for pair in EVERY if not NO_BOARD.fullmatch(pair[1]) and not LEGACY.fullmatch(pair[1])],
    ids=lambda word: word,
)
def test_a_board_starts_when_it_has_what_it_wants(
    tmp_path: Path, architecture: str, board: str
) -> None:
    wanted = {"memory": "256M", "cpus": "1"}
    for _ in range(4):
        try:
            start(define(tmp_path, architecture, board, **wanted))
            return
        except BenchError as error:
            said = str(error)
            assert said.startswith("QEMU refuses mine, or what it is to boot: ")
            assert "\n" not in said
            if cpus := CPUS.search(said):
                wanted["cpus"] = cpus[1]
            elif memory := MEMORY.search(said):
                wanted["memory"] = f"{memory[1]}{memory[2][0]}"
            else:
                break
    assert IMAGE.search(said), said


def test_a_board_that_qemu_does_not_have(tmp_path: Path) -> None:
    machine = load_machine("mine", define(tmp_path, "aarch64", "raspi3"))
    with pytest.raises(BenchError, match="QEMU for aarch64 has no raspi3; did you mean raspi3b"):
        check_board(machine)
