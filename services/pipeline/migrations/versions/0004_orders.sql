CREATE TABLE sales_order (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    number TEXT NOT NULL, 
    owner_id UUID, 
    team_id UUID, 
    shared_with UUID[] DEFAULT '{}' NOT NULL, 
    custom JSONB DEFAULT '{}' NOT NULL, 
    external_refs JSONB DEFAULT '[]' NOT NULL, 
    archive_time TIMESTAMP WITH TIME ZONE, 
    account_id UUID NOT NULL, 
    customer_id UUID NOT NULL, 
    contract_id UUID, 
    call_off BOOLEAN NOT NULL, 
    legal_entity_id UUID, 
    customer_order_number TEXT NOT NULL, 
    state TEXT NOT NULL, 
    basis TEXT NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    prices_include_tax BOOLEAN NOT NULL, 
    net_minor BIGINT NOT NULL, 
    tax_minor BIGINT NOT NULL, 
    gross_minor BIGINT NOT NULL, 
    delivered_minor BIGINT NOT NULL, 
    terms JSONB NOT NULL, 
    monthly BOOLEAN DEFAULT false NOT NULL, 
    cut_off_day INTEGER DEFAULT 0 NOT NULL, 
    credit_days INTEGER DEFAULT 0 NOT NULL, 
    submitted_by UUID, 
    submit_date DATE, 
    approved_by UUID, 
    approve_date DATE, 
    reject_reason TEXT NOT NULL, 
    released_by UUID, 
    release_date DATE, 
    deliver_date DATE, 
    close_date DATE, 
    cancel_date DATE, 
    cancel_reason TEXT NOT NULL, 
    description TEXT NOT NULL, 
    business_unit TEXT NOT NULL, 
    product_line TEXT NOT NULL, 
    region TEXT NOT NULL, 
    collector_ids UUID[] DEFAULT '{}' NOT NULL, 
    search_text TEXT DEFAULT '' NOT NULL, 
    search_grams TEXT[] GENERATED ALWAYS AS (search_grams(search_text)) STORED, 
    CONSTRAINT sales_order_pkey PRIMARY KEY (id), 
    CONSTRAINT sales_order_delivered_check CHECK (delivered_minor between 0 and gross_minor), 
    CONSTRAINT sales_order_contract_id_fkey FOREIGN KEY(contract_id) REFERENCES contract (id), 
    CONSTRAINT sales_order_persons_check CHECK (submitted_by is null or approved_by is distinct from submitted_by)
);

CREATE INDEX sales_order_account_idx ON sales_order (tenant_id, account_id, create_time, id);

CREATE INDEX sales_order_by_create_time_idx ON sales_order (tenant_id, create_time, id);

CREATE INDEX sales_order_contract_idx ON sales_order (tenant_id, contract_id, create_time, id);

CREATE INDEX sales_order_customer_idx ON sales_order (tenant_id, customer_id, create_time, id);

CREATE INDEX sales_order_own_by_create_time_idx ON sales_order (tenant_id, owner_id, create_time, id);

CREATE INDEX sales_order_search_idx ON sales_order USING gin (tenant_id, search_grams) WITH (gin_pending_list_limit = 1024);

CREATE INDEX sales_order_team_by_create_time_idx ON sales_order (tenant_id, team_id, create_time, id);

CREATE TABLE order_delivery (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    sales_order_id UUID NOT NULL, 
    lot_code TEXT NOT NULL, 
    position INTEGER NOT NULL, 
    quantity NUMERIC(28, 10) NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    delivery_date DATE NOT NULL, 
    record_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    evidence_attachment_id UUID, 
    note TEXT NOT NULL, 
    recorded_by UUID, 
    reverses_id UUID, 
    CONSTRAINT order_delivery_pkey PRIMARY KEY (id), 
    CONSTRAINT order_delivery_sales_order_id_fkey FOREIGN KEY(sales_order_id) REFERENCES sales_order (id)
);

CREATE INDEX order_delivery_order_idx ON order_delivery (tenant_id, sales_order_id, position);

CREATE UNIQUE INDEX order_delivery_reverses_key ON order_delivery (reverses_id) WHERE reverses_id is not null;

CREATE TABLE order_lot (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    sales_order_id UUID NOT NULL, 
    code TEXT NOT NULL, 
    line_code TEXT NOT NULL, 
    position INTEGER NOT NULL, 
    quantity NUMERIC(28, 10) NOT NULL, 
    planned_date DATE, 
    currency VARCHAR(3) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    delivered_quantity NUMERIC(28, 10) NOT NULL, 
    delivered_minor BIGINT NOT NULL, 
    deliver_date DATE, 
    CONSTRAINT order_lot_pkey PRIMARY KEY (id), 
    CONSTRAINT order_lot_quantity_check CHECK (delivered_quantity between 0 and quantity), 
    CONSTRAINT order_lot_amount_check CHECK (delivered_minor between 0 and amount_minor), 
    CONSTRAINT order_lot_sales_order_id_fkey FOREIGN KEY(sales_order_id) REFERENCES sales_order (id)
);

CREATE INDEX order_lot_order_idx ON order_lot (tenant_id, sales_order_id, position);

CREATE TABLE sales_order_line (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    sales_order_id UUID NOT NULL, 
    position INTEGER NOT NULL, 
    code TEXT NOT NULL, 
    product_id UUID, 
    description TEXT NOT NULL, 
    unit TEXT NOT NULL, 
    quantity NUMERIC(28, 10) NOT NULL, 
    unit_price NUMERIC(28, 10) NOT NULL, 
    tax_code TEXT NOT NULL, 
    tax_rate NUMERIC(13, 10) NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    net_minor BIGINT NOT NULL, 
    tax_minor BIGINT NOT NULL, 
    gross_minor BIGINT NOT NULL, 
    CONSTRAINT sales_order_line_pkey PRIMARY KEY (id), 
    CONSTRAINT sales_order_line_sales_order_id_fkey FOREIGN KEY(sales_order_id) REFERENCES sales_order (id)
);

CREATE INDEX sales_order_line_order_idx ON sales_order_line (tenant_id, sales_order_id, position);

ALTER TABLE contract ADD COLUMN frame BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE contract ADD COLUMN frame_limit_minor BIGINT;

ALTER TABLE contract ADD COLUMN called_off_minor BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE contract ADD COLUMN monthly BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE contract ADD COLUMN cut_off_day INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE contract ADD COLUMN credit_days INTEGER DEFAULT 0 NOT NULL;

-- Every contract satisfies it already; 0005 says so.
alter table contract add constraint contract_called_off_check check (called_off_minor >= 0 and (frame_limit_minor is null or called_off_minor <= frame_limit_minor)) not valid;

alter table "sales_order" enable row level security;

grant select, insert, update, delete on "sales_order" to {app};

create policy app_select on "sales_order" for select to {app} using ((select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end);

create policy app_insert on "sales_order" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "sales_order" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "sales_order" for delete to {app} using (tenant_id = (select app_tenant()));

create trigger keep_shares after insert or update of shared_with on "sales_order" for each row execute function keep_shares('sales_order');

create or replace function search_sales_order(grams text[], patterns text[], reach text, person uuid, teams uuid[], legal_entity_ids uuid[], business_units text[], product_lines text[], regions text[], most integer)
    returns setof uuid language plpgsql stable security definer rows 100
    set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    declare tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    begin
      case reach
        when 'own' then return query (select hit.id from "sales_order" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and hit.owner_id = person limit most) union all (select hit.id from share join "sales_order" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'sales_order' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and (hit.owner_id = person) is not true limit most) limit most;
        when 'team' then return query (select hit.id from "sales_order" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and hit.team_id = any (teams) limit most) union all (select hit.id from share join "sales_order" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'sales_order' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and (hit.team_id = any (teams)) is not true limit most) limit most;
        when 'shared' then return query select hit.id from share join "sales_order" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'sales_order' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) limit most;
        when 'company', 'tenant' then return query select hit.id from "sales_order" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) limit most;
        else null;
      end case;
    end $$;

revoke all on function search_sales_order from public;

grant execute on function search_sales_order to {app};

alter table "order_delivery" enable row level security;

grant select, insert, update, delete on "order_delivery" to {app};

create policy app_select on "order_delivery" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "order_delivery" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "order_delivery" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "order_delivery" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "order_lot" enable row level security;

grant select, insert, update, delete on "order_lot" to {app};

create policy app_select on "order_lot" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "order_lot" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "order_lot" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "order_lot" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "sales_order_line" enable row level security;

grant select, insert, update, delete on "sales_order_line" to {app};

create policy app_select on "sales_order_line" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "sales_order_line" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "sales_order_line" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "sales_order_line" for delete to {app} using (tenant_id = (select app_tenant()));

-- down

alter table contract drop constraint contract_called_off_check;

ALTER TABLE contract DROP COLUMN credit_days;

ALTER TABLE contract DROP COLUMN cut_off_day;

ALTER TABLE contract DROP COLUMN monthly;

ALTER TABLE contract DROP COLUMN called_off_minor;

ALTER TABLE contract DROP COLUMN frame_limit_minor;

ALTER TABLE contract DROP COLUMN frame;

DROP INDEX sales_order_line_order_idx;

DROP TABLE sales_order_line;

DROP INDEX order_lot_order_idx;

DROP TABLE order_lot;

DROP INDEX order_delivery_reverses_key;

DROP INDEX order_delivery_order_idx;

DROP TABLE order_delivery;

DROP INDEX sales_order_team_by_create_time_idx;

DROP INDEX sales_order_search_idx;

DROP INDEX sales_order_own_by_create_time_idx;

DROP INDEX sales_order_customer_idx;

DROP INDEX sales_order_contract_idx;

DROP INDEX sales_order_by_create_time_idx;

DROP INDEX sales_order_account_idx;

DROP TABLE sales_order;
