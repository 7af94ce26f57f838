-- outside a transaction

alter table ledger_account validate constraint ledger_account_kind_check;

alter table ledger_transaction validate constraint ledger_transaction_kind_check;

-- down
