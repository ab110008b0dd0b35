# SPDX-License-Identifier: MIT
from pathlib import Path

from PIL import Image
from rich.console import Console

from bench.screen.text_screen import Screen

GOLDEN = Path(__file__).parent / "golden"
CHARACTERS = Screen.from_bytes((GOLDEN / "characters.vga").read_bytes())

QEMU_LEVELS = {0x00: 0x00, 0x57: 0x55, 0xA8: 0xAA, 0xFF: 0xFF}
"""QEMU widens the palette's 6 bits so; the bench has the usual 8-bit values."""


def rgb(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


def test_the_picture_is_pixel_for_pixel_qemus(tmp_path: Path) -> None:
    CHARACTERS.to_png(tmp_path / "screen.png")
    ours, theirs = rgb(tmp_path / "screen.png"), rgb(GOLDEN / "characters.png")
    assert ours.size == theirs.size == (720, 400)
    assert ours.tobytes() == bytes(map(QEMU_LEVELS.__getitem__, theirs.tobytes()))


def test_blink_is_no_brighter_background(tmp_path: Path) -> None:
    Screen.from_bytes(b"\xdb\x9e\x20\x9e", 2, 1).to_png(tmp_path / "blink.png")
    colours = {colour for _, colour in rgb(tmp_path / "blink.png").getcolors() or []}
    assert colours == {(0xFF, 0xFF, 0x55), (0x00, 0x00, 0xAA)}


def test_a_terminal_shows_text_and_colours() -> None:
    text = Screen.from_bytes(b"A\x1fB\x1fC\x9e \x07", 2, 2).to_rich()
    console = Console(force_terminal=True, color_system="truecolor", width=10)
    with console.capture() as capture:
        console.print(text, end="")
    assert capture.get() == (
        "\x1b[38;2;255;255;255;48;2;0;0;170mAB\x1b[0m\n"
        "\x1b[5;38;2;255;255;85;48;2;0;0;170mC\x1b[0m"
        "\x1b[38;2;170;170;170;48;2;0;0;0m \x1b[0m"
    )
