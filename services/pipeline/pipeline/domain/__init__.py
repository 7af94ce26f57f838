"""The rules of selling: pure and synchronous, with ids, days and times as arguments."""
