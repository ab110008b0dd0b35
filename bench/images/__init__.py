# SPDX-License-Identifier: MIT
"""Recipes that turn sources and packages into cached, verified artefacts."""
