# SPDX-License-Identifier: MIT
"""What a program that runs strangers' code may do to the host: as little as it needs."""
