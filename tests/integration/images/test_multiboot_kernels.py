# SPDX-License-Identifier: MIT
"""Kernels without a runtime and CDs with them; these need the tool chain and no network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.artefacts.store import Store
from bench.errors import BenchError, HostError
from bench.images.kernels import grub_cd as module
from bench.images.kernels.grub_cd import grub_cd
from bench.images.kernels.multiboot_kernels import multiboot_kernel
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from tests import ROOT

PRIMARY_DESCRIPTOR = 16 * 2048
"""Where an ISO 9660 image has its first volume descriptor: ECMA-119, 6.7.1."""


def project(folder: Path) -> Workshop:
    """A project of its own, at another path, with the same sources."""
    for name in ("rt0", "lib", "drivers/textscreen"):
        shutil.copytree(ROOT / "kernels" / name, folder / "kernels" / name)
    shutil.copy(ROOT / "kernels" / "go.mod", folder / "kernels")
    return Workshop(folder, Store(folder / "cache"), SILENT)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return project(tmp_path / "project")


def kernel(folder: Path, content: bytes = b"a kernel") -> Path:
    file = folder / "kernel.elf"
    file.write_bytes(content)
    return file


def test_a_cd_is_the_same_bytes_whenever_and_wherever_it_is_made(tmp_path: Path) -> None:
    images = []
    for name in ("one", "an-other-of-another-length"):
        (tmp_path / name).mkdir()
        workshop = Workshop(tmp_path / name, Store(tmp_path / name / "cache"), SILENT)
        image = grub_cd(workshop, kernel(tmp_path / name), command="multiboot2")
        images.append(image.read_bytes())
    assert images[0] == images[1]
    assert images[0][PRIMARY_DESCRIPTOR + 1 :].startswith(b"CD001")
    assert images[0][PRIMARY_DESCRIPTOR + 813 :].startswith(b"1980010100000000")


def test_it_holds_the_kernel_and_the_command(workshop: Workshop, tmp_path: Path) -> None:
    file = kernel(tmp_path, b"what is to be loaded" * 500)
    image = grub_cd(workshop, file, command="multiboot").read_bytes()
    assert file.read_bytes() in image
    assert b"multiboot /boot/kernel\nboot\n" in image
    left = {path.name for path in tmp_path.glob("project/cache/cd-*/*/*")}
    assert left == {"cd.iso", ".manifest.json"}, "and nothing that it was made from"


def test_without_grub_the_host_lacks_something(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MODULES", tmp_path / "nowhere")
    with pytest.raises(HostError, match="GRUB for PCs with a BIOS is missing; run `apt"):
        grub_cd(workshop, kernel(tmp_path), command="multiboot2")


def test_an_unknown_program_is_told_with_the_nearest(workshop: Workshop) -> None:
    with pytest.raises(BenchError) as caught:
        multiboot_kernel(workshop, "helo")
    assert str(caught.value) == (
        "there is no program helo: kernels/rt0/helo/main.go is missing; did you mean hello?; "
        "of a file write bench.Boot(kernel=…)"
    )


def test_an_error_names_the_file_and_line_of_the_source(workshop: Workshop) -> None:
    file = workshop.root / "kernels" / "rt0" / "wrong" / "main.go"
    file.parent.mkdir()
    file.write_text("package main\n\nfunc main() { nothing() }\n")
    with pytest.raises(BenchError, match="undefined: nothing") as caught:
        multiboot_kernel(workshop, "wrong")
    assert caught.value.where == f"{file.relative_to(workshop.root)}:3"


def test_an_assemblers_error_does_too(workshop: Workshop) -> None:
    file = workshop.root / "kernels" / "rt0" / "finish.S"
    file.write_text(f"\tmow %eax, %ebx\n{file.read_text()}")
    with pytest.raises(BenchError, match="no such instruction") as caught:
        multiboot_kernel(workshop, "hello")
    assert caught.value.where == f"{file.relative_to(workshop.root)}:1"


def test_a_change_of_what_it_imports_builds_it_anew_and_one_of_the_shim_does_not(
    workshop: Workshop,
) -> None:
    before = multiboot_kernel(workshop, "hello")
    kernels = workshop.root / "kernels"
    (kernels / "shim").mkdir()
    (kernels / "shim" / "boot.c").touch()
    assert multiboot_kernel(workshop, "hello") == before
    scenes = kernels / "drivers" / "textscreen" / "scenes" / "scenes.go"
    scenes.write_text(scenes.read_text().replace("Go on the metal", "Go on the stone"))
    assert b"Go on the stone" in multiboot_kernel(workshop, "hello").read_bytes()
