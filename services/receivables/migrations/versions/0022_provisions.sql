CREATE TABLE provision_run (
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
    rates JSONB NOT NULL, 
    lines JSONB NOT NULL, 
    sums JSONB NOT NULL, 
    prepared_by UUID, 
    posted_by UUID, 
    post_time TIMESTAMP WITH TIME ZONE, 
    ended_by UUID, 
    end_reason TEXT NOT NULL, 
    end_time TIMESTAMP WITH TIME ZONE, 
    CONSTRAINT provision_run_pkey PRIMARY KEY (id)
);

CREATE INDEX provision_run_by_create_time_idx ON provision_run (tenant_id, create_time, id);

CREATE UNIQUE INDEX provision_run_standing_key ON provision_run (tenant_id, legal_entity_id, end_date) WHERE state in ('prepared', 'posted');

ALTER TABLE receivable_settings ADD COLUMN provision_rates JSONB DEFAULT '[]' NOT NULL;

-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'late_interest', 'late_interest_waiver', 'late_interest_waiver_reversal', 'provision', 'provision_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal', 'opening_balance', 'opening_balance_reversal')) NOT VALID;

alter table "provision_run" enable row level security;

grant select, insert, update, delete on "provision_run" to {app};

create policy app_select on "provision_run" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "provision_run" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "provision_run" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "provision_run" for delete to {app} using (tenant_id = (select app_tenant()));

-- down

ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'late_interest', 'late_interest_waiver', 'late_interest_waiver_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal', 'opening_balance', 'opening_balance_reversal'));

ALTER TABLE receivable_settings DROP COLUMN provision_rates;

DROP TABLE provision_run;
