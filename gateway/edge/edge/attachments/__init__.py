"""Files attached to records: their bytes. What is known about them belongs to identity."""
