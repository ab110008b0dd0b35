# SPDX-License-Identifier: MIT
"""A kernel is built from its source once; what is kept is what is booted and built against.

A Makefile of a few lines, in a package of the real kind, stands in for the kernel's.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.errors import BenchError
from bench.host.distribution import Distribution
from bench.images.debian import lock
from bench.images.debian.lock import Lock, Package
from bench.images.kernel_tree import KernelTree
from bench.images.linux import linux
from bench.images.linux.kernel_headers import build_tree
from bench.images.linux.kernel_modules import kernel_module
from bench.images.linux.source_kernel import checked_kernel
from bench.images.workshop import Workshop

ARM = ARCHITECTURES["aarch64"]
DISTRIBUTION = Distribution("12", "bookworm", "6.1")
PACKAGE = Package("linux-source-6.1", "6.1.1-1", "all", "linux-source.deb", 5, "00ff")
MAKEFILE = """
allnoconfig:
\tgrep -v DROPPED $(KCONFIG_ALLCONFIG) > .config
Image:
\t@echo "  CC      $(ARCH)/$(CROSS_COMPILE)main.o"
\tmkdir -p arch/arm64/boot
\techo "$$KBUILD_BUILD_TIMESTAMP" > arch/arm64/boot/Image
modules:
\ttouch Module.symvers
"""
TREE = {
    "Makefile": MAKEFILE,
    "arch/arm64/Makefile": "",
    "arch/arm64/include/asm/page.h": "",
    "arch/arm64/mm/fault.c": "",
    "arch/x86/include/asm/page.h": "",
    "drivers/net/dummy.c": "",
    "include/linux/module.h": "",
    "scripts/Makefile.build": "",
    "scripts/mod/modpost": "",
    "scripts/mod/modpost.c": "",
    "scripts/mod/modpost.o": "",
}
KEPT = {
    ".config",
    "Makefile",
    "Module.symvers",
    "arch/arm64/Makefile",
    "arch/arm64/include/asm/page.h",
    "include/linux/module.h",
    "scripts/Makefile.build",
    "scripts/mod/modpost",
}


class Steps(list[str]):
    def step(self, text: str) -> None:
        self.append(text)


def package(folder: Path) -> None:
    """Debian's package of a kernel's source, with the tree in it."""
    for name, content in TREE.items():
        file = folder / "linux-source-6.1" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    sources = folder / "package" / "usr" / "src"
    sources.mkdir(parents=True)
    archive = sources / "linux-source-6.1.tar.xz"
    subprocess.run(["tar", "-cJf", archive, "-C", folder, "linux-source-6.1"], check=True)
    control = folder / "package" / "DEBIAN" / "control"
    control.parent.mkdir()
    fields = "Package: linux-source-6.1\nVersion: 6.1.1-1\nArchitecture: all\n"
    control.write_text(f"{fields}Maintainer: nobody\nDescription: none\n")
    subprocess.run(
        ["dpkg-deb", "-b", folder / "package", folder / "package.deb"],
        check=True,
        capture_output=True,
    )


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    lock.write(tmp_path, Lock(DISTRIBUTION, {}, (PACKAGE,)))
    (tmp_path / "images/linux-checked.config").write_text("CONFIG_A=y\n# CONFIG_B is not set\n")
    for name in ("guest", "guest.aarch64"):
        (tmp_path / f"images/linux-{name}.config").write_text("")
    store = Store(tmp_path / "cache")

    def add(folder: Path) -> None:
        package(tmp_path / "made")
        (tmp_path / "made" / "package.deb").rename(folder / "package.deb")

    store.artefact(PACKAGE.name, PACKAGE.sha256, add)
    return Workshop(tmp_path, store, Steps(), "checked", distribution=DISTRIBUTION)


def test_it_is_built_once_and_little_of_it_is_kept(workshop: Workshop) -> None:
    made = checked_kernel(workshop, ARM)
    assert {path.name for path in made.iterdir()} == {".manifest.json", "build", "kernel"}
    build = made / "build"
    assert {str(path.relative_to(build)) for path in build.rglob("*") if path.is_file()} == KEPT
    assert (made / "kernel").read_text() == "1970-01-01\n"
    assert (build / ".config").read_text() == "CONFIG_A=y\n# CONFIG_B is not set\n"
    steps = workshop.progress
    assert isinstance(steps, Steps)
    assert steps == [
        "unpack linux-source-6.1",
        "configure Linux checked for aarch64",
        "build Linux checked for aarch64: this takes long, once",
    ]
    assert checked_kernel(workshop, ARM) == made
    assert linux.kernel(workshop, ARM, on_screen=False) == made / "kernel"
    assert build_tree(workshop, ARM) == KernelTree("checked", made.name, build, (made,))
    assert len(steps) == 3


def test_another_fragment_is_another_kernel(workshop: Workshop) -> None:
    before = checked_kernel(workshop, ARM)
    fragment = workshop.root / "images/linux-guest.aarch64.config"
    fragment.write_text("# Words are not a difference\n")
    assert checked_kernel(workshop, ARM) == before
    fragment.write_text("CONFIG_C=y\n")
    assert checked_kernel(workshop, ARM) != before


def test_a_dropped_option_ends_it_before_anything_is_built(workshop: Workshop) -> None:
    fragment = workshop.root / "images/linux-guest.aarch64.config"
    fragment.write_text("\nCONFIG_DROPPED=y\n")
    with pytest.raises(BenchError) as caught:
        checked_kernel(workshop, ARM)
    assert str(caught.value) == (
        "images/linux-guest.aarch64.config:2: the kernel makes CONFIG_DROPPED=n of "
        "CONFIG_DROPPED=y; its Kconfig files say what the option depends on"
    )
    assert not any((workshop.store.root / "linux-checked-aarch64").glob("*draft*"))


def test_it_ends_at_its_first_report_and_has_no_modules(workshop: Workshop) -> None:
    assert {"panic=-1", "panic_on_warn=1"} < set(linux.arguments(workshop.series, ARM))
    assert "panic_on_warn=1" not in linux.arguments("6.1", ARM)
    with pytest.raises(BenchError, match=r"no module dummy: .* Linux checked has no modules"):
        kernel_module(workshop, "dummy", ARM)
