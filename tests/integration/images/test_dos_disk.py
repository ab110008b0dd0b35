# SPDX-License-Identifier: MIT
"""Disks with a program of MS-DOS, to the byte; these need the tool chain and no network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.definitions.needs.dos import Dos
from bench.errors import BenchError
from bench.images.dos_disk import LARGEST, dos_disk
from bench.images.programs import program, programs
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from tests import ROOT

I386, X86_64 = ARCHITECTURES["i386"], ARCHITECTURES["x86_64"]
PARAMETERS, PROGRAM = 2 * 512, 3 * 512
"""Where on a disk they begin."""


def project(folder: Path) -> Workshop:
    """A project of its own, at another path, with the same sources."""
    for name in ("dos", "com"):
        shutil.copytree(ROOT / "payloads" / name, folder / "payloads" / name)
    return Workshop(folder, Store(folder / "cache"), SILENT)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return project(tmp_path / "project")


def disk(workshop: Workshop, need: Dos) -> bytes:
    return dos_disk(workshop, need, X86_64)[0].read_bytes()


def source(workshop: Workshop, name: str, text: str) -> Path:
    """A further program."""
    file = workshop.root / "payloads" / "dos" / f"{name}.S"
    file.write_text(f"\t.code16\n{text}\n")
    return file


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("exit42", "b82a4c cd21"),
        ("ret", "c3"),
        ("hello", "b409 ba0901 cd21 cd20" + b"hello, world\r\n$".hex()),
        ("unknown", "b42a cd21 c3"),
        ("divide", "31c9 f7f1 c3"),
        ("tail", "ba8100 8a0e8000 30ed bb0100 b440 cd21 c3"),
    ],
)
def test_programs_are_nothing_but_their_code(workshop: Workshop, name: str, expected: str) -> None:
    built = programs(workshop, "dos", X86_64)
    assert (built / f"{name}.com").read_bytes() == bytes.fromhex(expected)


@pytest.mark.parametrize(("name", "on_linux"), [("syscall", "exit42"), ("syscall-12", "exit42-12")])
def test_these_are_the_bytes_that_exit_on_linux(
    workshop: Workshop, name: str, on_linux: str
) -> None:
    ours = (programs(workshop, "dos", X86_64) / f"{name}.com").read_bytes()
    assert ours == program(workshop, f"com/{on_linux}", X86_64)[1].read_bytes()


def test_a_disk_is_the_loader_its_parameters_and_the_program(workshop: Workshop) -> None:
    content = disk(workshop, Dos("exit42", ("a", "b"), hold=True))
    loader = (programs(workshop, "dos", X86_64) / "loader.bin").read_bytes()
    assert content[:PARAMETERS] == loader
    assert loader[510:512] == b"\x55\xaa"
    assert content[PARAMETERS:PROGRAM] == b"\x01\0\x01\x04 a b\r".ljust(512, b"\0")
    assert content[PROGRAM:].rstrip(b"\0") == bytes.fromhex("b82a4c cd21")
    assert len(content) == 16 * 63 * 512, "a cylinder, without which SeaBIOS reads nothing"


@pytest.mark.parametrize(("size", "sectors"), [(0, 0), (1, 1), (512, 1), (513, 2), (LARGEST, 128)])
def test_a_program_takes_whole_sectors(workshop: Workshop, size: int, sectors: int) -> None:
    source(workshop, "zeros", f".fill {size}")
    content = disk(workshop, Dos("zeros"))
    assert int.from_bytes(content[PARAMETERS : PARAMETERS + 2], "little") == sectors
    assert content[PARAMETERS + 2 : PROGRAM] == b"\0\0\r".ljust(510, b"\0")


def test_the_largest_program_fills_its_segment_up_to_the_word_on_the_stack(
    workshop: Workshop,
) -> None:
    largest = (programs(workshop, "dos", X86_64) / "largest.com").read_bytes()
    assert 0x100 + len(largest) == 0xFFFE
    assert disk(workshop, Dos("largest"))[PROGRAM:].startswith(largest)


def test_one_byte_more_is_refused(workshop: Workshop) -> None:
    file = source(workshop, "huge", f".fill {LARGEST + 1}")
    with pytest.raises(BenchError) as caught:
        disk(workshop, Dos("huge"))
    assert str(caught.value) == (
        f"{file}: a COM program of 65279 bytes does not fit into its segment; "
        "leave it at most 65278"
    )


def test_an_unknown_program_is_told_with_the_nearest(workshop: Workshop) -> None:
    with pytest.raises(BenchError) as caught:
        disk(workshop, Dos("exit24"))
    assert str(caught.value) == (
        "there is no program exit24: payloads/dos/exit24.S is missing; did you mean exit42?"
    )


def test_an_error_names_the_file_and_line_of_the_source(workshop: Workshop) -> None:
    file = source(workshop, "wrong", "\tmow %ax, %bx")
    with pytest.raises(BenchError, match="no such instruction") as caught:
        disk(workshop, Dos("wrong"))
    assert caught.value.where == f"{file.relative_to(workshop.root)}:2"


def test_the_same_sources_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    one, other = project(tmp_path / "one"), project(tmp_path / "an" / "other")
    assert disk(one, Dos("hello")) == disk(other, Dos("hello"))
    assert dos_disk(one, Dos("hello"), I386)[0].read_bytes() == disk(one, Dos("hello"))


def test_a_changed_source_is_built_again(workshop: Workshop) -> None:
    before = disk(workshop, Dos("exit42"))
    file = workshop.root / "payloads" / "dos" / "exit42.S"
    file.write_text(file.read_text().replace("$0x4c2a", "$0x4c2b"))
    assert disk(workshop, Dos("exit42"))[PROGRAM + 1] == before[PROGRAM + 1] + 1
