"""Guests that were booted once, frozen, and cloned for every cell."""
