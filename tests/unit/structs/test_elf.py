# SPDX-License-Identifier: MIT
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.structs.elf import Symbol, code_of, symbol

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("kernel", ["kernel32.elf", "kernel64.elf"])
@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(Symbol("_start", 0x10_0020, 3), id="first segment"),
        pytest.param(Symbol("ticks", 0x30_0000, 4), id="second segment"),
        pytest.param(Symbol("ticks_of_cpu1", 0x40_0000, 8), id="where one segment follows another"),
        pytest.param(Symbol("end", 0x40_0008, 0), id="the segment's end"),
        pytest.param(Symbol("HIGH", 0x4000_0000, 0), id="in no segment"),
    ],
)
def test_a_symbol_is_where_its_segment_is_loaded(kernel: str, expected: Symbol) -> None:
    assert symbol(GOLDEN / kernel, expected.name) == expected


@pytest.mark.parametrize(
    ("kernel", "name", "message"),
    [
        pytest.param(
            "kernel64.elf", "tick", "no symbol tick; did you mean ticks?", id="near a name"
        ),
        pytest.param(
            "kernel64.elf",
            "",
            "no symbol ; nm lists the kernel's symbols",
            id="the undefined first symbol",
        ),
        pytest.param(
            "stripped.elf",
            "ticks",
            "the kernel has no symbols; link it without -s and do not strip it",
            id="stripped",
        ),
        pytest.param(
            "image-arm64.head",
            "ticks",
            "symbols are read from ELF files, "
            "this is an Image of Linux for aarch64 (text offset 0x0)",
            id="no ELF file",
        ),
        pytest.param(
            "none.elf", "ticks", "cannot read a kernel: No such file or directory", id="no file"
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(kernel: str, name: str, message: str) -> None:
    with pytest.raises(BenchError) as error:
        symbol(GOLDEN / kernel, name)
    assert str(error.value) == f"{GOLDEN / kernel}: {message}"


@pytest.mark.parametrize("kernel", ["kernel32.elf", "kernel64.elf"])
def test_an_address_is_in_the_function_before_it(kernel: str) -> None:
    code = code_of(GOLDEN / kernel)
    found = code.at(0x10_0022)
    assert found == (Symbol("_start", 0x10_0020, 3), 2)
    assert code.at(0xF_FFFF) is None
    assert code.at(code.end) is None
    assert code.at(0x30_0000) is None, "data"


def test_code_without_symbols_is_said_in_a_line() -> None:
    with pytest.raises(BenchError, match="the kernel has no symbols"):
        code_of(GOLDEN / "stripped.elf")
