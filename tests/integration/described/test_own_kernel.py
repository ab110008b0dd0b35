# SPDX-License-Identifier: MIT
"""A kernel that lies where it was built, and modules that are built with that: here Debian's own.

Its headers are what a build with `O=` leaves: a folder of its own, beside that of the source.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.cells.running.boot import plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.boot import Boot
from bench.definitions.needs.linux import Linux
from bench.definitions.prepared import FromKernel, LinuxSystem
from bench.errors import BenchError
from bench.images.kernel_tree import OF_A_SOURCE
from bench.images.linux import linux
from bench.images.linux.kernel_headers import build_tree
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from tests import ROOT
from tests.integration.cli.processes import piped

X86_64 = ARCHITECTURES["x86_64"]
BZIMAGE = "arch/x86/boot/bzImage"
SOURCE = """#include <linux/module.h>
static int __init begin(void)
{
\tpr_info("mine is in\\n");
\treturn 0;
}
module_init(begin);
MODULE_LICENSE("GPL");
"""
TEST = """\
import bench


class Mine(bench.Test):
    machines = "q35"
    guest = bench.Linux(kernel="mine", modules=("mine",))

    def test_loaded(self):
        self.guest.console.expect("mine is in")
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of a build."""
    workshop = Workshop(ROOT, Store(), SILENT)
    headers = build_tree(workshop, X86_64)
    [root] = headers.reads
    shutil.copytree(root / "usr", tmp_path / "debian", symlinks=True)
    folder = tmp_path / "debian" / headers.folder.relative_to(root / "usr")
    (folder / "source").symlink_to(tmp_path / "debian")
    for name in OF_A_SOURCE:
        (tmp_path / "debian" / name).touch()
    (folder / BZIMAGE).parent.mkdir(parents=True)
    shutil.copy(linux.kernel(workshop, X86_64, on_screen=True), folder / BZIMAGE)
    return folder


Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the origin of a project's image, and returns the project."""

    def write(source: str) -> Path:
        root = tmp_path / "project"
        for folder in ("images", "payloads/modules/mine", "tests"):
            (root / folder).mkdir(parents=True)
        (root / "avocado.cfg").write_text("[run]\n")
        (root / "images/mine.yaml").write_text(
            f"summary: mine\nkind: kernel\narchitecture: x86_64\nsource: {source}\n"
        )
        (root / "payloads/modules/mine/Kbuild").write_text("obj-m := mine.o\n")
        (root / "payloads/modules/mine/mine.c").write_text(SOURCE)
        (root / "tests/mine.py").write_text(TEST)
        monkeypatch.chdir(root)
        return root

    return write


def prepared(root: Path, need: Linux | Boot) -> object:
    machine = load_machine("q35", ROOT / "machines")
    return plan_for(machine, need, root=root).boot


def test_a_module_is_built_with_it_and_loaded(out: Path, write: Write) -> None:
    write(f"{{kernel-build: ../{out.relative_to(out.parents[2])}}}")
    done = piped("run", "tests/mine.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_own_modules_are_behind_those_that_they_need(out: Path, write: Write) -> None:
    root = write(f"{{kernel-build: {out}}}")
    (out / "modules.order").write_text("drivers/a/upper-one.ko\nlib/lower.o\n")
    (out / "modules.builtin").write_text("kernel/lib/inside.ko\n")
    for name, needs in (("drivers/a/upper-one.ko", b"lower,inside"), ("lib/lower.ko", b"")):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(b"\0depends=" + needs + b"\0")
    found = prepared(root, Linux(kernel="mine", modules=("upper_one", "inside", "lower")))
    assert isinstance(found, LinuxSystem)
    upper, lower = out / "drivers/a/upper-one.ko", out / "lib/lower.ko"
    assert found.kernel == out / BZIMAGE
    assert found.modules == ((lower, upper), (), ())
    with pytest.raises(BenchError, match="no module other: payloads/modules/other is missing"):
        prepared(root, Linux(kernel="mine", modules=("other",)))


def test_another_build_makes_other_modules(out: Path, write: Write) -> None:
    root = write(f"{{kernel-build: {out}}}")
    need = Linux(kernel="mine", modules=("mine",))
    before = prepared(root, need)
    assert prepared(root, need) == before
    (out / "Module.symvers").touch()
    assert prepared(root, need) != before


def test_a_path_into_a_build_is_taken_as_it_is(out: Path, write: Write) -> None:
    root = write(f"{{kernel-build: {out}}}")
    shutil.move(out.parents[2] / "debian", root / "debian")
    path = f"debian/{out.relative_to(out.parents[1])}/{BZIMAGE}"
    (root / path).with_name("Makefile").write_text("bzImage:\n\tfalse\n")
    found = prepared(root, Boot(kernel=path))
    assert isinstance(found, FromKernel)
    assert found.kernel == root / path


def test_a_link_to_anywhere_else_is_not_followed(out: Path, write: Write) -> None:
    root = write(f"{{kernel-build: {out}}}")
    (out / "source/MAINTAINERS").unlink()
    with pytest.raises(BenchError, match="cannot build the module mine"):
        prepared(root, Linux(kernel="mine", modules=("mine",)))


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        (".config", r"Linux was not built in .*: there is no \.config; name the folder that make"),
        ("Module.symvers", r"has no Module\.symvers: its modules were not built; run make modules"),
        (BZIMAGE, "has no kernel; build it there: make"),
    ],
)
def test_what_was_not_built_is_told(out: Path, write: Write, gone: str, message: str) -> None:
    root = write(f"{{kernel-build: {out}}}")
    (out / gone).unlink()
    with pytest.raises(BenchError, match=message) as caught:
        prepared(root, Linux(kernel="mine", modules=("mine",)))
    assert caught.value.where == "images/mine.yaml"


def test_a_kernel_that_nobody_told_more_of_has_no_modules(out: Path, write: Write) -> None:
    root = write("kernel")
    shutil.copy(out / BZIMAGE, root / "kernel")
    with pytest.raises(BenchError, match="nothing says with what modules of the kernel mine are"):
        prepared(root, Linux(kernel="mine", modules=("mine",)))
    prepared(root, Linux(kernel="mine"))


def test_a_configuration_is_for_one_architecture(write: Write) -> None:
    root = write("{kernel-config: [mine.config]}")
    (root / "mine.config").write_text("CONFIG_A=y\nB=y\n")
    with pytest.raises(BenchError, match=r"mine\.config:2: 'B=y' is not an option"):
        prepared(root, Linux(kernel="mine"))
    image = root / "images/mine.yaml"
    image.write_text(image.read_text().replace("architecture: x86_64\n", ""))
    with pytest.raises(BenchError, match="nothing says for which architecture Linux is to be"):
        prepared(root, Linux(kernel="mine"))
