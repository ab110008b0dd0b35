"""Programs are built to the byte; these need the tool chains and no network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.definitions.architecture import ARCHITECTURES, Architecture
from bench.errors import BenchError
from bench.images.programs import program, programs
from bench.images.progress import SILENT
from bench.images.store import Store
from bench.images.workshop import Workshop

ROOT = Path(__file__).parents[3]
X86_64, AARCH64 = ARCHITECTURES["x86_64"], ARCHITECTURES["aarch64"]


def project(folder: Path) -> Workshop:
    """A project of its own, at another path, with the same sources."""
    shutil.copytree(ROOT / "payloads", folder / "payloads")
    return Workshop(folder, Store(folder / "cache"), SILENT)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return project(tmp_path / "project")


SIZES = {
    X86_64: {"hello": 43, "cat": 107, "echo": 95, "env": 59, "patch": 19, "status": 11},
    AARCH64: {"hello": 45, "cat": 132, "echo": 106, "env": 72, "patch": 52, "status": 12},
}


@pytest.mark.parametrize("architecture", SIZES)
def test_com_programs_have_their_sizes(workshop: Workshop, architecture: Architecture) -> None:
    built = programs(workshop, "com", architecture)
    for name, size in SIZES[architecture].items():
        assert (built / f"{name}.com").stat().st_size == size, name


@pytest.mark.parametrize(
    ("name", "architecture", "expected"),
    [
        ("com/exit42", X86_64, "6a2a 5f b03c 0f05"),
        ("com/exit42-12", X86_64, "b83c000000 bf2a000000 0f05"),
        ("com/exit42", AARCH64, "400580d2 a80b80d2 010000d4"),
        ("com/pause", X86_64, "b822000000 0f05"),
        ("com/crash", X86_64, "8b042500000000"),
        ("com/status", AARCH64, "e00340f9 a80b80d2 010000d4"),
    ],
)
def test_com_programs_are_nothing_but_their_code(
    workshop: Workshop, name: str, architecture: Architecture, expected: str
) -> None:
    path, file = program(workshop, name, architecture)
    assert path == f"{name}.com"
    assert file.read_bytes() == bytes.fromhex(expected)


@pytest.mark.parametrize("architecture", [X86_64, AARCH64], ids=["x86_64", "aarch64"])
@pytest.mark.parametrize("folder", ["com", "guest"])
def test_the_same_sources_give_the_same_bytes_anywhere(
    tmp_path: Path, folder: str, architecture: Architecture
) -> None:
    one, other = project(tmp_path / "one"), project(tmp_path / "an" / "other")
    built = [programs(each, folder, architecture) for each in (one, other)]
    contents = [{path.name: path.read_bytes() for path in each.iterdir()} for each in built]
    assert contents[0] == contents[1]
    assert len(contents[0]) > 2


def test_an_unknown_program_is_told_with_those_there_are(workshop: Workshop) -> None:
    with pytest.raises(BenchError) as caught:
        program(workshop, "com/exit43", X86_64)
    assert str(caught.value) == (
        "there is no program com/exit43 for x86_64; payloads/com has "
        "cat, crash, data-beyond, data-last, echo, env, exit42, exit42-12, hello, patch, "
        "pause, registers, status"
    )


def test_a_folder_without_a_makefile_is_told(workshop: Workshop) -> None:
    with pytest.raises(BenchError, match="no programs in payloads/other: it has no Makefile"):
        program(workshop, "other/exit42", X86_64)


def test_an_error_names_the_file_and_line_of_the_source(workshop: Workshop) -> None:
    source = workshop.root / "payloads" / "com" / "exit42.x86_64.S"
    source.write_text("\n\tmow $1, %eax\n")
    with pytest.raises(BenchError, match="no such instruction") as caught:
        program(workshop, "com/exit42", X86_64)
    assert caught.value.where == f"{source}:2"


def test_a_changed_source_is_built_again(workshop: Workshop) -> None:
    before = program(workshop, "com/exit42", X86_64)[1].read_bytes()
    source = workshop.root / "payloads" / "com" / "exit42.x86_64.S"
    source.write_text(source.read_text().replace("$42", "$43"))
    assert program(workshop, "com/exit42", X86_64)[1].read_bytes() == before.replace(b"*", b"+")
