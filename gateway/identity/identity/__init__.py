"""Tenants, people, teams, roles and keys."""
