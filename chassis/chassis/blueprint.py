"""The schema that the models of a service describe, made at once: what its migrations must have come to.

Nothing that is released runs this; tests hold the migrations against it, and `make migration` drafts the next one from the difference.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, MetaData, Table

from chassis import tables
from chassis.policies import policies, table_policies
from chassis.search_sql import SEARCH_FOUNDATION, search_ddl
from chassis.service import Service


def build(connection: Connection, service: Service, role: str) -> None:
    """Everything, as the owner; the roles are called "<role>_app" and "<role>_worker"."""
    metadatas = [tables.metadata, service.metadata]
    for statement in SEARCH_FOUNDATION:
        connection.exec_driver_sql(statement)
    for metadata in metadatas:
        metadata.create_all(connection)
    for statement in (*policies(metadatas, role), *_searches(metadatas, role), *service.routines(role)):
        connection.exec_driver_sql(statement)


def secured(table: Table, role: str) -> Iterator[str]:
    """What a new table needs besides itself: rights, policies, its search."""
    yield from table_policies(table, role)
    yield from _search(table, role)


def _searches(metadatas: Iterable[MetaData], role: str) -> Iterator[str]:
    for metadata in metadatas:
        for table in metadata.sorted_tables:
            yield from _search(table, role)


def _search(table: Table, role: str) -> Iterator[str]:
    if "search_text" in table.c:
        yield from search_ddl(table, f"{role}_app", scoped="shared_with" in table.c)
