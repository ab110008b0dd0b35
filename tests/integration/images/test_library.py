# SPDX-License-Identifier: MIT
"""What cells leave out of Go's own tests is there to be left out."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bench.cells.reading.source import read_cases
from bench.definitions.needs.go_test import GoTest
from bench.images.tools import command
from tests import ROOT

NEEDS = [
    case.need
    for file in sorted((ROOT / "tests/library").glob("*.py"))
    for case in read_cases(f"tests/library/{file.name}", ROOT)
    if isinstance(case.need, GoTest)
]


@pytest.fixture(scope="module")
def goroot() -> Path:
    go = command.go()
    assert go, "the environment has one"
    said = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True)
    return Path(said.stdout.strip())


def test_each_package_is_tested_once() -> None:
    packages = [need.package for need in NEEDS]
    assert len(packages) == len(set(packages)) > 80


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.package)
def test_what_is_left_out_exists(need: GoTest, goroot: Path) -> None:
    files = (goroot / "src" / need.package).glob("*_test.go")
    tests = set(re.findall(r"^func (\w+)\(", "".join(map(Path.read_text, files)), re.MULTILINE))
    assert {name.partition("/")[0] for name in need.left_out} <= tests
    assert not [file for file in need.files if not (goroot / file).exists()]
