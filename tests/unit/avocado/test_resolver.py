# SPDX-License-Identifier: MIT
from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from avocado.core.nrunner.runnable import (
    RUNNERS_REGISTRY_STANDALONE_EXECUTABLE,
    STANDALONE_EXECUTABLE_CONFIG_USED,
    Runnable,
)
from avocado.core.resolver import ReferenceResolutionResult

from bench.avocado.resolver import CellResolver
from bench.avocado.runner import KIND
from bench.definitions.linux import default_series
from tests import ROOT

FIRST = """\
import bench
class First(bench.Test):
    machines = "q35", "virt"
    guest = bench.Linux()
    @bench.claim("E-08", "E-09")
    def test_a(self): ...
    def test_b(self): ...
"""
BROKEN = (
    "import bench\nclass A(bench.Test):\n    guest = bench.Linus()\n    def test_it(self): ...\n"
)
A, B = "tests/com/first.py:First.test_a", "tests/com/first.py:First.test_b"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "machines", tmp_path / "machines")
    (tmp_path / "tests/com").mkdir(parents=True)
    (tmp_path / "tests/unit").mkdir()
    (tmp_path / "avocado.cfg").touch()
    (tmp_path / "tests/com/first.py").write_text(FIRST)
    (tmp_path / "tests/unit/conftest.py").touch()
    (tmp_path / "tests/unit/helper.py").write_text("def test_x(): ...")
    (tmp_path / "tests/README.md").touch()
    (tmp_path / "other.py").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


Resolve = Callable[..., list[Runnable]]


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    # avocado would ask the runner which of its settings it uses.
    monkeypatch.setitem(RUNNERS_REGISTRY_STANDALONE_EXECUTABLE, KIND, ["runner"])
    monkeypatch.setitem(STANDALONE_EXECUTABLE_CONFIG_USED, "runner", [])

    def runnables(reference: str, **config: object) -> list[Runnable]:
        resolution = CellResolver({"x": 1, **config}).resolve(reference)
        assert resolution.result is ReferenceResolutionResult.SUCCESS
        return list(resolution.resolutions)

    return runnables


def test_there_is_one_runnable_a_cell(project: Path, resolve: Resolve) -> None:
    found = resolve("tests/com/first.py")
    assert [runnable.uri for runnable in found] == [
        f"{A}[q35]",
        f"{A}[virt]",
        f"{B}[q35]",
        f"{B}[virt]",
    ]
    assert {runnable.kind for runnable in found} == {"bench-cell"}
    assert {runnable.kwargs["root"] for runnable in found} == {str(project)}


@pytest.mark.usefixtures("project")
def test_tags_say_what_a_cell_is(resolve: Resolve) -> None:
    first, second = resolve("tests/com/first.py:First[virt]")
    common = {
        **{"arch": {"aarch64"}, "machine": {"virt"}, "boots": {"linux"}},
        **{"screen": {"memory"}, "device": set(), "linux": {default_series()}, "claim": set()},
    }
    assert first.tags == {**common, "claim": {"E-08", "E-09"}}
    assert second.tags == common


@pytest.mark.parametrize(
    ("folder", "reference"),
    [(".", f"{B}[q35]"), ("tests", "com/first.py:First.test_b[q35]"), ("tests", f"{B}[q35]")],
)
def test_names_are_found_from_any_folder(
    project: Path, resolve: Resolve, monkeypatch: pytest.MonkeyPatch, folder: str, reference: str
) -> None:
    monkeypatch.chdir(project / folder)
    assert [runnable.uri for runnable in resolve(reference)] == [f"{B}[q35]"]


def test_a_machine_that_has_to_be_named_is_resolved_when_it_is(
    project: Path, resolve: Resolve
) -> None:
    machine = project / "machines/virt.yaml"
    machine.write_text(machine.read_text() + "only-when-named: true\n")
    filters = {"filter.by_tags.tags": ["boots:linux,machine:virt"]}
    assert [found.uri for found in resolve(B.partition(".test")[0])] == [f"{A}[q35]", f"{B}[q35]"]
    assert [found.uri for found in resolve(f"{B}[virt]")] == [f"{B}[virt]"]
    assert [found.uri for found in resolve(B, **filters)] == [f"{B}[virt]"]
    (project / "tests/com/first.py").write_text(FIRST.replace('"q35", "virt"', '"virt"'))
    assert resolve("tests/com/first.py") == []
    resolution = CellResolver({"x": 1}).resolve(B)
    assert resolution.result is ReferenceResolutionResult.CORRUPT
    assert "-t machine:virt" in resolution.info


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("reference", ["tests/unit/helper.py", "tests/README.md"])
def test_what_is_no_cell_is_kept_from_other_resolvers(resolve: Resolve, reference: str) -> None:
    assert resolve(reference) == []


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("reference", ["other.py", "tests/none.py", "/bin/true", "a:b:c"])
def test_what_is_not_of_the_tests_is_left_to_other_resolvers(reference: str) -> None:
    resolution = CellResolver({"x": 1}).resolve(reference)
    assert resolution.result is ReferenceResolutionResult.NOTFOUND


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("rest", [":Second", ":First.test_c", "[pc]"])
def test_a_name_without_a_cell_is_no_success(rest: str) -> None:
    resolution = CellResolver({"x": 1}).resolve(f"tests/com/first.py{rest}")
    assert resolution.result is ReferenceResolutionResult.CORRUPT


def test_a_mistake_is_a_cell_that_every_selection_holds(
    project: Path, resolve: Resolve, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "tests/com/first.py").write_text(BROKEN)
    selection = ["claim:E-08,arch:i386", "machine:virt"]
    [runnable] = resolve("tests/com/first.py", **{"filter.by_tags.tags": selection})
    message = (
        "tests/com/first.py:3: guest is bench.Linus(), which is not a need; "
        "write bench.Dos(…), bench.Go(…), bench.GoTest(…), bench.Linux(…), "
        "bench.Multiboot(…), bench.Boot(kernel=…) for a file or bench.Image(…)"
    )
    assert (runnable.uri, runnable.kwargs["mistake"]) == ("tests/com/first.py", message)
    assert runnable.tags == {"claim": {"E-08"}, "arch": {"i386"}, "machine": {"virt"}}
    assert message in caplog.text


def test_a_broken_machine_ends_it_all_in_one_line(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "machines/q35.yaml").write_text("extends: pcc\n")
    with pytest.raises(SystemExit) as caught:
        CellResolver({"x": 1}).resolve("tests/com/first.py")
    assert caught.value.code == 2
    assert "machines/q35.yaml:1: " in caplog.text


def test_a_failure_of_the_bench_itself_does_not_drop_tests(
    project: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.avocado.resolver.cells_of", None)
    with pytest.raises(SystemExit) as caught:
        CellResolver({"x": 1}).resolve("tests/com/first.py")
    assert caught.value.code == 4
    assert "failed to list tests/com/first.py" in caplog.text
