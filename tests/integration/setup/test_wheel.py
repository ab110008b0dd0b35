# SPDX-License-Identifier: MIT
"""What `pip install` of this repository brings to another one, and that it is enough."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import ROOT

BROUGHT = ("avocado.cfg", "images", "kernels", "machines", "payloads")
"""What of this repository is the base of others."""

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
    for name in tracked(*BROUGHT, "bench", "LICENSES", "README.md", "pyproject.toml"):
        (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / "source" / name)
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    pip("wheel", *options, f"--wheel-dir={folder}", folder / "source")
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and the packages that it needs; the folder of its programs."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    [packages] = folder.glob("lib/*/site-packages")
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if entry.is_dir() and "emubench" not in entry.name:
            shutil.copytree(entry, packages / entry.name, copy_function=link_or_copy)
        elif entry.suffix in {".py", ".so"} and "emubench" not in entry.name:
            shutil.copy2(entry, packages)
    for script in Path(sys.executable).parent.iterdir():
        if script.is_file() and script.read_bytes().startswith(f"#!{sys.executable}".encode()):
            place = folder / "bin" / script.name
            place.write_text(script.read_text().replace(sys.executable, f"{folder}/bin/python", 1))
            place.chmod(0o755)
    pip("--python", folder / "bin/python", "install", "--no-deps", "--no-index", "--quiet", wheel)
    return folder / "bin"


def link_or_copy(source: str, place: str) -> None:
    try:
        os.link(source, place)
    except OSError:  # another file system
        shutil.copy2(source, place)


def without_checkout(*argv: str | Path) -> list[str | Path]:
    """A command line under which this repository and its environment are an empty folder."""
    user = [] if os.geteuid() == 0 else ["--map-current-user", "--keep-caps"]
    hide = 'mount -t tmpfs none "$1" && shift && exec "$@"'
    return ["unshare", "--mount", *user, "sh", "-c", hide, "sh", ROOT, *argv]


def pip(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)


def files(folder: Path, start: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(start)): path.read_bytes() for path in found}


def tracked(*paths: str) -> list[str]:
    ask = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *paths]
    return subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_it_has_every_package_and_the_whole_base(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    top = {path.name for path in tmp_path.iterdir() if path.suffix != ".dist-info"}
    assert top == {"bench"}
    base = tmp_path / "bench/base"
    assert sorted(path.name for path in base.iterdir()) == sorted(BROUGHT)
    assert files(base, base) == {name: (ROOT / name).read_bytes() for name in tracked(*BROUGHT)}
    shutil.rmtree(base)
    begun = {name: (ROOT / name).read_bytes() for name in tracked("bench/skeletons")}
    assert files(tmp_path / "bench/skeletons", tmp_path) == begun
    shutil.rmtree(tmp_path / "bench/skeletons")
    for name in ("py.typed", "report/page.css", "report/page.html.j2"):
        assert (tmp_path / "bench" / name).exists()
    packages = {str(path.parent.relative_to(ROOT)) for path in ROOT.glob("bench/**/__init__.py")}
    assert {str(path.parent.relative_to(tmp_path)) for path in tmp_path.rglob("*.py")} == packages


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Callable[..., str]:
    """Runs a program of the environment in a project's folder; what it prints."""

    def run(*argv: str, code: int = 0) -> str:
        done = subprocess.run(
            without_checkout(installed / argv[0], *argv[1:]),
            cwd=tmp_path,
            env={**os.environ, "PATH": f"{installed}:{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_the_checkout_is_hidden(run: Callable[..., str]) -> None:
    assert run("python", "-c", f"import os; print(os.listdir({str(ROOT)!r}))") == "[]\n"


def test_a_new_project_is_green(run: Callable[..., str], tmp_path: Path) -> None:
    """One step, and then everything: two machines, a kernel of its own, a suite of pytest's."""
    assert "run `bench new NAME`" in run("bench", "check", code=2)
    run("bench", "new", ".")
    assert "✓ 2 files are right" in run("bench", "check")
    assert "tests/greeting.py:Greeting.test_greeting[virt]" in run("avocado", "list", "tests/")
    assert "✓ 4 pass" in run("avocado", "run", "tests/")
    assert (tmp_path / "results/latest/matrix.html").is_file()

    (tmp_path / "tests/test_suite.py").write_text(OWN_SUITE)
    assert "2 passed" in run("pytest", "-p", "no:cacheprovider", "tests")

    kernel = tmp_path / "kernels/greeting/main.go"
    kernel.write_text(kernel.read_text().replace("6 * 7", "6 * nil"))
    said = run("bench", "plan", "mine", "greeting", code=2)
    assert "kernels/greeting/main.go:14: cannot build the kernel greeting for x86_64: " in said


def test_a_new_module_is_green(run: Callable[..., str]) -> None:
    run("bench", "new", ".", "--payload", "module")
    assert "✓ 6 pass" in run("bench", "run")
