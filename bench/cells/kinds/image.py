# SPDX-License-Identifier: MIT
"""An image of the project's, as a test states it."""

from __future__ import annotations

from bench.cells.stated import Stated
from bench.definitions.needs import image
from bench.guest.guest import Guest


class Image(image.Image, Stated[Guest]):
    """An image of the project's; in a test method, the guest that it became."""
