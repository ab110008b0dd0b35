# SPDX-License-Identifier: MIT
"""What somebody else has built: whether it boots, and how."""
