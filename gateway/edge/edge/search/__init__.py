"""One search over all lists that can be searched."""
