"""What the live engine is compared with: each a process of its own, as its own docs have it."""
