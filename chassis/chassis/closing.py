"""The last statement of a commit: what happened into the outbox, who did it into the audit, and what was replied beside the key of the
request. One statement, because each costs a way to the database and back; columns as arrays, because an import has thousands of rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

Rows = Sequence[Mapping[str, Any]]

_TELL = """
insert into outbox (id, tenant_id, subject, data, create_time)
select id, tenant_id, subject, data, create_time
from unnest(
    cast(:told_id as uuid[]), cast(:told_tenant_id as uuid[]), cast(:told_subject as text[]), cast(:told_data as bytea[]),
    cast(:told_create_time as timestamptz[])
) with ordinality as told(id, tenant_id, subject, data, create_time, place)
order by place
"""
# JSON comes as text: an array of it has no form of its own on the wire.
_NOTE = """
insert into audit (id, tenant_id, create_time, actor, person_id, on_behalf, method, subject_type, subject_id, changes, reason, trace_id)
select id, tenant_id, create_time, actor, person_id, on_behalf, method, subject_type, subject_id, cast(changes as jsonb), reason, trace_id
from unnest(
    cast(:noted_id as uuid[]), cast(:noted_tenant_id as uuid[]), cast(:noted_create_time as timestamptz[]), cast(:noted_actor as text[]),
    cast(:noted_person_id as uuid[]), cast(:noted_on_behalf as text[]), cast(:noted_method as text[]),
    cast(:noted_subject_type as text[]), cast(:noted_subject_id as uuid[]), cast(:noted_changes as text[]),
    cast(:noted_reason as text[]), cast(:noted_trace_id as text[])
) as noted(id, tenant_id, create_time, actor, person_id, on_behalf, method, subject_type, subject_id, changes, reason, trace_id)
"""
_KEEP = "update idempotency set reply = :reply where tenant_id = :tenant_id and actor = :actor and method = :method and key = :key"
_CLOSE = text(f"with told as ({_TELL}), noted as ({_NOTE}) select")
_CLOSE_AND_KEEP = text(f"with told as ({_TELL}), noted as ({_NOTE}), kept as ({_KEEP}) select")
_TOLD = ("id", "tenant_id", "subject", "data", "create_time")
_NOTED = ("id", "tenant_id", "create_time", "actor", "person_id", "on_behalf", "method", "subject_type", "subject_id", "reason", "trace_id")


async def close(session: AsyncSession, told: Rows, noted: Rows, kept: Mapping[str, Any] | None) -> None:
    """`told` are rows of the outbox in their order, `noted` rows of the audit, `kept` the key of the request with its `reply`."""
    if not (told or noted or kept):
        return
    values: dict[str, Any] = {f"told_{name}": [row[name] for row in told] for name in _TOLD}
    values |= {f"noted_{name}": [row[name] for row in noted] for name in _NOTED}
    values["noted_changes"] = [orjson.dumps(row["changes"]).decode() for row in noted]
    await session.execute(_CLOSE_AND_KEEP if kept else _CLOSE, values | dict(kept or {}))
