"""The rules of leads: pure, synchronous, without I/O, clock or chance."""
