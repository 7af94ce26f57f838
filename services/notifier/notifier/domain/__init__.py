"""The rules of notifier: pure, synchronous, without I/O, clock or chance."""
