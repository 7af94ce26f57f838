CREATE TABLE bill (
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
    legal_entity_id UUID NOT NULL, 
    receipt_id UUID NOT NULL, 
    customer_id UUID, 
    kind TEXT NOT NULL, 
    bill_number TEXT NOT NULL, 
    sub_range TEXT NOT NULL, 
    currency VARCHAR(3) NOT NULL, 
    amount_minor BIGINT NOT NULL, 
    drawer TEXT NOT NULL, 
    acceptor TEXT NOT NULL, 
    payee TEXT NOT NULL, 
    issue_date DATE, 
    received_date DATE NOT NULL, 
    due_date DATE, 
    presentation_end_date DATE, 
    state TEXT NOT NULL, 
    recourse TEXT NOT NULL, 
    counterparty TEXT NOT NULL, 
    bank_account_id UUID, 
    interest_minor BIGINT NOT NULL, 
    parent_id UUID, 
    part_ids UUID[] NOT NULL, 
    asked JSONB, 
    asked_by UUID, 
    acted_by UUID, 
    entered_by UUID, 
    told TEXT NOT NULL, 
    search_text TEXT DEFAULT '' NOT NULL, 
    search_grams TEXT[] GENERATED ALWAYS AS (search_grams(search_text)) STORED, 
    CONSTRAINT bill_pkey PRIMARY KEY (id), 
    CONSTRAINT bill_amounts_check CHECK (amount_minor > 0 and interest_minor between 0 and amount_minor)
);

CREATE INDEX bill_by_create_time_idx ON bill (tenant_id, create_time, id);

CREATE INDEX bill_by_due_date_idx ON bill (tenant_id, due_date, id);

CREATE INDEX bill_customer_idx ON bill (tenant_id, customer_id);

CREATE INDEX bill_living_idx ON bill (tenant_id, due_date) WHERE state in ('held', 'pledged', 'presented') or recourse in ('contingent', 'open');

CREATE INDEX bill_own_by_create_time_idx ON bill (tenant_id, owner_id, create_time, id);

CREATE INDEX bill_own_by_due_date_idx ON bill (tenant_id, owner_id, due_date, id);

CREATE INDEX bill_receipt_idx ON bill (tenant_id, receipt_id);

CREATE INDEX bill_search_idx ON bill USING gin (tenant_id, search_grams) WITH (gin_pending_list_limit = 1024);

CREATE INDEX bill_team_by_create_time_idx ON bill (tenant_id, team_id, create_time, id);

CREATE INDEX bill_team_by_due_date_idx ON bill (tenant_id, team_id, due_date, id);

CREATE TABLE bill_step (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    bill_id UUID NOT NULL, 
    position INTEGER NOT NULL, 
    act TEXT NOT NULL, 
    state TEXT NOT NULL, 
    step_date DATE NOT NULL, 
    person_id UUID, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    note TEXT NOT NULL, 
    evidence_attachment_ids UUID[] NOT NULL, 
    CONSTRAINT bill_step_pkey PRIMARY KEY (id), 
    CONSTRAINT bill_step_bill_id_position_key UNIQUE (bill_id, position), 
    CONSTRAINT bill_step_bill_id_fkey FOREIGN KEY(bill_id) REFERENCES bill (id)
);

ALTER TABLE instalment ADD COLUMN in_bills_minor BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE receipt ADD COLUMN collected_when TEXT DEFAULT 'received' NOT NULL;

ALTER TABLE receipt ADD COLUMN pending_minor BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE receipt ADD COLUMN in_bills_minor BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE receipt ADD COLUMN returned_minor BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE receivable_settings ADD COLUMN tender_policies JSONB DEFAULT '[{"tender": "bank_bill", "collected_when": "received"}, {"tender": "commercial_bill", "collected_when": "paid"}, {"tender": "digital_claim", "collected_when": "paid"}]' NOT NULL;

alter table "bill" enable row level security;

grant select, insert, update, delete on "bill" to {app};

create policy app_select on "bill" for select to {app} using ((select app_tenant()) = tenant_id and case (select current_setting('app.scope', true))
    when 'tenant' then true
    when 'company' then true
    when 'team' then team_id = any ((select app_teams())::uuid[]) or (select app_user()) = any (shared_with)
    when 'own' then owner_id = (select app_user()) or (select app_user()) = any (shared_with)
    when 'shared' then (select app_user()) = any (shared_with)
    else false end);

create policy app_insert on "bill" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "bill" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "bill" for delete to {app} using (tenant_id = (select app_tenant()));

create trigger keep_shares after insert or update of shared_with on "bill" for each row execute function keep_shares('bill');

create or replace function search_bill(grams text[], patterns text[], reach text, person uuid, teams uuid[], legal_entity_ids uuid[], business_units text[], product_lines text[], regions text[], most integer)
    returns setof uuid language plpgsql stable security definer rows 100
    set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    declare tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    begin
      case reach
        when 'own' then return query (select hit.id from "bill" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and hit.owner_id = person limit most) union all (select hit.id from share join "bill" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'bill' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (hit.owner_id = person) is not true limit most) limit most;
        when 'team' then return query (select hit.id from "bill" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and hit.team_id = any (teams) limit most) union all (select hit.id from share join "bill" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'bill' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) and (hit.team_id = any (teams)) is not true limit most) limit most;
        when 'shared' then return query select hit.id from share join "bill" hit on hit.id = share.subject_id
        where share.tenant_id = tenant and share.person_id = person and share.subject_type = 'bill' and hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) limit most;
        when 'company', 'tenant' then return query select hit.id from "bill" hit where hit.tenant_id = tenant and hit.search_grams @> grams and (' ' || hit.search_text) like all (patterns) and (cardinality(legal_entity_ids) = 0 or hit.legal_entity_id = any (legal_entity_ids)) limit most;
        else null;
      end case;
    end $$;

revoke all on function search_bill from public;

grant execute on function search_bill to {app};

alter table "bill_step" enable row level security;

grant select, insert on "bill_step" to {app};

create policy app_select on "bill_step" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "bill_step" for insert to {app} with check (tenant_id = (select app_tenant()));

create trigger append_only before update or delete on "bill_step" for each row execute function append_only();

-- Those that follow allow more; 0013 looks whether all rows fit, without keeping anybody waiting.
-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check
  CHECK (kind in ('planned', 'planned_contra', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim', 'contract_claims', 'cash', 'notes', 'set_off', 'unidentified', 'unapplied', 'advance', 'in_bills', 'bank_fee', 'rounding', 'exchange', 'discount_interest', 'provision', 'provision_expense', 'write_off', 'inter_company', 'opening_balance')) NOT VALID;

-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_ceiling_check;

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_ceiling_check
  CHECK (balance_minor <= 0 or not kind in ('planned_contra', 'unidentified', 'unapplied', 'advance', 'in_bills', 'provision')) NOT VALID;

-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal')) NOT VALID;

-- squawk-ignore ban-drop-constraint
ALTER TABLE receipt DROP CONSTRAINT receipt_parts_check;

ALTER TABLE receipt ADD CONSTRAINT receipt_parts_check
  CHECK (least(allocated_minor, advance_minor, unapplied_minor, in_bills_minor, returned_minor, refunded_minor) >= 0) NOT VALID;

-- squawk-ignore ban-drop-constraint
ALTER TABLE receipt DROP CONSTRAINT receipt_whole_check;

ALTER TABLE receipt ADD CONSTRAINT receipt_whole_check
  CHECK (allocated_minor + advance_minor + unapplied_minor + in_bills_minor + returned_minor + refunded_minor = case state when 'reversed' then 0 else amount_minor end) NOT VALID;

ALTER TABLE receipt ADD CONSTRAINT receipt_pending_check
  CHECK (pending_minor between in_bills_minor and amount_minor - returned_minor) NOT VALID;

-- squawk-ignore ban-drop-constraint
ALTER TABLE instalment DROP CONSTRAINT instalment_waiting_check;

ALTER TABLE instalment ADD CONSTRAINT instalment_waiting_check
  CHECK (least(disputed_minor, promised_minor, in_bills_minor) >= 0) NOT VALID;

-- What bills under way will pay is not asked for. The table is written anew once.
ALTER TABLE instalment ALTER COLUMN payable_minor SET EXPRESSION AS (greatest(case when close_reason = 'cancelled' then 0 else amount_minor - paid_minor end - advance_minor - disputed_minor - promised_minor - in_bills_minor, 0));

-- The bills that receipts said they were, as far as they told of them. They count as they did; what their days bring is said of new ones.
insert into bill (id, tenant_id, version, sequence, create_time, update_time, number, owner_id, team_id, shared_with, legal_entity_id,
    receipt_id, customer_id, kind, bill_number, sub_range, currency, amount_minor, drawer, acceptor, payee, received_date, due_date,
    presentation_end_date, state, recourse, counterparty, interest_minor, part_ids, entered_by, acted_by, told, search_text)
  select bill_id, tenant_id, 1, 0, create_time, create_time, number, owner_id, team_id, shared_with, legal_entity_id,
    id, customer_id, tender, bill_number, '', currency, amount_minor, payer_name, '', '', received_date, bill_due_date,
    bill_due_date + 10, case state when 'reversed' then 'reversed' else 'held' end, 'none', '', 0, '{}', entered_by, entered_by, 'lapsed',
    lower(bill_number)
  from receipt
  where bill_id is not null;

insert into bill_step (id, tenant_id, bill_id, position, act, state, step_date, person_id, create_time, note, evidence_attachment_ids)
  select gen_random_uuid(), tenant_id, id, 1, 'received', state, received_date, entered_by, create_time, '', '{}' from bill;

-- down

ALTER TABLE instalment ALTER COLUMN payable_minor SET EXPRESSION AS (greatest(case when close_reason = 'cancelled' then 0 else amount_minor - paid_minor end - advance_minor - disputed_minor - promised_minor, 0));

ALTER TABLE instalment DROP CONSTRAINT instalment_waiting_check;

ALTER TABLE instalment ADD CONSTRAINT instalment_waiting_check CHECK (least(disputed_minor, promised_minor) >= 0);

ALTER TABLE receipt DROP CONSTRAINT receipt_pending_check;

ALTER TABLE receipt DROP CONSTRAINT receipt_whole_check;

ALTER TABLE receipt ADD CONSTRAINT receipt_whole_check
  CHECK (allocated_minor + advance_minor + unapplied_minor + refunded_minor = case state when 'reversed' then 0 else amount_minor end);

ALTER TABLE receipt DROP CONSTRAINT receipt_parts_check;

ALTER TABLE receipt ADD CONSTRAINT receipt_parts_check CHECK (least(allocated_minor, advance_minor, unapplied_minor, refunded_minor) >= 0);

ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal'));

ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_ceiling_check;

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_ceiling_check CHECK (balance_minor <= 0 or not kind in ('planned_contra', 'unidentified', 'unapplied', 'advance', 'provision'));

ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check
  CHECK (kind in ('planned', 'planned_contra', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim', 'contract_claims', 'cash', 'notes', 'set_off', 'unidentified', 'unapplied', 'advance', 'bank_fee', 'rounding', 'exchange', 'discount_interest', 'provision', 'provision_expense', 'write_off', 'inter_company', 'opening_balance'));

ALTER TABLE receivable_settings DROP COLUMN tender_policies;

ALTER TABLE receipt DROP COLUMN returned_minor;

ALTER TABLE receipt DROP COLUMN in_bills_minor;

ALTER TABLE receipt DROP COLUMN pending_minor;

ALTER TABLE receipt DROP COLUMN collected_when;

ALTER TABLE instalment DROP COLUMN in_bills_minor;

DROP TABLE bill_step;

DROP INDEX bill_team_by_due_date_idx;

DROP INDEX bill_team_by_create_time_idx;

DROP INDEX bill_search_idx;

DROP INDEX bill_receipt_idx;

DROP INDEX bill_own_by_due_date_idx;

DROP INDEX bill_own_by_create_time_idx;

DROP INDEX bill_living_idx;

DROP INDEX bill_customer_idx;

DROP INDEX bill_by_due_date_idx;

DROP INDEX bill_by_create_time_idx;

DROP TABLE bill;

drop function search_bill;
