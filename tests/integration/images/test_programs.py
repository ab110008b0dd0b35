# SPDX-License-Identifier: MIT
"""Programs are built to the byte; these need the tool chains and no network."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from construct import Bytes, Const, Construct, Sequence, Struct, Terminated

from bench.architectures.architecture import Architecture
from bench.architectures.registry import ARCHITECTURES
from bench.artefacts.store import Store
from bench.errors import BenchError, HostError
from bench.images.programs import program, programs
from bench.images.tools.progress import SILENT
from bench.images.workshop import Workshop
from tests import ROOT

X86_64, AARCH64 = ARCHITECTURES["x86_64"], ARCHITECTURES["aarch64"]


def project(folder: Path) -> Workshop:
    """A project of its own, at another path, with the same sources."""
    shutil.copytree(ROOT / "payloads", folder / "payloads")
    return Workshop(folder, Store(folder / "cache"), SILENT)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return project(tmp_path / "project")


def listing(architecture: Architecture) -> dict[str, Construct[Any, Any]]:
    """The format of each program's file: these bytes, and no more."""
    text = (Path(__file__).parent / "golden" / f"com.{architecture.name}.txt").read_text()
    formats: dict[str, Construct[Any, Any]] = {}
    for name, size, digits in re.findall(
        r"^(\S+): (\d+) bytes\n((?:    .+\n)+)", text, re.MULTILINE
    ):
        content = bytes.fromhex(digits)
        assert len(content) == int(size), name
        formats[f"{name}.com"] = Sequence(Const(content), Terminated)
    return formats


@pytest.mark.parametrize("architecture", [X86_64, AARCH64], ids=["x86_64", "aarch64"])
def test_com_programs_are_these_bytes(workshop: Workshop, architecture: Architecture) -> None:
    built = programs(workshop, "com", architecture)
    expected = listing(architecture)
    assert {path.name for path in built.glob("*.com")} == expected.keys()
    for name, form in expected.items():
        form.parse((built / name).read_bytes())


@pytest.mark.parametrize("architecture", [X86_64, AARCH64], ids=["x86_64", "aarch64"])
def test_hello_is_code_and_its_text(workshop: Workshop, architecture: Architecture) -> None:
    path, file = program(workshop, "com/hello", architecture)
    code = 30 if architecture is X86_64 else 32
    form = Struct("code" / Bytes(code), "text" / Const(b"hello, world\n"), Terminated)
    assert path == "com/hello.com"
    assert form.parse(file.read_bytes()).text == b"hello, world\n"


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


def test_a_makefile_that_makes_nothing_is_told(workshop: Workshop) -> None:
    (workshop.root / "payloads/mine").mkdir()
    (workshop.root / "payloads/mine/Makefile").write_text("all:\n\t@echo nothing to do\n")
    with pytest.raises(BenchError, match="payloads/mine/Makefile: makes nothing in OUT") as caught:
        programs(workshop, "mine", X86_64)
    assert not isinstance(caught.value, HostError)


def test_a_folder_without_a_makefile_is_told(workshop: Workshop) -> None:
    with pytest.raises(BenchError, match="no programs in payloads/other: it has no Makefile"):
        program(workshop, "other/exit42", X86_64)


def test_an_error_names_the_file_and_line_of_the_source(workshop: Workshop) -> None:
    source = workshop.root / "payloads" / "com" / "x86_64" / "exit42.S"
    source.write_text("\n\tmow $1, %eax\n")
    with pytest.raises(BenchError, match="no such instruction") as caught:
        program(workshop, "com/exit42", X86_64)
    assert caught.value.where == "payloads/com/x86_64/exit42.S:2"


def test_a_changed_source_is_built_again(workshop: Workshop) -> None:
    before = program(workshop, "com/exit42", X86_64)[1].read_bytes()
    source = workshop.root / "payloads" / "com" / "x86_64" / "exit42.S"
    source.write_text(source.read_text().replace("$42", "$43"))
    assert program(workshop, "com/exit42", X86_64)[1].read_bytes() == before.replace(b"*", b"+")
