"""The rules of plans, claims and money: pure and synchronous. Days, times and ids arrive as arguments."""
