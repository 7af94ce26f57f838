create table copy_credit_limit (
    id uuid not null,
    tenant_id uuid not null,
    version bigint not null,
    owner_id uuid,
    team_id uuid,
    shared_with uuid[] default '{}' not null,
    archived boolean default false not null,
    document_id uuid,
    approved boolean not null,
    currency varchar(3) not null,
    amount_minor bigint not null,
    valid_until_date date,
    constraint copy_credit_limit_pkey primary key (id)
);

create index copy_credit_limit_document_idx on copy_credit_limit (tenant_id, document_id) where document_id is not null;

create table copy_payment_plan (
    id uuid not null,
    tenant_id uuid not null,
    version bigint not null,
    owner_id uuid,
    team_id uuid,
    shared_with uuid[] default '{}' not null,
    archived boolean default false not null,
    document_id uuid,
    refused boolean not null,
    currency varchar(3) not null,
    gates jsonb not null,
    constraint copy_payment_plan_pkey primary key (id)
);

create index copy_payment_plan_document_idx on copy_payment_plan (tenant_id, document_id);

alter table "copy_credit_limit" enable row level security;

grant select, insert, update, delete on "copy_credit_limit" to {app};

create policy app_select on "copy_credit_limit" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "copy_credit_limit" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "copy_credit_limit" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "copy_credit_limit" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "copy_payment_plan" enable row level security;

grant select, insert, update, delete on "copy_payment_plan" to {app};

create policy app_select on "copy_payment_plan" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "copy_payment_plan" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "copy_payment_plan" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "copy_payment_plan" for delete to {app} using (tenant_id = (select app_tenant()));

-- What was being fulfilled before plans were told goes on: it is held from the first news of its plan.
insert into copy_payment_plan (id, tenant_id, version, document_id, refused, currency, gates)
  select id, tenant_id, 0, id, false, currency, jsonb '[]' from contract where state = 'effective'
  union all
  select id, tenant_id, 0, id, false, currency, jsonb '[]' from sales_order where state in ('released', 'delivering') and basis = 'order';

-- down

drop index copy_payment_plan_document_idx;

drop table copy_payment_plan;

drop index copy_credit_limit_document_idx;

drop table copy_credit_limit;
