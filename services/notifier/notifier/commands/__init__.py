"""One function per RPC that changes something, grouped by aggregate."""
