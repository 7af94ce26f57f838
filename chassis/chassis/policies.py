"""Database roles and row policies as SQL, for migrations.

Three roles per service: `owner` runs migrations and definer functions (row security is enabled, not forced); `app` serves
requests and effects, owns nothing, and sees the rows of the tenant and scope set at begin; `worker` relays, looks for due
timers and dead letters across tenants, and reads no business table.

Gotchas. The select policy also judges the *new* row of an UPDATE, so giving a row away under reach 'own' would be refused:
the unit of work raises `app.scope` to 'tenant' right before it flushes. A policy alone is never an index condition: lists
say the literal predicate themselves (chassis.listing).
"""

from collections.abc import Iterable

from sqlalchemy import MetaData, Table

from chassis.tables import WORKER_RIGHTS

TENANT = "nullif(current_setting('app.tenant_id', true), '')::uuid"
_PERSON = "nullif(current_setting('app.user_id', true), '')::uuid"

FUNCTIONS = (
    f"create or replace function app_tenant() returns uuid language sql stable parallel safe as $$ select {TENANT} $$",
    f"create or replace function app_user() returns uuid language sql stable parallel safe as $$ select {_PERSON} $$",
    """create or replace function app_teams() returns uuid[] language sql stable parallel safe as
    $$ select coalesce(nullif(current_setting('app.team_ids', true), '')::uuid[], '{}') $$""",
    """create or replace function keep_shares() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if tg_op = 'UPDATE' and new.shared_with = old.shared_with then return null; end if;
      delete from share where tenant_id = new.tenant_id and subject_type = tg_argv[0] and subject_id = new.id
        and person_id <> all (new.shared_with);
      insert into share (tenant_id, person_id, subject_type, subject_id)
        select new.tenant_id, person, tg_argv[0], new.id from unnest(new.shared_with) as person on conflict do nothing;
      return null;
    end $$""",
    # Whoever may execute it could hang it on a table of their own.
    "revoke all on function keep_shares() from public",
    # What is never changed goes with its tenant, by purge_tenant, which runs as the owner.
    """create or replace function append_only() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and current_setting('app.purge', true) = 'on'
        and current_user = (select relowner::regrole::name from pg_class where oid = tg_relid) then return old; end if;
      raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
    end $$""",
)

# What FUNCTIONS and purge_function made, for the way down.
FUNCTION_NAMES = ("app_tenant()", "app_user()", "app_teams()", "keep_shares()", "append_only()", "purge_tenant()")

_READ = """(select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end"""


def app_rights(table: Table) -> tuple[str, ...]:
    """What `app` may do with the rows of a table. `info` says where that is less than everything: what is `append_only` is never
    changed, what is `kept` is written by triggers alone, which run as the owner."""
    if table.info.get("kept"):
        return ("select",)
    if table.info.get("append_only"):
        return ("select", "insert")
    return ("select", "insert", "update", "delete")


def table_policies(table: Table, role: str) -> Iterable[str]:
    """Rights and policies of one table for `app` (and `worker` where it may). `role` is the prefix of the role names."""
    name, app, worker = table.name, f"{role}_app", f"{role}_worker"
    same_tenant = "tenant_id = (select app_tenant())"
    read = _READ if "shared_with" in table.c and not name.startswith("copy_") else same_tenant
    clauses = {
        "select": f"using ({read})",
        "insert": f"with check ({same_tenant})",
        "update": f"using ({same_tenant}) with check ({same_tenant})",
        "delete": f"using ({same_tenant})",
    }
    rights = app_rights(table)
    yield f'alter table "{name}" enable row level security'
    yield f'grant {", ".join(rights)} on "{name}" to {app}'
    for right in rights:
        yield f'create policy app_{right} on "{name}" for {right} to {app} {clauses[right]}'
    if table.info.get("append_only"):
        yield f'create trigger append_only before update or delete on "{name}" for each row execute function append_only()'
    if table in WORKER_RIGHTS:
        yield f'grant {", ".join(WORKER_RIGHTS[table])} on "{name}" to {worker}'
        yield f'create policy worker_all on "{name}" to {worker} using (true) with check (true)'
    if "shared_with" in table.c and not name.startswith("copy_"):
        kind = table.info.get("subject_type", name)
        yield (
            f'create trigger keep_shares after insert or update of shared_with on "{name}" '
            f"for each row execute function keep_shares('{kind}')"
        )


def purge_function(role: str) -> Iterable[str]:
    """A function that deletes everything of the present tenant, once identity has said that the tenant is gone.

    It reads from the catalogue which tables there are, so a new one goes without saying; rows that point to others go first. The copy of
    the tenant stays and says so; what tells others of it, and the timer that calls this again, stay too.
    """
    yield """create or replace function purge_tenant() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    declare
      going text;
    begin
      if not exists (select from copy_tenant where id = app_tenant() and archived) then
        raise exception 'tenant % is not removed', app_tenant() using errcode = 'restrict_violation';
      end if;
      perform set_config('app.purge', 'on', true);
      for going in
        with recursive pointing (id, distance) as (
          select c.oid, 0 from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          union
          select k.conrelid, p.distance + 1 from pointing p
          join pg_constraint k on k.confrelid = p.id and k.contype = 'f' and k.conrelid <> p.id
        )
        select c.relname from pointing p join pg_class c on c.oid = p.id where c.relname <> 'copy_tenant'
        group by c.relname order by max(p.distance) desc, c.relname
      loop
        execute format('delete from %I where tenant_id = app_tenant()', going) || case going
          when 'outbox' then ' and publish_time is not null'
          when 'timer' then ' and kind <> ''purge'''
          else '' end;
      end loop;
      perform set_config('app.purge', '', true);
    end $$"""
    yield "revoke all on function purge_tenant() from public"
    yield f"grant execute on function purge_tenant() to {role}_app"


def policies(metadatas: Iterable[MetaData], role: str) -> Iterable[str]:
    """All statements for the tables of a service, functions first."""
    metadatas = list(metadatas)
    yield f"grant usage on schema public to {role}_app, {role}_worker"
    yield from FUNCTIONS
    for metadata in metadatas:
        for table in metadata.sorted_tables:
            yield from table_policies(table, role)
    yield from purge_function(role)
