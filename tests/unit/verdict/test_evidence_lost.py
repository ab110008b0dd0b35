# SPDX-License-Identifier: MIT
"""Evidence that cannot be written changes no verdict, and the verdict says so."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from bench.report.matrix import Entry, Matrix
from bench.report.terminal import print_matrix
from bench.verdict.evidence import Evidence
from bench.verdict.outcome import Outcome, Verdict


def test_a_full_file_system_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "verdict.json").symlink_to("/dev/full")
    verdict = Evidence(tmp_path).verdict(Verdict(Outcome.PASS))
    assert verdict == Verdict(
        Outcome.PASS, lost=f"{tmp_path}/verdict.json: the file system is full; make room there"
    )
    assert not (tmp_path / "verdict.json").is_symlink()
    assert Verdict.from_json(verdict.to_json()) == verdict


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    keep = Evidence(tmp_path / "file" / "evidence")
    keep.start({}, {})
    lost = keep.verdict(Verdict(Outcome.SKIP)).lost
    assert lost == f"{tmp_path}/file/evidence: Not a directory"


def test_the_terminal_says_so_of_green_cells_too() -> None:
    lost = Verdict(Outcome.PASS, lost="x: the file system is full")
    console = Console(width=200)
    with console.capture() as captured:
        print_matrix(Matrix((Entry("t.py:T.a", "pc", lost), Entry("t.py:T.b", "pc"))), console)
    assert "the evidence of 1 cells is not whole: x: the file system is full" in captured.get()
