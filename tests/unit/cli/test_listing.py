# SPDX-License-Identifier: MIT
"""bench machines, bench list and bench explain."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bench.cli.show.machine_text import print_machines
from bench.definitions.loader import load_machines
from tests.unit.cli.conftest import Bench

KERNEL = [
    f"tests/first.py:Kernel.test_it[{machine}]"
    for machine in ("jetson-nano-like", "microvm", "pc", "pc-i386", "virt")
]
SYSTEM = ["tests/first.py:System.test_shell[pc]"]


def test_machines_are_a_line_each(bench: Bench) -> None:
    heading, *lines = bench("machines").output.splitlines()
    assert " ".join(heading.split()) == "machine arch board CPU memory boots screen summary"
    assert [line.split("  ")[0] for line in lines] == [
        "jetson-nano-like",
        "microvm",
        "pc",
        "pc-i386",
        "virt",
    ]
    assert " ".join(lines[0].split()[1:8]) == "aarch64 virt 4 cortex-a57 256M go linux"
    assert "\x1b" not in heading, "a pipe gets no colours"


@pytest.mark.parametrize(("width", "tables"), [(80, 2), (160, 1)])
def test_summaries_never_lack_room(width: int, tables: int, project: Path) -> None:
    machines = load_machines(project / "machines")
    console = Console(width=width, file=StringIO(), force_terminal=True, color_system=None)
    with console.capture() as shown:
        print_machines(machines.values(), console)
    headings = [line for line in shown.get().splitlines() if line.startswith("machine ")]
    assert len(headings) == tables
    text = " ".join(shown.get().split())
    for machine in machines.values():
        assert machine.summary in text
    assert "…" not in text


def test_a_machine_is_shown_with_what_it_does_not_model(bench: Bench) -> None:
    output = bench("machines", "jetson-nano-like").output
    assert "CPU           4 cortex-a57\n" in output
    assert "serial1       16550 (pci), /dev/ttyS0 in Linux\n" in output
    assert output.endswith("\n  boot chain and device tree\n")
    assert "\nnot modelled\n  memory map\n" in output


def test_cells_are_a_line_each(bench: Bench) -> None:
    assert bench("list").output.splitlines() == [*KERNEL, *SYSTEM]
    assert bench("list", "tests/first.py:System").output.splitlines() == SYSTEM


def test_tests_may_lie_elsewhere_behind_a_link(bench: Bench, project: Path) -> None:
    (project / "tests").rename(project.parent / "elsewhere")
    (project / "tests").symlink_to(project.parent / "elsewhere")
    assert bench("list").output.splitlines() == [*KERNEL, *SYSTEM]
    assert bench("list", "tests/first.py:System").output.splitlines() == SYSTEM
    assert bench("check", "tests/first.py").exit_code == 0


def test_cells_are_named_from_the_working_directory_too(
    bench: Bench, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "tests")
    for name in ("first.py:System", "tests/first.py:System", project / "tests/first.py:System"):
        assert bench("list", name).output.splitlines() == SYSTEM


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["claim:E-08,machine:virt"], KERNEL[4:]),
        (["boots:linux"], SYSTEM),
        (["boots:go,-arch:aarch64"], KERNEL[1:4]),
        (["machine:virt", "boots:linux"], [*KERNEL[4:], *SYSTEM]),
        (["screen:vga,arch:i386"], KERNEL[3:4]),
    ],
)
def test_tags_choose_cells(bench: Bench, filters: list[str], expected: list[str]) -> None:
    options = [word for text in filters for word in ("-t", text)]
    assert bench("list", *options).output.splitlines() == expected


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ["list", "-t", "arch:arch64"],
            "no cell has the tag arch:arch64; did you mean arch:aarch64?",
        ),
        (["list", "tests/frist.py"], "tests/frist.py names no cell; did you mean tests/first.py?"),
        (
            ["list", "tests/first.py:Kernel.test_it[vit]"],
            "tests/first.py:Kernel.test_it[vit] names no cell; "
            "did you mean tests/first.py:Kernel.test_it[virt]?",
        ),
        (["list", "nonsense"], "nonsense names no cell; `bench list` shows them all"),
        (["explain", "tests/first.py:Kernal", "pc"], "did you mean tests/first.py:Kernel?"),
        (["explain", "tests/first.py", "pcc"], 'there is no machine "pcc"; did you mean pc?'),
        (["machines", "vrt"], 'there is no machine "vrt"; did you mean virt?'),
    ],
)
def test_an_unknown_name_gets_the_one_that_was_meant(
    bench: Bench, arguments: list[str], complaint: str
) -> None:
    result = bench(*arguments)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"{complaint}\n")
    assert result.stderr.count("\n") == 1


def test_a_mistake_elsewhere_does_not_hide_the_name_that_was_meant(
    bench: Bench, project: Path
) -> None:
    (project / "tests/broken.py").write_text("def")
    assert "did you mean tests/first.py?" in bench("list", "tests/frist.py").stderr
    assert bench("list", "tests/broken.py").stderr.startswith("tests/broken.py:1: invalid syntax")


def test_why_a_cell_exists_or_not(bench: Bench) -> None:
    exists = bench("explain", "tests/first.py:System", "pc").output
    assert exists == (
        "tests/first.py:System.test_shell[pc] exists: pc boots linux (tests/first.py:14) "
        "and satisfies 'screen:vga' (tests/first.py:13).\n"
    )
    kernel, system = bench("explain", "tests", "virt").output.splitlines()
    assert kernel.startswith("tests/first.py:Kernel.test_it[virt] exists: ")
    assert system.startswith("tests/first.py:System.test_shell[virt] does not exist: ")


def test_a_test_that_fits_nowhere_can_still_be_asked_about(bench: Bench, project: Path) -> None:
    test = project / "tests/first.py"
    test.write_text(test.read_text().replace("screen:vga", "virt,-boots:linux"))
    assert bench("list").exit_code == 2
    assert "does not exist" in bench("explain", "tests/first.py:System", "virt").output
