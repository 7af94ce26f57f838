CREATE TABLE period_close (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    start_date DATE NOT NULL, 
    end_date DATE NOT NULL, 
    sign_offs JSONB NOT NULL, 
    closings JSONB NOT NULL, 
    CONSTRAINT period_close_pkey PRIMARY KEY (id)
);

CREATE INDEX period_close_by_create_time_idx ON period_close (tenant_id, create_time, id);

alter table "period_close" enable row level security;

grant select, insert, update, delete on "period_close" to {app};

create policy app_select on "period_close" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "period_close" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "period_close" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "period_close" for delete to {app} using (tenant_id = (select app_tenant()));

-- down

DROP INDEX period_close_by_create_time_idx;

DROP TABLE period_close;
