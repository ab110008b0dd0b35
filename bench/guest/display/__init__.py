# SPDX-License-Identifier: MIT
"""The screen and the keyboard of a guest, and menus on one."""
