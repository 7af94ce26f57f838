"""The rules of accounts: pure, synchronous, without I/O, clock or chance."""
