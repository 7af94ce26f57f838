-- What customers owe in all, and what is owed under contracts, kept by the ledger itself. Statements are separated by blank lines; the
-- function runs as the owner.

-- As those of the cells: entries of one statement at once, in the order of the keys, and what comes to nothing goes. An instalment is
-- written before its entries are.
create function owed_totals_kept() returns trigger language plpgsql security definer
set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  empty owed_total[];
begin
  with put as (
    insert into owed_total as total (tenant_id, axis, layer, group_id, currency, legal_entity_id, amount_minor)
      select e.tenant_id, owed.axis, case e.kind when 'retention' then 'retention' when 'advance_claim' then 'advance' else 'normal' end,
        owed.group_id, e.currency, e.legal_entity_id, sum(e.amount_minor)
      from added e
      left join instalment i on i.id = e.subject_id and i.tenant_id = e.tenant_id
      cross join lateral (values ('contract', i.contract_id), ('customer', e.customer_id)) owed (axis, group_id)
      where e.kind in ('receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim') and owed.group_id is not null
      group by 1, 2, 3, 4, 5, 6 having sum(e.amount_minor) <> 0 order by 1, 2, 3, 4, 5, 6
      on conflict (tenant_id, axis, layer, group_id, currency, legal_entity_id) do update
      set amount_minor = total.amount_minor + excluded.amount_minor
      returning total)
  select array_agg(put.total) into empty from put where (put.total).amount_minor = 0;
  if empty is not null then
    delete from owed_total total using unnest(empty) gone
      where (total.tenant_id, total.axis, total.layer, total.group_id, total.currency, total.legal_entity_id)
        = (gone.tenant_id, gone.axis, gone.layer, gone.group_id, gone.currency, gone.legal_entity_id) and total.amount_minor = 0;
  end if;
  return null;
end $$;

-- After "summed": triggers of one event run in the order of their names.
create trigger totalled after insert on ledger_entry referencing new table as added for each statement execute function owed_totals_kept();

-- Whoever may execute one that runs as the owner could hang it on a table of their own.
revoke all on function owed_totals_kept() from public;
