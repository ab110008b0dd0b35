# SPDX-License-Identifier: MIT
"""Recipes for bare-metal Go kernels."""
