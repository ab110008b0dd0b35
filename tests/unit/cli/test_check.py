# SPDX-License-Identifier: MIT
"""bench check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Bench


@pytest.fixture(autouse=True)
def _no_qemu(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host without QEMU, so that none is asked what it has; `tests/integration/cli` has one."""
    monkeypatch.setenv("PATH", "")


def test_one_line_when_all_is_right(bench: Bench) -> None:
    result = bench("check")
    assert (result.exit_code, result.output) == (0, "✓ 6 files are right\n")


def test_a_line_for_each_mistake_wherever_it_is(bench: Bench, project: Path) -> None:
    broken = project / "machines/microvm.yaml"
    broken.write_text(broken.read_text().replace("256M", "256Q").replace("cpu:", "cpus:"))
    (project / "tests/second.py").write_text(
        "import bench\nclass A(bench.Test):\n  guest = 1\n  def test_it(self): ...\n"
    )
    result = bench("check")
    assert result.exit_code == 1
    assert result.output == (
        "machines/microvm.yaml:2: cpu: is missing; write for example max\n"
        'machines/microvm.yaml:6: cpus: "max" is not a whole number; write for example 4\n'
        'machines/microvm.yaml:7: memory: "256Q" is not a size; write for example 256M\n'
        "tests/second.py:3: guest is 1, which is not a need; "
        "write bench.Dos(…), bench.Go(…), bench.GoTest(…), bench.Linux(…), "
        "bench.Multiboot(…), bench.Boot(kernel=…) for a file or bench.Image(…)\n"
    )


def test_a_selector_is_checked_against_the_machines(bench: Bench, project: Path) -> None:
    test = project / "tests/first.py"
    test.write_text(test.read_text().replace("screen:vga", "screen:vgo"))
    result = bench("check")
    assert result.exit_code == 1
    assert "tests/first.py:13: 'screen:vgo' fits no machine; did you mean vga?" in result.output


def test_only_what_is_named_is_checked(
    bench: Bench, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "machines/pc.yaml").write_text("board: pc\n")
    monkeypatch.chdir(project / "machines")
    assert bench("check", "virt.yaml", "../tests").output == "✓ 2 files are right\n"
    assert bench("check", ".").exit_code == 1


def test_a_mistake_in_a_parent_is_its_heirs_too(bench: Bench, project: Path) -> None:
    parent = project / "machines/pc.yaml"
    parent.write_text(parent.read_text().replace("256M", "256Q"))
    result = bench("check", "machines/pc-i386.yaml")
    assert result.exit_code == 1
    assert result.output.startswith('machines/pc.yaml:6: memory: "256Q"')


def test_what_is_neither_machine_nor_test_is_refused(bench: Bench, project: Path) -> None:
    (project / "tests/data.yaml").touch()
    result = bench("check", "tests/data.yaml")
    assert (result.exit_code, result.stderr) == (
        2,
        "tests/data.yaml is not a machine, an image or a test\n",
    )


def test_a_folder_with_a_conftest_is_pytests(bench: Bench, project: Path) -> None:
    (project / "tests/any/deep").mkdir(parents=True)
    (project / "tests/any/deep/helper.py").write_text("def")
    assert bench("check").exit_code == 1
    (project / "tests/conftest.py").touch()  # of the whole of tests/, which has cells
    assert bench("check").exit_code == 1
    (project / "tests/any/conftest.py").touch()
    assert bench("check").exit_code == 0


def test_what_a_file_holds_is_no_markup(bench: Bench, project: Path) -> None:
    (project / "machines/odd.yaml").write_text('extends: pc\n"[/dim]": "[red]"\n')
    result = bench("check", "machines/odd.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("machines/odd.yaml:2: [/dim]: is not a key of a machine; ")


def test_an_image_that_is_not_there_is_told_at_its_test(bench: Bench, project: Path) -> None:
    (project / "tests/second.py").write_text(
        'import bench\nclass A(bench.Test):\n  machines = "pc"\n'
        '  guest = bench.Image("ovnf")\n  def test_it(self): ...\n'
    )
    (project / "images").mkdir()
    (project / "images/ovmf.yaml").write_text("summary: a\nkind: firmware\nsource: b\n")
    result = bench("check", "tests")
    assert result.output == "tests/second.py:4: there is no image ovnf; did you mean ovmf?\n"
