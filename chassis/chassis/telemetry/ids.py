"""The ids of what a task is working on: the request that came in, the company, the event. Every line of the log says them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_IDS: ContextVar[dict[str, str] | None] = ContextVar("ids", default=None)


@contextmanager
def working_on(**ids: str) -> Iterator[dict[str, str]]:
    """Within the block these ids belong to every line, besides those from around it; empty ones are left out.

    Yields them, for what is known only later: who sent the request.
    """
    inner = {**(_IDS.get() or {}), **{name: id for name, id in ids.items() if id}}
    token = _IDS.set(inner)
    try:
        yield inner
    finally:
        _IDS.reset(token)


def present_ids() -> dict[str, str]:
    """Those of the running task, by name."""
    return dict(_IDS.get() or {})
