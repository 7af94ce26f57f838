"""What PostgreSQL itself says of a service's database after its migrations: tables, rights, policies, functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from chassis.service import Service

# The tool's own.
VERSIONS = "alembic_version"
_TABLES = """
select relname as name, relrowsecurity as secured, relforcerowsecurity as forced, pg_get_userbyid(relowner) as owner,
  exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant_id' and not attisdropped) as of_tenant,
  exists (select from pg_attribute where attrelid = c.oid and attname = 'shared_with' and not attisdropped) as shared,
  exists (select from pg_trigger where tgrelid = c.oid and tgname = 'append_only' and tgenabled = 'O') as append_only
from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"""
_RIGHTS = """
select c.relname as table, coalesce(nullif(grantee, 0)::regrole::text, 'public') as grantee, lower(privilege_type) as right
from pg_class c cross join lateral aclexplode(c.relacl)
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') and grantee <> relowner"""
_COLUMN_RIGHTS = """
select attrelid::regclass::text || '.' || attname from pg_attribute a join pg_class c on c.oid = attrelid
where relnamespace = 'public'::regnamespace and attacl is not null"""
_POLICIES = """
select tablename as table, policyname as name, lower(cmd) as command, roles::text[] as roles, permissive = 'PERMISSIVE' as permissive,
  qual, with_check from pg_policies where schemaname = 'public'"""
_FUNCTIONS = """
select p.oid::regprocedure::text as name, prosecdef as as_owner, coalesce(proconfig, '{}') as settings,
  prorettype = 'trigger'::regtype as is_trigger, pg_get_userbyid(proowner) as owner,
  array(select coalesce(nullif(grantee, 0)::regrole::text, 'public') from aclexplode(coalesce(proacl, acldefault('f', proowner)))
    where grantee <> proowner) as callers
from pg_proc p where pronamespace = 'public'::regnamespace
  and not exists (select from pg_depend where objid = p.oid and deptype = 'e')"""
_NAMES = """
select conname from pg_constraint where connamespace = 'public'::regnamespace
union select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'i'
union select (regexp_matches(prosrc, 'constraint = ''(\\w+)''', 'g'))[1] from pg_proc where pronamespace = 'public'::regnamespace"""

_ROLES = """
select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as powerful,
  array(select m.rolname::text from pg_roles m where m.oid <> r.oid and pg_has_role(r.oid, m.oid, 'member')) as member_of
from pg_roles r where rolname = any ($1)"""

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Catalogue:
    """`app` and `worker` are the roles of the service."""

    app: str
    worker: str
    owner: str
    tables: Mapping[str, Mapping[str, Any]]
    rights: Mapping[tuple[str, str], frozenset[str]]
    column_rights: Sequence[str]
    policies: Rows
    functions: Rows
    roles: Rows
    # Of constraints, indexes, and of the constraints that functions say were violated.
    constraints: frozenset[str]

    @classmethod
    async def read(cls, service: Service, url: str) -> "Catalogue":
        connection = await asyncpg.connect(url)

        async def rows(query: str, *arguments: Any) -> Rows:
            return [dict(row) for row in await connection.fetch(query, *arguments)]

        app, worker, owner = (f"{service.name}_{role}" for role in ("app", "worker", "owner"))
        rights: dict[tuple[str, str], set[str]] = {}
        for row in await rows(_RIGHTS):
            rights.setdefault((row["table"], row["grantee"]), set()).add(row["right"])
        found = cls(
            app=app,
            worker=worker,
            owner=owner,
            tables={row["name"]: row for row in await rows(_TABLES)},
            rights={key: frozenset(value) for key, value in rights.items()},
            column_rights=[name for row in await rows(_COLUMN_RIGHTS) for name in row.values()],
            policies=await rows(_POLICIES),
            functions=await rows(_FUNCTIONS),
            roles=await rows(_ROLES, [app, worker]),
            constraints=frozenset(name for row in await rows(_NAMES) for name in row.values()),
        )
        await connection.close()
        return found

    def may(self, role: str, table: str) -> frozenset[str]:
        return self.rights.get((table, role), frozenset())

    def policies_of(self, table: str, role: str) -> dict[str, Mapping[str, Any]]:
        """By the command that they are for."""
        return {row["command"]: row for row in self.policies if row["table"] == table and row["roles"] == [role]}
