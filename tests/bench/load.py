"""Many rows, made inside the database: accounts of a hundred people in ten teams, and plans with four instalments each."""

from uuid import UUID

import asyncpg

# The first person and team are those of the bench; the others are made up.
PEOPLE, TEAMS = 100, 10

_ACCOUNTS = """
insert into account (id, tenant_id, version, sequence, create_time, update_time, number, owner_id, team_id,
  name, normalized_name, sort_key, credit_code, industry, region, business_unit, website, address, founded_year, employees,
  currency, annual_revenue_minor, invoice_profile,
  payment_habit, external_refs, custom, shared_with, tags)
select uuidv7(), $1, 1, 1, now() - n * interval '1 second', now(), 'B' || n, p.person, p.team,
  'account ' || n, 'account ' || n, 'account ' || n, '', '', '', '', '', '', 0, 0, 'CNY', 0, '{}', '{}', '[]', '{}', '{}', '{}'
from generate_series(1, $2::int) n
join (select i, case when i = 0 then $3::uuid else md5('p' || i)::uuid end as person,
        case when i % $6 = 0 then $4::uuid else md5('t' || i % $6)::uuid end as team
      from generate_series(0, $5 - 1) i) p on p.i = n % $5
"""

_PLANS = """
insert into payment_plan (id, tenant_id, version, sequence, create_time, update_time, number, contract_id, contract_number,
  customer_order_number, customer_id, legal_entity_id, business_unit, product_line, region, currency, total_minor,
  effective_date, non_working_day_rule, lots, state,
  refusal_reason, refusal_detail, plan_version)
select md5('plan' || n)::uuid, $1, 1, 1, now(), now(), 'B' || n, md5('c' || n)::uuid, 'C' || n,
  '', md5('k' || n % 5000)::uuid, $3, '', '', '', 'CNY', 400000, date '2026-01-01', 'next', '{}', 'active', '', '', 1
from generate_series(1, $2::int / 4) n
"""

_INSTALMENTS = """
insert into instalment (id, tenant_id, payment_plan_id, contract_id, contract_number, customer_order_number, customer_id,
  legal_entity_id,
  business_unit, product_line, region, create_time, currency, amount_minor, position, name, trigger, basis, layer, lot_code, paid_minor,
  advance_minor, invoiced_minor, claim_state, close_reason, told, claim_date, due_date, settle_date)
select uuidv7(), $1, md5('plan' || n)::uuid, md5('c' || n)::uuid, 'C' || n, '', md5('k' || n % 5000)::uuid, $3,
  '', '', '', now(), 'CNY', 100000, part, 'part', '{"anchors": []}', 'contract', 'normal', '',
  case when part < 4 then 100000 else 0 end, 0, 0,
  case when part < 4 then 'closed' else 'claimable' end, case when part < 4 then 'settled' end, 'overdue', day, day,
  case when part < 4 then day end
from generate_series(1, $2::int / 4) n, generate_series(1, 4) part,
  lateral (select date '2025-01-01' + (n * 7 + part * 90) % 600 as day) d
"""


async def load_accounts(owner_url: str, tenant_id: UUID, count: int, person_id: UUID, team_id: UUID) -> None:
    connection = await asyncpg.connect(owner_url)
    await connection.execute(_ACCOUNTS, tenant_id, count, person_id, team_id, PEOPLE, TEAMS)
    await connection.execute("analyze account")
    await connection.close()


async def load_instalments(owner_url: str, tenant_id: UUID, count: int, legal_entity_id: UUID) -> None:
    connection = await asyncpg.connect(owner_url)
    await connection.execute(_PLANS, tenant_id, count, legal_entity_id)
    await connection.execute(_INSTALMENTS, tenant_id, count, legal_entity_id)
    await connection.execute("analyze payment_plan, instalment")
    await connection.close()
