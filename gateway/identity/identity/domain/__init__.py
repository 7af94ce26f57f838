"""The rules of identity: pure, synchronous, without I/O, clock or chance."""
