CREATE TABLE exchange_rate (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    currency_code VARCHAR(3) NOT NULL, 
    quote_currency_code VARCHAR(3) NOT NULL, 
    rate_date DATE NOT NULL, 
    rate NUMERIC(19, 10) NOT NULL, 
    source TEXT NOT NULL, 
    entered_by UUID, 
    withdrawn_by UUID, 
    withdraw_time TIMESTAMP WITH TIME ZONE, 
    CONSTRAINT exchange_rate_pkey PRIMARY KEY (id), 
    CONSTRAINT exchange_rate_currencies_check CHECK (currency_code <> quote_currency_code), 
    CONSTRAINT exchange_rate_rate_check CHECK (rate > 0)
);

CREATE INDEX exchange_rate_by_create_time_idx ON exchange_rate (tenant_id, create_time, id);

CREATE INDEX exchange_rate_by_rate_date_idx ON exchange_rate (tenant_id, rate_date, id);

CREATE UNIQUE INDEX exchange_rate_standing_key ON exchange_rate (tenant_id, currency_code, quote_currency_code, rate_date) WHERE withdraw_time is null;

CREATE TABLE exchange_run (
    id UUID NOT NULL, 
    tenant_id UUID NOT NULL, 
    version BIGINT NOT NULL, 
    sequence BIGINT NOT NULL, 
    create_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    update_time TIMESTAMP WITH TIME ZONE NOT NULL, 
    legal_entity_id UUID NOT NULL, 
    fiscal_period_id UUID NOT NULL, 
    end_date DATE NOT NULL, 
    known_at TIMESTAMP WITH TIME ZONE NOT NULL, 
    state TEXT NOT NULL, 
    prepared_by UUID, 
    posted_by UUID, 
    post_time TIMESTAMP WITH TIME ZONE, 
    ended_by UUID, 
    end_reason TEXT NOT NULL, 
    end_time TIMESTAMP WITH TIME ZONE, 
    currency_code VARCHAR(3) NOT NULL, 
    lines JSONB NOT NULL, 
    realised JSONB NOT NULL, 
    CONSTRAINT exchange_run_pkey PRIMARY KEY (id)
);

CREATE INDEX exchange_run_by_create_time_idx ON exchange_run (tenant_id, create_time, id);

CREATE UNIQUE INDEX exchange_run_standing_key ON exchange_run (tenant_id, legal_entity_id, end_date) WHERE state in ('prepared', 'posted');

-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check
  CHECK (kind in ('planned', 'planned_contra', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim', 'contract_claims', 'cash', 'notes', 'set_off', 'unidentified', 'unapplied', 'advance', 'in_bills', 'bank_fee', 'rounding', 'exchange', 'exchange_adjustment', 'discount_interest', 'provision', 'provision_expense', 'write_off', 'late_interest', 'late_interest_waiver', 'inter_company', 'opening_balance')) NOT VALID;

-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'late_interest', 'late_interest_waiver', 'late_interest_waiver_reversal', 'provision', 'provision_reversal', 'exchange_realised', 'exchange_realised_reversal', 'exchange_revaluation', 'exchange_revaluation_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal', 'opening_balance', 'opening_balance_reversal')) NOT VALID;

alter table "exchange_rate" enable row level security;

grant select, insert, update, delete on "exchange_rate" to {app};

create policy app_select on "exchange_rate" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "exchange_rate" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "exchange_rate" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "exchange_rate" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "exchange_run" enable row level security;

grant select, insert, update, delete on "exchange_run" to {app};

create policy app_select on "exchange_run" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "exchange_run" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "exchange_run" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "exchange_run" for delete to {app} using (tenant_id = (select app_tenant()));

-- down

ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check
  CHECK (kind in ('planned', 'planned_contra', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim', 'contract_claims', 'cash', 'notes', 'set_off', 'unidentified', 'unapplied', 'advance', 'in_bills', 'bank_fee', 'rounding', 'exchange', 'discount_interest', 'provision', 'provision_expense', 'write_off', 'late_interest', 'late_interest_waiver', 'inter_company', 'opening_balance'));

ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'late_interest', 'late_interest_waiver', 'late_interest_waiver_reversal', 'provision', 'provision_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal', 'opening_balance', 'opening_balance_reversal'));

DROP TABLE exchange_run;

DROP TABLE exchange_rate;
