"""Service charges: what a visit of ours is charged, until it is owed."""
