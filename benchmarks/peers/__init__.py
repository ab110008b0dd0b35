# SPDX-License-Identifier: MIT
"""How others do the same, from their published packages."""
