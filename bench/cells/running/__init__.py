# SPDX-License-Identifier: MIT
"""From a cell to its verdict."""
