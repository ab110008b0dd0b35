# SPDX-License-Identifier: MIT
"""What commands print."""
