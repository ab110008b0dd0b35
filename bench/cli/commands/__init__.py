# SPDX-License-Identifier: MIT
"""The commands, a file each."""
