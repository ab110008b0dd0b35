# SPDX-License-Identifier: MIT
"""Cells that must be red, run by avocado and judged from outside."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import ROOT

TESTS = """
import bench


class Red(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Go("hello", arguments=("hold=1",))
    budget = bench.Budget(cpu=5, idle=1)

    def test_wrong_expectation(self):
        self.guest.console.expect("goodbye from Go")

    def test_wrong_code(self):
        self.guest.console.expect("hello")
        self.guest.console.send_line("")
        self.assertEqual(self.guest.wait_exit().code, 41, "the code")

    def test_mistake_of_the_test(self):
        raise KeyError("colour")

    def test_killed_emulator(self):
        import os

        os.kill(self.guest.pid, 9)
        self.guest.wait_exit()

    def test_aborted_emulator(self):
        import os

        os.kill(self.guest.pid, 6)
        self.guest.console.expect("never said")

    def test_green(self):
        self.guest.console.expect("hello")


class Waits(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Go("hello", arguments=("hold=1",))

    def test_in_vain(self):
        self.guest.console.expect("goodbye from Go")


class Quiet(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Linux(modules=("hello",))

    def test_in_vain(self):
        self.guest.console.expect("goodbye, kernel")


class Early(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Go("hello")

    def test_screen(self):
        self.guest.screen.wait_until("what it never shows")


class Resets(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Go("faults", arguments=("fault=triple",))

    def test_awaits_more(self):
        self.guest.console.expect("what comes after a reset")

    def test_wait_reset(self):
        self.guest.wait_reset()


class Panics(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Go("faults", arguments=("fault=nil",))

    def test_end(self):
        self.assertEqual(self.guest.wait_exit().code, 0)


class Hangs(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Go("faults", arguments=("fault=loop",))
    budget = bench.Budget(cpu=1)

    def test_end(self):
        self.guest.wait_exit()


class Stuck(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Linux(unloaded=("runaway", "faulty", "crashes"))
    budget = bench.Budget(cpu=2, idle=1)

    def test_spins(self):
        self.guest.run("insmod", "/modules/runaway.ko")

    def test_waits_for_itself(self):
        self.guest.run("insmod", "/modules/faulty.ko", "fault=lock-twice")


class Crashes(bench.Test):
    machines = ("microvm", "virt", "q35-linux-6-12")
    guest = bench.Linux(unloaded=("runaway", "faulty", "crashes"))

    def test_warns(self):
        self.guest.run("insmod", "/modules/crashes.ko", "by=warn-with-reason")
        self.assertEqual(6 * 7, 41)

    def test_faults(self):
        self.assertEqual(self.guest.run("insmod", "/modules/crashes.ko", "by=read-wild").code, 0)


class Deaf(bench.Test):
    machines = "microvm"
    guest = bench.Linux(unloaded=("runaway",))
    budget = bench.Budget(cpu=2)

    def test_spins(self):
        self.guest.run("insmod", "/modules/runaway.ko", "interrupts=0")


class Broken(bench.Test):
    machines = ("microvm", "virt")
    guest = bench.Linux(modules=("faulty fault=use-after-free", "faulty fault=no-such"))

    def test_never(self):
        self.fail("it cannot come this far")


class Refused(bench.Test):
    machines = "broken"
    guest = bench.Go("hello")

    def test_boot(self):
        self.fail("it cannot come this far")
"""

BROKEN = """
summary: A machine with a device that QEMU has not
extends: microvm
raw-qemu-options: [-device, no-such-device]
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Each test's entry in results.json, by its name."""
    project = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "avocado.cfg", project)
    shutil.copytree(ROOT / "machines", project / "machines")
    for folder in ("kernels", "payloads", "images"):
        (project / folder).symlink_to(ROOT / folder)
    (project / "machines" / "broken.yaml").write_text(BROKEN)
    (project / "tests").mkdir()
    (project / "tests" / "red.py").write_text(TESTS)
    run = subprocess.run(
        ["avocado", "run", "tests/"],
        cwd=project,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr  # avocado: tests failed
    assert "Traceback" not in run.stdout + run.stderr
    data = json.loads((project / "results/latest/results.json").read_text())
    names = {test["name"].split(":")[-1]: test for test in data["tests"]}
    return {**names, "stdout": run.stdout}


@pytest.mark.parametrize("machine", ["microvm", "virt"])
@pytest.mark.parametrize(
    ("test", "status", "fault", "reason"),
    [
        ("wrong_expectation", "FAIL", "payload", '"goodbye from Go" on serial0'),
        ("wrong_code", "FAIL", "payload", "42 != 41 : the code"),
        ("mistake_of_the_test", "ERROR", "payload", "KeyError: 'colour'"),
        ("killed_emulator", "ERROR", "host", "QEMU was killed from outside"),
        ("aborted_emulator", "ERROR", "emulator", "QEMU died of SIGABRT"),
    ],
)
def test_red(  # noqa: PLR0913, PLR0917 - a row of the table above
    results: dict[str, Any], machine: str, test: str, status: str, fault: str, reason: str
) -> None:
    entry = results[f"Red.test_{test}[{machine}]"]
    assert entry["status"] == status
    assert reason in entry["fail_reason"]
    assert f"(fault: {fault}) at tests/red.py:" in entry["fail_reason"]


@pytest.mark.parametrize("machine", ["microvm", "virt"])
def test_what_came_instead_is_shown(results: dict[str, Any], machine: str) -> None:
    entry = results[f"Red.test_wrong_expectation[{machine}]"]
    seen = json.loads((Path(entry["logdir"]) / "verdict.json").read_text())["seen"]
    lines = seen.splitlines()
    assert lines[0] == "the last lines of serial0:"
    assert lines[1].startswith("  hello from Go")
    assert f"seen      {lines[0]}\n            {lines[1]}\n" in results["stdout"]
    xml = (Path(entry["logdir"]).parent.parent / "results.xml").read_text()
    assert seen in xml


@pytest.mark.parametrize("machine", ["microvm", "virt"])
def test_a_guest_that_waits_for_the_test_is_given_up(results: dict[str, Any], machine: str) -> None:
    of_kernel = results[f"Waits.test_in_vain[{machine}]"]["fail_reason"]
    assert "the kernel waits for input, no thread can run and no timer is armed" in of_kernel
    of_linux = results[f"Quiet.test_in_vain[{machine}]"]["fail_reason"]
    assert "Linux waits for input, no program or module runs or sleeps for a time" in of_linux


@pytest.mark.parametrize("machine", ["microvm", "virt"])
def test_a_guest_that_ends_while_it_is_looked_at_is_the_payloads_fault(
    results: dict[str, Any], machine: str
) -> None:
    entry = results[f"Early.test_screen[{machine}]"]
    assert entry["status"] == "FAIL"
    assert "the guest ended, " in entry["fail_reason"]
    assert "with code 42, before it was looked at (fault: payload)" in entry["fail_reason"]


@pytest.mark.parametrize("machine", ["microvm", "virt"])
@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("Panics.test_end", "dereference, in main.dereferenceNil (emubench/kernels/cmd/faults/"),
        ("Hangs.test_end", "it was in main."),
        ("Stuck.test_spins", "it was in runaway_init+0x"),
        ("Stuck.test_waits_for_itself", "insmod was blocked in "),
    ],
)
def test_a_guest_is_heard(results: dict[str, Any], machine: str, test: str, said: str) -> None:
    entry = results[f"{test}[{machine}]"]
    assert entry["status"] == "FAIL"
    assert said in entry["fail_reason"]
    assert said in results["stdout"]


@pytest.mark.parametrize(
    ("machine", "fault"),
    [
        ("microvm", "general protection fault, "),
        ("virt", "Unable to handle kernel paging request "),
        ("q35-linux-6-12", "Oops: general protection fault, "),
    ],
)
def test_a_report_of_linux_is_heard(results: dict[str, Any], machine: str, fault: str) -> None:
    warned = results[f"Crashes.test_warns[{machine}]"]["fail_reason"]
    assert re.search(
        r"guest: WARNING: .* at \S*crashes\.c:\d+ suspicious_with_reason\+0x\S+ \[crashes\]:"
        r" the answer is 0 and not 42 \(",
        warned,
    )
    crashed = results[f"Crashes.test_faults[{machine}]"]["fail_reason"]
    assert f"guest: {fault}" in crashed
    assert re.search(r", in peek\S*\+0x\S+ \[crashes\] \(", crashed)


def test_a_processor_that_serves_no_interrupts_is_heard_too(results: dict[str, Any]) -> None:
    assert "it was in runaway_init+0x" in results["Deaf.test_spins[microvm]"]["fail_reason"]


@pytest.mark.parametrize("machine", ["microvm", "virt"])
def test_a_guest_of_which_no_template_came_leaves_its_log(
    results: dict[str, Any], machine: str
) -> None:
    folder = Path(results[f"Broken.test_never[{machine}]"]["logdir"])
    assert "bench: ready" in (folder / "serial0.log").read_text(errors="replace")


def test_a_refused_command_line_is_the_fault_of_who_asked_for_it(results: dict[str, Any]) -> None:
    entry = results["Refused.test_boot[broken]"]
    assert entry["status"] == "ERROR"
    assert "'no-such-device'" in entry["fail_reason"]
    assert "fault: payload" in entry["fail_reason"]


def test_a_reset_that_was_not_to_be_the_end_is_told(results: dict[str, Any]) -> None:
    again = 'reset="again" in what the test boots lets it go on'
    entry = results["Resets.test_awaits_more[virt]"]
    assert "the guest ended by a reset: a reset ends the guest here; " in entry["fail_reason"]
    assert again in entry["fail_reason"]
    for machine in ("microvm", "virt"):
        entry = results[f"Resets.test_wait_reset[{machine}]"]
        assert entry["fail_reason"].startswith(f"a reset ends this guest; {again}")


@pytest.mark.parametrize("machine", ["microvm", "virt"])
def test_green_cells_stay_green(results: dict[str, Any], machine: str) -> None:
    assert results[f"Red.test_green[{machine}]"]["status"] == "PASS"


def test_a_red_cell_leaves_evidence_and_says_how_to_boot_it(results: dict[str, Any]) -> None:
    folder = Path(results["Red.test_wrong_expectation[virt]"]["logdir"])
    left = {path.name for path in folder.iterdir()}
    assert left >= {
        *("plan.json", "serial0.log", "serial0.times", "events.jsonl", "qemu.log"),
        *("screen.txt", "screen.png", "registers.txt", "exit.json", "verdict.json"),
    }
    assert "hello from Go" in (folder / "screen.txt").read_text()
    verdict = json.loads((folder / "verdict.json").read_text())
    assert verdict["reproduce"] == "bench boot 'tests/red.py:Red.test_wrong_expectation[virt]'"
    assert verdict["reproduce"] in results["stdout"]
