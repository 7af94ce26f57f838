"""Opening balances (期初余额): what a company brings along on the day on which it moves here."""
