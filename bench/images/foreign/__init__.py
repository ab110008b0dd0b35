# SPDX-License-Identifier: MIT
"""Files that somebody else has built: whether they boot, and how."""
