"""Where a project is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.project import find_root


def test_it_is_the_nearest_parent_that_has_both_marks(project: Path) -> None:
    inner = project / "tests" / "project"
    (inner / "machines").mkdir(parents=True)
    assert find_root(inner / "machines") == project  # one mark is not enough
    (inner / "avocado.cfg").touch()
    assert find_root(inner / "machines") == inner


def test_it_is_looked_for_from_the_working_directory(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "tests")
    assert find_root() == project


def test_outside_of_one_a_person_is_told_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"is in no project.*avocado\.cfg and machines"):
        find_root(tmp_path)
