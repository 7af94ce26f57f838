CREATE TABLE opening_balance (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    create_time TIMESTAMP WITH TIME ZONE NOT NULL,
    update_time TIMESTAMP WITH TIME ZONE NOT NULL,
    legal_entity_id UUID NOT NULL,
    cut_over_date DATE NOT NULL,
    file_name TEXT NOT NULL,
    state TEXT NOT NULL,
    sums JSONB NOT NULL,
    line_count INTEGER NOT NULL,
    customer_count INTEGER NOT NULL,
    asked_by UUID,
    ask_time TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    decided_by UUID,
    decide_time TIMESTAMP WITH TIME ZONE,
    post_time TIMESTAMP WITH TIME ZONE,
    CONSTRAINT opening_balance_pkey PRIMARY KEY (id),
    CONSTRAINT opening_balance_persons_check CHECK (state not in ('posted', 'taken_back') or decided_by is null or decided_by is distinct from asked_by)
);

CREATE INDEX opening_balance_by_create_time_idx ON opening_balance (tenant_id, create_time, id);

CREATE TABLE opening_balance_line (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    opening_balance_id UUID NOT NULL,
    legal_entity_id UUID NOT NULL,
    row_number INTEGER NOT NULL,
    customer_id UUID NOT NULL,
    customer_name TEXT NOT NULL,
    document_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    amount_minor BIGINT NOT NULL,
    due_date DATE,
    original_date DATE NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT opening_balance_line_pkey PRIMARY KEY (id),
    CONSTRAINT opening_balance_line_amount_check CHECK (amount_minor > 0),
    CONSTRAINT opening_balance_line_due_date_check CHECK ((kind = 'advance') = (due_date is null)),
    CONSTRAINT opening_balance_line_opening_balance_id_fkey FOREIGN KEY(opening_balance_id) REFERENCES opening_balance (id)
);

CREATE INDEX opening_balance_line_by_row_number_idx ON opening_balance_line (tenant_id, row_number, id);

CREATE INDEX opening_balance_line_row_idx ON opening_balance_line (tenant_id, opening_balance_id, row_number, id);

ALTER TABLE payment_plan ADD COLUMN opening_balance_id UUID;

ALTER TABLE receipt ADD COLUMN opening_balance_id UUID;

-- The one that follows allows more.
-- squawk-ignore ban-drop-constraint
alter table ledger_transaction drop constraint ledger_transaction_kind_check;

-- Rows are looked at by the next migration, while others go on writing.
alter table ledger_transaction add constraint ledger_transaction_kind_check check (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal', 'opening_balance', 'opening_balance_reversal')) not valid;

alter table "opening_balance" enable row level security;

grant select, insert, update, delete on "opening_balance" to {app};

create policy app_select on "opening_balance" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "opening_balance" for insert to {app} with check (tenant_id = (select app_tenant()));

create policy app_update on "opening_balance" for update to {app} using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));

create policy app_delete on "opening_balance" for delete to {app} using (tenant_id = (select app_tenant()));

alter table "opening_balance_line" enable row level security;

grant select, insert on "opening_balance_line" to {app};

create policy app_select on "opening_balance_line" for select to {app} using (tenant_id = (select app_tenant()));

create policy app_insert on "opening_balance_line" for insert to {app} with check (tenant_id = (select app_tenant()));

create trigger append_only before update or delete on "opening_balance_line" for each row execute function append_only();

-- down

alter table ledger_transaction drop constraint ledger_transaction_kind_check;

alter table ledger_transaction add constraint ledger_transaction_kind_check check (kind in ('plan', 'claim', 'revision', 'termination', 'receipt', 'identification', 'advance', 'advance_release', 'allocation', 'allocation_reversal', 'receipt_reversal', 'invoice', 'red_invoice', 'refund', 'refund_reversal', 'write_off', 'write_off_reversal', 'rounding', 'rounding_reversal', 'bank_fee', 'bank_fee_reversal', 'bill_cover', 'bill_cover_release', 'bill_split', 'bill_endorsement', 'bill_discount', 'bill_payment', 'bill_dishonour', 'bill_reversal'));

ALTER TABLE receipt DROP COLUMN opening_balance_id;

ALTER TABLE payment_plan DROP COLUMN opening_balance_id;

DROP TABLE opening_balance_line;

DROP TABLE opening_balance;
