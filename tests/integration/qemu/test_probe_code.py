# SPDX-License-Identifier: MIT
"""The probes' bytes are what their sources assemble to."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bench.architectures.architecture import Architecture
from bench.architectures.registry import ARCHITECTURES
from bench.qemu.accelerator import choose_accelerator, probe


@pytest.mark.parametrize(
    ("architecture", "flags"),
    [(ARCHITECTURES["i386"], ["--32"]), (ARCHITECTURES["aarch64"], [])],
    ids=["i386", "aarch64"],
)
def test_bytes_match_their_source(
    architecture: Architecture, flags: list[str], tmp_path: Path
) -> None:
    source, made, flat = (tmp_path / f"probe.{end}" for end in ("s", "o", "bin"))
    source.write_text(architecture.probe.source)
    assembler, copier = (f"{architecture.cross}{tool}" for tool in ("as", "objcopy"))
    subprocess.run([assembler, *flags, "-o", made, source], check=True)
    subprocess.run([copier, "-O", "binary", "-j", ".text", made, flat], check=True)
    assert flat.read_bytes() == architecture.probe.code


@pytest.mark.parametrize("architecture", ARCHITECTURES)
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
