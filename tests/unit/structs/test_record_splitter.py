# SPDX-License-Identifier: MIT
import struct
import zlib
from itertools import pairwise

import construct
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bench.structs.records.record import Output, Record, Stream, Unknown, Value
from bench.structs.records.record_format import FRAME, MAGIC, decode, encode
from bench.structs.records.record_splitter import RecordSplitter
from tests.unit.structs.records import records

LARGEST_FRAME = 10 + 65_536 + 4
Pieces = list[bytes | Record]


def split(*chunks: bytes) -> Pieces:
    splitter = RecordSplitter()
    pieces = [piece for chunk in chunks for piece in splitter.feed(chunk)]
    return joined(pieces + splitter.flush())


def joined(pieces: Pieces) -> Pieces:
    """The pieces with adjacent text as one."""
    result: Pieces = []
    for piece in pieces:
        last = result[-1] if result else None
        if isinstance(piece, bytes) and isinstance(last, bytes):
            result[-1] = last + piece
        else:
            result.append(piece)
    return result


def by_the_page(stream: bytes) -> Pieces:
    """The page's rule with its struct, byte by byte: slow and plain."""
    pieces: Pieces = []
    while stream:
        try:
            frame = FRAME.parse(stream)
        except construct.ConstructError:
            pieces.append(stream[:1])
            stream = stream[1:]
        else:
            pieces.append(decode(frame.checked.value.type, frame.checked.value.body))
            stream = stream[14 + frame.checked.value.length :]
    return joined(pieces)


frames = records.map(encode)


@st.composite
def damaged_frames(draw: st.DrawFn) -> bytes:
    frame = bytearray(draw(frames))
    if draw(st.booleans()):
        return bytes(frame[: draw(st.integers(1, len(frame) - 1))])
    frame[draw(st.integers(0, len(frame) - 1))] ^= 1 << draw(st.integers(0, 7))
    return bytes(frame)


fragments = st.sampled_from(
    [b"\xf5", MAGIC[:2], MAGIC[:3], MAGIC, MAGIC + b"\1\0\4\0\0\0", MAGIC + b"\1\0\0\0\1\0"]
)
streams = st.lists(st.one_of(frames, damaged_frames(), fragments, st.binary(max_size=30)))


@st.composite
def chunked(draw: st.DrawFn) -> list[bytes]:
    stream = b"".join(draw(streams))
    cuts = sorted(draw(st.lists(st.integers(0, len(stream)), max_size=40)))
    return [stream[a:b] for a, b in pairwise([0, *cuts, len(stream)])]


@given(chunked())
def test_any_chunks_split_as_the_page_says(chunks: list[bytes]) -> None:
    assert split(*chunks) == by_the_page(b"".join(chunks))


@given(streams)
def test_byte_by_byte_splits_as_in_one_chunk(parts: list[bytes]) -> None:
    stream = b"".join(parts)
    assert split(*(stream[i : i + 1] for i in range(len(stream)))) == split(stream)


@given(records, damaged_frames(), records)
def test_a_damaged_frame_costs_only_itself(before: Record, damaged: bytes, after: Record) -> None:
    # A frame without its last byte is whole again where the next one begins with that byte.
    assume(by_the_page(damaged + MAGIC) == [damaged + MAGIC])
    pieces = split(encode(before) + damaged + encode(after))
    assert pieces == [before, damaged, after]


@given(st.text(), records, st.text())
def test_text_and_record_share_a_line(before: str, record: Record, after: str) -> None:
    text = [before.encode(), record, after.encode()]
    assert split(before.encode() + encode(record) + after.encode()) == [p for p in text if p]


def test_text_is_not_held_back() -> None:
    assert RecordSplitter().feed(b"login: ") == [b"login: "]


def test_half_a_magic_is_held_back_until_it_is_none() -> None:
    splitter = RecordSplitter()
    assert splitter.feed(b"a\xf5\x42") == [b"a"]
    assert splitter.feed(b"b") == [b"\xf5\x42b"]


def test_a_record_is_given_with_its_last_byte() -> None:
    frame = encode(Value("n", 1))
    splitter = RecordSplitter()
    assert splitter.feed(frame[:-1]) == []
    assert splitter.feed(frame[-1:]) == [Value("n", 1)]


def test_a_length_over_the_maximum_is_text_at_once() -> None:
    header = MAGIC + struct.pack("<HI", 256, 65_537)
    assert RecordSplitter().feed(header) == [header]


def test_a_length_over_the_maximum_is_no_crc() -> None:
    type_ = struct.pack("<H", 256)
    header = MAGIC + type_ + struct.pack("<I", zlib.crc32(type_))
    assert split(header) == [header]


def test_half_a_frame_at_the_end_is_text() -> None:
    splitter = RecordSplitter()
    frame = encode(Value("n", 1))
    assert splitter.feed(frame[:-1]) == []
    assert splitter.flush() == [frame[:-1]]
    assert splitter.flush() == []


def test_a_damaged_length_hides_no_record_from_the_end() -> None:
    header = MAGIC + struct.pack("<HI", 256, 60_000)
    assert split(header + encode(Value("n", 1)) + b"bye") == [header, Value("n", 1), b"bye"]


def test_the_largest_frame_is_split() -> None:
    record = Unknown(256, bytes(65_536))
    assert split(b"a" + encode(record) + b"b") == [b"a", record, b"b"]


def test_at_most_one_frame_is_held_back() -> None:
    splitter = RecordSplitter()
    fed = given = 0
    hostile = (MAGIC + struct.pack("<HI", 4, 65_536)) * 20_000
    for start in range(0, len(hostile), 1000):
        chunk = hostile[start : start + 1000]
        fed += len(chunk)
        given += sum(len(piece) for piece in splitter.feed(chunk) if isinstance(piece, bytes))
        assert fed - given < LARGEST_FRAME


def test_a_supposed_frame_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []
    original = zlib.crc32

    def crc32(data: memoryview) -> int:
        checked.append(len(data))
        return original(data)

    monkeypatch.setattr(zlib, "crc32", crc32)
    hostile = (MAGIC + struct.pack("<HI", 4, 1000)) * 500
    split(*(hostile[i : i + 1] for i in range(len(hostile))))
    assert 0 < len(checked) <= 500


def test_output_with_magic_in_its_data_is_one_record() -> None:
    record = Output(1, Stream.STDOUT, encode(Value("n", 1)))
    assert split(encode(record)) == [record]
