CREATE TABLE commission_entry (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    owner_id UUID NOT NULL, 
    team_id UUID, 
    shared_with UUID[] DEFAULT '{}' NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    product_line TEXT NOT NULL, 
    customer_id UUID NOT NULL, 
    contract_id UUID NOT NULL, 
    contract_number TEXT NOT NULL, 
    receipt_id UUID NOT NULL, 
    receipt_number TEXT NOT NULL, 
    allocation_id UUID NOT NULL, 
    commission_plan_id UUID NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    allocated_minor BIGINT NOT NULL, 
    share NUMERIC(13, 10) NOT NULL, 
    rate NUMERIC(13, 10) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    entry_date DATE NOT NULL, 
    month TEXT NOT NULL, 
    reverses_id UUID, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    CONSTRAINT commission_entry_pkey PRIMARY KEY (id), 
    CONSTRAINT commission_entry_amount_check CHECK (amount_minor = 0 or (amount_minor < 0) = (allocated_minor < 0)), 
    CONSTRAINT commission_entry_allocated_check CHECK (allocated_minor > 0 or reverses_id is not null)
);

CREATE INDEX commission_entry_allocation_idx ON commission_entry (tenant_id, allocation_id);

CREATE INDEX commission_entry_by_create_time_idx ON commission_entry (tenant_id, create_time, id);

CREATE INDEX commission_entry_month_idx ON commission_entry (tenant_id, month, owner_id);

CREATE INDEX commission_entry_own_by_create_time_idx ON commission_entry (tenant_id, owner_id, create_time, id);

CREATE UNIQUE INDEX commission_entry_reverses_key ON commission_entry (tenant_id, reverses_id) WHERE reverses_id is not null;

CREATE INDEX commission_entry_team_by_create_time_idx ON commission_entry (tenant_id, team_id, create_time, id);

CREATE TABLE commission_month (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    month TEXT NOT NULL, 
    closed_by UUID, 
    close_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    CONSTRAINT commission_month_pkey PRIMARY KEY (id)
);

CREATE INDEX commission_month_by_create_time_idx ON commission_month (tenant_id, create_time, id);

CREATE UNIQUE INDEX commission_month_key ON commission_month (tenant_id, month);

CREATE TABLE commission_plan (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    name TEXT NOT NULL, 
    rate NUMERIC(13, 10) NOT NULL, 
    legal_entity_id UUID, 
    product_line TEXT NOT NULL, 
    from_date DATE NOT NULL, 
    to_date DATE, 
    CONSTRAINT commission_plan_pkey PRIMARY KEY (id), 
    CONSTRAINT commission_plan_rate_check CHECK (rate > 0 and rate <= 100), 
    CONSTRAINT commission_plan_days_check CHECK (to_date is null or to_date >= from_date)
);

CREATE INDEX commission_plan_by_create_time_idx ON commission_plan (tenant_id, create_time, id);

CREATE TABLE credit_limit (
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
    kind TEXT NOT NULL, 
    state TEXT NOT NULL, 
    customer_id UUID NOT NULL, 
    legal_entity_id UUID, 
    contract_id UUID, 
    contract_number TEXT NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    valid_until_date DATE, 
    reason TEXT NOT NULL, 
    evidence_attachment_ids UUID[] NOT NULL, 
    needs_confirmation BOOLEAN NOT NULL, 
    requested_by UUID, 
    approved_by UUID, 
    approve_time TIMESTAMP WITH TIME ZONE, 
    confirmed_by UUID, 
    confirm_time TIMESTAMP WITH TIME ZONE, 
    ended_by UUID, 
    end_reason TEXT NOT NULL, 
    end_time TIMESTAMP WITH TIME ZONE, 
    search_text TEXT DEFAULT '' NOT NULL, 
    search_grams TEXT[] GENERATED ALWAYS AS (search_grams(search_text)) STORED, 
    CONSTRAINT credit_limit_pkey PRIMARY KEY (id), 
    CONSTRAINT credit_limit_amount_check CHECK (amount_minor >= 0), 
    CONSTRAINT credit_limit_persons_check CHECK (requested_by is null or (approved_by is distinct from requested_by and confirmed_by is distinct from requested_by)), 
    CONSTRAINT credit_limit_approved_check CHECK (state not in ('approved', 'superseded', 'ended') or approve_time is not null and (confirm_time is not null or not needs_confirmation)), 
    CONSTRAINT credit_limit_confirmed_check CHECK (confirmed_by is null or confirmed_by is distinct from approved_by)
);

CREATE INDEX credit_limit_approved_idx ON credit_limit (tenant_id, customer_id) WHERE state = 'approved';

CREATE INDEX credit_limit_by_create_time_idx ON credit_limit (tenant_id, create_time, id);

CREATE INDEX credit_limit_customer_idx ON credit_limit (tenant_id, customer_id, create_time, id);

CREATE UNIQUE INDEX credit_limit_holding_key ON credit_limit (tenant_id, legal_entity_id, currency, customer_id) NULLS NOT DISTINCT WHERE kind = 'limit' and state = 'approved';

CREATE INDEX credit_limit_own_by_create_time_idx ON credit_limit (tenant_id, owner_id, create_time, id);

CREATE INDEX credit_limit_search_idx ON credit_limit USING gin (tenant_id, search_grams) WITH (gin_pending_list_limit = 1024);

CREATE INDEX credit_limit_team_by_create_time_idx ON credit_limit (tenant_id, team_id, create_time, id);

CREATE TABLE credit_watch (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    credit_limit_id UUID NOT NULL, 
    look_date DATE, 
    is_exceeded BOOLEAN NOT NULL, 
    CONSTRAINT credit_watch_pkey PRIMARY KEY (id)
);

ALTER TABLE copy_account ADD COLUMN parent_id UUID;

ALTER TABLE copy_contract ADD COLUMN collected_shares JSONB DEFAULT '[]' NOT NULL;

ALTER TABLE receivable_settings ADD COLUMN credit_confirmations JSONB DEFAULT '[{"currency": "CNY", "minor": 100000000}, {"currency": "USD", "minor": 14000000}, {"currency": "EUR", "minor": 13000000}, {"currency": "HKD", "minor": 110000000}]' NOT NULL;

ALTER TABLE receivable_settings ADD COLUMN credit_near_percent INTEGER DEFAULT 90 NOT NULL;

alter table "commission_entry" enable row level security;

grant select, insert, update, delete on "commission_entry" to {app};

create policy app_select on "commission_entry" for select to {app} using ((select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end);

create policy app_insert on "commission_entry" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "commission_entry" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "commission_entry" for delete to {app} using (tenant_id = (select app_tenant()));

create trigger keep_shares after insert or update of shared_with on "commission_entry" for each row execute function keep_shares('commission_entry');

alter table "commission_month" enable row level security;

grant select, insert, update, delete on "commission_month" to {app};

create policy app_select on "commission_month" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "commission_month" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "commission_month" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "commission_month" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "commission_plan" enable row level security;

grant select, insert, update, delete on "commission_plan" to {app};

create policy app_select on "commission_plan" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "commission_plan" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "commission_plan" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "commission_plan" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "credit_limit" enable row level security;

grant select, insert, update, delete on "credit_limit" to {app};

create policy app_select on "credit_limit" for select to {app} using ((select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end);

create policy app_insert on "credit_limit" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "credit_limit" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "credit_limit" for delete to {app} using (tenant_id = (select app_tenant()));

create trigger keep_shares after insert or update of shared_with on "credit_limit" for each row execute function keep_shares('credit_limit');

create or replace function search_credit_limit(grams text[], patterns text[], reach text, person uuid, teams uuid[], legal_entity_ids uuid[], business_units text[], product_lines text[], regions text[], most integer)
    returns setof uuid language plpgsql stable security definer rows 100
    set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    declare tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    begin
      case reach
        when 'own' then return query (select hit.id from "credit_limit" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and hit.owner_id = person limit most) union all (select hit.id from share join "credit_limit" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'credit_limit' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (hit.owner_id = person) is not true limit most) limit most;
        when 'team' then return query (select hit.id from "credit_limit" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and hit.team_id = any (teams) limit most) union all (select hit.id from share join "credit_limit" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'credit_limit' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (hit.team_id = any (teams)) is not true limit most) limit most;
        when 'shared' then return query select hit.id from share join "credit_limit" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'credit_limit' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) limit most;
        when 'company', 'tenant' then return query select hit.id from "credit_limit" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) limit most;
        else null;
      end case;
    end $$;

revoke all on function search_credit_limit from public;

grant execute on function search_credit_limit to {app};

alter table "credit_watch" enable row level security;

grant select, insert, update, delete on "credit_watch" to {app};

create policy app_select on "credit_watch" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "credit_watch" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "credit_watch" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "credit_watch" for delete to {app} using (tenant_id = (select app_tenant()));

create or replace function commission_entry_frozen() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (to_jsonb(new) - 'team_id' - 'shared_with') is distinct from (to_jsonb(old) - 'team_id' - 'shared_with') then
    raise exception 'commission entry % does not change', old.id using errcode = 'check_violation', constraint = 'commission_entry_frozen_check';
  end if;
  return new;
end $$;

create or replace trigger commission_entry_frozen before update on commission_entry for each row execute function commission_entry_frozen();

create or replace function commission_month_open() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from commission_month closed where closed.tenant_id = new.tenant_id and closed.month >= new.month) then
    raise exception 'commission of % is closed', new.month using errcode = 'check_violation', constraint = 'commission_month_open_check';
  end if;
  return new;
end $$;

create or replace trigger commission_month_open before insert on commission_entry for each row execute function commission_month_open();

-- down

drop function search_credit_limit;

ALTER TABLE receivable_settings DROP COLUMN credit_near_percent;

ALTER TABLE receivable_settings DROP COLUMN credit_confirmations;

ALTER TABLE copy_contract DROP COLUMN collected_shares;

ALTER TABLE copy_account DROP COLUMN parent_id;

DROP TABLE credit_watch;

DROP INDEX credit_limit_team_by_create_time_idx;

DROP INDEX credit_limit_search_idx;

DROP INDEX credit_limit_own_by_create_time_idx;

DROP INDEX credit_limit_holding_key;

DROP INDEX credit_limit_customer_idx;

DROP INDEX credit_limit_by_create_time_idx;

DROP INDEX credit_limit_approved_idx;

DROP TABLE credit_limit;

DROP INDEX commission_plan_by_create_time_idx;

DROP TABLE commission_plan;

DROP INDEX commission_month_key;

DROP INDEX commission_month_by_create_time_idx;

DROP TABLE commission_month;

DROP INDEX commission_entry_team_by_create_time_idx;

DROP INDEX commission_entry_reverses_key;

DROP INDEX commission_entry_own_by_create_time_idx;

DROP INDEX commission_entry_month_idx;

DROP INDEX commission_entry_by_create_time_idx;

DROP INDEX commission_entry_allocation_idx;

DROP TABLE commission_entry;

drop function commission_entry_frozen();

drop function commission_month_open();
