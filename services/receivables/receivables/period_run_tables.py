"""What the tables of runs at the end of a period, and lists of them, have alike."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Date, Index, Table, Text, Uuid, text

from chassis.columns import Word
from chassis.fields import Declared, choice
from chassis.tables import aggregate_columns, instant
from receivables.domain.run_states import RunState


def period_run_columns() -> Iterator[Column[Any]]:
    yield from aggregate_columns()
    yield Column("legal_entity_id", Uuid, nullable=False)
    yield Column("fiscal_period_id", Uuid, nullable=False)
    yield Column("end_date", Date, nullable=False)
    yield instant("known_at")
    yield Column("state", Word(RunState), nullable=False)
    yield Column("prepared_by", Uuid)
    yield Column("posted_by", Uuid)
    yield instant("post_time", nullable=True)
    yield Column("ended_by", Uuid)
    yield Column("end_reason", Text, nullable=False)
    yield instant("end_time", nullable=True)


def period_run_indexes(table: str) -> Iterator[Index]:
    yield Index(f"{table}_by_create_time_idx", "tenant_id", "create_time", "id")
    # Of one day of one company of ours, one is prepared or posted.
    yield Index(
        f"{table}_standing_key",
        "tenant_id",
        "legal_entity_id",
        "end_date",
        unique=True,
        postgresql_where=text("state in ('prepared', 'posted')"),
    )


def period_run_fields(table: Table, state: str) -> Declared:
    """By what a list is filtered and sorted; `state` is what the API's states begin with."""
    c = table.c
    named = (c.id, c.legal_entity_id, c.fiscal_period_id, c.end_date, c.create_time, c.update_time)
    return {**{column.name: column for column in named}, "state": choice(c.state, RunState, state)}
