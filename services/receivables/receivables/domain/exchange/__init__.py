"""Several currencies: what one was worth in another, and what comes of it for what is owed and was paid."""
