CREATE TABLE service_charge (
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
    customer_id UUID NOT NULL,
    legal_entity_id UUID NOT NULL,
    contract_id UUID,
    sales_order_id UUID,
    business_unit TEXT NOT NULL,
    product_line TEXT NOT NULL,
    region TEXT NOT NULL,
    state TEXT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    prices_include_tax BOOLEAN NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    visit_date DATE NOT NULL,
    visitor_ids UUID[] NOT NULL,
    work_done TEXT NOT NULL,
    sign_off_attachment_ids UUID[] NOT NULL,
    sign_off TEXT NOT NULL,
    due_from TEXT NOT NULL,
    credit_days INTEGER NOT NULL,
    due_date DATE,
    submitted_by UUID,
    submit_time TIMESTAMP WITH TIME ZONE,
    approved_by UUID,
    approve_time TIMESTAMP WITH TIME ZONE,
    asked_by UUID,
    ask_time TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    decided_by UUID,
    decide_time TIMESTAMP WITH TIME ZONE,
    search_text TEXT DEFAULT '' NOT NULL,
    search_grams TEXT[] GENERATED ALWAYS AS (search_grams(search_text)) STORED,
    CONSTRAINT service_charge_pkey PRIMARY KEY (id),
    CONSTRAINT service_charge_approved_check CHECK (approved_by is null or approved_by is distinct from submitted_by),
    CONSTRAINT service_charge_amounts_check CHECK (net_minor + tax_minor = gross_minor and gross_minor >= 0),
    CONSTRAINT service_charge_cancelled_check CHECK (state <> 'cancelled' or decided_by is null or decided_by is distinct from asked_by)
);

CREATE INDEX service_charge_by_create_time_idx ON service_charge (tenant_id, create_time, id);

CREATE INDEX service_charge_customer_idx ON service_charge (tenant_id, customer_id, create_time, id);

CREATE INDEX service_charge_own_by_create_time_idx ON service_charge (tenant_id, owner_id, create_time, id);

CREATE INDEX service_charge_search_idx ON service_charge USING gin (tenant_id, search_grams) WITH (gin_pending_list_limit = 1024);

CREATE INDEX service_charge_team_by_create_time_idx ON service_charge (tenant_id, team_id, create_time, id);

CREATE TABLE service_charge_line (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    service_charge_id UUID NOT NULL,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    unit TEXT NOT NULL,
    quantity NUMERIC(28, 10) NOT NULL,
    unit_price NUMERIC(28, 10) NOT NULL,
    tax_rate NUMERIC(13, 10) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    CONSTRAINT service_charge_line_pkey PRIMARY KEY (id),
    CONSTRAINT service_charge_line_amounts_check CHECK (net_minor + tax_minor = gross_minor),
    CONSTRAINT service_charge_line_service_charge_id_fkey FOREIGN KEY(service_charge_id) REFERENCES service_charge (id)
);

CREATE INDEX service_charge_line_service_charge_idx ON service_charge_line (service_charge_id, position);

alter table "service_charge" enable row level security;

grant select, insert, update, delete on "service_charge" to {app};

create policy app_select on "service_charge" for select to {app} using ((select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end);

create policy app_insert on "service_charge" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "service_charge" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "service_charge" for delete to {app} using (tenant_id = (select app_tenant()));

create trigger keep_shares after insert or update of shared_with on "service_charge" for each row execute function keep_shares('service_charge');

create or replace function search_service_charge(grams text[], patterns text[], reach text, person uuid, teams uuid[], legal_entity_ids uuid[], business_units text[], product_lines text[], regions text[], most integer)
    returns setof uuid language plpgsql stable security definer rows 100
    set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    declare tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    begin
      case reach
        when 'own' then return query (select hit.id from "service_charge" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and hit.owner_id = person limit most) union all (select hit.id from share join "service_charge" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'service_charge' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and (hit.owner_id = person) is not true limit most) limit most;
        when 'team' then return query (select hit.id from "service_charge" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and hit.team_id = any (teams) limit most) union all (select hit.id from share join "service_charge" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'service_charge' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and (hit.team_id = any (teams)) is not true limit most) limit most;
        when 'shared' then return query select hit.id from share join "service_charge" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'service_charge' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) limit most;
        when 'company', 'tenant' then return query select hit.id from "service_charge" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) limit most;
        else null;
      end case;
    end $$;

revoke all on function search_service_charge from public;

grant execute on function search_service_charge to {app};

alter table "service_charge_line" enable row level security;

grant select, insert, update, delete on "service_charge_line" to {app};

create policy app_select on "service_charge_line" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "service_charge_line" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "service_charge_line" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "service_charge_line" for delete to {app} using (tenant_id = (select app_tenant()));

-- down

drop function search_service_charge;

DROP TABLE service_charge_line;

DROP TABLE service_charge;
