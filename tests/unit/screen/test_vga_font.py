# SPDX-License-Identifier: MIT
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.errors import HostError
from bench.screen import vga_font


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    vga_font.glyphs.cache_clear()
    yield
    vga_font.glyphs.cache_clear()


def test_an_a_is_an_a() -> None:
    drawn = [f"{line:08b}".replace("0", ".").replace("1", "#") for line in vga_font.glyphs()[0x41]]
    assert drawn[2:12] == [
        "...#....",
        "..###...",
        ".##.##..",
        "##...##.",
        "##...##.",
        "#######.",
        "##...##.",
        "##...##.",
        "##...##.",
        "##...##.",
    ]


def test_there_are_256_glyphs_of_16_lines() -> None:
    assert [len(glyph) for glyph in vga_font.glyphs()] == [16] * 256
    assert vga_font.glyphs()[0xDB] == b"\xff" * 16


def test_a_missing_font_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "without.bin").write_bytes(bytes(40_000))
    (tmp_path / "short.bin").write_bytes(bytes(16) + vga_font.FACES[16])
    bioses = tuple(tmp_path / name for name in ("none.bin", "without.bin", "short.bin"))
    monkeypatch.setattr(vga_font, "BIOSES", bioses)
    with pytest.raises(HostError, match=r"short\.bin; run `apt-get install seabios`"):
        vga_font.glyphs()
