"""The database's side of search: two columns, one index and one function per table that people search.

LIKE and array operators are not leakproof, so under a row policy PostgreSQL would not use their index. Each table therefore has a
function that runs as the owner, filters tenant and scope itself, and returns ids only; the query around it stays under the policy.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Computed, Function, Index, Integer, Table, Text, Uuid, literal, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from chassis.branches import LIMITS, subject_type
from chassis.errors import invalid
from chassis.scope import Reach, Scope
from chassis.search import SHORT, search_query

# A search looks at this many hits; the list's filter and order work on those.
MAX_HITS = 1001

# Before the first table with search columns is made. btree_gin is a trusted extension: the database's owner may create it.
SEARCH_FOUNDATION = (
    "create extension if not exists btree_gin",
    # chassis.search.grams in SQL; 12293 is the first Chinese sign.
    f"""create or replace function search_grams(words text) returns text[] language sql immutable strict parallel safe as $$
      select coalesce(array_agg(distinct substr(word, start, size)), '{{}}')
      from unnest(string_to_array(words, ' ')) word, generate_series(1, 3) size, generate_series(1, length(word) - size + 1) start
      where case size
        when 1 then start = 1
        when 2 then start = 1 or ascii(word) >= 12293 or length(word) <= {SHORT}
        else ascii(word) < 12293 end
    $$""",  # noqa: S608 - only our own constant is put in
)


def search_columns() -> list[Column[Any]]:
    """`search_text`, filled with chassis.search.search_text, and its grams. Lists do not show them."""
    return [
        Column("search_text", Text, nullable=False, server_default=text("''"), info={"unlisted": True}),
        Column("search_grams", ARRAY(Text), Computed("search_grams(search_text)", persisted=True), info={"unlisted": True}),
    ]


def search_index(table_name: str) -> Index:
    return Index(
        f"{table_name}_search_idx",
        "tenant_id",
        "search_grams",
        postgresql_using="gin",
        # A search also reads what is pending; the usual 4 MB would be felt.
        postgresql_with={"gin_pending_list_limit": 1024},
    )


def search_ddl(table: Table, app_role: str, *, scoped: bool = True) -> Iterator[str]:
    """The function search_<table> and its rights, for a table with `search_columns` and `search_index`.

    With `scoped` the table has owner, team and shares. An unknown reach finds nothing, as under the policy.
    """
    name = f"search_{table.name}"
    arrays = "".join(f", {limit} {'uuid' if limit.endswith('ids') else 'text'}[]" for limit in LIMITS.values())
    yield f"""create or replace function {name}(grams text[], patterns text[], reach text, person uuid, teams uuid[]{arrays}, most integer)
    returns setof uuid language plpgsql stable security definer rows 100
    set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    declare tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    begin
      {_by_reach(table) if scoped else f"return query {_hits(table)} limit most;"}
    end $$"""
    yield f"revoke all on function {name} from public"
    yield f"grant execute on function {name} to {app_role}"


def _by_reach(table: Table) -> str:
    hits, shared = _hits(table), _shared(table)
    own, team = (
        f"return query ({hits} and {mine} limit most) union all ({shared} and ({mine}) is not true limit most) limit most;"
        for mine in ("hit.owner_id = person", "hit.team_id = any (teams)")
    )
    return f"""case reach
        when 'own' then {own}
        when 'team' then {team}
        when 'shared' then return query {shared} limit most;
        when 'company', 'tenant' then return query {hits} limit most;
        else null;
      end case;"""


def drop_search_ddl(table: Table) -> Iterator[str]:
    yield f"drop function if exists search_{table.name}"


def _hits(table: Table) -> str:
    return f'select hit.id from "{table.name}" hit where {_found(table)}'  # noqa: S608 - names of our own tables


def _shared(table: Table) -> str:
    return f"""select hit.id from share join "{table.name}" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = '{subject_type(table)}' and {_found(table)}"""  # noqa: S608


def _found(table: Table) -> str:
    limited = [f"(cardinality({limit}) = 0 or hit.{column} = any ({limit}))" for column, limit in LIMITS.items() if column in table.c]
    return " and ".join(["hit.tenant_id = tenant", "hit.search_grams @> grams", "(' ' || hit.search_text) like all (patterns)", *limited])


def search_call(function: str | None, words: str, scope: Scope) -> ColumnElement[UUID]:
    """The ids of what a person with this scope finds, at most MAX_HITS. Raises DomainError for the request's field `search`."""
    if function is None:
        raise invalid("search", "This list cannot be searched; use filter.", "SEARCH_UNSUPPORTED")
    wanted = search_query(words)
    reach = Reach.TEAM if scope.reach is Reach.TEAM_AND_BELOW else scope.reach
    return Function(
        function,
        _array(wanted.grams, Text),
        _array(wanted.patterns, Text),
        literal(str(reach), Text),
        literal(scope.person_id, Uuid),
        _array(scope.team_ids, Uuid),
        *(_array(getattr(scope.limits, limit), Uuid if limit.endswith("ids") else Text) for limit in LIMITS.values()),
        literal(MAX_HITS, Integer),
        type_=Uuid,
    )


def _array(values: Sequence[Any], kind: type[TypeEngine[Any]]) -> ColumnElement[Any]:
    return literal(list(values), ARRAY(kind))
