"""Enquiries: where they come from, who follows them, and what becomes of them."""
