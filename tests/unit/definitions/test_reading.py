# SPDX-License-Identifier: MIT
"""How scalars are read: by the core schema of YAML 1.2, whatever PyYAML would do."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest

from bench.definitions.reading.document import read_document


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("true", True),
        ("False", False),
        ("", None),
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ("16550", 16550),
        ("-1", -1),
        ("010", 10),
        ("0o10", 8),
        ("0xb8000", 0xB8000),
        ("'0xb8000'", "0xb8000"),
        ("9" * 30, 10**30 - 1),
        ("9" * 5000, inf),
        ("0x" + "9" * 8000, inf),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1.5", 1.5),
        ("-.Inf", -inf),
        ("1.e3", 1000.0),
        ("1e3", 1000.0),
        ("2026-01-01", "2026-01-01"),
        ("256M", "256M"),
        ("[a, [1]]", ("a", (1,))),
        ("{on: 1}", {"on": 1}),
        ("{<<: {a: 1}}", {"<<": {"a": 1}}),
    ],
)
def test_scalars(written: str, value: object, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"key: {written}\n")
    read = read_document(tmp_path / "x.yaml").root.plain()["key"]
    assert (read, type(read)) == (value, type(value))
