CREATE TABLE copy_sales_order (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    owner_id UUID, 
    team_id UUID, 
    shared_with UUID[] DEFAULT '{}' NOT NULL, 
    archived BOOLEAN DEFAULT false NOT NULL, 
    business_unit TEXT NOT NULL, 
    product_line TEXT NOT NULL, 
    region TEXT NOT NULL, 
    collector_ids UUID[] DEFAULT '{}' NOT NULL, 
    CONSTRAINT copy_sales_order_pkey PRIMARY KEY (id)
);

CREATE TABLE monthly_line (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    payment_plan_id UUID, 
    customer_id UUID NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    sales_order_id UUID NOT NULL, 
    order_number TEXT NOT NULL, 
    delivery_id UUID NOT NULL, 
    lot_code TEXT NOT NULL, 
    delivery_date DATE NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    CONSTRAINT monthly_line_pkey PRIMARY KEY (id), 
    CONSTRAINT monthly_line_payment_plan_id_fkey FOREIGN KEY(payment_plan_id) REFERENCES payment_plan (id)
);

CREATE INDEX monthly_line_plan_idx ON monthly_line (tenant_id, payment_plan_id, create_time, id);

CREATE INDEX monthly_line_waiting_idx ON monthly_line (tenant_id, customer_id, legal_entity_id, currency) INCLUDE (amount_minor) WHERE payment_plan_id is null;

ALTER TABLE copy_account ADD COLUMN closing_day INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE copy_contract ADD COLUMN frame BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE payment_plan ADD COLUMN basis TEXT DEFAULT 'contract' NOT NULL;

ALTER TABLE payment_plan ADD COLUMN cut_off_date DATE;

alter table "copy_sales_order" enable row level security;

grant select, insert, update, delete on "copy_sales_order" to {app};

create policy app_select on "copy_sales_order" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "copy_sales_order" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "copy_sales_order" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "copy_sales_order" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "monthly_line" enable row level security;

grant select, insert on "monthly_line" to {app};

create policy app_select on "monthly_line" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "monthly_line" for insert to {app} with check (tenant_id = (select app_tenant()));

create trigger append_only before update or delete on "monthly_line" for each row execute function append_only();

-- down

ALTER TABLE payment_plan DROP COLUMN cut_off_date;

ALTER TABLE payment_plan DROP COLUMN basis;

ALTER TABLE copy_contract DROP COLUMN frame;

ALTER TABLE copy_account DROP COLUMN closing_day;

DROP INDEX monthly_line_waiting_idx;

DROP INDEX monthly_line_plan_idx;

DROP TABLE monthly_line;

DROP TABLE copy_sales_order;
