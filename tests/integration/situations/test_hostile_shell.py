# SPDX-License-Identifier: MIT
"""A shell with a kernel developer's or a Go programmer's variables: builds come out as ever."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.errors import HostError
from bench.host.cache import cache_root
from bench.images.kernels.go_kernels import go_kernel
from bench.images.linux.modules import modules
from bench.images.programs import program
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from tests import ROOT

X86_64 = ARCHITECTURES["x86_64"]

HOSTILE = {
    "KBUILD_OUTPUT": "/tmp/o",
    "KBUILD_EXTMOD": "/tmp/m",
    "KBUILD_EXTRA_SYMBOLS": "/tmp/s",
    "KBUILD_VERBOSE": "1",
    "KCFLAGS": "-O0 -DFOO",
    "KERNELRELEASE": "9.9",
    "DEBIAN_KERNEL_USE_CCACHE": "1",
    "LLVM": "1",
    "ARCH": "riscv",
    "CROSS_COMPILE": "nothing-",
    "CC": "false",
    "CFLAGS": "-O0 -g",
    "LDFLAGS": "-r",
    "MAKEFLAGS": "-n",
    "GNUMAKEFLAGS": "-k",
    "MAKELEVEL": "7",
    "MAKEFILES": "/etc/passwd",
    "M": "/tmp/m",
    "O": "/tmp/o",
    "V": "1",
    "C": "2",
    "GOFLAGS": "-race -mod=mod",
    "GO111MODULE": "off",
    "GOOS": "plan9",
    "GOARCH": "wasm",
    "GOWORK": "/tmp/go.work",
    "GOENV": "/etc/passwd",
    "GOTOOLCHAIN": "go1.99",
    "GOROOT": "/tmp/goroot",
    "GOEXPERIMENT": "nothing",
    "GOCACHE": "off",
    "GODEBUG": "nothing=1",
    "CGO_ENABLED": "1",
    "C_INCLUDE_PATH": "/tmp/i",
    "CPATH": "/tmp/i",
    "GCC_EXEC_PREFIX": "/tmp/g",
    "COMPILER_PATH": "/tmp/g",
    "LIBRARY_PATH": "/tmp/l",
    "SOURCE_DATE_EPOCH": "1234567890",
    "TAR_OPTIONS": "--nothing",
    "POSIXLY_CORRECT": "1",
    "LC_ALL": "de_DE.UTF-8",
    "LANGUAGE": "de",
    "TZ": "Asia/Tokyo",
    "HOME": "/tmp/my home",
    "TMPDIR": "/nonexistent",
    "MKE2FS_CONFIG": "/etc/passwd",
    "LD_LIBRARY_PATH": "/tmp/l",
    "BASH_ENV": "/etc/passwd",
    "ENV": "/etc/passwd",
    "CDPATH": "/tmp",
    "GREP_OPTIONS": "-v",
    "PERL5LIB": "/tmp/p",
}


def artefacts(root: Path, store: Store) -> dict[str, bytes]:
    """What is built of each kind."""
    workshop = Workshop(root, store, SILENT)
    files = {
        "module": modules(workshop, "hello", X86_64)[0],
        "kernel": go_kernel(workshop, "hello", X86_64),
        "program": program(workshop, "com/hello", X86_64)[1],
    }
    return {name: file.read_bytes() for name, file in files.items()}


def apart(folder: Path) -> Store:
    """A cache of its own, but for packages and the kernel's headers."""
    folder.mkdir()
    for path in Store().root.iterdir():
        if path.name.startswith("linux-headers-") or list(path.glob("*/package.deb")):
            (folder / path.name).symlink_to(path)
    return Store(folder)


@pytest.fixture
def ordinary() -> dict[str, bytes]:
    try:
        return artefacts(ROOT, Store())
    except HostError as error:
        pytest.skip(f"the cache is cold and {error}")


@pytest.fixture
def hostile(ordinary: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Such a shell; only what Go has compiled stays where it is."""
    monkeypatch.setenv("BENCH_CACHE", str(cache_root()))
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}:")
    mask = os.umask(0o077)
    yield
    os.umask(mask)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project that may only be read, at a path that make, sh and QEMU would take apart."""
    root = tmp_path / 'my $(project): "a\'b", ü=1;'
    root.mkdir()
    for name in ("avocado.cfg", "images"):
        (root / name).symlink_to(ROOT / name)
    for name in ("kernels", "payloads"):
        shutil.copytree(ROOT / name, root / name)
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    return root


@pytest.mark.usefixtures("hostile")
def test_the_same_bytes_come_out(
    ordinary: dict[str, bytes], checkout: Path, tmp_path: Path
) -> None:
    built = artefacts(checkout, apart(tmp_path / "cache"))
    assert [name for name in built if built[name] != ordinary[name]] == []
