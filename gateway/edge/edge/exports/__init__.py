"""Lists as files, written beside the answering of requests."""
