"""The count of wrong passwords per account.

The concurrency contract: an attempt is counted as failed, and committed, before the password is looked at, so a thousand guesses in
parallel count as a thousand. A right password deletes the count. The row is the lock: attempts on one account wait for one another
for as long as one statement takes.
"""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Result, case, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis.errors import DomainError, Kind
from identity.domain.attempts import FORGOTTEN_AFTER, wait_after
from identity.domain.user import email_key
from identity.tables import sign_in_attempt as table

Execute = Callable[[Executable], Awaitable[Result[Any]]]


def account_of(email: str, tenant_code: str = "") -> bytes:
    """The account as it is counted. The tenant's code is part of it only where there is no such tenant."""
    return hashlib.sha256(f"{tenant_code}\n{email_key(email)}".encode()).digest()


async def count(execute: Execute, tenant_id: UUID, account: bytes, now: datetime) -> None:
    """Counts one attempt. Raises TOO_MANY_ATTEMPTS while the account is shut."""
    new = insert(table).values(tenant_id=tenant_id, account=account, failures=1, last_time=now, locked_until_time=None)
    one_more = case((table.c.last_time < now - FORGOTTEN_AFTER, 1), else_=table.c.failures + 1)
    open_again = or_(table.c.locked_until_time.is_(None), table.c.locked_until_time <= now)
    counted = new.on_conflict_do_update(
        index_elements=["tenant_id", "account"], set_={"failures": one_more, "last_time": now}, where=open_again
    )
    failures = (await execute(counted.returning(table.c.failures))).scalar()
    if failures is None:
        until = (await execute(select(table.c.locked_until_time).where(*_this(tenant_id, account)))).scalar() or now
        raise _shut(until, now)
    if wait := wait_after(failures):
        await execute(update(table).where(*_this(tenant_id, account)).values(locked_until_time=now + wait))


async def forget(execute: Execute, tenant_id: UUID, account: bytes) -> None:
    """After a right password, or a new one."""
    await execute(delete(table).where(*_this(tenant_id, account)))


async def sweep(execute: Execute, tenant_id: UUID, now: datetime) -> None:
    """Deletes counts that begin anew anyway."""
    await execute(delete(table).where(table.c.tenant_id == tenant_id, table.c.last_time < now - FORGOTTEN_AFTER))


def _this(tenant_id: UUID, account: bytes) -> tuple[Any, ...]:
    return table.c.tenant_id == tenant_id, table.c.account == account


def _shut(until: datetime, now: datetime) -> DomainError:
    seconds = str(max(1, round((until - now).total_seconds())))
    detail = f"Too many wrong passwords; wait {seconds} seconds. An administrator can set a new password at once."
    return DomainError(Kind.EXHAUSTED, "TOO_MANY_ATTEMPTS", detail, metadata={"retry_after": seconds})
