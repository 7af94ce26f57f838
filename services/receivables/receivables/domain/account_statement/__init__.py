"""Statements of account (对账单) and balance confirmations (对账函): pure rules."""
