"""The ways to a person: what is to be sent, and whoever sends it after the commit."""
