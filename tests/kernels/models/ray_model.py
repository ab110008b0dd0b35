# SPDX-License-Identifier: MIT
"""The frames of the ray marcher of `kernels/drivers/textscreen/scenes`, computed on the host.

Python's floats are IEEE 754 doubles, and `+ - * /` and `math.sqrt` round correctly: what is
computed here in the same order is the guest's to the last bit, unless its compiler fuses a
product with a sum.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from bench.screen.text_screen import Screen
from tests.kernels.models.scene_model import COLUMNS, ROWS, cell

STEPS, NEAR, FAR = 64, 0.002, 24.0
EYE, SUN = (0.0, 0.35, -4.5), (-0.48, 0.8, -0.36)
FLOOR = -1.0
BALLS = (
    ((0.0, 0.0, 0.0), 0.5, "red"),
    ((-1.75, -0.45, 0.5), 0.55, "blue"),
    ((1.8, -0.5, -0.25), 0.5, "green"),
)
RING, TUBE = 1.05, 0.2
CORNERS = ((1.0, -1.0, -1.0), (-1.0, -1.0, 1.0), (-1.0, 1.0, -1.0), (1.0, 1.0, 1.0))

TONES = {
    "sky": (" ░▒▓ ░▒▓ ░▒▓", "111115555ccc", "000011115555"),
    "gold": (" ░▒▓█░▒▓█▓▒█", "66666eeeeeff", "000006666770"),
    "red": (" ░▒▓█░▒▓█▓▒█", "44444ccccccf", "000004444770"),
    "blue": (" ░▒▓█░▒▓█▓▒█", "111119999bbf", "000001111330"),
    "green": (" ░▒▓█░▒▓█▓▒█", "22222aaaaabf", "000002222370"),
    "light": (" ░▒▓█▒▓█░▒▓█", "88888777ffff", "000000007770"),
    "dark": (" ░▒▒▓▓██▒▓██", "888888887777", "000000000000"),
}
"""Characters, colours and backgrounds of each material, from dark to bright."""

Vector = tuple[float, float, float]


class Frame(NamedTuple):
    """What a frame shows, and how far each of its rays went."""

    screen: Screen
    depths: tuple[float, ...]


def frame(number: int) -> Frame:
    """A frame of the ray marcher."""
    turn = _turn(number)
    data, depths = bytearray(), []
    for at in range(COLUMNS * ROWS):
        row, column = divmod(at, COLUMNS)
        direction = _unit(((column - 39.5) * 9 / 480, (12.0 - row) * 16 / 480, 1.0))
        depth, hit = _march(EYE, direction, turn)
        depths.append(depth)
        data += _tone(*_look(direction, depth, hit, turn))
    return Frame(Screen.from_bytes(bytes(data)), tuple(depths))


def _tone(material: str, bright: float) -> bytes:
    """The cell of a material where it is so bright, from 0 to 1."""
    tone = min(max(int(bright * 12), 0), 11)
    characters, colours, backgrounds = TONES[material]
    return cell(characters[tone], colours[tone], backgrounds[tone])


def _turn(number: int) -> tuple[float, float]:
    """Cosine and sine of the ring's turn."""
    t = number / 8
    return (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)


def _look(
    direction: Vector, depth: float, hit: str, turn: tuple[float, float]
) -> tuple[str, float]:
    """The material that a ray sees, and how bright."""
    if hit == "sky":
        return hit, 1 - 2.2 * direction[1]
    point = _ahead(EYE, direction, depth)
    if hit == "light" and (int(point[0] + 64) + int(point[2] + 64)) % 2:
        hit = "dark"
    normal = _normal(point, turn)
    bright, facing = 0.12, _dot(normal, SUN)
    if facing > 0 and _march(_ahead(point, normal, 0.02), SUN, turn)[1] == "sky":
        bright += 0.68 * facing + _shine(direction, normal)
    return hit, bright / (1 + 0.006 * (depth * depth))


def _shine(direction: Vector, normal: Vector) -> float:
    twice = 2 * _dot(normal, direction)
    mirrored = tuple(d - n * twice for d, n in zip(direction, normal, strict=True))
    cosine = _dot((mirrored[0], mirrored[1], mirrored[2]), SUN)
    for _ in range(4):
        cosine = max(cosine, 0.0) * max(cosine, 0.0)
    return 0.5 * cosine


def _march(start: Vector, direction: Vector, turn: tuple[float, float]) -> tuple[float, str]:
    depth = 0.0
    for _ in range(STEPS):
        distance, hit = _nearest(_ahead(start, direction, depth), turn)
        if distance < NEAR:
            return depth, hit
        depth += distance
        if depth > FAR:
            break
    return FAR, "sky"


def _nearest(point: Vector, turn: tuple[float, float]) -> tuple[float, str]:
    """The distance from what is nearest, and what that is; of two the first."""
    x, y, z = point
    found = [(y - FLOOR, "light")]
    for (a, b, c), radius, name in BALLS:
        found.append((_length((x - a, y - b, z - c)) - radius, name))
    found.append((_ring(point, turn), "gold"))
    return min(found, key=lambda one: one[0])


def _ring(point: Vector, turn: tuple[float, float]) -> float:
    cosine, sine = turn
    x, y, z = point
    x, z = cosine * x - sine * z, sine * x + cosine * z
    y, z = 0.8 * y - 0.6 * z, 0.6 * y + 0.8 * z
    around = sqrt(x * x + z * z) - RING
    return sqrt(around * around + y * y) - TUBE


def _normal(point: Vector, turn: tuple[float, float]) -> Vector:
    total = (0.0, 0.0, 0.0)
    for corner in CORNERS:
        total = _ahead(total, corner, _nearest(_ahead(point, corner, 0.001), turn)[0])
    return _unit(total)


def _ahead(start: Vector, direction: Vector, way: float) -> Vector:
    a, b, c = start
    x, y, z = direction
    return a + x * way, b + y * way, c + z * way


def _dot(v: Vector, w: Vector) -> float:
    return v[0] * w[0] + v[1] * w[1] + v[2] * w[2]


def _length(v: Vector) -> float:
    return sqrt(_dot(v, v))


def _unit(v: Vector) -> Vector:
    return _ahead((0.0, 0.0, 0.0), v, 1 / _length(v))
