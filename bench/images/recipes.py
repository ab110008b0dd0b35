# SPDX-License-Identifier: MIT
"""Makes what a need boots on a platform."""

from __future__ import annotations

from dataclasses import replace

from bench.definitions.need import Need
from bench.definitions.prepared import Prepared
from bench.images.disk import disk
from bench.images.kinds import recipe
from bench.images.platform import Platform
from bench.images.workshop import Workshop
from bench.project import MARK


def build(workshop: Workshop, need: Need, platform: Platform) -> Prepared:
    """Fetch and build what a need boots; see `prepare`."""
    workshop.look(MARK)  # says which folders files are looked up in
    made = recipe(need.kind)(workshop, need, platform)
    if not platform.disk:
        return made
    image, overlay = disk(workshop)
    return replace(made, disk=image, overlay=overlay)
