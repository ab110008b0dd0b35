"""A declarative test bench for emulated hardware."""
