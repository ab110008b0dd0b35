# SPDX-License-Identifier: MIT
"""Every kind of guest as tests state it."""
