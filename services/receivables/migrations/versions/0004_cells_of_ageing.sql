CREATE TABLE ageing_cell (
    tenant_id UUID NOT NULL,
    legal_entity_id UUID NOT NULL,
    kind TEXT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    basis TEXT NOT NULL,
    since_date DATE NOT NULL,
    lane INTEGER NOT NULL,
    amount_minor BIGINT NOT NULL,
    CONSTRAINT ageing_cell_pkey PRIMARY KEY (tenant_id, legal_entity_id, kind, currency, basis, since_date, lane)
);

alter table "ageing_cell" enable row level security;

grant select on "ageing_cell" to {app};

create policy app_select on "ageing_cell" for select to {app} using (tenant_id = (select app_tenant()));

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

-- Nothing is posted between what is summed here and the trigger that goes on from it: whoever posts waits these seconds.
lock table ledger_entry in share row exclusive mode;

insert into ageing_cell (tenant_id, legal_entity_id, kind, currency, basis, since_date, lane, amount_minor)
  select e.tenant_id, e.legal_entity_id, e.kind, e.currency, aged.basis, aged.since_date, hashtext(e.customer_id::text) & 7, sum(e.amount_minor)
  from ledger_entry e cross join lateral (values ('claim_date', e.claim_date), ('due_date', e.due_date)) aged (basis, since_date)
  where e.kind in ('receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim')
  group by 1, 2, 3, 4, 5, 6, 7 having sum(e.amount_minor) <> 0;

create trigger summed after insert on ledger_entry referencing new table as added for each statement execute function ageing_cells_kept();

revoke all on function ageing_cells_kept() from public;

create or replace function purge_tenant() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      if not exists (select from copy_tenant where id = app_tenant() and archived) then
        raise exception 'tenant % is not removed', app_tenant() using errcode = 'restrict_violation';
      end if;
      perform set_config('app.purge', 'on', true);
      delete from "invoice_coverage" where tenant_id = app_tenant();
delete from "reversal" where tenant_id = app_tenant();
delete from "promise_line" where tenant_id = app_tenant();
delete from "plan_version" where tenant_id = app_tenant();
delete from "plan_milestone" where tenant_id = app_tenant();
delete from "ledger_entry" where tenant_id = app_tenant();
delete from "invoice_step" where tenant_id = app_tenant();
delete from "invoice_line" where tenant_id = app_tenant();
delete from "instalment" where tenant_id = app_tenant();
delete from "allocation" where tenant_id = app_tenant();
delete from "receivable_settings" where tenant_id = app_tenant();
delete from "receipt" where tenant_id = app_tenant();
delete from "promise" where tenant_id = app_tenant();
delete from "plan_revision" where tenant_id = app_tenant();
delete from "payment_plan" where tenant_id = app_tenant();
delete from "ledger_transaction" where tenant_id = app_tenant();
delete from "ledger_account" where tenant_id = app_tenant();
delete from "invoice" where tenant_id = app_tenant();
delete from "intent" where tenant_id = app_tenant();
delete from "dispute" where tenant_id = app_tenant();
delete from "copy_fiscal_period" where tenant_id = app_tenant();
delete from "copy_contract" where tenant_id = app_tenant();
delete from "copy_account" where tenant_id = app_tenant();
delete from "collection_note" where tenant_id = app_tenant();
delete from "ageing_cell" where tenant_id = app_tenant();
delete from "timer" where tenant_id = app_tenant() and kind <> 'purge';
delete from "share" where tenant_id = app_tenant();
delete from "person_key" where tenant_id = app_tenant();
delete from "outbox" where tenant_id = app_tenant() and publish_time is not null;
delete from "number_series" where tenant_id = app_tenant();
delete from "inbox" where tenant_id = app_tenant();
delete from "idempotency" where tenant_id = app_tenant();
delete from "external_ref" where tenant_id = app_tenant();
delete from "dead_letter" where tenant_id = app_tenant();
delete from "custom_field" where tenant_id = app_tenant();
delete from "copy_tenant" where tenant_id = app_tenant() and false;
delete from "copy_team" where tenant_id = app_tenant();
delete from "copy_member" where tenant_id = app_tenant();
delete from "copy_legal_entity" where tenant_id = app_tenant();
delete from "audit" where tenant_id = app_tenant();
delete from "assignment" where tenant_id = app_tenant();
      perform set_config('app.purge', '', true);
    end $$;

-- down
drop trigger summed on ledger_entry;

drop function ageing_cells_kept();

create or replace function purge_tenant() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      if not exists (select from copy_tenant where id = app_tenant() and archived) then
        raise exception 'tenant % is not removed', app_tenant() using errcode = 'restrict_violation';
      end if;
      perform set_config('app.purge', 'on', true);
      delete from "invoice_coverage" where tenant_id = app_tenant();
delete from "reversal" where tenant_id = app_tenant();
delete from "promise_line" where tenant_id = app_tenant();
delete from "plan_version" where tenant_id = app_tenant();
delete from "plan_milestone" where tenant_id = app_tenant();
delete from "ledger_entry" where tenant_id = app_tenant();
delete from "invoice_step" where tenant_id = app_tenant();
delete from "invoice_line" where tenant_id = app_tenant();
delete from "instalment" where tenant_id = app_tenant();
delete from "allocation" where tenant_id = app_tenant();
delete from "receivable_settings" where tenant_id = app_tenant();
delete from "receipt" where tenant_id = app_tenant();
delete from "promise" where tenant_id = app_tenant();
delete from "plan_revision" where tenant_id = app_tenant();
delete from "payment_plan" where tenant_id = app_tenant();
delete from "ledger_transaction" where tenant_id = app_tenant();
delete from "ledger_account" where tenant_id = app_tenant();
delete from "invoice" where tenant_id = app_tenant();
delete from "intent" where tenant_id = app_tenant();
delete from "dispute" where tenant_id = app_tenant();
delete from "copy_fiscal_period" where tenant_id = app_tenant();
delete from "copy_contract" where tenant_id = app_tenant();
delete from "copy_account" where tenant_id = app_tenant();
delete from "collection_note" where tenant_id = app_tenant();
delete from "timer" where tenant_id = app_tenant() and kind <> 'purge';
delete from "share" where tenant_id = app_tenant();
delete from "person_key" where tenant_id = app_tenant();
delete from "outbox" where tenant_id = app_tenant() and publish_time is not null;
delete from "number_series" where tenant_id = app_tenant();
delete from "inbox" where tenant_id = app_tenant();
delete from "idempotency" where tenant_id = app_tenant();
delete from "external_ref" where tenant_id = app_tenant();
delete from "dead_letter" where tenant_id = app_tenant();
delete from "custom_field" where tenant_id = app_tenant();
delete from "copy_tenant" where tenant_id = app_tenant() and false;
delete from "copy_team" where tenant_id = app_tenant();
delete from "copy_member" where tenant_id = app_tenant();
delete from "copy_legal_entity" where tenant_id = app_tenant();
delete from "audit" where tenant_id = app_tenant();
delete from "assignment" where tenant_id = app_tenant();
      perform set_config('app.purge', '', true);
    end $$;

drop table ageing_cell;
