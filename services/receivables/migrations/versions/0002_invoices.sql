CREATE TABLE invoice (
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
    payment_plan_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    contract_number TEXT NOT NULL,
    customer_id UUID NOT NULL,
    legal_entity_id UUID NOT NULL,
    business_unit TEXT NOT NULL,
    product_line TEXT NOT NULL,
    region TEXT NOT NULL,
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    invoicee JSONB NOT NULL,
    currency VARCHAR(3) NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    covered_minor BIGINT NOT NULL,
    reduced_minor BIGINT NOT NULL,
    remark TEXT NOT NULL,
    invoice_code TEXT NOT NULL,
    invoice_number TEXT NOT NULL,
    issue_date DATE,
    deliver_date DATE,
    book_date DATE,
    return_date DATE,
    original_id UUID,
    red_reason TEXT,
    confirmation_number TEXT NOT NULL,
    confirm_date DATE,
    credit_id UUID,
    above_contract BOOLEAN NOT NULL,
    requested_by UUID,
    approved_by UUID,
    instalment_ids UUID[] NOT NULL,
    search_text TEXT DEFAULT '' NOT NULL,
    search_grams TEXT[] GENERATED ALWAYS AS (search_grams(search_text)) STORED,
    CONSTRAINT invoice_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_amounts_check CHECK (net_minor + tax_minor = gross_minor and (gross_minor < 0) = (original_id is not null)),
    CONSTRAINT invoice_covered_check CHECK (covered_minor between 0 and greatest(gross_minor, 0) - reduced_minor),
    CONSTRAINT invoice_persons_check CHECK (approved_by is distinct from requested_by or requested_by is null),
    CONSTRAINT invoice_reduced_check CHECK (reduced_minor between 0 and greatest(gross_minor, 0))
);

CREATE INDEX invoice_by_create_time_idx ON invoice (tenant_id, create_time, id);

CREATE INDEX invoice_by_issue_date_idx ON invoice (tenant_id, issue_date, id);

CREATE INDEX invoice_contract_idx ON invoice (tenant_id, contract_id, create_time, id);

CREATE INDEX invoice_customer_idx ON invoice (tenant_id, customer_id, create_time, id);

CREATE INDEX invoice_original_idx ON invoice (tenant_id, original_id) WHERE original_id is not null;

CREATE INDEX invoice_own_by_create_time_idx ON invoice (tenant_id, owner_id, create_time, id);

CREATE INDEX invoice_own_by_issue_date_idx ON invoice (tenant_id, owner_id, issue_date, id);

CREATE UNIQUE INDEX invoice_printed_key ON invoice (tenant_id, invoice_code, invoice_number) WHERE invoice_number <> '' and type in ('vat_special', 'vat_ordinary', 'paper');

CREATE INDEX invoice_search_idx ON invoice USING gin (tenant_id, search_grams) WITH (gin_pending_list_limit = 1024);

CREATE INDEX invoice_team_by_create_time_idx ON invoice (tenant_id, team_id, create_time, id);

CREATE INDEX invoice_team_by_issue_date_idx ON invoice (tenant_id, team_id, issue_date, id);

CREATE TABLE invoice_line (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    specification TEXT NOT NULL,
    unit TEXT NOT NULL,
    quantity NUMERIC(28, 10),
    unit_price NUMERIC(28, 10),
    price_is_net BOOLEAN NOT NULL,
    tax_rate NUMERIC(13, 10) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    original_position INTEGER NOT NULL,
    CONSTRAINT invoice_line_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_line_amounts_check CHECK (net_minor + tax_minor = gross_minor),
    CONSTRAINT invoice_line_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES invoice (id)
);

CREATE INDEX invoice_line_invoice_idx ON invoice_line (invoice_id, position);

CREATE TABLE invoice_step (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL,
    step_date DATE NOT NULL,
    person_id UUID,
    create_time TIMESTAMP WITH TIME ZONE NOT NULL,
    note TEXT NOT NULL,
    evidence_attachment_ids UUID[] NOT NULL,
    CONSTRAINT invoice_step_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_step_invoice_id_position_key UNIQUE (invoice_id, position),
    CONSTRAINT invoice_step_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES invoice (id)
);

CREATE TABLE invoice_coverage (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    position INTEGER NOT NULL,
    payment_plan_id UUID NOT NULL,
    instalment_id UUID NOT NULL,
    currency VARCHAR(3) NOT NULL,
    amount_minor BIGINT NOT NULL,
    covered_minor BIGINT NOT NULL,
    CONSTRAINT invoice_coverage_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_coverage_invoice_id_fkey FOREIGN KEY(invoice_id) REFERENCES invoice (id),
    CONSTRAINT invoice_coverage_instalment_id_fkey FOREIGN KEY(instalment_id) REFERENCES instalment (id),
    CONSTRAINT invoice_coverage_invoice_id_instalment_id_key UNIQUE (invoice_id, instalment_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT invoice_coverage_amounts_check CHECK (amount_minor > 0 and covered_minor between 0 and amount_minor)
);

CREATE INDEX invoice_coverage_instalment_idx ON invoice_coverage (instalment_id);

ALTER TABLE copy_account ADD COLUMN invoicee JSONB;

ALTER TABLE instalment ADD COLUMN credited_minor BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE instalment ADD COLUMN invoice_shares JSONB DEFAULT '[]' NOT NULL;

ALTER TABLE instalment ADD COLUMN invoice_progress TEXT DEFAULT 'not_requested' NOT NULL;

ALTER TABLE instalment ADD COLUMN invoice_progress_date DATE;

ALTER TABLE instalment ADD COLUMN invoiced_date DATE;

ALTER TABLE receivable_settings ADD COLUMN waits_for_invoices BOOLEAN DEFAULT false NOT NULL;

alter table "invoice" enable row level security;

grant select, insert, update, delete on "invoice" to {app};

create policy app_select on "invoice" for select to {app} using ((select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end);

create policy app_insert on "invoice" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "invoice" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "invoice" for delete to {app} using (tenant_id = (select app_tenant()));

create trigger keep_shares after insert or update of shared_with on "invoice" for each row execute function keep_shares('invoice');

create or replace function search_invoice(grams text[], patterns text[], reach text, person uuid, teams uuid[], legal_entity_ids uuid[], business_units text[], product_lines text[], regions text[], most integer)
    returns setof uuid language plpgsql stable security definer rows 100
    set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    declare tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    begin
      case reach
        when 'own' then return query (select hit.id from "invoice" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and hit.owner_id = person limit most) union all (select hit.id from share join "invoice" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'invoice' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and (hit.owner_id = person) is not true limit most) limit most;
        when 'team' then return query (select hit.id from "invoice" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and hit.team_id = any (teams) limit most) union all (select hit.id from share join "invoice" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'invoice' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) and (hit.team_id = any (teams)) is not true limit most) limit most;
        when 'shared' then return query select hit.id from share join "invoice" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'invoice' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) limit most;
        when 'company', 'tenant' then return query select hit.id from "invoice" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (cardinality(business_units) = 0 or hit.business_unit = any (business_units)) and (cardinality(product_lines) = 0 or hit.product_line = any (product_lines)) and (cardinality(regions) = 0 or hit.region = any (regions)) limit most;
        else null;
      end case;
    end $$;

revoke all on function search_invoice from public;

grant execute on function search_invoice to {app};

alter table "invoice_line" enable row level security;

grant select, insert, update, delete on "invoice_line" to {app};

create policy app_select on "invoice_line" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "invoice_line" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "invoice_line" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "invoice_line" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "invoice_step" enable row level security;

grant select, insert on "invoice_step" to {app};

create policy app_select on "invoice_step" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "invoice_step" for insert to {app} with check (tenant_id = (select app_tenant()));

create trigger append_only before update or delete on "invoice_step" for each row execute function append_only();

alter table "invoice_coverage" enable row level security;

grant select, insert, update, delete on "invoice_coverage" to {app};

create policy app_select on "invoice_coverage" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "invoice_coverage" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "invoice_coverage" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "invoice_coverage" for delete to {app} using (tenant_id = (select app_tenant()));

-- The one that follows allows more; 0003 looks whether all rows fit, without keeping anybody waiting.
-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice')) NOT VALID;

ALTER TABLE instalment ADD CONSTRAINT instalment_invoiced_check
  CHECK (invoiced_minor between 0 and amount_minor and credited_minor between 0 and paid_minor) NOT VALID;

create function invoice_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
  bad uuid;
begin
  if tg_table_name = 'invoice' then
    ids := array[new.id, new.original_id];
  else
    ids := array[new.invoice_id, old.invoice_id];
  end if;
  select i.id into bad from invoice i
    where i.id = any (ids) and (
      (i.net_minor, i.tax_minor) <>
        (select coalesce(sum(l.net_minor), 0)::bigint, coalesce(sum(l.tax_minor), 0)::bigint from invoice_line l where l.invoice_id = i.id)
      or i.covered_minor <> (select coalesce(sum(c.covered_minor), 0) from invoice_coverage c where c.invoice_id = i.id)
      or i.reduced_minor <> (select coalesce(-sum(r.gross_minor), 0) from invoice r
        where r.tenant_id = i.tenant_id and r.original_id = i.id and r.state in ('issued', 'delivered', 'booked', 'returned')))
    limit 1;
  if found then
    raise exception 'invoice % is not the sum of its lines, its coverage and what takes it back', bad
      using errcode = 'check_violation', constraint = 'invoice_kept_check';
  end if;
  return null;
end $$;

create function instalment_covered() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
  bad uuid;
begin
  if tg_table_name = 'instalment' then
    ids := array[new.id];
  else
    ids := array[new.instalment_id, old.instalment_id];
  end if;
  select i.id into bad from instalment i
    where i.id = any (ids)
      and i.invoiced_minor <> (select coalesce(sum(c.covered_minor), 0) from invoice_coverage c where c.instalment_id = i.id)
    limit 1;
  if found then
    raise exception 'instalment % says another amount than its invoices cover', bad
      using errcode = 'check_violation', constraint = 'instalment_covered_check';
  end if;
  return null;
end $$;

create constraint trigger kept after insert or update on invoice deferrable initially deferred for each row execute function invoice_kept();

create constraint trigger kept after insert or update or delete on invoice_line deferrable initially deferred
  for each row execute function invoice_kept();

create constraint trigger kept after insert or update or delete on invoice_coverage deferrable initially deferred
  for each row execute function invoice_kept();

create constraint trigger covered after insert or update or delete on invoice_coverage deferrable initially deferred
  for each row execute function instalment_covered();

create constraint trigger covered after update of invoiced_minor on instalment deferrable initially deferred
  for each row when (old.invoiced_minor is distinct from new.invoiced_minor) execute function instalment_covered();

-- Whoever may execute one that runs as the owner could hang it on a table of their own.
revoke all on function invoice_kept(), instalment_covered() from public;

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

drop trigger covered on instalment;

drop trigger covered on invoice_coverage;

drop trigger kept on invoice_coverage;

drop trigger kept on invoice_line;

drop trigger kept on invoice;

drop function instalment_covered(), invoice_kept();

alter table instalment drop constraint instalment_invoiced_check;

alter table ledger_transaction drop constraint ledger_transaction_kind_check;

alter table ledger_transaction add constraint ledger_transaction_kind_check check (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal'));

drop function search_invoice;

create or replace function purge_tenant() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      if not exists (select from copy_tenant where id = app_tenant() and archived) then
        raise exception 'tenant % is not removed', app_tenant() using errcode = 'restrict_violation';
      end if;
      perform set_config('app.purge', 'on', true);
      delete from "reversal" where tenant_id = app_tenant();
delete from "promise_line" where tenant_id = app_tenant();
delete from "plan_version" where tenant_id = app_tenant();
delete from "plan_milestone" where tenant_id = app_tenant();
delete from "ledger_entry" where tenant_id = app_tenant();
delete from "instalment" where tenant_id = app_tenant();
delete from "allocation" where tenant_id = app_tenant();
delete from "receivable_settings" where tenant_id = app_tenant();
delete from "receipt" where tenant_id = app_tenant();
delete from "promise" where tenant_id = app_tenant();
delete from "plan_revision" where tenant_id = app_tenant();
delete from "payment_plan" where tenant_id = app_tenant();
delete from "ledger_transaction" where tenant_id = app_tenant();
delete from "ledger_account" where tenant_id = app_tenant();
delete from "intent" where tenant_id = app_tenant();
delete from "dispute" where tenant_id = app_tenant();
delete from "copy_fiscal_period" where tenant_id = app_tenant();
delete from "copy_contract" where tenant_id = app_tenant();
delete from "copy_account" where tenant_id = app_tenant();
delete from "collection_note" where tenant_id = app_tenant();
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

ALTER TABLE receivable_settings DROP COLUMN waits_for_invoices;

ALTER TABLE instalment DROP COLUMN invoiced_date;

ALTER TABLE instalment DROP COLUMN invoice_progress_date;

ALTER TABLE instalment DROP COLUMN invoice_progress;

ALTER TABLE instalment DROP COLUMN invoice_shares;

ALTER TABLE instalment DROP COLUMN credited_minor;

ALTER TABLE copy_account DROP COLUMN invoicee;

DROP INDEX invoice_coverage_instalment_idx;

DROP TABLE invoice_coverage;

DROP TABLE invoice_step;

DROP INDEX invoice_line_invoice_idx;

DROP TABLE invoice_line;

DROP INDEX invoice_team_by_issue_date_idx;

DROP INDEX invoice_team_by_create_time_idx;

DROP INDEX invoice_search_idx;

DROP INDEX invoice_printed_key;

DROP INDEX invoice_own_by_issue_date_idx;

DROP INDEX invoice_own_by_create_time_idx;

DROP INDEX invoice_original_idx;

DROP INDEX invoice_customer_idx;

DROP INDEX invoice_contract_idx;

DROP INDEX invoice_by_issue_date_idx;

DROP INDEX invoice_by_create_time_idx;

DROP TABLE invoice;
