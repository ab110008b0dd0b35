# SPDX-License-Identifier: MIT
"""A board that no table of the bench's has: the Raspberry Pi 3 of the page on machines."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.cells.running.boot import boot, plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.boot import Boot
from bench.errors import BenchError
from bench.guest.exit import Ending
from tests import ROOT

SOURCE = Path(__file__).parent / "boards/raspi.S"
MARK = 0x90000

PAGE = (ROOT / "docs/machines.md").read_text()
[PI] = re.findall(r"```yaml\n([^`]*board: raspi3b[^`]*)```", PAGE)

TESTS = """\
import bench


class Pi(bench.Test):
    guest = bench.Boot(kernel="kernel8.img")

    def test_it(self):
        self.guest.console.expect("hello from UART0")
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with that machine, a kernel for it as ELF and as raw code, and a disk."""
    root = tmp_path_factory.mktemp("project")
    (root / "avocado.cfg").write_text("[bench]\nbase = none\n")
    for folder in ("machines", "tests"):
        (root / folder).mkdir()
    (root / "machines/pi.yaml").write_text(PI)
    (root / "tests/pi.py").write_text(TESTS)
    made, elf = root / "kernel.o", root / "kernel.elf"
    subprocess.run(["aarch64-linux-gnu-as", "-o", made, SOURCE], check=True)
    subprocess.run(["aarch64-linux-gnu-ld", "-Ttext=0x80000", "-o", elf, made], check=True)
    raw = root / "kernel8.img"
    subprocess.run(["aarch64-linux-gnu-objcopy", "-O", "binary", elf, raw], check=True)
    (root / "card.img").write_bytes(b"card".ljust(3 << 20, b"\0"))
    return root


@pytest.mark.parametrize("kernel", ["kernel.elf", "kernel8.img"])
def test_a_kernel_speaks_by_the_first_line_of_the_board(
    kernel: str, project: Path, tmp_path: Path
) -> None:
    need = Boot(kernel=kernel)
    machine = load_machine("pi", project / "machines")
    with boot(plan_for(machine, need, root=project), need, tmp_path) as guest:
        guest.console.expect("hello from UART0\n")
        assert guest.memory.read(MARK, 4) == b"ok\0\0"


def test_lines_that_a_machine_does_not_name_are_skipped(project: Path, tmp_path: Path) -> None:
    only_mini = PI.replace("  - {name: serial0, uart: board}\n", "").replace(
        "name: mini, uart: board", "name: mini, uart: board, line: 1"
    )
    (tmp_path / "mini.yaml").write_text(only_mini)
    machine, need = load_machine("mini", tmp_path), Boot(kernel="kernel8.img")
    plan = plan_for(machine, need, root=project)
    with boot(plan, need, tmp_path) as guest:
        lines = guest.monitor.execute("query-chardev")
        assert [each["frontend-open"] for each in lines if each["label"] == "mini"] == [True]
        chips = guest.monitor.execute("human-monitor-command", **{"command-line": "info qtree"})
    assert re.search(r"bcm2835-aux.*\n(.*\n)*? *chardev = \"mini\"", chips)


def test_a_disk_is_a_card_in_its_slot(project: Path, tmp_path: Path) -> None:
    """Of a size that is a power of two, as cards are; what it holds is the disk's."""
    need = Boot(kernel="kernel8.img", disks=("card.img",))
    machine = load_machine("pi", project / "machines")
    with boot(plan_for(machine, need, root=project), need, tmp_path) as guest:
        [card] = [each for each in guest.monitor.execute("query-block") if each["device"] == "sd0"]
    assert card["inserted"]["image"]["virtual-size"] == 4 << 20


def test_memory_of_a_guest_that_has_ended_begins_where_the_definition_says(
    project: Path, tmp_path: Path
) -> None:
    machine, need = load_machine("pi", project / "machines"), Boot(kernel="kernel8.img")
    plan = plan_for(machine, need, root=project)
    with boot(plan, need, tmp_path) as guest:
        guest.console.expect("hello from UART0\n")
        guest.console.send(b"x")
        assert guest.wait_exit().ending is Ending.RESET
        assert guest.memory.read(MARK, 2) == b"ok"


def test_its_cells_are_those_of_its_files(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.cli.entry", "run", "tests/pi.py"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "raspi3b",
            "raspi3c",
            '4: board: "raspi3c" is not a board of this host\'s qemu-system-aarch64; '
            "did you mean raspi3b?",
        ),
        ("cpus: 4", "cpus: 5", "5: cpus: 5 are more than the 4 of raspi3b; write 4 or less"),
        (
            "cpus: 4",
            "cpu: cortex-a35x",
            '5: cpu: "cortex-a35x" is not a CPU model of this host\'s qemu-system-aarch64; '
            "did you mean cortex-a35?",
        ),
        (
            "cpus: 4",
            "board-options: {usbx: on}",
            "5: board-options.usbx: raspi3b has no such property; did you mean usb?",
        ),
    ],
)
def test_what_qemu_lacks_is_told_with_its_line(
    right: str, wrong: str, said: str, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "avocado.cfg").write_text("[bench]\nbase = none\n")
    (tmp_path / "machines").mkdir()
    (tmp_path / "machines/pi.yaml").write_text(PI.replace(right, wrong))
    done = subprocess.run(
        [sys.executable, "-m", "bench.cli.entry", "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stdout) == (1, f"machines/pi.yaml:{said}\n")
    machine = load_machine("pi", tmp_path / "machines")
    with pytest.raises(BenchError, match=re.escape(f"machine pi: {said.split(': ')[1]}")):
        plan_for(machine, Boot(kernel="kernel8.img"), root=project)
