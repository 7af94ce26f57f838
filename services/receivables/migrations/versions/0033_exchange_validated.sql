-- outside a transaction

create index concurrently if not exists ledger_account_currency_idx on ledger_account (tenant_id, legal_entity_id, currency);

alter table ledger_account validate constraint ledger_account_kind_check;

alter table ledger_transaction validate constraint ledger_transaction_kind_check;

-- down

drop index if exists ledger_account_currency_idx;
