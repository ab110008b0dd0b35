# SPDX-License-Identifier: MIT
"""Kernels, CDs and disks of people who have never heard of the bench."""

from __future__ import annotations

import gzip
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from bench.artefacts.store import Store

SOURCES = Path(__file__).parent / "foreign"

TESTS = """\
import bench


class Own(bench.Test):
    guest = bench.Boot(kernel="brought/own.elf", append="one  two")

    def test_all(self):
        self.guest.console.expect("OK ")
        self.guest.console.expect(" one  two\\n")
        self.assertEqual(self.guest.wait_exit().code, 16)


class Writes(bench.Test):
    def test_all(self):
        self.guest.console.expect("w")
        self.guest.wait_exit()


class Disk(Writes):
    machines = ("pc", "q35")
    guest = bench.Boot(disks=("brought/writes.img",))


class Floppy(Writes):
    machines = ("pc", "q35")
    guest = bench.Boot(floppy="brought/writes.bin")


class Loaded(bench.Test):
    machines = ("pc",)
    guest = bench.Boot(kernel="brought/mb2.elf", disks=("brought/boot.bin",))

    def test_all(self):
        self.assertEqual(self.guest.wait_exit().code, 21)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in whose folder `brought` everything lies that people bring."""
    root = tmp_path_factory.mktemp("project")
    (root / "avocado.cfg").touch()
    built = root / "sources"
    shutil.copytree(SOURCES, built)
    subprocess.run(["make", "-s"], cwd=built, check=True)
    brought = root / "brought"
    brought.mkdir()
    for file in built.iterdir():
        if file.suffix in {".bin", ".img", ".elf", ".iso"}:
            file.rename(brought / file.name)
    shutil.rmtree(built)
    (root / "tests").mkdir()
    (root / "tests/own.py").write_text(TESTS)
    return root


def bench(project: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the command in a project, with nothing to type."""
    return subprocess.run(
        [sys.executable, "-m", "bench.cli.entry", *map(str, arguments)],
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(
    ("file", "said", "ended"),
    [
        ("boot.bin", "B", "it had nothing more to say"),
        ("disk.img", "B", "it had nothing more to say"),
        ("mb2.elf", "M", "debug-exit with code 21"),
        ("cd.iso", "M", "debug-exit with code 21"),
    ],
)
def test_each_is_booted_the_right_way(project: Path, file: str, said: str, ended: str) -> None:
    done = bench(project, "boot", "pc", project / "brought" / file)
    assert (done.returncode, done.stdout) == (0, said)
    assert f"pc ended: {ended}" in done.stderr


@pytest.mark.parametrize(
    ("machine", "file", "what"),
    [
        ("pc", "plain64.elf", "an ELF file for x86_64 without a header for a boot loader, which"),
        ("virt", "plain64.elf", "an ELF file for x86_64 without a header for a boot loader, and"),
        (
            "virt",
            "cd.iso",
            "an ISO 9660 image that boots by BIOS, and machine virt has no",
        ),
        ("microvm", "boot.bin", "a boot sector, and machine microvm has no firmware that boots it"),
    ],
)
def test_what_a_machine_does_not_boot_is_told_in_a_line(
    project: Path, machine: str, file: str, what: str
) -> None:
    path = project / "brought" / file
    done = bench(project, "boot", machine, path)
    [line] = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert line.startswith(f"{path}: this is {what}")


def test_cells_of_somebodys_files(project: Path) -> None:
    """Each is green; a disk and a floppy are written to in memory, and stay as they are."""
    disks = [project / "brought" / name for name in ("writes.img", "writes.bin", "boot.bin")]
    before = [disk.read_bytes() for disk in disks]
    done = bench(project, "run", "tests/own.py")
    assert done.returncode == 0, done.stdout + done.stderr
    listed = bench(project, "list", "tests/own.py").stdout.split()
    assert {name.partition(".test_all")[::2] for name in listed} >= {
        *(("tests/own.py:Own", f"[{machine}]") for machine in ("pc", "q35", "pc-i386", "microvm")),
        *(
            (f"tests/own.py:{name}", f"[{pc}]")
            for name in ("Disk", "Floppy")
            for pc in ("pc", "q35")
        ),
    }
    assert "[virt" not in "".join(listed)
    assert [disk.read_bytes() for disk in disks] == before
    said = bench(project, "explain", "tests/own.py:Own", "virt").stdout
    assert "does not exist: brought/own.elf: this is an ELF file for i386 with a Multib" in said


IN_PYTEST = """\
import bench


def test_it(bench_boot):
    guest = bench_boot("q35", bench.Boot(kernel="brought/own.elf"))
    assert guest.wait_exit().code == 16
    assert guest.screen.capture().row(0)[:2] == "OK"
"""


def test_a_suite_of_pytests_boots_them_too(project: Path) -> None:
    (project / "test_own.py").write_text(IN_PYTEST)
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "test_own.py"]
    done = subprocess.run(
        [sys.executable, *words], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_words_of_a_path_are_not_a_kernels_arguments(project: Path) -> None:
    folder = project / "x exit=7 y"
    folder.mkdir()
    shutil.copy(project / "brought/own.elf", folder)
    done = bench(project, "boot", "pc", folder / "own.elf", "--append", "own words")
    assert done.stdout.split()[2:] == ["own", "words"]


def zboot(image: bytes) -> bytes:
    """Linux, drivers/firmware/efi/libstub/zboot-header.S: as much as says where the kernel is."""
    packed = gzip.compress(image, 1, mtime=0)
    head = bytearray(4096)
    struct.pack_into("<2s2x4sII8x4s", head, 0, b"MZ", b"zimg", len(head), len(packed), b"gzip")
    struct.pack_into("<II4sH", head, 56, 0x818223CD, 64, b"PE\0\0", 0xAA64)
    return bytes(head) + packed


@pytest.fixture(scope="module")
def linux(project: Path) -> Path:
    """A compressed kernel for arm64."""
    image = next(Store().root.glob("linux-6.1-aarch64/*/kernel"), None)
    if image is None:
        pytest.skip("no kernel has been fetched yet")
    (project / "vmlinuz.efi").write_bytes(zboot(image.read_bytes()))
    return project / "vmlinuz.efi"


def test_a_panic_is_what_the_last_line_says(project: Path, linux: Path) -> None:
    done = bench(project, "boot", "virt", linux)
    assert "Kernel command line: console=ttyAMA0 panic=-1\n" in done.stdout
    assert "it has no root file system; --initrd FILE gives it one" in done.stderr
    assert done.stderr.splitlines()[-1].startswith(
        "virt ended: Kernel panic - not syncing: VFS: Unable to mount root fs on "
        "unknown-block(0,0) (reset), after "
    )


def test_with_a_root_file_system_it_comes_up(project: Path, linux: Path) -> None:
    initrd = next(Store().root.glob("initramfs-aarch64/*/initramfs.cpio"), None)
    if initrd is None:
        pytest.skip("no initial RAM disk has been built yet")
    done = bench(project, "boot", "virt", linux, "--initrd", initrd, "--append", "quiet")
    assert "built-in shell (ash)" in done.stdout
    assert "no root file system" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("virt ended: it had nothing more to say")
