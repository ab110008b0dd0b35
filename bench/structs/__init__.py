# SPDX-License-Identifier: MIT
"""Binary formats as construct structs; each file names the specification it follows."""
