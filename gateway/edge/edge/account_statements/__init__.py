"""Statements of account as documents, and what customers send back by their link."""
