"""The summary of the funnel, kept by the database in the transaction of every change: a report of a million opportunities reads a
few hundred cells.

A trigger, because opportunities are written in three ways: by the unit of work, row by row; by moving a member to another team,
in bulk; and by migrations. It runs as the owner. Cells of both the old and the new place of a row are written by one statement in
the order of their keys, so that two moves in opposite directions do not wait for each other; cells that have become empty go. Plans
are kept for the session: one that was made while there were few cells must follow the key all the same.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

# A key has no empty parts: the owner and team of a pool, and the month of what nobody knows when it was opened.
NOBODY = UUID(int=0)
LONG_AGO = date.min
_KEY = ("tenant_id", "sales_process_id", "owner_id", "team_id", "open_month", "state", "stage", "furthest_stage", "currency")
# What decides the cell of an opportunity and what it adds there.
_WATCHED = (
    *("owner_id", "team_id", "open_date", "state", "stage", "furthest_stage", "currency"),
    *("expected_amount_minor", "won_amount_minor", "archive_time"),
)


def funnel_ddl(_role: str) -> Iterator[str]:
    """The trigger that keeps funnel_cell."""
    key, watched = ", ".join(_KEY), " or ".join(f"old.{name} is distinct from new.{name}" for name in _WATCHED)
    same = " and ".join(f"cell.{name} = place.{name}" for name in _KEY)
    yield f"""create or replace function funnel_places(deal opportunity, sign integer) returns setof funnel_cell language sql stable as $$
      select deal.tenant_id, deal.sales_process_id, coalesce(deal.owner_id, '{NOBODY}'), coalesce(deal.team_id, '{NOBODY}'),
        coalesce(date_trunc('month', deal.open_date)::date, '{LONG_AGO}'),
        deal.state, deal.stage, deal.furthest_stage, deal.currency, sign::bigint,
        sign * coalesce(case deal.state when 'open' then deal.expected_amount_minor when 'won' then deal.won_amount_minor end, 0)
      where deal.archive_time is null
    $$"""
    yield f"""create or replace function keep_funnel() returns trigger language plpgsql security definer
    set search_path = public, pg_temp set enable_seqscan = off as $$
    declare places funnel_cell[];
    begin
      places := array(select place from funnel_places(new, 1) place);
      if tg_op = 'UPDATE' then places := array(select place from funnel_places(old, -1) place) || places; end if;
      insert into funnel_cell as cell ({key}, opportunities, amount_minor)
        select {key}, sum(opportunities), sum(amount_minor) from unnest(places) group by {key} order by {key}
        on conflict ({key}) do update
        set opportunities = cell.opportunities + excluded.opportunities, amount_minor = cell.amount_minor + excluded.amount_minor;
      if tg_op = 'UPDATE' then
        delete from funnel_cell cell using unnest(places) place where cell.opportunities = 0 and {same};
      end if;
      return null;
    end $$"""  # noqa: S608 - names of our own columns
    yield "revoke all on function keep_funnel() from public"
    yield "create trigger keep_funnel after insert on opportunity for each row execute function keep_funnel()"
    yield f"create trigger keep_funnel_on_change after update on opportunity for each row when ({watched}) execute function keep_funnel()"
