"""Machines and what tests need, as frozen, validated values read from YAML."""
