# SPDX-License-Identifier: MIT
"""From a YAML file to a definition, with a place for every mistake."""
