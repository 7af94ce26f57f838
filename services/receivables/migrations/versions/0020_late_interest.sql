CREATE TABLE late_interest_day (
    tenant_id UUID NOT NULL, 
    instalment_id UUID NOT NULL, 
    interest_date DATE NOT NULL, 
    claim_id UUID NOT NULL, 
    CONSTRAINT late_interest_day_pkey PRIMARY KEY (tenant_id, instalment_id, interest_date)
);

ALTER TABLE payment_plan ADD COLUMN late_interest JSONB;

ALTER TABLE instalment ADD COLUMN interest_of_id UUID;

ALTER TABLE instalment ADD COLUMN interest_from_date DATE;

ALTER TABLE instalment ADD COLUMN interest_until_date DATE;

ALTER TABLE adjustment ADD COLUMN interest_until_date DATE;

ALTER TABLE receivable_settings ADD COLUMN late_interest JSONB;

ALTER TABLE receivable_settings ALTER COLUMN adjustment_limits SET DEFAULT '{"rounding": [{"currency": "CNY", "minor": 1000}, {"currency": "USD", "minor": 100}, {"currency": "EUR", "minor": 100}, {"currency": "HKD", "minor": 1000}, {"currency": "JPY", "minor": 200}], "bank_fee": [{"currency": "CNY", "minor": 20000}, {"currency": "USD", "minor": 5000}, {"currency": "EUR", "minor": 5000}, {"currency": "HKD", "minor": 25000}, {"currency": "JPY", "minor": 5000}], "write_off": [{"currency": "CNY", "minor": 10000000}, {"currency": "USD", "minor": 1400000}, {"currency": "EUR", "minor": 1300000}, {"currency": "HKD", "minor": 11000000}], "late_interest_waiver": [{"currency": "CNY", "minor": 2000000}, {"currency": "USD", "minor": 300000}, {"currency": "EUR", "minor": 250000}, {"currency": "HKD", "minor": 2200000}]}';

-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check
  CHECK (kind in ('planned', 'planned_contra', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim', 'contract_claims', 'cash', 'notes', 'set_off', 'unidentified', 'unapplied', 'advance', 'in_bills', 'bank_fee', 'rounding', 'exchange', 'discount_interest', 'provision', 'provision_expense', 'write_off', 'late_interest', 'late_interest_waiver', 'inter_company', 'opening_balance')) NOT VALID;

-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'late_interest', 'late_interest_waiver', 'late_interest_waiver_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal', 'opening_balance', 'opening_balance_reversal')) NOT VALID;

alter table "late_interest_day" enable row level security;

grant select, insert on "late_interest_day" to {app};

create policy app_select on "late_interest_day" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "late_interest_day" for insert to {app} with check (tenant_id = (select app_tenant()));

create trigger append_only before update or delete on "late_interest_day" for each row execute function append_only();

-- down

ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_kind_check;

ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_check
  CHECK (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal', 'opening_balance', 'opening_balance_reversal'));

ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check
  CHECK (kind in ('planned', 'planned_contra', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim', 'contract_claims', 'cash', 'notes', 'set_off', 'unidentified', 'unapplied', 'advance', 'in_bills', 'bank_fee', 'rounding', 'exchange', 'discount_interest', 'provision', 'provision_expense', 'write_off', 'inter_company', 'opening_balance'));

ALTER TABLE receivable_settings ALTER COLUMN adjustment_limits SET DEFAULT '{"rounding": [{"currency": "CNY", "minor": 1000}, {"currency": "USD", "minor": 100}, {"currency": "EUR", "minor": 100}, {"currency": "HKD", "minor": 1000}, {"currency": "JPY", "minor": 200}], "bank_fee": [{"currency": "CNY", "minor": 20000}, {"currency": "USD", "minor": 5000}, {"currency": "EUR", "minor": 5000}, {"currency": "HKD", "minor": 25000}, {"currency": "JPY", "minor": 5000}], "write_off": [{"currency": "CNY", "minor": 10000000}, {"currency": "USD", "minor": 1400000}, {"currency": "EUR", "minor": 1300000}, {"currency": "HKD", "minor": 11000000}]}';

ALTER TABLE receivable_settings DROP COLUMN late_interest;

ALTER TABLE adjustment DROP COLUMN interest_until_date;

ALTER TABLE instalment DROP COLUMN interest_until_date;

ALTER TABLE instalment DROP COLUMN interest_from_date;

ALTER TABLE instalment DROP COLUMN interest_of_id;

ALTER TABLE payment_plan DROP COLUMN late_interest;

DROP TABLE late_interest_day;
