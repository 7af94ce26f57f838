"""Opportunities, products, contracts and milestones."""
