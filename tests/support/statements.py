"""What is said to the database: for tests of how little that is."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from chassis.runtime import Runtime


@contextmanager
def statements(runtime: Runtime) -> Iterator[list[str]]:
    """What a service says to its database within the block."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    engine = runtime.database.app.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)
