"""Payment plans, receipts, the ledger and its proof."""
