"""The entries of claims that were made past the product: reports of periods read nothing else."""

import asyncpg

from chassis.ids import new_id
from tests.support.crowded import Crowd

_TRANSACTION = """
insert into ledger_transaction (id, tenant_id, kind, business_date, posting_date, create_time, cause, written_by)
select $1, tenant_id, 'claim', min(posting_date), min(posting_date), min(create_time), 'test', 0
from ledger_transaction where tenant_id = $2 group by tenant_id
"""
_ENTRIES = """
insert into ledger_entry (id, transaction_id, account_id, tenant_id, legal_entity_id, kind, currency, customer_id, subject_id, amount_minor,
  claim_date, due_date, transaction_kind, business_date, posting_date, create_time)
select gen_random_uuid(), t.id, gen_random_uuid(), t.tenant_id, i.legal_entity_id, leg.kind, i.currency, i.customer_id, leg.subject_id,
  leg.minor, leg.claim_date, leg.due_date, t.kind, t.business_date, t.posting_date, t.create_time
from ledger_transaction t
join instalment i on i.tenant_id = t.tenant_id and i.claim_state = 'claimable' and i.layer = 'normal' and i.open_minor > 0
cross join lateral (values
  ('receivable_not_invoiced', i.id, i.open_minor, i.claim_date, i.due_date),
  ('contract_claims', i.contract_id, -i.open_minor, null, null)) leg (kind, subject_id, minor, claim_date, due_date)
where t.id = $1 and not exists (select from ledger_entry e where e.tenant_id = t.tenant_id and e.subject_id = i.id)
"""


async def post_claims(crowd: Crowd) -> None:
    """Gives each claim of the crowd the entries that it would have."""
    connection, transaction_id = await asyncpg.connect(crowd.owner_url), new_id()
    async with connection.transaction():
        await connection.execute(_TRANSACTION, transaction_id, crowd.tenant_id)
        await connection.execute(_ENTRIES, transaction_id)
    await connection.close()
