"""Customers, contacts and who looks after them."""
