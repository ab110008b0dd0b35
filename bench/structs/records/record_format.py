# SPDX-License-Identifier: MIT
"""The frames of records as construct structs: `docs/records.md`, table by table."""

from __future__ import annotations

import zlib
from dataclasses import fields
from enum import Enum
from typing import Any

from construct import (
    Bytes,
    Checksum,
    Const,
    Construct,
    ConstructError,
    CString,
    ExprAdapter,
    ExprValidator,
    GreedyBytes,
    GreedyString,
    Int8ul,
    Int16ul,
    Int32sl,
    Int32ul,
    Int64sl,
    Int64ul,
    Mapping,
    PascalString,
    RawCopy,
    Rebuild,
    Struct,
    Switch,
    Terminated,
    len_,
    obj_,
    this,
)

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
    reason,
)

MAGIC = bytes.fromhex("f5 42 52 f5")
MAXIMUM_LENGTH = 65_536
"""Of a body, in bytes."""


class Kind(Enum):
    """How the data of a value is laid out."""

    UNSIGNED = 0
    SIGNED = 1
    TEXT = 2
    BYTES = 3

    @classmethod
    def of(cls, value: int | str | bytes) -> Kind:
        """The kind that carries `value`."""
        if isinstance(value, int):
            return cls.SIGNED if value < 0 else cls.UNSIGNED
        return cls.TEXT if isinstance(value, str) else cls.BYTES


def choice(members: type[Enum]) -> Construct:
    """A u8 that holds one of `members` and nothing else."""
    return Mapping(Int8ul, {member: member.value for member in members})


FRAME = Struct(
    "magic" / Const(MAGIC),
    "checked"
    / RawCopy(
        Struct(
            "type" / Int16ul,
            "length" / Rebuild(ExprValidator(Int32ul, obj_ <= MAXIMUM_LENGTH), len_(this.body)),
            "body" / Bytes(this.length),
        )
    ),
    "crc" / Checksum(Int32ul, zlib.crc32, this.checked.data),
)

VALUE = Struct(
    "kind" / Rebuild(choice(Kind), lambda this: Kind.of(this.value)),
    "name" / PascalString(Int8ul, "utf8"),
    "value"
    / Switch(
        this.kind,
        {
            Kind.UNSIGNED: Int64ul,
            Kind.SIGNED: Int64sl,
            Kind.TEXT: GreedyString("utf8"),
            Kind.BYTES: GreedyBytes,
        },
    ),
    Terminated,
)

CHECK = Struct(
    "outcome" / choice(CheckOutcome),
    "name" / PascalString(Int8ul, "utf8"),
    "detail" / GreedyString("utf8"),
)

ARGUMENT = ExprValidator(CString("utf8"), lambda text, _: "\0" not in text)


def _texts(count: str) -> Construct:
    """As many texts as a field before them says."""
    return ExprAdapter(ARGUMENT[this[count]], lambda found, _: tuple(found), obj_)


RUN = Struct(
    "sequence" / Int32ul,
    "limit" / Int32ul,
    "arguments_count" / Rebuild(Int16ul, len_(this.arguments)),
    "environment_count" / Rebuild(Int16ul, len_(this.environment)),
    "arguments" / _texts("arguments_count"),
    "environment" / _texts("environment_count"),
    Terminated,
)

OUTPUT = Struct(
    "sequence" / Int32ul,
    "stream" / choice(Stream),
    "data" / GreedyBytes,
)

FINISHED = Struct(
    "sequence" / Int32ul,
    "kind" / choice(Ending),
    "value" / Int32sl,
    "nanoseconds" / Int64ul,
    Terminated,
)

READY = Struct(
    "release" / GreedyString("utf8"),
)

PUT = Struct("sequence" / Int32ul, "mode" / Int16ul, "path" / ARGUMENT, Terminated)

DATA = Struct("sequence" / Int32ul, "data" / GreedyBytes)

FREEZE = Struct("sequence" / Int32ul, Terminated)

WAKE = Struct(
    "sequence" / Int32ul,
    "realtime" / Int64ul,
    "seed" / Bytes(64),
    "mac" / Bytes(6),
    "hostname" / ARGUMENT,
    Terminated,
)

ALIVE = Struct("sequence" / Int32ul, "nonce" / Bytes(16), "nanoseconds" / Int64ul, Terminated)

TYPES: dict[int, tuple[type[Any], Construct]] = {
    1: (Value, VALUE),
    2: (Check, CHECK),
    3: (Run, RUN),
    4: (Output, OUTPUT),
    5: (Finished, FINISHED),
    6: (Ready, READY),
    7: (Put, PUT),
    8: (Data, DATA),
    9: (Freeze, FREEZE),
    10: (Wake, WAKE),
    11: (Alive, ALIVE),
}


def decode(type_: int, body: bytes) -> Record:
    """The record in a sound frame; `Unknown` where the body does not fit the type."""
    if type_ not in TYPES:
        return Unknown(type_, body)
    record, struct = TYPES[type_]
    try:
        parsed = struct.parse(body)
    except ConstructError:
        return Unknown(type_, body)
    decoded: Record = record(**{field.name: parsed[field.name] for field in fields(record)})
    return decoded


def encode(record: Record) -> bytes:
    """The frame of `record`.

    Raises:
        BenchError: a name, an argument, a number or the body is too large for its field.
    """
    try:
        type_, content = body(record)
        frame: bytes = FRAME.build({"checked": {"value": {"type": type_, "body": content}}})
    except ConstructError as error:
        raise BenchError(
            f"a {type(record).__name__} does not fit a record: {reason(error)}",
            hint="docs/records.md says how large each field is",
        ) from error
    return frame


def body(record: Record) -> tuple[int, bytes]:
    """The type and body of `record`, without a frame.

    Raises:
        construct.ConstructError: something is too large for its field.
    """
    if isinstance(record, Unknown):
        return record.type, record.body
    for number, (kind, struct) in TYPES.items():
        if isinstance(record, kind):
            return number, struct.build(vars(record))
    raise TypeError(f"{record!r} is not a record")
