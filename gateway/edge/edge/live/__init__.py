"""Live updates: what changed, told to who may see it, while it changes."""
