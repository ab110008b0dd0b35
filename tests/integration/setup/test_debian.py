# SPDX-License-Identifier: MIT
"""How the script installs Debian packages, with tools that only write down their calls."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.setup.checkout import Checkout, make_checkout

MISSING = "no-such-package"
INSTALL = f"apt-get install --yes --no-install-recommends {MISSING}"
ROOT, USER = 0, 1000


class Machine:
    """A checkout that misses one package, on a PATH with nothing but a test's own tools."""

    def __init__(self, checkout: Checkout, folder: Path) -> None:
        self.checkout = checkout
        self.checkout.packages.write_text(f"# all of it\ndpkg  # there\n{MISSING}  # not there\n")
        self.log = folder / "calls"
        self.log.touch()
        self.tools = folder / "tools"
        self.tools.mkdir()
        self.add("dpkg-query", "echo dpkg installed; exit 1")
        self.add("dpkg")
        self.add("env", 'shift; exec "$@"')

    def add(self, name: str, script: str = "") -> None:
        tool = self.tools / name
        tool.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >> {self.log}\n{script}\n')
        tool.chmod(0o755)

    def calls(self, name: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if line.split()[0] == name]

    def set_up(self, user: int) -> tuple[int, str]:
        """Runs the real script, which takes itself for that user's."""
        script = (
            f"import os, runpy, sys; os.geteuid = lambda: {user}; sys.path.insert(0, 'setup'); "
            "runpy.run_path('setup/install.py', run_name='__main__')"
        )
        result = subprocess.run(
            [sys.executable, "-c", script],
            cwd=self.checkout.root,
            env={"PATH": str(self.tools)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return result.returncode, result.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return make_checkout(tmp_path_factory.mktemp("debian") / "checkout")


@pytest.fixture
def machine(checkout: Checkout, tmp_path: Path) -> Machine:
    return Machine(checkout, tmp_path)


def test_root_installs_only_what_is_missing(machine: Machine) -> None:
    machine.add("apt-get")
    code, output = machine.set_up(ROOT)
    assert code == 0, output
    assert machine.calls("dpkg") == ["dpkg --configure -a"]
    assert machine.calls("apt-get") == [
        "apt-get update",
        f"{INSTALL} -o DPkg::Lock::Timeout=600",
    ]


def test_apt_is_left_alone_where_nothing_is_missing(machine: Machine) -> None:
    machine.add("apt-get")
    machine.checkout.packages.write_text("dpkg\n")
    code, _ = machine.set_up(ROOT)
    assert code == 0
    assert machine.calls("apt-get") == []


def test_user_installs_through_sudo(machine: Machine) -> None:
    machine.add("apt-get")
    machine.add("sudo", 'test "$1" = -n && shift && case $1 in true) ;; *) exec "$@" ;; esac')
    code, output = machine.set_up(USER)
    assert code == 0, output
    assert machine.calls("sudo")[0] == "sudo -n true"
    assert len(machine.calls("apt-get")) == 2


@pytest.mark.parametrize("sudo", [None, "exit 1"], ids=["no sudo", "sudo refuses"])
def test_user_without_sudo_is_told_the_command(machine: Machine, sudo: str | None) -> None:
    machine.add("apt-get")
    if sudo:
        machine.add("sudo", sudo)
    code, output = machine.set_up(USER)
    assert code == 1
    assert f"As root, run:\n  apt-get update && {INSTALL}\n" in output
    assert machine.calls("apt-get") == []


def test_machine_without_apt_is_told_the_packages(machine: Machine) -> None:
    code, output = machine.set_up(ROOT)
    assert code == 1
    assert f"No apt-get here to install: {MISSING}" in output


def test_machine_without_dpkg_is_told_that_it_takes_debian(machine: Machine) -> None:
    (machine.tools / "dpkg-query").unlink()
    code, output = machine.set_up(ROOT)
    assert code == 1
    assert "set up on Debian 12" in output


def test_failed_install_shows_the_words_of_apt(machine: Machine) -> None:
    machine.add("apt-get", "echo E: Unable to locate package >&2; exit 100")
    code, output = machine.set_up(ROOT)
    assert code == 1
    assert "✗ Debian packages" in output
    assert "E: Unable to locate package" in output
    assert f"by hand, as root:\n  apt-get update && {INSTALL}\n" in output
