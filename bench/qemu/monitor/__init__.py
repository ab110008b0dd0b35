# SPDX-License-Identifier: MIT
"""QEMU's two monitors."""
