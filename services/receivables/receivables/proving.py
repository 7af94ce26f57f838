"""How it is known whether books agree: of small ones by looking at once, of large ones by what a proof in the background found last.

A million instalments take minutes to be proved; nobody who opens a page or closes a period waits for that.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select

from receivables.domain.proof_run import ProofRunState
from receivables.execution import Execute
from receivables.ledger_tables import ledger_account
from receivables.proof_tables import proof_run

# Accounts that are proved while somebody waits: some seconds.
MOST_AT_ONCE = 100_000
# What a period is closed on is no older.
FRESH = timedelta(hours=24)


async def is_large(execute: Execute, tenant_id: UUID, legal_entity_id: UUID | None = None) -> bool:
    a = ledger_account.c
    mine = (a.tenant_id == tenant_id, *([a.legal_entity_id == legal_entity_id] if legal_entity_id else []))
    # As many rows as it takes to know are looked at, and no more.
    return bool((await execute(select(exists(select(a.id).where(*mine).offset(MOST_AT_ONCE))))).scalar())


async def newest(execute: Execute, tenant_id: UUID, legal_entity_id: UUID | None, states: Sequence[ProofRunState]) -> Any | None:
    """The run that was begun last, of these books or of all."""
    r = proof_run.c
    mine = (r.tenant_id == tenant_id, or_(r.legal_entity_id.is_(None), r.legal_entity_id == legal_entity_id), r.state.in_(states))
    return (await execute(select(proof_run).where(*mine).order_by(r.create_time.desc(), r.id.desc()).limit(1))).first()
