# SPDX-License-Identifier: MIT
"""Artefacts: made once and kept, named by their inputs, and never there by half."""
