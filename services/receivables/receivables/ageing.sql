-- The cells of ageing, kept by the ledger itself: an entry that changes what is owed changes the two cells of its days. Statements are
-- separated by blank lines; the function runs as the owner.

-- Entries of one statement at once, in the order of the cells' keys: of two sessions that meet in several cells one waits for the other.
-- A cell that comes to nothing goes, or a book of ten years would have ten years of empty days.
create function ageing_cells_kept() returns trigger language plpgsql security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  empty ageing_cell[];
begin
  with put as (
    insert into ageing_cell as cell (tenant_id, legal_entity_id, kind, currency, basis, since_date, lane, amount_minor)
      select e.tenant_id, e.legal_entity_id, e.kind, e.currency, aged.basis, aged.since_date, hashtext(e.customer_id::text) & 7, sum(e.amount_minor)
      from added e cross join lateral (values ('claim_date', e.claim_date), ('due_date', e.due_date)) aged (basis, since_date)
      where e.kind in ('receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim')
      group by 1, 2, 3, 4, 5, 6, 7 having sum(e.amount_minor) <> 0 order by 1, 2, 3, 4, 5, 6, 7
      on conflict (tenant_id, legal_entity_id, kind, currency, basis, since_date, lane) do update
      set amount_minor = cell.amount_minor + excluded.amount_minor
      returning cell)
  select array_agg(put.cell) into empty from put where (put.cell).amount_minor = 0;
  if empty is not null then
    delete from ageing_cell cell using unnest(empty) gone
      where (cell.tenant_id, cell.legal_entity_id, cell.kind, cell.currency, cell.basis, cell.since_date, cell.lane)
        = (gone.tenant_id, gone.legal_entity_id, gone.kind, gone.currency, gone.basis, gone.since_date, gone.lane) and cell.amount_minor = 0;
  end if;
  return null;
end $$;

-- After "kept", which refuses what may not be posted: triggers of one event run in the order of their names.
create trigger summed after insert on ledger_entry referencing new table as added for each statement execute function ageing_cells_kept();

-- Whoever may execute one that runs as the owner could hang it on a table of their own.
revoke all on function ageing_cells_kept() from public;
