# SPDX-License-Identifier: MIT
"""Another QEMU than the one that is installed is found by any path that leads to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.errors import HostError
from bench.host import emulators
from bench.qemu.confinement import package_files

NAME = "qemu-system-x86_64"


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(emulators.VARIABLE, "")
    for folder in ("bin", "share/qemu", "lib"):
        (tmp_path / folder).mkdir(parents=True)
    program = tmp_path / "bin" / NAME
    program.touch()
    program.chmod(0o755)
    return tmp_path


def test_none_is_chosen(prefix: Path) -> None:
    emulators.choose(None)
    assert emulators.program_of(NAME) == NAME
    assert not os.environ[emulators.VARIABLE], prefix


@pytest.mark.parametrize("path", ["", "bin", f"bin/{NAME}"])
def test_a_path_leads_to_it(prefix: Path, path: str) -> None:
    emulators.choose(prefix / path)
    assert emulators.find(NAME) == prefix / "bin" / NAME
    assert emulators.program_of(NAME) == str(prefix / "bin" / NAME)


def test_a_path_counts_from_where_it_was_written(
    prefix: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(prefix)
    emulators.choose(Path("bin"))
    monkeypatch.chdir("/")
    assert emulators.find(NAME) == prefix / "bin" / NAME


def test_what_it_lacks_is_not_taken_from_elsewhere(prefix: Path) -> None:
    emulators.choose(prefix)
    assert emulators.find("qemu-system-i386") is None
    with pytest.raises(HostError, match="has no qemu-system-i386; build it there, or choose"):
        emulators.emulator_at("qemu-system-i386")


def test_a_folder_without_any_is_a_mistake(prefix: Path) -> None:
    with pytest.raises(HostError, match=r"share has no qemu-system-\*; name the folder"):
        emulators.choose(prefix / "share")


def test_it_may_read_its_own_files(prefix: Path) -> None:
    files = package_files(str(prefix / "bin" / NAME))
    assert {prefix / "bin" / NAME, prefix / "share/qemu", prefix / "lib"} <= set(files)
    assert Path("/usr") not in files


def test_one_that_was_built_has_its_firmware_beside_it(prefix: Path) -> None:
    bundle = prefix / "bin/qemu-bundle/usr/local/share/qemu"
    bundle.mkdir(parents=True)
    sources = prefix / "pc-bios"
    sources.mkdir()
    (sources / "bios.bin").touch()
    (bundle / "bios.bin").symlink_to(sources / "bios.bin")
    files = package_files(str(prefix / "bin" / NAME))
    assert {bundle, sources} <= set(files)
