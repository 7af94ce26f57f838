-- outside a transaction

alter table ledger_transaction validate constraint ledger_transaction_kind_check;

-- down
