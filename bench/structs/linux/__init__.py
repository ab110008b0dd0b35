# SPDX-License-Identifier: MIT
"""What Linux prints and tells, as values."""
