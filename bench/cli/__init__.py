# SPDX-License-Identifier: MIT
"""The bench command."""
