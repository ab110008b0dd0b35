# SPDX-License-Identifier: MIT
"""The lock file is read as it was written, and says what to do when it cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.errors import BenchError, HostError
from bench.host.distribution import DISTRIBUTIONS, Distribution
from bench.images.debian import lock
from bench.images.debian.lock import Lock, Package
from bench.project import MARK, Project
from tests import ROOT

PACKAGE = Package("busybox-static", "1:1.35", "arm64", "busybox.deb", 5, "00ff")
COMMON = Package("linux-headers-6.1-common", "6.1", "all", "common.deb", 5, "00ff")
DEBIAN_12, DEBIAN_13 = DISTRIBUTIONS
LOCK = Lock(DEBIAN_12, {"6.1": "6.1.0-50"}, (PACKAGE, COMMON))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    lock.write(tmp_path, LOCK)
    assert lock.read_own(tmp_path, DEBIAN_12) == LOCK


def test_a_release_is_not_broken_by_the_file_of_another(tmp_path: Path) -> None:
    lock.write(tmp_path, LOCK)
    (tmp_path / lock.lock_file(DEBIAN_13)).write_text("broken")
    lock.write(tmp_path, LOCK)
    assert lock.read_own(tmp_path, DEBIAN_12) == LOCK
    assert (tmp_path / lock.lock_file(DEBIAN_13)).read_text() == "broken"


def test_a_projects_own_pins_come_before_those_of_the_project_below(tmp_path: Path) -> None:
    below = lock.read(Project(ROOT), DEBIAN_12)
    mine = replace(PACKAGE, version="mine")
    lock.write(tmp_path, Lock(DEBIAN_12, {}, (mine,)))
    found = lock.read(Project(tmp_path), DEBIAN_12)
    assert found.package(mine.name, mine.architecture) == mine
    assert found.package(mine.name, "amd64") == below.package(mine.name, "amd64")
    assert found.kernels == below.kernels


def test_a_package_is_found_by_architecture_or_for_all() -> None:
    assert LOCK.package("busybox-static", "arm64") == PACKAGE
    assert LOCK.package("linux-headers-6.1-common", "arm64") == COMMON
    with pytest.raises(BenchError, match="pins no busybox-static for amd64"):
        LOCK.package("busybox-static", "amd64")


@pytest.mark.parametrize("text", ["", "[]", '{"kernels": {}}', '{"kernels": {}, "packages": [1]}'])
def test_a_broken_file_names_itself_and_the_way_out(tmp_path: Path, text: str) -> None:
    file = tmp_path / "images" / "lock-bookworm.json"
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(BenchError, match="not a lock file") as caught:
        lock.read(Project(tmp_path), DEBIAN_12)
    assert caught.value.where == str(file)
    assert "bench images refresh" in caught.value.hint


def test_a_missing_file_names_the_way_out(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text("[bench]\nbase = none\n")
    with pytest.raises(BenchError, match=r"no lock file.*bench images refresh"):
        lock.read(Project(tmp_path), DEBIAN_12)


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda each: each.suite)
def test_the_projects_own_locks_pin_all_that_recipes_want(distribution: Distribution) -> None:
    from bench.images.debian import debian  # noqa: PLC0415

    pinned = lock.read(Project(ROOT), distribution)
    wanted = [found for kernel in pinned.kernels.values() for found in debian.wanted(kernel)]
    source = (debian.source(distribution.series), "all")
    for name, architecture in [*wanted, source, *debian.wanted_anyway(Project(ROOT))]:
        assert len(pinned.package(name, architecture).sha256) == 64
    assert tuple(pinned.kernels) == distribution.packaged


def test_a_series_that_is_not_pinned_names_the_way_out() -> None:
    assert LOCK.release("6.1") == "6.1.0-50"
    with pytest.raises(BenchError, match=r"pins no Linux 6.12; run `bench images refresh`"):
        LOCK.release("6.12")


def test_a_series_that_the_release_lacks_is_not_looked_for() -> None:
    with pytest.raises(HostError) as caught:
        Lock(DEBIAN_13, {"6.12": "6.12.117+deb13"}, ()).release("6.1")
    assert str(caught.value) == (
        "Debian 13 has no Linux 6.1, but 6.12; "
        "leave out the machine's key linux to boot the host's own series"
    )
