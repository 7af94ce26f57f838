"""Tryton 8.0 beside the product: another open source ERP in Python on PostgreSQL, asked the same in the same run."""
