# SPDX-License-Identifier: MIT
"""bench doctor, bench schema and bench images."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.definitions.machine import Machine
from bench.definitions.reading.schema import schema_text
from bench.host.distribution import Distribution, host_distribution
from bench.images.debian.lock import Lock
from bench.qemu.accelerator import Accelerator
from tests import ROOT
from tests.unit.cli.conftest import Bench


@pytest.fixture
def host(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A host that has everything, and whose probes are quick."""
    shutil.copytree(ROOT / "images", project / "images")
    monkeypatch.setenv("BENCH_CACHE", str(project / "cache"))
    (project / "cache/linux").mkdir(parents=True)
    (project / "cache/linux/kernel").write_bytes(bytes(3_000_000))
    monkeypatch.setattr(
        "bench.cli.host.probe", lambda name: Accelerator("tcg", "KVM opens, but the probe hung")
    )
    return project


def test_the_schema_is_written(bench: Bench, project: Path) -> None:
    assert bench("schema").exit_code == 0
    assert (project / "machines/machine.schema.json").read_text() == schema_text(Machine)


def test_refreshing_tells_its_steps_and_what_came_of_it(
    bench: Bench, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refresh(root: Path, distribution: Distribution, progress: object) -> Lock:
        assert root == project
        progress.step("fetch the lists")  # type: ignore[attr-defined]
        return Lock(distribution, {"6.1": "6.1.0-50"}, ())

    monkeypatch.setattr("bench.images.debian.refresh.refresh_lock", refresh)
    result = bench("images", "refresh")
    assert result.stderr == "fetch the lists\n"
    assert (
        result.stdout
        == f"✓ images/lock-{host_distribution().suite}.json: 0 packages, Linux 6.1.0-50\n"
    )
