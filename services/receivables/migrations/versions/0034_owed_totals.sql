create table owed_total (
    tenant_id uuid not null,
    axis text not null,
    layer text not null,
    group_id uuid not null,
    currency varchar(3) not null,
    legal_entity_id uuid not null,
    amount_minor bigint not null,
    constraint owed_total_pkey primary key (tenant_id, axis, layer, group_id, currency, legal_entity_id)
);

alter table "owed_total" enable row level security;

grant select on "owed_total" to {app};

create policy app_select on "owed_total" for select to {app} using (tenant_id = (select app_tenant()));

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

-- Nothing is posted between what is summed here and the trigger that goes on from it: whoever posts waits these seconds.
lock table ledger_entry in share row exclusive mode;

insert into owed_total (tenant_id, axis, layer, group_id, currency, legal_entity_id, amount_minor)
  select a.tenant_id, owed.axis, case a.kind when 'retention' then 'retention' when 'advance_claim' then 'advance' else 'normal' end,
    owed.group_id, a.currency, a.legal_entity_id, sum(a.balance_minor)
  from ledger_account a
  left join instalment i on i.id = a.subject_id and i.tenant_id = a.tenant_id
  cross join lateral (values ('contract', i.contract_id), ('customer', a.customer_id)) owed (axis, group_id)
  where a.kind in ('receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim') and owed.group_id is not null
  group by 1, 2, 3, 4, 5, 6 having sum(a.balance_minor) <> 0;

create index owed_total_amount_idx on owed_total (tenant_id, axis, layer, amount_minor desc) include (group_id, currency, legal_entity_id);

create trigger totalled after insert on ledger_entry referencing new table as added for each statement execute function owed_totals_kept();

revoke all on function owed_totals_kept() from public;

-- down

drop trigger totalled on ledger_entry;

drop function owed_totals_kept();

drop table owed_total;
