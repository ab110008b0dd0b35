"""How others do the same, from their published packages."""
