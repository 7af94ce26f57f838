"""How much a customer may owe, and what it owes and may come to owe."""
