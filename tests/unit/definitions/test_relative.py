# SPDX-License-Identifier: MIT
"""Files that raw options name start at the root of the definition's project."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.definitions.loader import load_machine
from bench.definitions.relative import from_root
from tests import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "a,b"
    (root / "disks").mkdir(parents=True)
    for name in ("disks/a.img", "part.cpio", "edu"):
        (root / name).write_text("")
    return root


def test_what_is_there_is_found_and_all_else_is_left(root: Path) -> None:
    whole = str(root)
    comma = whole.replace(",", ",,")
    given = ("-initrd", "part.cpio", "-drive", "file=disks/a.img,format=raw", "-device", "edu")
    found = ("-initrd", f"{whole}/part.cpio", "-drive", f"file={comma}/disks/a.img,format=raw")
    assert from_root(given, root) == (*found, "-device", "edu")
    for same in (
        ("-drive", "file=missing.img,,x"),
        ("-device", "x,id=disks"),
        ("-bios", "bios.bin"),
    ):
        assert from_root(same, root) == same


def test_a_machine_has_them_wherever_the_bench_runs(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "machines").mkdir()
    text = "summary: x\nextends: microvm\nraw-qemu-options: [-initrd, part.cpio]\n"
    (root / "machines/mine.yaml").write_text(text)
    monkeypatch.chdir(root)
    folders = (Path("machines"), ROOT / "machines")
    assert load_machine("mine", *folders).raw_qemu_options == ("-initrd", f"{root}/part.cpio")
