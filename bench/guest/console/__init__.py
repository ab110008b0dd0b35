# SPDX-License-Identifier: MIT
"""A guest's serial line: log, text, search."""
