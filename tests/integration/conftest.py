# SPDX-License-Identifier: MIT
"""Fixtures of the unit tests that are of use here too."""

from tests.unit.cli.conftest import bench, project

__all__ = ["bench", "project"]
