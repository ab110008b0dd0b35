# SPDX-License-Identifier: MIT
"""Images: files that boot, and where each comes from."""
