"""One function per RPC that changes something, grouped by aggregate; and the RPCs that have no caller yet."""
