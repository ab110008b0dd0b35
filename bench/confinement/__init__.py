# SPDX-License-Identifier: MIT
"""The rights of a program that runs strangers' code: as few as it needs."""
