# SPDX-License-Identifier: MIT
"""What `pip install` of this repository brings to another one, and that it is enough."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

BROUGHT = ("avocado.cfg", "images", "kernels", "machines", "payloads")
"""What of this repository is the base of others."""

OWN_KERNEL = """\
package main

import (
	"fmt"

	_ "emubench/kernels/boot"
)

func main() { fmt.Println("my own") }
"""

OWN_CELL = """\
import bench


class Own(bench.Test):
    machines = "mine"
    guest = bench.Go("own")

    def test_it(self):
        self.guest.console.expect("my own")
"""

OWN_SUITE = """\
import bench


def test_it_greets(bench_boot):
    guest = bench_boot("q35", bench.Go("hello"))
    guest.console.expect("hello from Go")
    assert guest.wait_exit().code == 42


def test_linux(bench_boot):
    assert bench_boot("mine", bench.Linux()).run("uname").stdout == b"Linux\\n"
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: a build leaves its own behind."""
    folder = tmp_path_factory.mktemp("wheel")
    left_out = shutil.ignore_patterns(".*", "results", "build", "*.egg-info", "docs", "tests")
    shutil.copytree(ROOT, folder / "source", ignore=left_out)
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    pip("wheel", *options, f"--wheel-dir={folder}", folder / "source")
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel; what that needs is found in this one."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip("--python", folder / "bin/python", "install", "--no-deps", "--no-index", "--quiet", wheel)
    [packages] = folder.glob("lib/*/site-packages")
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


def pip(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_it_has_every_package_and_the_whole_base(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    top = {path.name for path in tmp_path.iterdir() if path.suffix != ".dist-info"}
    assert top == {"bench"}
    base = tmp_path / "bench/base"
    assert sorted(path.name for path in base.iterdir()) == sorted(BROUGHT)
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *BROUGHT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert files(base) == {name: (ROOT / name).read_bytes() for name in listed.stdout.split()}
    shutil.rmtree(base)
    packages = {str(path.parent.relative_to(ROOT)) for path in ROOT.glob("bench/**/__init__.py")}
    assert {str(path.parent.relative_to(tmp_path)) for path in tmp_path.rglob("*.py")} == packages


def test_pyproject_names_every_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    found = [".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("bench/**/*.py")]
    assert settings["packages"] == sorted({*found, "bench.base"})


def test_another_repository_works_with_it(installed: Path, tmp_path: Path) -> None:
    """One step, and then everything: two machines, a kernel of its own, a suite of pytest's."""

    def run(*argv: str, code: int = 0) -> str:
        done = subprocess.run(
            [installed / argv[0], *argv[1:]],
            cwd=tmp_path,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    assert "run bench init here" in run("bench", "check", code=2)
    run("bench", "init")
    assert "is a project already" in run("bench", "init", code=2)
    for name, text in {
        "kernels/own/main.go": OWN_KERNEL,
        "tests/own.py": OWN_CELL,
        "tests/test_suite.py": OWN_SUITE,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    assert "✓ 4 files are right" in run("bench", "check")
    assert "✓ 3 pass" in run("bench", "run")
    assert "2 passed" in run("python", "-m", "pytest", "-p", "no:cacheprovider", "tests")
    assert "tests/own.py:Own.test_it[mine]" in run("python", "-m", "avocado", "list", "tests/")
    assert "✓ 3 pass" in run("python", "-m", "avocado", "run", "tests/")
    assert (tmp_path / "results/latest/matrix.html").is_file()

    kernel = tmp_path / "kernels/own/main.go"
    kernel.write_text(OWN_KERNEL.replace("my own", 'my own\\n", 1 + nil, "'))
    said = run("bench", "plan", "mine", "own", code=2)
    assert "kernels/own/main.go:9: cannot build the kernel own for x86_64: " in said
