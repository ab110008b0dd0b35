# SPDX-License-Identifier: MIT
"""Pictures of a display, as values that a test compares and keeps."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bench.errors import BenchError

if TYPE_CHECKING:
    from PIL.Image import Image

NOTICEABLE = 8
"""Levels of 256 in red, green or blue by which two pixels have to differ to count as different."""

_MARK = (255, 0, 255)
"""The colour of pixels that differ, in a picture of differences."""


@dataclass(frozen=True)
class Picture:
    """The pixels of a display at one moment; pictures with the same pixels are equal.

    Attributes:
        width: pixels in a row.
        height: number of rows.
        pixels: red, green and blue of each, 8 bits each, row by row.
    """

    width: int
    height: int
    pixels: bytes = field(repr=False)

    @classmethod
    def load(cls, file: str | os.PathLike[str]) -> Self:
        """The picture in a file: PNG, PPM, or whatever else Pillow reads.

        Raises:
            BenchError: the file does not exist, or it is not a picture.
        """
        path = Path(file)
        if not path.is_file():
            raise BenchError(
                f"there is no picture {path}",
                hint="if a run's screen.png shows what is right, copy it there",
            )
        return cls.decode(path.read_bytes(), str(path))

    @classmethod
    def decode(cls, data: bytes, name: str = "it") -> Self:
        """The picture in the bytes of a file, which has a name.

        Raises:
            BenchError: they are not a picture's.
        """
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

        try:
            with Image.open(BytesIO(data)) as opened:
                image = opened.convert("RGB")
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
            raise BenchError(f"{name} is not a picture: {error}", hint="write a PNG") from None
        return cls._of(image)

    @classmethod
    def _of(cls, image: Image) -> Self:
        return cls(*image.size, image.tobytes())

    def _image(self) -> Image:
        from PIL import Image  # noqa: PLC0415

        return Image.frombytes("RGB", (self.width, self.height), self.pixels)

    @property
    def is_blank(self) -> bool:
        """Whether all pixels have one colour."""
        return self.pixels == self.pixels[:3] * (self.width * self.height)

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """Red, green and blue at a place, counted from the upper left corner.

        Raises:
            BenchError: there is no such pixel.
        """
        self._inside(x, y, 1, 1)
        red, green, blue = self.pixels[3 * (y * self.width + x) :][:3]
        return red, green, blue

    def region(self, x: int, y: int, width: int, height: int) -> Self:
        """A part, as a picture of its own.

        Raises:
            BenchError: it reaches outside.
        """
        self._inside(x, y, width, height)
        return self._of(self._image().crop((x, y, x + width, y + height)))

    def differing(self, other: Picture) -> float:
        """The share of pixels that look different, from 0 to 1; 1 for other sizes."""
        if (self.width, self.height) != (other.width, other.height):
            return 1.0
        different = self._mask(other).histogram()[255]
        return different / (self.width * self.height)

    def matches(self, other: Picture, tolerance: float = 0.0) -> bool:
        """Whether no more than a share of the pixels look different."""
        return self.differing(other) <= tolerance

    def difference(self, other: Picture) -> Self:
        """This picture, pale, with the pixels marked in magenta that look different in another.

        Raises:
            BenchError: the other has another size.
        """
        from PIL import Image, ImageEnhance  # noqa: PLC0415

        if (self.width, self.height) != (other.width, other.height):
            raise BenchError(
                f"{self.width}x{self.height} pixels, and {other.width}x{other.height} to compare"
            )
        pale = ImageEnhance.Contrast(self._image().convert("L").convert("RGB")).enhance(0.4)
        marks = Image.new("RGB", pale.size, _MARK)
        return self._of(Image.composite(marks, pale, self._mask(other)))

    def to_png(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file."""
        self._image().save(Path(path), "PNG")

    def _mask(self, other: Picture) -> Image:
        """White where the pixels of two pictures of one size differ, else black."""
        from PIL import ImageChops  # noqa: PLC0415

        red, green, blue = ImageChops.difference(self._image(), other._image()).split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        return most.point([255 if level > NOTICEABLE else 0 for level in range(256)])

    def _inside(self, x: int, y: int, width: int, height: int) -> None:
        if not (0 <= x < x + width <= self.width and 0 <= y < y + height <= self.height):
            raise BenchError(
                f"{width}x{height} pixels from {x}, {y} on are outside a picture of "
                f"{self.width}x{self.height}",
                hint="both count from 0 in the upper left corner",
            )
