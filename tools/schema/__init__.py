"""Migrations: drafted from the models, and checked for what would break the release before or lock a table for long."""
