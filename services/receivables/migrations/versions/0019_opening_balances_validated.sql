-- outside a transaction

alter table ledger_transaction validate constraint ledger_transaction_kind_check;

create index concurrently if not exists payment_plan_opening_idx ON payment_plan (tenant_id, opening_balance_id) WHERE opening_balance_id is not null;

create index concurrently if not exists receipt_opening_idx ON receipt (tenant_id, opening_balance_id) WHERE opening_balance_id is not null;

-- down

drop index if exists receipt_opening_idx;

drop index if exists payment_plan_opening_idx;
