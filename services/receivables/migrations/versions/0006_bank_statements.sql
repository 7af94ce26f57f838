CREATE TABLE bank_statement (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    bank_account_id UUID NOT NULL, 
    account_number TEXT NOT NULL, 
    format TEXT NOT NULL, 
    profile TEXT NOT NULL, 
    file_name TEXT NOT NULL, 
    state TEXT NOT NULL, 
    first_date DATE NOT NULL, 
    last_date DATE NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    opening_minor BIGINT, 
    closing_minor BIGINT, 
    credited_minor BIGINT NOT NULL, 
    debited_minor BIGINT NOT NULL, 
    entry_count INTEGER NOT NULL, 
    known_count INTEGER NOT NULL, 
    line_count INTEGER NOT NULL, 
    booked_count INTEGER NOT NULL, 
    receipt_count INTEGER NOT NULL, 
    same_count INTEGER NOT NULL, 
    twin_count INTEGER NOT NULL, 
    proposed_count INTEGER NOT NULL, 
    posted_count INTEGER NOT NULL, 
    imported_by UUID, 
    CONSTRAINT bank_statement_pkey PRIMARY KEY (id)
);

CREATE INDEX bank_statement_account_idx ON bank_statement (tenant_id, bank_account_id, last_date);

CREATE INDEX bank_statement_by_create_time_idx ON bank_statement (tenant_id, create_time, id);

CREATE TABLE bank_statement_line (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    bank_statement_id UUID NOT NULL, 
    row_number INTEGER NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    bank_account_id UUID NOT NULL, 
    serial TEXT NOT NULL, 
    entry_date DATE NOT NULL, 
    incoming BOOLEAN NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    payer_name TEXT NOT NULL, 
    payer_account TEXT NOT NULL, 
    memo TEXT NOT NULL, 
    state TEXT NOT NULL, 
    receipt_id UUID, 
    twin_receipt_id UUID, 
    decided_by UUID, 
    CONSTRAINT bank_statement_line_pkey PRIMARY KEY (id), 
    CONSTRAINT bank_statement_line_receipt_check CHECK ((state in ('receipt', 'same')) = (receipt_id is not null)), 
    CONSTRAINT bank_statement_line_amount_check CHECK (amount_minor > 0)
);

CREATE INDEX bank_statement_line_by_create_time_idx ON bank_statement_line (tenant_id, create_time, id);

CREATE UNIQUE INDEX bank_statement_line_key ON bank_statement_line (tenant_id, bank_account_id, serial);

CREATE UNIQUE INDEX bank_statement_line_receipt_key ON bank_statement_line (tenant_id, receipt_id) WHERE receipt_id is not null;

CREATE INDEX bank_statement_line_statement_idx ON bank_statement_line (tenant_id, bank_statement_id, row_number, id);

CREATE INDEX bank_statement_line_twin_idx ON bank_statement_line (tenant_id, twin_receipt_id) WHERE twin_receipt_id is not null;

CREATE TABLE cash_proposal (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    receipt_id UUID NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    received_date DATE NOT NULL, 
    payer_name TEXT NOT NULL, 
    state TEXT NOT NULL, 
    candidates JSONB NOT NULL, 
    rejected TEXT[] NOT NULL, 
    confidence INTEGER NOT NULL, 
    reject_reason TEXT NOT NULL, 
    decided_by UUID, 
    CONSTRAINT cash_proposal_pkey PRIMARY KEY (id), 
    CONSTRAINT cash_proposal_confidence_check CHECK (confidence between 0 and 100)
);

CREATE INDEX cash_proposal_by_confidence_idx ON cash_proposal (tenant_id, confidence, id);

CREATE INDEX cash_proposal_by_create_time_idx ON cash_proposal (tenant_id, create_time, id);

CREATE INDEX cash_proposal_open_idx ON cash_proposal (tenant_id, confidence, id) WHERE state = 'open';

CREATE UNIQUE INDEX cash_proposal_receipt_key ON cash_proposal (tenant_id, receipt_id);

CREATE TABLE payer_alias (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    customer_id UUID NOT NULL, 
    payer_name TEXT NOT NULL, 
    payer_account TEXT NOT NULL, 
    name_key TEXT NOT NULL, 
    account_key TEXT NOT NULL, 
    evidence TEXT NOT NULL, 
    evidence_attachment_ids UUID[] NOT NULL, 
    state TEXT NOT NULL, 
    asked_by UUID, 
    confirmed_by UUID, 
    CONSTRAINT payer_alias_pkey PRIMARY KEY (id), 
    CONSTRAINT payer_alias_two_persons_check CHECK (state <> 'confirmed' or confirmed_by is distinct from asked_by)
);

CREATE UNIQUE INDEX payer_alias_account_key ON payer_alias (tenant_id, account_key) WHERE account_key <> '' and state in ('asked', 'confirmed');

CREATE INDEX payer_alias_by_create_time_idx ON payer_alias (tenant_id, create_time, id);

CREATE INDEX payer_alias_customer_idx ON payer_alias (tenant_id, customer_id);

CREATE INDEX payer_alias_name_idx ON payer_alias (tenant_id, name_key) WHERE state = 'confirmed';

CREATE TABLE receipt_claim (
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
    receipt_id UUID NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    customer_id UUID NOT NULL, 
    contract_id UUID, 
    evidence TEXT NOT NULL, 
    evidence_attachment_ids UUID[] NOT NULL, 
    state TEXT NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    received_date DATE NOT NULL, 
    payer_name TEXT NOT NULL, 
    decided_by UUID, 
    end_reason TEXT NOT NULL, 
    end_time TIMESTAMP WITH TIME ZONE, 
    CONSTRAINT receipt_claim_pkey PRIMARY KEY (id)
);

CREATE INDEX receipt_claim_by_create_time_idx ON receipt_claim (tenant_id, create_time, id);

CREATE INDEX receipt_claim_own_by_create_time_idx ON receipt_claim (tenant_id, owner_id, create_time, id);

CREATE INDEX receipt_claim_receipt_idx ON receipt_claim (tenant_id, receipt_id);

CREATE INDEX receipt_claim_team_by_create_time_idx ON receipt_claim (tenant_id, team_id, create_time, id);

ALTER TABLE copy_account ADD COLUMN name_keys TEXT[];

ALTER TABLE promise ADD COLUMN wait_date DATE;

ALTER TABLE receivable_settings ADD COLUMN cash_mode TEXT DEFAULT 'propose' NOT NULL;

ALTER TABLE receivable_settings ADD COLUMN cash_confidence INTEGER DEFAULT 95 NOT NULL;

alter table "bank_statement" enable row level security;

grant select, insert, update, delete on "bank_statement" to {app};

create policy app_select on "bank_statement" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "bank_statement" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "bank_statement" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "bank_statement" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "bank_statement_line" enable row level security;

grant select, insert, update, delete on "bank_statement_line" to {app};

create policy app_select on "bank_statement_line" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "bank_statement_line" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "bank_statement_line" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "bank_statement_line" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "cash_proposal" enable row level security;

grant select, insert, update, delete on "cash_proposal" to {app};

create policy app_select on "cash_proposal" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "cash_proposal" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "cash_proposal" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "cash_proposal" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "payer_alias" enable row level security;

grant select, insert, update, delete on "payer_alias" to {app};

create policy app_select on "payer_alias" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "payer_alias" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "payer_alias" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "payer_alias" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "receipt_claim" enable row level security;

grant select, insert, update, delete on "receipt_claim" to {app};

create policy app_select on "receipt_claim" for select to {app} using ((select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end);

create policy app_insert on "receipt_claim" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "receipt_claim" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "receipt_claim" for delete to {app} using (tenant_id = (select app_tenant()));

create trigger keep_shares after insert or update of shared_with on "receipt_claim" for each row execute function keep_shares('receipt_claim');

create or replace function purge_tenant() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      if not exists (select from copy_tenant where id = app_tenant() and archived) then
        raise exception 'tenant % is not removed', app_tenant() using errcode = 'restrict_violation';
      end if;
      perform set_config('app.purge', 'on', true);
      delete from "invoice_coverage" where tenant_id = app_tenant();
delete from "reversal" where tenant_id = app_tenant();
delete from "promise_line" where tenant_id = app_tenant();
delete from "plan_version" where tenant_id = app_tenant();
delete from "plan_milestone" where tenant_id = app_tenant();
delete from "ledger_entry" where tenant_id = app_tenant();
delete from "invoice_step" where tenant_id = app_tenant();
delete from "invoice_line" where tenant_id = app_tenant();
delete from "instalment" where tenant_id = app_tenant();
delete from "allocation" where tenant_id = app_tenant();
delete from "receivable_settings" where tenant_id = app_tenant();
delete from "receipt_claim" where tenant_id = app_tenant();
delete from "receipt" where tenant_id = app_tenant();
delete from "promise" where tenant_id = app_tenant();
delete from "plan_revision" where tenant_id = app_tenant();
delete from "payment_plan" where tenant_id = app_tenant();
delete from "payer_alias" where tenant_id = app_tenant();
delete from "ledger_transaction" where tenant_id = app_tenant();
delete from "ledger_account" where tenant_id = app_tenant();
delete from "invoice" where tenant_id = app_tenant();
delete from "intent" where tenant_id = app_tenant();
delete from "dispute" where tenant_id = app_tenant();
delete from "copy_fiscal_period" where tenant_id = app_tenant();
delete from "copy_contract" where tenant_id = app_tenant();
delete from "copy_account" where tenant_id = app_tenant();
delete from "collection_note" where tenant_id = app_tenant();
delete from "cash_proposal" where tenant_id = app_tenant();
delete from "bank_statement_line" where tenant_id = app_tenant();
delete from "bank_statement" where tenant_id = app_tenant();
delete from "ageing_cell" where tenant_id = app_tenant();
delete from "timer" where tenant_id = app_tenant() and kind <> 'purge';
delete from "share" where tenant_id = app_tenant();
delete from "person_key" where tenant_id = app_tenant();
delete from "outbox" where tenant_id = app_tenant() and publish_time is not null;
delete from "number_series" where tenant_id = app_tenant();
delete from "inbox" where tenant_id = app_tenant();
delete from "idempotency" where tenant_id = app_tenant();
delete from "external_ref" where tenant_id = app_tenant();
delete from "dead_letter" where tenant_id = app_tenant();
delete from "custom_field" where tenant_id = app_tenant();
delete from "copy_tenant" where tenant_id = app_tenant() and false;
delete from "copy_team" where tenant_id = app_tenant();
delete from "copy_member" where tenant_id = app_tenant();
delete from "copy_legal_entity" where tenant_id = app_tenant();
delete from "audit" where tenant_id = app_tenant();
delete from "assignment" where tenant_id = app_tenant();
      perform set_config('app.purge', '', true);
    end $$;

-- down

create or replace function purge_tenant() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      if not exists (select from copy_tenant where id = app_tenant() and archived) then
        raise exception 'tenant % is not removed', app_tenant() using errcode = 'restrict_violation';
      end if;
      perform set_config('app.purge', 'on', true);
      delete from "invoice_coverage" where tenant_id = app_tenant();
delete from "reversal" where tenant_id = app_tenant();
delete from "promise_line" where tenant_id = app_tenant();
delete from "plan_version" where tenant_id = app_tenant();
delete from "plan_milestone" where tenant_id = app_tenant();
delete from "ledger_entry" where tenant_id = app_tenant();
delete from "invoice_step" where tenant_id = app_tenant();
delete from "invoice_line" where tenant_id = app_tenant();
delete from "instalment" where tenant_id = app_tenant();
delete from "allocation" where tenant_id = app_tenant();
delete from "receivable_settings" where tenant_id = app_tenant();
delete from "receipt" where tenant_id = app_tenant();
delete from "promise" where tenant_id = app_tenant();
delete from "plan_revision" where tenant_id = app_tenant();
delete from "payment_plan" where tenant_id = app_tenant();
delete from "ledger_transaction" where tenant_id = app_tenant();
delete from "ledger_account" where tenant_id = app_tenant();
delete from "invoice" where tenant_id = app_tenant();
delete from "intent" where tenant_id = app_tenant();
delete from "dispute" where tenant_id = app_tenant();
delete from "copy_fiscal_period" where tenant_id = app_tenant();
delete from "copy_contract" where tenant_id = app_tenant();
delete from "copy_account" where tenant_id = app_tenant();
delete from "collection_note" where tenant_id = app_tenant();
delete from "ageing_cell" where tenant_id = app_tenant();
delete from "timer" where tenant_id = app_tenant() and kind <> 'purge';
delete from "share" where tenant_id = app_tenant();
delete from "person_key" where tenant_id = app_tenant();
delete from "outbox" where tenant_id = app_tenant() and publish_time is not null;
delete from "number_series" where tenant_id = app_tenant();
delete from "inbox" where tenant_id = app_tenant();
delete from "idempotency" where tenant_id = app_tenant();
delete from "external_ref" where tenant_id = app_tenant();
delete from "dead_letter" where tenant_id = app_tenant();
delete from "custom_field" where tenant_id = app_tenant();
delete from "copy_tenant" where tenant_id = app_tenant() and false;
delete from "copy_team" where tenant_id = app_tenant();
delete from "copy_member" where tenant_id = app_tenant();
delete from "copy_legal_entity" where tenant_id = app_tenant();
delete from "audit" where tenant_id = app_tenant();
delete from "assignment" where tenant_id = app_tenant();
      perform set_config('app.purge', '', true);
    end $$;

ALTER TABLE receivable_settings DROP COLUMN cash_confidence;

ALTER TABLE receivable_settings DROP COLUMN cash_mode;

ALTER TABLE promise DROP COLUMN wait_date;

ALTER TABLE copy_account DROP COLUMN name_keys;

DROP INDEX receipt_claim_team_by_create_time_idx;

DROP INDEX receipt_claim_receipt_idx;

DROP INDEX receipt_claim_own_by_create_time_idx;

DROP INDEX receipt_claim_by_create_time_idx;

DROP TABLE receipt_claim;

DROP INDEX payer_alias_name_idx;

DROP INDEX payer_alias_customer_idx;

DROP INDEX payer_alias_by_create_time_idx;

DROP INDEX payer_alias_account_key;

DROP TABLE payer_alias;

DROP INDEX cash_proposal_receipt_key;

DROP INDEX cash_proposal_open_idx;

DROP INDEX cash_proposal_by_create_time_idx;

DROP INDEX cash_proposal_by_confidence_idx;

DROP TABLE cash_proposal;

DROP INDEX bank_statement_line_twin_idx;

DROP INDEX bank_statement_line_statement_idx;

DROP INDEX bank_statement_line_receipt_key;

DROP INDEX bank_statement_line_key;

DROP INDEX bank_statement_line_by_create_time_idx;

DROP TABLE bank_statement_line;

DROP INDEX bank_statement_by_create_time_idx;

DROP INDEX bank_statement_account_idx;

DROP TABLE bank_statement;
