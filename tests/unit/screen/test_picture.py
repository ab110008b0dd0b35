# SPDX-License-Identifier: MIT
"""Pictures are compared by how many of their pixels look different."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from bench.errors import BenchError
from bench.screen.picture import Picture

GREY = Picture(4, 2, bytes([100, 100, 100] * 8))


def changed(*values: tuple[int, int]) -> Picture:
    """With other levels at places among the bytes."""
    pixels = bytearray(GREY.pixels)
    for place, value in values:
        pixels[place] = value
    return Picture(4, 2, bytes(pixels))


def test_a_file_comes_back(tmp_path: Path) -> None:
    changed((5, 200)).to_png(tmp_path / "a.png")
    assert Picture.load(tmp_path / "a.png") == changed((5, 200))


def test_qemus_file_is_a_picture() -> None:
    assert Picture.decode(b"P6\n4 2\n255\n" + GREY.pixels) == GREY


def test_what_is_hardly_seen_does_not_count() -> None:
    assert GREY.differing(changed((0, 108))) == 0
    assert GREY.differing(changed((0, 109))) == 1 / 8
    assert GREY.differing(changed((0, 0), (1, 0), (2, 0))) == 1 / 8, "one pixel has three levels"


def test_a_tolerance_is_a_share_of_the_pixels() -> None:
    other = changed((0, 0), (23, 255))
    assert not GREY.matches(other)
    assert not GREY.matches(other, tolerance=0.24)
    assert GREY.matches(other, tolerance=0.25)


def test_other_sizes_do_not_match_at_all() -> None:
    assert not GREY.matches(Picture(2, 4, GREY.pixels), tolerance=0.99)
    with pytest.raises(BenchError, match="4x2 pixels, and 2x4 to compare"):
        GREY.difference(Picture(2, 4, GREY.pixels))


def test_a_difference_marks_its_pixels() -> None:
    shown = GREY.difference(changed((3, 0)))
    assert shown.pixel(1, 0) == (255, 0, 255)
    assert shown.pixel(0, 0) != (255, 0, 255)


def test_parts() -> None:
    part = changed((3 * 6 + 1, 7)).region(1, 1, 2, 1)
    assert (part.width, part.height, part.pixel(1, 0)) == (2, 1, (100, 7, 100))
    with pytest.raises(BenchError, match="outside a picture of 4x2"):
        GREY.region(3, 0, 2, 1)


def test_one_colour_is_blank() -> None:
    assert GREY.is_blank
    assert not changed((23, 0)).is_blank


def test_a_picture_of_far_too_many_pixels_is_told() -> None:
    head = b"P6\n40000 40000\n255\n"
    with pytest.raises(BenchError, match="it is not a picture"):
        Picture.decode(head + bytes(100))


def test_what_is_no_picture_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"there is no picture .*a\.png; if a run's screen\.png"):
        Picture.load(tmp_path / "a.png")
    (tmp_path / "a.png").write_text("words")
    with pytest.raises(BenchError, match=r"a\.png is not a picture"):
        Picture.load(tmp_path / "a.png")
    Image.new("RGB", (64, 64)).save(tmp_path / "b.png")
    (tmp_path / "b.png").write_bytes((tmp_path / "b.png").read_bytes()[:60])
    with pytest.raises(BenchError, match=r"b\.png is not a picture"):
        Picture.load(tmp_path / "b.png")
