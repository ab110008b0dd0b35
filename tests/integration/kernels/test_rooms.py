# SPDX-License-Identifier: MIT
"""The rooms of kernels/: which may use which. docs/kernels.md, "Rooms", says why."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import ROOT

KERNELS = ROOT / "kernels"
ARCHITECTURES = {
    "amd64": "x86_64-linux-gnu-",
    "386": "i686-linux-gnu-",
    "arm64": "aarch64-linux-gnu-",
}

SHIM = ("core", "devices", "smp", "mm", "sched", "events", "files", "calls", "entry")
"""Rooms of the shim, also below `arch/`: each uses those before it, and none behind it."""

GO = (("boot",), ("lib",), ("drivers", "net"), ("cmd", "rt0"))
"""The same of Go's rooms; those in one place do not use each other, but `cmd` all of them."""

MODULE = "emubench/kernels/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The objects of the shim, in a folder for each architecture."""
    folder = tmp_path_factory.mktemp("shim")
    for architecture in ARCHITECTURES:
        words = (f"GOARCH={architecture}", f"OUT={folder / architecture}", "GO=go")
        subprocess.run(["make", "-s", "-C", KERNELS, "shim", *words], check=True)
    return folder


def symbols(folder: Path, prefix: str) -> Iterator[tuple[Path, str, str]]:
    """Of each object: its source's path in the shim, a kind as nm(1) has it, and a symbol."""
    for file in sorted(folder.rglob("*.o")):
        path = Path(str(file).partition("/shim/")[2])
        said = subprocess.run(
            [f"{prefix}nm", "--format=posix", file], capture_output=True, text=True, check=True
        )
        for line in said.stdout.splitlines():
            name, kind, *_ = line.split()
            yield path, kind, name


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_what_the_shim_calls_lies_in_its_room_or_below(built: Path, architecture: str) -> None:
    found = list(symbols(built / architecture, ARCHITECTURES[architecture]))
    home = {name: path for path, kind, name in found if kind.isupper() and kind != "U"}
    up = [
        f"{path} uses {name} of {home[name]}"
        for path, kind, name in found
        if kind == "U" and name in home and is_up(path.parent.name, home[name].parent.name)
    ]
    assert len(home) > 100
    assert up == []


def test_what_the_shim_includes_lies_in_its_room_or_below() -> None:
    up = [
        f"{file.relative_to(ROOT)}:{number}: {line}"
        for file in sorted((KERNELS / "shim").glob("**/*/*.[chS]"))
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if (included := re.match(r'#include "(\w+)/', line))
        and is_up(file.parent.name, included[1])
    ]
    assert up == []


def is_up(user: str, used: str) -> bool:
    return SHIM.index(used) > SHIM.index(user)


@cache
def packages(architecture: str) -> dict[str, dict[str, object]]:
    """What the go command says of each package, by its path below `kernels/`."""
    said = subprocess.run(
        ["go", "list", "-json", "./..."],
        cwd=KERNELS,
        env={**os.environ, "GOARCH": architecture, "CGO_ENABLED": "0"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    listed = json.loads("[" + said.replace("}\n{", "},{") + "]")
    return {each["ImportPath"].removeprefix(MODULE): each for each in listed}


def depth(package: str) -> int:
    """The place in `GO` of a package's room."""
    room = package.partition("/")[0]
    return next(place for place, rooms in enumerate(GO) if room in rooms)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_what_go_imports_lies_in_its_room_or_below(architecture: str) -> None:
    up = []
    for package, facts in packages(architecture).items():
        for imported in facts.get("Imports", ()):  # type: ignore[attr-defined]
            used = imported.removeprefix(MODULE)
            if used == imported or used.partition("/")[0] == package.partition("/")[0]:
                continue
            if depth(used) >= depth(package):
                up.append(f"{package} imports {used}")
    assert up == []


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_package_says_what_it_is(architecture: str) -> None:
    found = packages(architecture)
    assert len(found) > 40
    assert [package for package, facts in found.items() if not facts.get("Doc")] == []
