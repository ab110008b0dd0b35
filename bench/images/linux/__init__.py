# SPDX-License-Identifier: MIT
"""Recipes for Linux guests: kernels, initial RAM disk, modules."""
