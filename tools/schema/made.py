"""What a service's schema consists of, as PostgreSQL would write it down."""

import asyncpg

# Everything that a migration can make, by kind and name, as PostgreSQL would write it down.
_MADE = {
    "column": """
select format('%s.%s', attrelid::regclass, attname) as name, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity,
  attgenerated, pg_get_expr(adbin, adrelid)) as made
from pg_attribute a join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped""",
    "constraint": """
select format('%s.%s', conrelid::regclass, conname) as name, pg_get_constraintdef(oid) as made
from pg_constraint where connamespace = 'public'::regnamespace""",
    "index": "select indexname as name, indexdef as made from pg_indexes where schemaname = 'public'",
    "function": """
select p.oid::regprocedure::text as name, concat_ws(' ', pg_get_functiondef(p.oid), proacl) as made from pg_proc p
where pronamespace = 'public'::regnamespace and not exists (select from pg_depend where objid = p.oid and deptype = 'e')""",
    "trigger": """
select format('%s.%s', tgrelid::regclass, tgname) as name, pg_get_triggerdef(oid) as made from pg_trigger where not tgisinternal""",
    "policy": """
select format('%s.%s', tablename, policyname) as name, concat_ws(' ', roles, cmd, qual, with_check) as made from pg_policies""",
    "right": """
select format('%s to %s', oid::regclass, acl::text) as name, 'granted' as made
from pg_class, unnest(relacl) acl where relnamespace = 'public'::regnamespace""",
    "type": """
select typname as name, typtype::text as made from pg_type
where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r')
  and not exists (select from pg_depend where objid = pg_type.oid and deptype = 'e')""",
}


async def made_in(owner_url: str) -> dict[str, str]:
    """{"index account_pkey": its definition}."""
    connection = await asyncpg.connect(owner_url)
    found = {f"{kind} {row['name']}": row["made"] for kind, query in _MADE.items() for row in await connection.fetch(query)}
    await connection.close()
    return found
