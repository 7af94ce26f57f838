"""Many rows, made inside the database, each like one that the product made: accounts of a hundred people in ten teams, and plans with
four instalments each."""

from uuid import UUID

import asyncpg

# The first person and team are those of the bench; the others are made up.
PEOPLE, TEAMS = 100, 10

_ACCOUNTS = """
from account model
cross join generate_series(1, $2::int) n
join (select i, case when i = 0 then $3::uuid else md5('p' || i)::uuid end as person,
        case when i % $6 = 0 then $4::uuid else md5('t' || i % $6)::uuid end as team
      from generate_series(0, $5 - 1) i) p on p.i = n % $5
cross join lateral jsonb_populate_record(model, jsonb_build_object(
  'id', uuidv7(), 'number', 'B' || n, 'create_time', now() - n * interval '1 second', 'owner_id', p.person, 'team_id', p.team,
  'name', 'account ' || n, 'normalized_name', 'account ' || n, 'sort_key', 'account ' || n,
  'search_text', 'account ' || n || ' b' || n)) made
where model.id = $1
"""

_PLANS = """
from payment_plan model
cross join generate_series(1, $2::int / 4) n
cross join lateral jsonb_populate_record(model, jsonb_build_object(
  'id', md5('plan' || n)::uuid, 'number', 'B' || n, 'contract_id', md5('c' || n)::uuid, 'contract_number', 'C' || n,
  'customer_id', md5('k' || n % 5000)::uuid, 'owner_id', null, 'team_id', null, 'total_minor', 400000)) made
where model.id = (select payment_plan_id from instalment where id = $1)
"""

_INSTALMENTS = """
from instalment model
cross join generate_series(1, $2::int / 4) n cross join generate_series(1, 4) part
cross join lateral (select date '2025-01-01' + (n * 7 + part * 90) % 600 as day, part < 4 as paid) d
cross join lateral jsonb_populate_record(model, jsonb_build_object(
  'id', uuidv7(), 'payment_plan_id', md5('plan' || n)::uuid, 'contract_id', md5('c' || n)::uuid, 'contract_number', 'C' || n,
  'customer_id', md5('k' || n % 5000)::uuid, 'owner_id', null, 'team_id', null, 'amount_minor', 100000, 'position', part, 'name', 'part',
  'paid_minor', case when paid then 100000 else 0 end, 'claim_state', case when paid then 'closed' else 'claimable' end,
  'close_reason', case when paid then 'settled' end, 'told', 'overdue', 'claim_date', day, 'due_date', day,
  'settle_date', case when paid then day end)) made
where model.id = $1
"""

_COLUMNS = (
    "select array_agg(quote_ident(attname)) from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and attgenerated = ''"
)


async def load_accounts(owner_url: str, model_id: UUID, count: int, person_id: UUID, team_id: UUID) -> None:
    """So many like this one, for this person and 99 others."""
    connection = await asyncpg.connect(owner_url)
    await _insert(connection, "account", _ACCOUNTS, model_id, count, person_id, team_id, PEOPLE, TEAMS)
    await connection.execute("analyze account")
    await connection.close()


async def load_instalments(owner_url: str, model_id: UUID, count: int) -> None:
    """So many like this one, in plans like its own; three of four are paid."""
    connection = await asyncpg.connect(owner_url)
    await _insert(connection, "payment_plan", _PLANS, model_id, count)
    await _insert(connection, "instalment", _INSTALMENTS, model_id, count)
    await connection.execute("analyze payment_plan, instalment")
    await connection.close()


async def _insert(connection: "asyncpg.Connection[asyncpg.Record]", table: str, made: str, *arguments: object) -> None:
    """The rows `made`, but for the columns that the table reckons by itself."""
    columns = await connection.fetchval(_COLUMNS, table)
    values = ", ".join(f"made.{column}" for column in columns)
    await connection.execute(f"insert into {table} ({', '.join(columns)}) select {values} {made}", *arguments)
