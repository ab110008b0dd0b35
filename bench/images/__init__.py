"""Recipes that turn sources and packages into cached, verified artefacts."""
