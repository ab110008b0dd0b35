# SPDX-License-Identifier: MIT
"""Processor architectures, and the boards of each: one file of facts an architecture."""
