"""The key of a request, claimed by the transaction that does it: whoever comes with the key again waits for the first to end and gets
its reply. Only what was committed is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from chassis.errors import conflict
from chassis.tables import idempotency

if TYPE_CHECKING:
    from chassis.unit_of_work import UnitOfWork

_KEY = ("tenant_id", "actor", "method", "key")
_TAKE = insert(idempotency).on_conflict_do_nothing().returning(idempotency.c.key)
_READ = select(idempotency.c.request_hash, idempotency.c.reply).where(*(idempotency.c[name] == bindparam(f"the_{name}") for name in _KEY))


async def kept_reply(uow: "UnitOfWork", key: Mapping[str, Any], digest: bytes, real: datetime) -> bytes | None:
    """Takes the key for this transaction; returns what was kept when an earlier one committed with it.

    Raises IDEMPOTENCY_KEY_REUSED when that one did something else.
    """
    if (await uow.execute(_TAKE, {**key, "request_hash": digest, "create_time": real})).scalar() is not None:
        return None
    row = (await uow.execute(_READ, {f"the_{name}": value for name, value in key.items()})).one()
    if row.request_hash != digest:
        raise conflict("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key came with another body before; use a new key for a new request.")
    return bytes(row.reply)
