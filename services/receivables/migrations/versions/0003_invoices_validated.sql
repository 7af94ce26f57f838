-- outside a transaction

alter table ledger_transaction validate constraint ledger_transaction_kind_check;

alter table instalment validate constraint instalment_invoiced_check;

-- down
