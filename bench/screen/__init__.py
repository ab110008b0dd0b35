# SPDX-License-Identifier: MIT
"""Text screens: cells, whole screens, their differences and pictures."""
