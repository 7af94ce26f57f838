create table proof_run (
    id uuid not null,
    tenant_id uuid not null,
    version bigint not null,
    sequence bigint not null,
    create_time timestamp with time zone not null,
    update_time timestamp with time zone not null,
    legal_entity_id uuid,
    state text not null,
    total_count integer not null,
    done_count integer not null,
    drift_count integer not null,
    drifts jsonb not null,
    clean boolean not null,
    part integer not null,
    after text not null,
    step integer not null,
    asked_by uuid,
    end_time timestamp with time zone,
    constraint proof_run_pkey primary key (id)
);

create index proof_run_by_create_time_idx on proof_run (tenant_id, create_time, id);

alter table "proof_run" enable row level security;

grant select, insert, update, delete on "proof_run" to {app};

create policy app_select on "proof_run" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "proof_run" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "proof_run" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "proof_run" for delete to {app} using (tenant_id = (select app_tenant()));

-- down

drop index proof_run_by_create_time_idx;

drop table proof_run;
