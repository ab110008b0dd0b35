# SPDX-License-Identifier: MIT
"""The code of a program that exits with 42, which runs wherever it is loaded."""

from __future__ import annotations

CODE = {
    "x86_64": bytes.fromhex("b83c000000 bf2a000000 0f05"),
    "aarch64": bytes.fromhex("400580d2 a80b80d2 010000d4"),
}
