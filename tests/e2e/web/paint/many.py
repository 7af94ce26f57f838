"""A hundred thousand customers out of one, made inside the database: what a list of them costs, whatever they are called."""

from uuid import UUID

import asyncpg

PEOPLE, TEAMS = 100, 10

# The first person and team are given; the others are made up.
_ACCOUNTS = """
from account model
cross join generate_series(1, $2::int) n
join (select i, case when i = 0 then $3::uuid else md5('p' || i)::uuid end as person,
        case when i % $6 = 0 then $4::uuid else md5('t' || i % $6)::uuid end as team
      from generate_series(0, $5 - 1) i) p on p.i = n % $5
cross join lateral jsonb_populate_record(model, jsonb_build_object(
  'id', uuidv7(), 'number', 'B' || $2::int || '-' || n, 'create_time', now() - n * interval '1 second',
  'owner_id', p.person, 'team_id', p.team,
  'name', 'account ' || n, 'normalized_name', 'account ' || n, 'sort_key', 'account ' || n,
  'search_text', 'account ' || n || ' b' || n)) made
where model.id = $1
"""
_COLUMNS = """
select string_agg(quote_ident(attname), ', ') from pg_attribute
where attrelid = 'account'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
"""


async def many_accounts(owner_url: str, model_id: UUID, count: int, person_id: UUID, team_id: UUID) -> None:
    """So many like this one, of this person and 99 others."""
    connection = await asyncpg.connect(owner_url)
    columns = await connection.fetchval(_COLUMNS)
    made = ", ".join(f"made.{column}" for column in columns.split(", "))
    values = (model_id, count, person_id, team_id, PEOPLE, TEAMS)
    await connection.execute(f"insert into account ({columns}) select {made} {_ACCOUNTS}", *values)
    await connection.execute("analyze account")
    await connection.close()
