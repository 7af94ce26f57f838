CREATE TABLE account_statement (
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
    customer_id UUID NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    from_date DATE, 
    to_date DATE NOT NULL, 
    known_at TIMESTAMP WITH TIME ZONE NOT NULL, 
    customer_name TEXT NOT NULL, 
    legal_entity_name TEXT NOT NULL, 
    state TEXT NOT NULL, 
    balances JSONB NOT NULL, 
    items JSONB NOT NULL, 
    lines JSONB NOT NULL, 
    checksum TEXT NOT NULL, 
    owed_minor BIGINT NOT NULL, 
    overdue_minor BIGINT NOT NULL, 
    disputed_minor BIGINT NOT NULL, 
    answers JSONB NOT NULL, 
    answered_by_name TEXT NOT NULL, 
    answered_by_position TEXT NOT NULL, 
    answer_time TIMESTAMP WITH TIME ZONE, 
    answer_address TEXT NOT NULL, 
    evidence TEXT, 
    scan_attachment_ids UUID[] NOT NULL, 
    sent_to TEXT NOT NULL, 
    send_time TIMESTAMP WITH TIME ZONE, 
    link_hash BYTEA, 
    link_expire_time TIMESTAMP WITH TIME ZONE, 
    views JSONB NOT NULL, 
    first_view_time TIMESTAMP WITH TIME ZONE, 
    answer_due_date DATE, 
    answer_days INTEGER NOT NULL, 
    unanswered_time TIMESTAMP WITH TIME ZONE, 
    superseded_by_id UUID, 
    revoke_reason TEXT NOT NULL, 
    batch_id UUID, 
    issued_by UUID, 
    search_text TEXT DEFAULT '' NOT NULL, 
    search_grams TEXT[] GENERATED ALWAYS AS (search_grams(search_text)) STORED, 
    CONSTRAINT account_statement_pkey PRIMARY KEY (id), 
    CONSTRAINT account_statement_disputed_check CHECK (disputed_minor >= 0)
);

CREATE INDEX account_statement_by_create_time_idx ON account_statement (tenant_id, create_time, id);

CREATE INDEX account_statement_customer_idx ON account_statement (tenant_id, customer_id, create_time, id);

CREATE UNIQUE INDEX account_statement_link_key ON account_statement (tenant_id, link_hash) WHERE link_hash is not null;

CREATE UNIQUE INDEX account_statement_open_key ON account_statement (tenant_id, legal_entity_id, currency, kind, customer_id) WHERE state in ('issued', 'sent', 'viewed');

CREATE INDEX account_statement_own_by_create_time_idx ON account_statement (tenant_id, owner_id, create_time, id);

CREATE INDEX account_statement_search_idx ON account_statement USING gin (tenant_id, search_grams) WITH (gin_pending_list_limit = 1024);

CREATE INDEX account_statement_team_by_create_time_idx ON account_statement (tenant_id, team_id, create_time, id);

CREATE TABLE account_statement_batch (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    kind TEXT NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    from_date DATE, 
    to_date DATE NOT NULL, 
    owner_ids UUID[] NOT NULL, 
    state TEXT NOT NULL, 
    total_count INTEGER NOT NULL, 
    done_count INTEGER NOT NULL, 
    issued_count INTEGER NOT NULL, 
    skipped_count INTEGER NOT NULL, 
    after_id UUID, 
    asked_by UUID, 
    end_time TIMESTAMP WITH TIME ZONE, 
    CONSTRAINT account_statement_batch_pkey PRIMARY KEY (id)
);

CREATE INDEX account_statement_batch_by_create_time_idx ON account_statement_batch (tenant_id, create_time, id);

ALTER TABLE receivable_settings ADD COLUMN statement_link_days INTEGER DEFAULT 30 NOT NULL;

ALTER TABLE receivable_settings ADD COLUMN statement_answer_days INTEGER DEFAULT 10 NOT NULL;

alter table "account_statement" enable row level security;

grant select, insert, update, delete on "account_statement" to {app};

create policy app_select on "account_statement" for select to {app} using ((select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end);

create policy app_insert on "account_statement" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "account_statement" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "account_statement" for delete to {app} using (tenant_id = (select app_tenant()));

create trigger keep_shares after insert or update of shared_with on "account_statement" for each row execute function keep_shares('account_statement');

create or replace function search_account_statement(grams text[], patterns text[], reach text, person uuid, teams uuid[], legal_entity_ids uuid[], business_units text[], product_lines text[], regions text[], most integer)
    returns setof uuid language plpgsql stable security definer rows 100
    set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    declare tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    begin
      case reach
        when 'own' then return query (select hit.id from "account_statement" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and hit.owner_id = person limit most) union all (select hit.id from share join "account_statement" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'account_statement' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (hit.owner_id = person) is not true limit most) limit most;
        when 'team' then return query (select hit.id from "account_statement" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and hit.team_id = any (teams) limit most) union all (select hit.id from share join "account_statement" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'account_statement' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (hit.team_id = any (teams)) is not true limit most) limit most;
        when 'shared' then return query select hit.id from share join "account_statement" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'account_statement' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) limit most;
        when 'company', 'tenant' then return query select hit.id from "account_statement" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) limit most;
        else null;
      end case;
    end $$;

revoke all on function search_account_statement from public;

grant execute on function search_account_statement to {app};

alter table "account_statement_batch" enable row level security;

grant select, insert, update, delete on "account_statement_batch" to {app};

create policy app_select on "account_statement_batch" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "account_statement_batch" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "account_statement_batch" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "account_statement_batch" for delete to {app} using (tenant_id = (select app_tenant()));

create or replace function account_statement_frozen() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (new.balances, new.items, new.lines, new.checksum, new.known_at, new.kind, new.customer_id, new.legal_entity_id, new.currency, new.from_date, new.to_date)
    is distinct from
    (old.balances, old.items, old.lines, old.checksum, old.known_at, old.kind, old.customer_id, old.legal_entity_id, old.currency, old.from_date, old.to_date)
  then
    raise exception 'statement % was issued: its rows do not change', old.id
      using errcode = 'check_violation', constraint = 'account_statement_frozen_check';
  end if;
  return new;
end $$;

create or replace trigger account_statement_frozen before update on account_statement for each row execute function account_statement_frozen();

-- down

drop function search_account_statement;

ALTER TABLE receivable_settings DROP COLUMN statement_answer_days;

ALTER TABLE receivable_settings DROP COLUMN statement_link_days;

DROP INDEX account_statement_batch_by_create_time_idx;

DROP TABLE account_statement_batch;

DROP INDEX account_statement_team_by_create_time_idx;

DROP INDEX account_statement_search_idx;

DROP INDEX account_statement_own_by_create_time_idx;

DROP INDEX account_statement_open_key;

DROP INDEX account_statement_link_key;

DROP INDEX account_statement_customer_idx;

DROP INDEX account_statement_by_create_time_idx;

DROP TABLE account_statement;

drop function account_statement_frozen();
