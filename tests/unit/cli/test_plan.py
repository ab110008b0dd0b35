# SPDX-License-Identifier: MIT
"""bench plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.cli.show.plan_text import plan_text
from bench.definitions.loader import load_machine
from bench.definitions.need import Need
from bench.definitions.needs.dos import Dos
from bench.definitions.needs.go import Go
from bench.definitions.needs.linux import Linux
from bench.definitions.needs.multiboot import Multiboot
from bench.definitions.prepared import (
    FromCd,
    FromDisk,
    FromKernel,
    Prepared,
)
from bench.qemu.planning.plan import Plan, make_plan
from tests import ROOT
from tests.unit.cli.conftest import Bench

FAKE = FromKernel(kernel=Path("/fake/kernel"))


GOLDEN = Path(__file__).parent / "golden"
PLANS: dict[str, Need] = {"q35": Go("hello", ("a b", "$HOME")), "virt": Linux(append="'quoted'")}


def plan(machine: str) -> Plan:
    """How a machine boots files that are nowhere."""
    need = PLANS[machine]
    initrd = Path("/fake/initramfs.cpio") if isinstance(need, Linux) else None
    boot = FromKernel(kernel=Path("/fake/kernel"), initrd=initrd)
    definition = load_machine(machine, ROOT / "machines")
    return make_plan(definition, need, boot, accelerator="tcg")


@pytest.mark.parametrize("machine", PLANS)
def test_a_plan_reads_as_it_did(machine: str) -> None:
    golden = (GOLDEN / f"{machine}.sh").read_text()
    assert f"{plan_text(plan(machine)).plain}\n" == golden


@pytest.mark.parametrize("machine", PLANS)
def test_equal_plans_print_equal(machine: str) -> None:
    once, again = plan(machine), plan(machine)
    assert once == again
    assert plan_text(once).plain == plan_text(again).plain


@pytest.mark.parametrize(("machine", "architecture"), [("pc", "x86_64"), ("virt", "aarch64")])
def test_a_kernels_file_is_booted_as_it_is(
    bench: Bench, project: Path, machine: str, architecture: str
) -> None:
    kernel = project / "probe"
    kernel.write_bytes(ARCHITECTURES[architecture].probe.code)
    result = bench("plan", machine, "./probe", "--append", "one two")
    assert result.exit_code == 0
    assert f"# kernel    {kernel}\n" in result.output
    assert "  -kernel /proc/self/fd/110 \\\n" in result.output
    assert "  -append 'one two'" in result.output


def test_a_linux_image_gets_the_words_that_linux_takes(bench: Bench, project: Path) -> None:
    head = (ROOT / "tests/unit/structs/golden/bzimage.head").read_bytes()
    (project / "bzImage").write_bytes(head.ljust(1 << 16, b"\0"))
    output = bench("plan", "pc", "bzImage", "--append", "quiet").output
    assert "-append 'console=tty0 console=ttyS0 panic=-1 quiet'" in output


def test_json_is_the_plan(bench: Bench, project: Path) -> None:
    (project / "probe").write_bytes(ARCHITECTURES["x86_64"].probe.code)
    planned = json.loads(bench("plan", "pc", "probe", "--json").output)
    assert planned["machine"] == "pc"
    assert planned["argv"][-2:] == ["-kernel", "/proc/self/fd/110"]
    assert planned["boot"]["kernel"] == str(project / "probe")
    assert planned["budget"] == {"cpu": 30.0, "idle": 30.0}


def test_a_program_of_ms_dos_is_named_with_its_suffix(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = []

    def prepare(need: Need, *_: object, **__: object) -> Prepared:
        needs.append(need)
        return FromDisk(image=Path("/fake/disk.img"))

    monkeypatch.setattr("bench.cells.running.planner.prepare", prepare)
    output = bench("plan", "pc", "hello.com", "--append", "one two").output
    assert needs == [Dos("hello", ("one", "two"))]
    assert "# boot disk /fake/disk.img\n" in output
    assert "-kernel" not in output


def test_a_kernel_without_a_runtime_is_named_with_its_folder(
    bench: Bench, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = []

    def prepare(need: Need, *_: object, **__: object) -> Prepared:
        needs.append(need)
        return FromCd(image=Path("/fake/cd.iso"))

    (project / "kernels/rt0/hello").mkdir(parents=True)
    (project / "kernels/rt0/hello/main.go").touch()
    monkeypatch.setattr("bench.cells.running.planner.prepare", prepare)
    output = bench("plan", "pc", "rt0/hello").output
    assert needs == [Multiboot("hello")]
    assert "# boot CD   /fake/cd.iso\n" in output
    result = bench("plan", "pc", "rt0/hello", "--append", "a")
    assert "a kernel without a runtime takes no words; leave --append out" in result.stderr


def test_a_com_file_is_no_kernel(bench: Bench, project: Path) -> None:
    (project / "game.com").write_bytes(b"\xc3")
    result = bench("plan", "pc", "./game.com")
    assert result.exit_code == 2
    assert "./game.com is not a kernel but a COM program; its source goes to" in result.stderr


def test_a_cell_is_planned_with_its_own_budget(
    bench: Bench, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bench.cells.running.planner.prepare",
        lambda *_, **__: FAKE,
    )
    test = project / "tests/first.py"
    test.write_text(test.read_text().replace('"hello")', '"hello")\n    budget = bench.Budget(7)'))
    output = bench("plan", "tests/first.py:Kernel[pc]").output
    assert "# budget    7 s of CPU time, 30 s of idleness\n" in output


def test_a_test_that_cannot_be_imported_is_no_traceback(bench: Bench, project: Path) -> None:
    (project / "tests/first.py").open("a").write("\nimport nowhere\n")
    result = bench("plan", "tests/first.py:Kernel[pc]")
    assert (result.exit_code, result.stderr) == (
        2,
        "tests/first.py: cannot be imported: ModuleNotFoundError: No module named 'nowhere'\n",
    )
