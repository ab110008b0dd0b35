# SPDX-License-Identifier: MIT
import re
import struct
import zlib
from typing import Any

import construct
import pytest
from hypothesis import given

from bench.errors import BenchError
from bench.structs.records.record import (
    Alive,
    Check,
    CheckOutcome,
    Data,
    Ending,
    Finished,
    Freeze,
    Output,
    Put,
    Ready,
    Record,
    Run,
    Stream,
    Unknown,
    Value,
    Wake,
)
from bench.structs.records.record_format import FRAME, MAXIMUM_LENGTH, TYPES, decode, encode
from tests import ROOT
from tests.unit.structs.records import records

PAGE = ROOT / "docs" / "records.md"


def frame(type_: int, body: bytes) -> bytes:
    """The page's table, by hand."""
    checked = struct.pack("<HI", type_, len(body)) + body
    return b"\xf5\x42\x52\xf5" + checked + struct.pack("<I", zlib.crc32(checked))


BODIES: list[tuple[Record, int, bytes]] = [
    (Value("n", 5), 1, b"\x00\x01n" + struct.pack("<Q", 5)),
    (Value("n", -5), 1, b"\x01\x01n" + struct.pack("<q", -5)),
    (Value("größe", "é"), 1, b"\x02\x07gr\xc3\xb6\xc3\x9fe\xc3\xa9"),
    (Value("", b"\x00\xf5"), 1, b"\x03\x00\x00\xf5"),
    (Check("io", CheckOutcome.PASS), 2, b"\x00\x02io"),
    (Check("io", CheckOutcome.FAIL, "was 3"), 2, b"\x01\x02iowas 3"),
    (Check("io", CheckOutcome.SKIP, "no"), 2, b"\x02\x02iono"),
    (Run(7, 9, ("ls", "", "-l")), 3, struct.pack("<IIHH", 7, 9, 3, 0) + b"ls\0\0-l\0"),
    (Run(7, 0, ("ls",), ("A=b",)), 3, struct.pack("<IIHH", 7, 0, 1, 1) + b"ls\0A=b\0"),
    (Finished(7, Ending.TIMED_OUT, 9, 1), 5, struct.pack("<IBiQ", 7, 3, 9, 1)),
    (Put(7, 0o755, "/é"), 7, struct.pack("<IH", 7, 0o755) + b"/\xc3\xa9\0"),
    (Data(7, b"a\xff"), 8, b"\x07\0\0\0a\xff"),
    (Data(7, b""), 8, b"\x07\0\0\0"),
    (Freeze(7), 9, b"\x07\0\0\0"),
    (
        Wake(7, 10**18, bytes(64), b"\x02abcd\0", "h"),
        10,
        struct.pack("<IQ", 7, 10**18) + bytes(64) + b"\x02abcd\0h\0",
    ),
    (Alive(7, b"n" * 16, 10**12), 11, b"\x07\0\0\0" + b"n" * 16 + struct.pack("<Q", 10**12)),
    (Output(7, Stream.STDOUT, b"a\xff"), 4, b"\x07\0\0\0\x01a\xff"),
    (Output(7, Stream.STDERR, b""), 4, b"\x07\0\0\0\x02"),
    (Finished(7, Ending.EXITED, 3, 10**12), 5, struct.pack("<IBiQ", 7, 0, 3, 10**12)),
    (Finished(7, Ending.SIGNALLED, 9, 0), 5, struct.pack("<IBiQ", 7, 1, 9, 0)),
    (Finished(7, Ending.NOT_STARTED, -2, 1), 5, struct.pack("<IBiQ", 7, 2, -2, 1)),
    (Ready("6.1.0-50-cloud-amd64"), 6, b"6.1.0-50-cloud-amd64"),
    (Unknown(256, b"own"), 256, b"own"),
]


@pytest.mark.parametrize(("record", "type_", "body"), BODIES)
def test_each_type_is_laid_out_as_the_page_says(record: Record, type_: int, body: bytes) -> None:
    assert encode(record) == frame(type_, body)
    assert decode(type_, body) == record


def test_the_page_and_the_structs_name_the_same_types() -> None:
    types = PAGE.read_text().split("## Types")[1].split("## The window")[0]
    rows = re.findall(r"^\| (\d+) \| (\w+) \|", types, re.M)
    assert {int(number): name for number, name in rows} == {
        number: record.__name__.lower() for number, (record, _) in TYPES.items()
    }


@given(records)
def test_a_record_survives_its_frame(record: Record) -> None:
    checked = FRAME.parse(encode(record)).checked.value
    assert decode(checked.type, checked.body) == record


def test_a_frame_with_a_wrong_crc_is_refused() -> None:
    damaged = bytearray(frame(256, b"own"))
    damaged[-1] ^= 1
    with pytest.raises(construct.ChecksumError):
        FRAME.parse(bytes(damaged))


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        pytest.param(1, b"\x04\x01n" + bytes(8), id="unknown kind"),
        pytest.param(1, b"\x00\x01n" + bytes(9), id="a byte too many"),
        pytest.param(1, b"\x00\x09n", id="name cut short"),
        pytest.param(2, b"\x03\x01n", id="unknown outcome"),
        pytest.param(3, b"\0\0\0\0\x02\0a\0", id="an argument missing"),
        pytest.param(3, b"\0\0\0\0\x01\0a\0b\0", id="an argument too many"),
        pytest.param(4, b"\0\0\0\0\x00", id="unknown stream"),
        pytest.param(5, bytes(18), id="too long"),
        pytest.param(6, b"\xff", id="no UTF-8"),
    ],
)
def test_a_body_that_does_not_fit_its_type_is_unknown(type_: int, body: bytes) -> None:
    assert decode(type_, body) == Unknown(type_, body)


@pytest.mark.parametrize(
    "record",
    [
        Value("n" * 256, 1),
        Value("n", 2**64),
        Value("n", -(2**63) - 1),
        Value("n", bytes(MAXIMUM_LENGTH)),
        Run(0, 0, ("a\0b",)),
        Run(0, 0, ("\ud800",)),
        Run(2**32, 0, ()),
        Wake(0, 0, bytes(63), bytes(6), "h"),
        Unknown(2**16, b""),
    ],
)
def test_what_does_not_fit_a_record_is_refused(record: Record) -> None:
    with pytest.raises(BenchError, match=f"a {type(record).__name__} does not fit a record"):
        encode(record)


def test_the_largest_body_fits() -> None:
    assert len(encode(Unknown(256, bytes(MAXIMUM_LENGTH)))) == 10 + 65_536 + 4


POINT = construct.Struct("x" / construct.Int16ul, "y" / construct.Int16ul)


def test_a_type_of_a_test_is_parsed_by_the_struct_that_it_names() -> None:
    point: Any = Unknown(300, b"\x01\0\x02\0").parse(POINT)
    assert (point.x, point.y) == (1, 2)


def test_a_struct_that_does_not_fit_is_named_in_one_line() -> None:
    with pytest.raises(BenchError, match=r"type 300 \(3 bytes\) does not fit.*expected 2, found 1"):
        Unknown(300, b"\x01\0\x02").parse(POINT)
