# SPDX-License-Identifier: MIT
"""Recipes that start from Debian's packages: these fetch, unless the cache is warm."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.architectures.architecture import Architecture
from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.definitions.needs.linux import Linux
from bench.errors import BenchError, HostError
from bench.images import prepare as preparing
from bench.images.disk import disk
from bench.images.linux import linux
from bench.images.linux.initramfs import initramfs
from bench.images.linux.modules import modules, modules_to_load
from bench.images.prepare import Platform
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from tests import ROOT

BOTH = pytest.mark.parametrize("name", ["x86_64", "aarch64"])
prepare: Callable[..., Any] = preparing.prepare
"""Each test knows in which of the ways it boots what it asked for."""
NEED = Linux(modules=("hello", "binfmt_com"), programs=("com/hello",), append="loglevel=7")


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    """The project itself and the user's own cache."""
    workshop = Workshop(ROOT, Store(), SILENT)
    try:
        for architecture in ("x86_64", "aarch64"):
            prepare(NEED, Platform(architecture), root=ROOT, store=workshop.store)
    except HostError as error:
        pytest.skip(f"the cache is cold and {error}")
    return workshop


def elsewhere(workshop: Workshop, folder: Path) -> Workshop:
    """The same project at another path, with a cache of its own but for the packages."""
    shutil.copytree(ROOT / "payloads", folder / "payloads")
    shutil.copytree(ROOT / "images", folder / "images")
    (folder / "cache").mkdir()
    packages = [path for path in workshop.store.root.iterdir() if list(path.glob("*/package.deb"))]
    for package in packages:
        (folder / "cache" / package.name).symlink_to(package)
    return Workshop(folder, Store(folder / "cache"), SILENT)


@BOTH
def test_the_same_sources_give_the_same_guest_anywhere(
    workshop: Workshop, tmp_path: Path, name: str
) -> None:
    architecture = ARCHITECTURES[name]
    here = initramfs(workshop, architecture).read_bytes()
    there = initramfs(elsewhere(workshop, tmp_path), architecture).read_bytes()
    assert here == there


def test_kernels_are_in_the_form_that_qemu_boots(workshop: Workshop) -> None:
    pc = linux.kernel(workshop, ARCHITECTURES["x86_64"], on_screen=False).read_bytes()
    assert pc[:4] == b"\x7fELF"
    # The note that QEMU enters an ELF file by: type 18 (PVH entry point) of "Xen".
    assert b"\x04\0\0\0\x08\0\0\0\x12\0\0\0Xen\0" in pc
    arm = linux.kernel(workshop, ARCHITECTURES["aarch64"], on_screen=False).read_bytes()
    assert arm[0x38:0x3C] == b"ARM\x64"


@BOTH
def test_modules_and_programs_are_for_the_guest_to_be_given(workshop: Workshop, name: str) -> None:
    need = Linux(modules=("hello", "binfmt_com"), programs=("com/hello",))
    boot = prepare(need, Platform(name), root=ROOT, store=workshop.store)
    assert [[file.name for file in group] for group in boot.modules] == [
        ["hello.ko"],
        ["binfmt_com.ko"],
    ]
    [(path, file)] = boot.inner_files
    assert path == "/payloads/com/hello.com"
    assert file.stat().st_size < 100
    # The second answer comes from the memo, and is the same.
    assert prepare(need, Platform(name), root=ROOT, store=workshop.store) == boot


def test_a_guest_finds_its_tools(workshop: Workshop) -> None:
    archive = initramfs(workshop, ARCHITECTURES["x86_64"]).read_bytes()
    for path in (b"init", b"bin/agent", b"bin/nothing", b"bin/sh", b"bin/poweroff"):
        assert path + b"\0" in archive


def test_the_need_shapes_the_command_line(workshop: Workshop) -> None:
    boot = prepare(NEED, Platform("x86_64"), root=ROOT, store=workshop.store)
    assert boot.arguments[0] == "panic=-1"  # what all kernels are told
    assert boot.arguments[-1] == "loglevel=7"


def test_a_warm_cache_takes_less_than_15_ms(workshop: Workshop) -> None:
    times = []
    for _ in range(5):
        started = time.process_time()
        prepare(NEED, Platform("x86_64"), root=ROOT, store=workshop.store)
        times.append(time.process_time() - started)
    assert min(times) < 0.015


@pytest.fixture
def changed(workshop: Workshop, tmp_path: Path) -> Workshop:
    """The same cache, and a project to change."""
    shutil.copytree(ROOT / "payloads", tmp_path / "payloads")
    shutil.copytree(ROOT / "images", tmp_path / "images")
    return Workshop(tmp_path, workshop.store, SILENT)


@BOTH
def test_a_module_that_names_its_source_names_no_folder(changed: Workshop, name: str) -> None:
    source = changed.root / "payloads" / "modules" / "hello" / "hello.c"
    source.write_text(source.read_text().replace('"hello, kernel\\n"', '"from <%s>\\n", __FILE__'))
    (file,) = modules(changed, "hello", ARCHITECTURES[name])
    built = file.read_bytes()
    assert b"\0hello.c\0" in built
    assert str(changed.store.root).encode() not in built


@BOTH
def test_an_error_in_a_module_names_its_file_and_line(changed: Workshop, name: str) -> None:
    architecture: Architecture = ARCHITECTURES[name]
    source = changed.root / "payloads" / "modules" / "hello" / "hello.c"
    lines = source.read_text().splitlines()
    number = lines.index('\tpr_info("hello, kernel\\n");') + 1
    lines[number - 1] = "\tpr_inf();"
    source.write_text("\n".join(lines))
    with pytest.raises(BenchError, match="implicit declaration of function 'pr_inf'") as caught:
        modules(changed, "hello", architecture)
    assert caught.value.where == f"payloads/modules/hello/hello.c:{number}"


@BOTH
def test_a_module_of_the_kernel_brings_what_it_needs(workshop: Workshop, name: str) -> None:
    need = Linux(modules=("virtio_pci", "virtio-rng"))
    boot = prepare(need, Platform(name), root=ROOT, store=workshop.store)
    first, second = ([file.stem for file in group] for group in boot.modules)
    assert (first[0], first[-1]) == ("virtio", "virtio_pci")
    assert "virtio_ring" in first
    assert second == ["virtio-rng"]  # what it needs has been loaded


@BOTH
def test_a_module_that_nobody_has_is_told(workshop: Workshop, name: str) -> None:
    need = Linux(modules=("virtio_pic",))
    with pytest.raises(BenchError, match=f"no module virtio_pic: .* for {name} has none"):
        prepare(need, Platform(name), root=ROOT, store=workshop.store)


def test_a_machine_with_a_disk_gets_one(workshop: Workshop) -> None:
    boot = prepare(Linux(), Platform("x86_64", disk=True), root=ROOT, store=workshop.store)
    assert boot.disk
    assert boot.overlay
    with boot.disk.open("rb") as file:
        file.seek(1024 + 0x38)
        assert file.read(2) == b"\x53\xef"  # the magic of ext2 and its heirs
    with boot.overlay.open("rb") as file:
        assert file.read(4) == b"QFI\xfb"
    without = prepare(Linux(), Platform("x86_64"), root=ROOT, store=workshop.store)
    assert (without.disk, without.overlay) == (None, None)


def test_the_same_disk_is_made_anywhere(workshop: Workshop, tmp_path: Path) -> None:
    here, _ = disk(workshop)
    there, _ = disk(Workshop(ROOT, Store(tmp_path / "cache"), SILENT))
    assert here != there
    assert here.read_bytes() == there.read_bytes()


def test_an_unknown_module_is_told(workshop: Workshop) -> None:
    with pytest.raises(BenchError, match="there is no module helo; did you mean hello"):
        modules(workshop, "helo", ARCHITECTURES["x86_64"])


def test_a_module_of_another_name_is_told(changed: Workshop) -> None:
    kbuild = changed.root / "payloads" / "modules" / "hello" / "Kbuild"
    shutil.copy(kbuild.with_name("hello.c"), kbuild.with_name("other.c"))
    kbuild.write_text("obj-m := other.o\n")
    with pytest.raises(BenchError, match=r"hello: makes other\.ko; write obj-m := hello\.o"):
        modules_to_load(changed, "hello", ARCHITECTURES["x86_64"])
