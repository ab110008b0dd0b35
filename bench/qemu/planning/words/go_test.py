# SPDX-License-Identifier: MIT
"""The tests of a Go package: a Go kernel too."""

from bench.qemu.planning.words.go import words

__all__ = ["words"]
