create table waiting_order (
    id uuid not null,
    tenant_id uuid not null,
    version bigint not null,
    sequence bigint not null,
    create_time timestamp with time zone not null,
    update_time timestamp with time zone not null,
    sales_order_id uuid not null,
    number text not null,
    customer_id uuid not null,
    legal_entity_id uuid not null,
    contract_id uuid,
    paid_by_contract boolean not null,
    currency varchar(3) not null,
    amount_minor bigint not null,
    taken_minor bigint not null,
    decision text,
    reasons jsonb not null,
    look_date date,
    constraint waiting_order_pkey primary key (id)
);

create index waiting_order_customer_idx on waiting_order (tenant_id, customer_id) where look_date is not null;

alter table "waiting_order" enable row level security;

grant select, insert, update, delete on "waiting_order" to {app};

create policy app_select on "waiting_order" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "waiting_order" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "waiting_order" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "waiting_order" for delete to {app} using (tenant_id = (select app_tenant()));

-- down

drop index waiting_order_customer_idx;

drop table waiting_order;
