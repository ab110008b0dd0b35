# SPDX-License-Identifier: MIT
"""What a file is that was meant to boot: one format a file."""
