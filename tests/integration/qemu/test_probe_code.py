# SPDX-License-Identifier: MIT
"""The probes' bytes are what their sources assemble to."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bench.qemu.accelerator import choose_accelerator, probe
from bench.qemu.probe_code import ARM64, PROBES, X86, Probe


@pytest.mark.parametrize(
    ("program", "tools", "flags"),
    [(X86, "", ["--32"]), (ARM64, "aarch64-linux-gnu-", [])],
    ids=["x86", "arm64"],
)
def test_bytes_match_their_source(
    program: Probe, tools: str, flags: list[str], tmp_path: Path
) -> None:
    (tmp_path / "probe.s").write_text(program.source)
    made, flat = tmp_path / "probe.o", tmp_path / "probe.bin"
    subprocess.run([f"{tools}as", *flags, "-o", made, tmp_path / "probe.s"], check=True)
    subprocess.run([f"{tools}objcopy", "-O", "binary", "-j", ".text", made, flat], check=True)
    assert flat.read_bytes() == program.code


@pytest.mark.parametrize("architecture", PROBES)
def test_a_probe_names_an_accelerator_and_why(architecture: str) -> None:
    found = probe(architecture)
    assert found.name in {"tcg", "kvm"}
    assert found.why


def test_a_choice_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_CACHE", str(tmp_path))
    chosen = choose_accelerator("x86_64")
    (kept,) = (tmp_path / "accelerators").iterdir()
    kept.write_text(kept.read_text().replace(chosen.why, "remembered"))
    assert choose_accelerator("x86_64").why == "remembered"


@pytest.mark.parametrize("damage", ["", "{", '{"name": 1', "[]", '{"colour": "red"}'])
def test_a_damaged_memory_is_probed_again(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_CACHE", str(tmp_path))
    chosen = choose_accelerator("aarch64")
    (kept,) = (tmp_path / "accelerators").iterdir()
    kept.write_text(damage)
    assert choose_accelerator("aarch64") == chosen
