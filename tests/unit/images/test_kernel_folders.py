# SPDX-License-Identifier: MIT
"""Where a kernel's folder is: a project's own come first, in either room."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.artefacts.store import Store
from bench.errors import BenchError
from bench.images.kernels.folders import kernel_folder, kernel_names
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from bench.project import BASE, Project


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Of a project that lies over the bench's own."""
    return Workshop(tmp_path, Store(tmp_path / "cache"), SILENT)


def write(workshop: Workshop, folder: str) -> None:
    file = workshop.root / folder / "main.go"
    file.parent.mkdir(parents=True)
    file.write_text("package main\n")


def test_a_kernel_of_the_bench_is_in_its_room_for_programs(workshop: Workshop) -> None:
    assert kernel_folder(workshop, "hello") == Path("kernels/cmd/hello")


@pytest.mark.parametrize("folder", ["kernels/hello", "kernels/cmd/hello", "kernels/mine"])
def test_a_projects_own_comes_first(workshop: Workshop, folder: str) -> None:
    write(workshop, folder)
    assert kernel_folder(workshop, Path(folder).name) == Path(folder)


def test_all_names_are_known(workshop: Workshop) -> None:
    write(workshop, "kernels/mine")
    names = kernel_names(Project(workshop.root))
    assert {"mine", "hello", "selftest"} < set(names)
    assert not {"cmd", "lib", "net", "rt0"} & set(names)


def test_an_unknown_one_is_told_with_the_nearest(workshop: Workshop) -> None:
    with pytest.raises(BenchError) as caught:
        kernel_folder(workshop, "helo")
    assert str(caught.value) == (
        "there is no kernel helo: kernels/helo/main.go is missing; did you mean hello?"
    )


ROOMS = sorted(
    folder.name
    for folder in (BASE / "kernels").iterdir()
    if folder.is_dir() and not (folder / "main.go").exists()
)


@pytest.mark.parametrize("room", ROOMS)
def test_one_may_not_hide_what_all_kernels_import(workshop: Workshop, room: str) -> None:
    write(workshop, f"kernels/{room}")
    with pytest.raises(BenchError) as caught:
        kernel_folder(workshop, room)
    assert str(caught.value) == (
        f"kernels/{room}: the folder hides packages that kernels import; "
        "give the kernel another name"
    )
