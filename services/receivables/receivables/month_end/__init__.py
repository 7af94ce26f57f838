"""What a month end looks at: records behind each item, the reconciliation, and the figures that are frozen."""
