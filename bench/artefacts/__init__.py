# SPDX-License-Identifier: MIT
"""What was made once and is kept: named by what it was made from, never half of one."""
