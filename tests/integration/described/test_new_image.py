# SPDX-License-Identifier: MIT
"""`bench new image`: a first definition, by a look at a file or into a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.definitions.images.loader import load_image
from tests.integration.machine_code import EXIT_42, assemble
from tests.unit.cli.conftest import Bench


def test_a_file_of_the_project(bench: Bench, project: Path) -> None:
    assemble(EXIT_42, project)
    result = bench("new", "image", "mine", "--file", "kernel.elf")
    assert result.exit_code == 0, result.output
    image = load_image("mine", project / "images")
    assert (image.kind, image.source.file) == ("kernel", "kernel.elf")
    assert "Multiboot" in image.summary


def test_a_package_of_debians(bench: Bench, project: Path) -> None:
    (project / "avocado.cfg").write_text("[bench]\n")  # over the base, which pins it
    result = bench("new", "image", "mine", "--package", "memtest86+")
    assert result.exit_code == 0, result.output
    image = load_image("mine", project / "images")
    assert (image.kind, image.architecture) == ("kernel", "x86_64")
    assert image.source.package == ("memtest86+",)
    assert "# file: " in (project / "images/mine.yaml").read_text()


def test_firmware_in_a_package(bench: Bench, project: Path) -> None:
    (project / "avocado.cfg").write_text("[bench]\n")
    assert bench("new", "image", "mine", "--package", "seabios").exit_code == 0
    image = load_image("mine", project / "images")
    assert (image.kind, image.architecture) == ("firmware", "i386")
    assert image.source.file
    assert image.source.file.startswith("usr/share/seabios/bios")


def test_a_package_without_anything_that_boots(bench: Bench, project: Path) -> None:
    (project / "avocado.cfg").write_text("[bench]\n")  # over the base, which pins it
    result = bench("new", "image", "mine", "--package", "dash")
    assert result.exit_code == 2
    assert "nothing in dash boots by itself" in result.stderr
    assert "; look into " in result.stderr
    assert ", on which it depends, or write images/mine.yaml by hand" in result.stderr
    assert not (project / "images/mine.yaml").exists()


def test_nothing_to_go_by_is_an_example(bench: Bench, project: Path) -> None:
    assert bench("new", "image", "mine").exit_code == 0
    assert load_image("mine", project / "images").source.file == "mine.elf"
    again = bench("new", "image", "mine")
    assert "images/mine.yaml is there already; choose another name" in again.stderr


def test_a_word_too_many(bench: Bench, project: Path) -> None:
    del project
    assert "run `bench new image NAME`" in bench("new", "demo", "mine").stderr


def test_a_path_that_yaml_would_read_otherwise(bench: Bench, project: Path) -> None:
    odd = "my files/a: b #c.elf"
    (project / "my files").mkdir()
    assemble(EXIT_42, project).rename(project / odd)
    assert bench("new", "image", "mine", "--file", odd).exit_code == 0
    assert load_image("mine", project / "images").source.file == odd


@pytest.mark.parametrize("name", ["../evil", "Mine", "a b", ""])
def test_a_name_that_is_none_leaves_nothing(bench: Bench, project: Path, name: str) -> None:
    (project / "images").mkdir()
    result = bench("new", "image", name)
    assert "cannot be the name of an image; use up to 40 small letters" in result.stderr
    assert not [*(project / "images").iterdir(), *project.glob("*.yaml")]


def test_a_file_outside_of_the_project(bench: Bench, project: Path) -> None:
    kernel = assemble(EXIT_42, project)
    result = bench("new", "image", "mine", "--file", str(kernel))
    assert "copy it there, and write its path from the project's root" in result.stderr
    assert not (project / "images/mine.yaml").exists()
